/* Tables: what a cell of each kind holds, and what it is in a file. */

#include "lib/tables/table.h"

static const TableColumn columns[] = {
  { "name", "Name", .kind = COLUMN_TEXT },
  { "homes", "Homes", .kind = COLUMN_COUNT },
  { "share", "Share", .kind = COLUMN_FIGURE, .style = { 2, 1, "%" }, .file_dp = 3 },
  { "income", "Income", .kind = COLUMN_MONEY },
  { "due", "Due", .kind = COLUMN_DATE },
  { "period", "Period", .kind = COLUMN_PERIOD },
  { "late", "Late", .kind = COLUMN_FLAG },
  { "level", "Level", .kind = COLUMN_LEVEL },
  { "other", "Other", .kind = COLUMN_ANY },
};

static void
add_row (Table *table)
{
  table_add_text (table, "Ann");
  table_add_count (table, -3);
  table_add_figure (table, figure_ratio (1, 3));
  table_add_figure (table, figure_integer (123456));
  table_add_date (table, date_from_ymd (2026, 3, 31));
  table_add_period (table, (Period) { 2025, 3 });
  table_add_flag (table, TRUE);
  table_add_level (table, 4);
  table_add_styled (table, figure_ratio (1, 8), 0, 2);
}

static void
assert_texts (const Table *table, guint row, const char *const *expected)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      TableCell cell = table_cell (table, row, i);
      g_autofree char *text = table_cell_to_string (&cell);
      g_assert_cmpstr (text, ==, expected[i]);
    }
}

static void
test_kinds (void)
{
  static const char *const expected[] = {
    "Ann", "-3", "33.333", "1234.56", "2026-03-31", "2025-26-Q3", "yes", "4", "0.13",
  };
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  add_row (table);
  g_assert_cmpuint (table_rows (table), ==, 1);
  assert_texts (table, 0, expected);
}

/* Its figures and texts go with them: the table they came from is gone. */
static void
test_append (void)
{
  static const char *const other[] = {
    "Bea", "0", "50.000", "x", "", "2024-25", "no", "", "0.3",
  };
  static const char *const expected[] = {
    "Ann", "-3", "33.333", "1234.56", "2026-03-31", "2025-26-Q3", "yes", "4", "0.13",
  };
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  Table *more = table_new (columns, G_N_ELEMENTS (columns));
  table_add_text (table, "Bea");
  table_add_count (table, 0);
  table_add_figure (table, figure_ratio (1, 2));
  table_add_figure (table, figure_missing (FIGURE_NOT_SUPPLIED, NULL));
  table_add_date (table, 0);
  table_add_period (table, (Period) { 2024, 0 });
  table_add_flag (table, FALSE);
  table_add_level (table, 0);
  table_add_styled (table, figure_ratio (1, 3), 0, 1);
  add_row (more);
  table_append (table, more);
  table_free (more);
  g_assert_cmpuint (table_rows (table), ==, 2);
  assert_texts (table, 0, other);
  assert_texts (table, 1, expected);
}

/* Missing is never nothing, and nothing never 0. */
static void
test_missing (void)
{
  static const char *const missing[] = { "", "x", "z", "c", "", "2025-26", "no", "", "low" };
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  table_add_text (table, NULL);
  table_add_figure (table, figure_missing (FIGURE_NOT_SUPPLIED, NULL));
  table_add_figure (table, figure_missing (FIGURE_NOT_APPLICABLE, "no income"));
  table_add_figure (table, figure_missing (FIGURE_SUPPRESSED, NULL));
  table_add_date (table, 0);
  table_add_period (table, (Period) { 2025, 0 });
  table_add_flag (table, FALSE);
  table_add_level (table, 0);
  table_add_money (table, figure_missing (FIGURE_LOW, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    table_add_nothing (table);
  assert_texts (table, 0, missing);
  TableCell cell = table_cell (table, 0, 2);
  g_assert_cmpstr (cell.figure.reason, ==, "no income");
  g_assert_false (cell.is_nothing);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_assert_true (table_cell (table, 1, i).is_nothing);
}

/* A figure of each row's own, in a column of any kind, as far as it goes. */
static void
test_any (void)
{
  static const TableColumn any[] = { { "value", "Value", .kind = COLUMN_ANY } };
  g_autoptr(Table) table = table_new (any, 1);
  table_add_date (table, date_from_ymd (2026, 4, 30));
  table_add_money (table, figure_integer (5));
  table_add_text (table, "");
  TableCell date = table_cell (table, 0, 0), money = table_cell (table, 1, 0), text = table_cell (table, 2, 0);
  g_autofree char *pounds = table_cell_to_string (&money);
  g_assert_cmpint (date.kind, ==, COLUMN_DATE);
  g_assert_false (date.is_number);
  g_assert_cmpstr (pounds, ==, "0.05");
  g_assert_false (text.is_nothing);
  g_assert_cmpstr (text.text, ==, "");
}

static void
test_wrong_kind (void)
{
  if (g_test_subprocess ())
    {
      Table *table = table_new (columns, G_N_ELEMENTS (columns));
      table_add_text (table, "Ann");
      table_add_text (table, "3");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

/* A mark is the last column of every row, whatever was filled before or after it
 * was given, and no cell to fill. */
static void
test_mark (void)
{
  static const TableColumn one[] = { { "n", "N", .kind = COLUMN_COUNT } };
  g_autoptr(Table) table = table_new (one, 1);
  g_autoptr(GString) csv = g_string_new (NULL), text = g_string_new (NULL), json = g_string_new (NULL);
  table_add_count (table, 4);
  table_mark (table, "PRACTICE");
  table_add_count (table, 5);
  g_assert_cmpuint (table_rows (table), ==, 2);
  g_assert_cmpuint (table_n_columns (table), ==, 2);
  table_csv (table, csv);
  table_text (table, text);
  table_json (table, json);
  g_assert_cmpstr (csv->str, ==, "n,record\n4,PRACTICE\n5,PRACTICE\n");
  g_assert_cmpstr (text->str, ==, "N\n4\n5\n");
  g_assert_cmpstr (json->str, ==, "[\n  {\"n\": 4, \"record\": \"PRACTICE\"},\n  {\"n\": 5, \"record\": \"PRACTICE\"}\n]\n");
  table_mark (table, NULL);
  g_assert_cmpuint (table_n_columns (table), ==, 1);
}

static void
test_public (void)
{
  static const TableColumn mixed[] = {
    { "area", "Area", .kind = COLUMN_TEXT },
    { "income", "Income", .kind = COLUMN_MONEY, .sensitivity = SENSITIVITY_RESTRICTED },
  };
  g_autoptr(Table) open = table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr(Table) shut = table_new (mixed, G_N_ELEMENTS (mixed));
  g_assert_true (table_is_public (open));
  g_assert_false (table_is_public (shut));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/a-cell-of-each-kind", test_kinds);
  g_test_add_func ("/table/rows-of-another-table", test_append);
  g_test_add_func ("/table/missing-is-not-nothing", test_missing);
  g_test_add_func ("/table/a-column-of-any-kind", test_any);
  g_test_add_func ("/table/a-cell-of-another-kind-is-a-bug", test_wrong_kind);
  g_test_add_func ("/table/a-mark-is-of-every-row", test_mark);
  g_test_add_func ("/table/public-when-every-column-is", test_public);
  return g_test_run ();
}
