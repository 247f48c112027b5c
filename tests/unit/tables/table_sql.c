/* Tables in SQLite: figures are exact beside the double that sorts them, and
 * what is missing is told from nothing. */

#include "lib/tables/table_sql.h"

static const TableColumn columns[] = {
  { "name", "Name", .kind = COLUMN_TEXT },
  { "homes", "Homes", .kind = COLUMN_COUNT },
  { "share", "Share", .kind = COLUMN_FIGURE, .style = { 2, 1, "%" }, .file_dp = 3 },
  { "income", "Income", .kind = COLUMN_MONEY },
  { "due", "Due", .kind = COLUMN_DATE },
  { "late", "Late", .kind = COLUMN_FLAG },
};

static void
add_row (Table *table, const char *name, Figure homes, Figure share, Figure income)
{
  table_add_text (table, name);
  table_add_figure (table, homes);
  table_add_figure (table, share);
  table_add_figure (table, income);
  table_add_date (table, date_from_ymd (2026, 3, 31));
  table_add_flag (table, TRUE);
}

static Table *
make_table (void)
{
  Table *table = table_new (columns, G_N_ELEMENTS (columns));
  add_row (table, "x'); drop table t; --", figure_integer (9), figure_ratio (1, 3), figure_integer (-12345));
  add_row (table, NULL, figure_missing (FIGURE_NOT_SUPPLIED, NULL),
           figure_missing (FIGURE_NOT_APPLICABLE, "no places"), figure_missing (FIGURE_SUPPRESSED, NULL));
  return table;
}

/* The one row of SQL, its columns with '|' between; nothing is "-". g_free(). */
static char *
ask (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  g_autoptr(GString) row = g_string_new (NULL);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    {
      const char *text = (const char *) sqlite3_column_text (statement, i);
      g_string_append_printf (row, "%s%s", i > 0 ? "|" : "", text == NULL ? "-" : text);
    }
  sqlite3_finalize (statement);
  return g_strdup (row->str);
}

static void
assert_row (sqlite3 *db, const char *sql, const char *expected)
{
  g_autofree char *row = ask (db, sql);
  g_assert_cmpstr (row, ==, expected);
}

static sqlite3 *
open_memory (void)
{
  sqlite3 *db = NULL;
  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  return db;
}

static void
test_rows (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = make_table ();
  sqlite3 *db = open_memory ();
  g_assert_true (table_to_sql (table, db, "t", &error));
  g_assert_no_error (error);
  assert_row (db, "select name, homes, typeof (homes), homes_missing, due, late from t where rowid = 1",
              "x'); drop table t; --|9|integer|-|2026-03-31|1");
  /* 1/3 is 100/3 per cent; -12,345 pence are -2469/20 pounds. */
  assert_row (db, "select round (share, 6), share_exact, share_missing, income, income_exact from t where rowid = 1",
              "33.333333|100/3|-|-123.45|-2469/20");
  assert_row (db, "select name, homes, homes_missing, share, share_exact, share_missing, income_missing from t where rowid = 2",
              "-|-|x|-|-|z|c");
  sqlite3_close (db);
}

static void
test_again (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = make_table ();
  sqlite3 *db = open_memory ();
  g_assert_true (table_to_sql (table, db, "t", &error));
  g_assert_true (table_to_sql (table, db, "t", &error));
  assert_row (db, "select count(*) from t", "4");
  sqlite3_close (db);
}

/* A count that is no whole number stops the second row: the first goes too. */
static void
test_all_or_none (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = make_table ();
  sqlite3 *db = open_memory ();
  add_row (table, "half", figure_ratio (1, 2), figure_integer (0), figure_integer (0));
  g_assert_false (table_to_sql (table, db, "t", &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "cannot write table 't': "));
  assert_row (db, "select count(*) from sqlite_schema", "0");
  sqlite3_close (db);
}

static void
test_other_columns (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = make_table ();
  sqlite3 *db = open_memory ();
  g_assert_cmpint (sqlite3_exec (db, "create table t (a)", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (table_to_sql (table, db, "t", &error));
  g_assert_nonnull (error);
  sqlite3_close (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-sql/exact-and-sortable", test_rows);
  g_test_add_func ("/table-sql/rows-are-added", test_again);
  g_test_add_func ("/table-sql/all-rows-or-none", test_all_or_none);
  g_test_add_func ("/table-sql/a-table-of-other-columns-is-a-fault", test_other_columns);
  return g_test_run ();
}
