/* All the tables of a return that is checked without a record. */

#include "collector/checking/rule_tables.h"

#include "tests/tabled.h"

static void
assert_answer (Tabled *tabled, const char *sql, const char *expected)
{
  g_autofree char *answer = tabled_ask (tabled, sql);
  g_assert_cmpstr (answer, ==, expected);
}

static void
test_offline (void)
{
  g_auto(Tabled) tabled = { 0 };
  g_autoptr(GError) error = NULL;
  tabled_read (&tabled, NULL, NULL);
  /* Filled again it holds what it held. */
  for (guint i = 0; i < 2; i++)
    {
      rule_tables_fill (&tabled.sources, &error);
      g_assert_no_error (error);
      assert_answer (&tabled, "select period as value, edition as expected, person as about from filing",
                     "2025-26 2025-26 -;");
      assert_answer (&tabled, "select period_start as value, period_end as expected from filing",
                     "2025-04-01 2026-03-31 -;");
      assert_answer (&tabled, "select code as value, name as about from authorities where code = 'E08000025'",
                     "E08000025 - Birmingham;");
      /* Replaced on 1 April 2025 by E08000039. */
      assert_answer (&tabled, "select count (code) as value from authorities where code = 'E08000019'", "0 - -;");
      assert_answer (&tabled, "select successor as value from authority_successors where code = 'E08000019'",
                     "E08000039 - -;");
      assert_answer (&tabled, "select drawn as value from borrowings where row = 2", "150000000 - -;");
      assert_answer (&tabled, "select name as value from persons", "absent: no record was given");
      assert_answer (&tabled, "select urn as value from register_establishments", "absent: no record was given");
      assert_answer (&tabled, "select as_at as value from register_list", "absent: no record was given");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-tables/without-a-record", test_offline);
  return g_test_run ();
}
