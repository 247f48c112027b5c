#include "lib/base/urn.h"

static void
test_numbers (void)
{
  static const char *const good[] = { "SC392492", "SC000001", "1027077", "2789012" };
  static const char *const bad[] = { "", "SC", "SC39249", "SC3924921", "027077", "0270771",
                                     "10270770", "sc392492", "1027077 ", "-027077" };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      guint32 urn;
      g_assert_true (urn_parse (good[i], &urn));
      g_autofree char *text = urn_to_string (urn);
      g_assert_cmpstr (text, ==, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      guint32 urn = 7;
      g_assert_false (urn_parse (bad[i], &urn));
      g_assert_cmpuint (urn, ==, 7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/urn/a-number-is-read-and-written-again-or-refused", test_numbers);
  return g_test_run ();
}
