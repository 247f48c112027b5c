/* Texts are in the order of their bytes. */

#include "lib/base/text_order.h"

#include <locale.h>
#include <stdlib.h>

/* Capitals before small letters, a start before what goes on, and what is not ASCII
 * last: not as a locale has them. */
static void
test_order (void)
{
  const char *texts[] = { "b", "a.csv", "\303\251", "B", "a", "", "a/" };
  static const char *const sorted[] = { "", "B", "a", "a.csv", "a/", "b", "\303\251" };
  setlocale (LC_ALL, "de_DE.UTF-8");
  qsort (texts, G_N_ELEMENTS (texts), sizeof *texts, text_compare);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (texts[i], ==, sorted[i]);
  g_assert_cmpint (text_compare (&sorted[2], &texts[2]), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-order/is-that-of-bytes", test_order);
  return g_test_run ();
}
