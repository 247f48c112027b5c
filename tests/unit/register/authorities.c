/* The authorities that a return may name: those of either end of its period,
 * and what was meant by a code that is none of them. */

#include "lib/register/authorities.h"

#include "tests/registers.h"

static void
test_has (void)
{
  g_autoptr(Register) reg = register_reference ();
  g_autoptr(Authorities) over_a_change
    = authorities_new (reg, register_day ("2022-04-01"), register_day ("2023-04-01"));
  g_assert_true (authorities_has (over_a_change, "E10000006"));
  g_assert_true (authorities_has (over_a_change, "E06000063"));
  g_assert_false (authorities_has (over_a_change, "E08000039"));
  g_assert_false (authorities_has (over_a_change, "Cumbria"));
}

static void
test_suggest (void)
{
  static const struct { const char *text, *suggestion; } cases[] = {
    { "E08000019", "E08000039, Sheffield, since 1 April 2025" },
    { "E08000016", "E08000038, Barnsley, since 1 April 2025" },
    { "E10000023", "E06000065, North Yorkshire, since 1 April 2023" },
    { "E10000006", "E06000063, Cumberland or E06000064, Westmorland and Furness, since 1 April 2023" },
    { "birmingham", "E08000025, Birmingham" },
    { "Brimingham", "E08000025, Birmingham" },
    { "E08000099", NULL },
    { "Nowhere at all", NULL },
  };
  g_autoptr(Register) reg = register_reference ();
  g_autoptr(Authorities) authorities
    = authorities_new (reg, register_day ("2025-04-01"), register_day ("2025-06-30"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *suggestion = authorities_suggest (authorities, cases[i].text);
      g_assert_cmpstr (suggestion, ==, cases[i].suggestion);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authorities/of-either-end-of-the-period", test_has);
  g_test_add_func ("/authorities/a-replaced-code-gets-its-successor", test_suggest);
  return g_test_run ();
}
