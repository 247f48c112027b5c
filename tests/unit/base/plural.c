#include "lib/base/plural.h"

static void
test_plural (void)
{
  static const struct { guint64 count; const char *text; } counts[] = {
    { 0, "0 rows" }, { 1, "1 row" }, { 2, "2 rows" }, { G_MAXUINT64, "18446744073709551615 rows" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *text = plural (counts[i].count, "row", "rows");
      g_assert_cmpstr (text, ==, counts[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plural/one-or-many", test_plural);
  return g_test_run ();
}
