/* Tables as CSV: digits as they are, and no cell that a spreadsheet would run. */

#include "lib/tables/table.h"

static const TableColumn columns[] = {
  { "name", NULL, .kind = COLUMN_TEXT },
  { "change", "Change", .kind = COLUMN_FIGURE, .file_dp = 3 },
};

static void
test_inert (void)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr(GString) out = g_string_new (NULL);
  table_add_text (table, "Ann \"Lee\", =1+1");
  table_add_figure (table, figure_integer (10000));
  table_add_text (table, "=cmd|' /C calc'!A0");
  table_add_figure (table, figure_ratio (-1, 2));
  table_add_text (table, "Ünï\ncode");
  table_add_figure (table, figure_missing (FIGURE_NOT_APPLICABLE, NULL));
  table_csv (table, out);
  g_assert_cmpstr (out->str, ==,
                   "name,change\n"
                   "\"Ann \"\"Lee\"\", =1+1\",10000.000\n"
                   "'=cmd|' /C calc'!A0,-0.500\n"
                   "\"Ünï\ncode\",z\n");
}

static void
test_no_rows (void)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr(GString) out = g_string_new (NULL);
  table_csv (table, out);
  g_assert_cmpstr (out->str, ==, "name,change\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-csv/inert-in-a-spreadsheet", test_inert);
  g_test_add_func ("/table-csv/no-rows", test_no_rows);
  return g_test_run ();
}
