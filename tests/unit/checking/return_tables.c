/* A return as rules see it: pence, tenths, days as texts, what is missing, and
 * the cells that cannot be read. */

#include "collector/checking/return_tables.h"

#include "tests/tabled.h"

#define BORROWINGS "facility,lender,kind,rate_percent,drawn,undrawn_committed,due_within_one_year,matures,secured\n"
/* Parts by their position in the annual return. */
enum { STATEMENT, ADJUSTMENTS, BORROWINGS_PART };

static void
assert_answer (Tabled *tabled, const char *sql, const char *expected)
{
  g_autofree char *answer = tabled_ask (tabled, sql);
  g_assert_cmpstr (answer, ==, expected);
}

static void
add (Tabled *tabled, const Omission *omission)
{
  g_autoptr(GError) error = NULL;
  return_tables_add (&tabled->sources, omission, &error);
  g_assert_no_error (error);
}

static void
test_values (void)
{
  g_auto(Tabled) tabled = { 0 };
  tabled_read (&tabled, NULL, NULL);
  add (&tabled, NULL);
  /* 1,500,000.00 pounds; 6.25 per cent of two decimals. */
  assert_answer (&tabled, "select row as value, drawn as expected, matures as about from borrowings "
                          "where facility = 'Term loan'", "2 150000000 2030-09-30;");
  assert_answer (&tabled, "select rate_percent as value, lender as about, secured as expected from borrowings "
                          "where row = 4", "500 no Example Leasing Ltd;");
  assert_answer (&tabled, "select value as value, row as expected, column as about from statement "
                          "where line = 'fee_income' and column = 'childrens_homes'", "400000000 2 childrens_homes;");
  assert_answer (&tabled, "select value as value, line as about from ownership where row = 5",
                 "2025-04-01 - period_start;");
  /* A code that looks like a number stays a text. */
  assert_answer (&tabled, "select value as value from ownership where line = 'company_number'", "01234567 - -;");
}

/* A blank cell has no row in a part of lines and is null in one of free rows; both
 * are listed. */
static void
test_missing (void)
{
  static const char text[] = BORROWINGS "A,B,bank_loan,z,1.00,0.00,0.00,,yes\n";
  g_auto(Tabled) tabled = { 0 };
  tabled_read (&tabled, "borrowings", text);
  add (&tabled, NULL);
  assert_answer (&tabled, "select rate_percent as value, drawn as expected, matures as about from borrowings",
                 "- 100 -;");
  assert_answer (&tabled, "select column as value, kind as expected, line as about from borrowings_missing "
                          "order by column", "matures x -;rate_percent z -;");
  assert_answer (&tabled, "select count (line) as value from statement where line = 'fee_income' and column = 'other'",
                 "0 - -;");
  assert_answer (&tabled, "select column as value, kind as expected, line as about from statement_missing "
                          "where row = 2 order by column",
                 "education x fee_income;other x fee_income;supported_accommodation x fee_income;");
}

static void
test_absent (void)
{
  g_auto(Tabled) tabled = { 0 };
  tabled_read (&tabled, "borrowings", NULL);
  add (&tabled, NULL);
  assert_answer (&tabled, "select drawn as value from borrowings", "absent: the part 'borrowings' is missing");
  assert_answer (&tabled, "select kind as value from borrowings_missing", "absent: the part 'borrowings' is missing");
  g_auto(Tabled) unusable = { 0 };
  tabled_read (&unusable, "borrowings", "");
  add (&unusable, NULL);
  assert_answer (&unusable, "select drawn as value from borrowings", "absent: the part 'borrowings' cannot be read");
}

/* An unreadable cell has the number of its part, row and column; who does not look
 * at it is not troubled. Left out with its row, it troubles nobody. */
static void
test_unreadable (void)
{
  static const char text[] = BORROWINGS "A,B,bank_loan,5,ten,0.00,0.00,,yes\nC,D,lease,5,7.00,0.00,0.00,,no\n";
  g_auto(Tabled) tabled = { 0 };
  tabled_read (&tabled, "borrowings", text);
  add (&tabled, NULL);
  assert_answer (&tabled, "select sum (drawn) as value from borrowings", "unreadable");
  GHashTable *met = sandbox_met (tabled.rule_set->sandbox);
  const gint64 cell = unreadable_cell (BORROWINGS_PART, 0, 4);
  g_assert_cmpuint (g_hash_table_size (met), ==, 1);
  g_assert_true (g_hash_table_contains (met, &cell));
  assert_answer (&tabled, "select facility as about from borrowings where secured = 'yes'", "- - A;");
  g_autoptr(GHashTable) groups = g_hash_table_new (g_int64_hash, g_int64_equal);
  gint64 group = unreadable_group (EACH_ROW, cell);
  g_hash_table_add (groups, &group);
  const Omission omission = { EACH_ROW, groups };
  add (&tabled, &omission);
  assert_answer (&tabled, "select sum (drawn) as value from borrowings", "700 - -;");
}

/* Of two rows of one key neither counts. */
static void
test_twice (void)
{
  static const char text[] = BORROWINGS "A,B,lease,5,1.00,0.00,0.00,,yes\nA,B,lease,5,2.00,0.00,0.00,,yes\n"
                             "C,B,lease,5,4.00,0.00,0.00,,no\n";
  g_auto(Tabled) tabled = { 0 };
  tabled_read (&tabled, "borrowings", text);
  add (&tabled, NULL);
  assert_answer (&tabled, "select drawn as value from borrowings", "unreadable");
  g_assert_cmpuint (g_hash_table_size (sandbox_met (tabled.rule_set->sandbox)), ==, 2);
}

/* A line that the file lacks may have held any value. */
static void
test_lost_line (void)
{
  static const char text[] = "line,value\ncompany_number,01234567\n";
  g_auto(Tabled) tabled = { 0 };
  tabled_read (&tabled, "ownership", text);
  add (&tabled, NULL);
  assert_answer (&tabled, "select value as value from ownership where line = 'company_number'", "01234567 - -;");
  assert_answer (&tabled, "select value as value from ownership where line = 'ultimate_parent'", "unreadable");
}

static void
test_values_of_sql (void)
{
  g_assert_cmpint (sql_text (NULL).type, ==, SQL_NULL);
  g_assert_cmpint (sql_text ("").type, ==, SQL_NULL);
  g_assert_cmpint (sql_text ("0").type, ==, SQL_TEXT);
  g_assert_cmpint (sql_integer (0).type, ==, SQL_INTEGER);
  g_assert_cmpint (sql_integer (G_MININT64).number, ==, G_MININT64);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/return-tables/values", test_values);
  g_test_add_func ("/return-tables/missing-is-listed", test_missing);
  g_test_add_func ("/return-tables/parts-that-are-absent", test_absent);
  g_test_add_func ("/return-tables/unreadable-cells", test_unreadable);
  g_test_add_func ("/return-tables/rows-that-are-there-twice", test_twice);
  g_test_add_func ("/return-tables/a-line-that-is-lost", test_lost_line);
  g_test_add_func ("/return-tables/values-of-sql", test_values_of_sql);
  return g_test_run ();
}
