/* Tables as JSON: a number is its digits, and a text is a text however like a
 * number it looks. */

#include "lib/tables/table.h"

static const TableColumn columns[] = {
  { "code", NULL, .kind = COLUMN_TEXT },
  { "value", "Value", .kind = COLUMN_FIGURE, .file_dp = 3 },
  { "days", NULL, .kind = COLUMN_COUNT, .json = JSON_TEXT },
  { "line", NULL, .kind = COLUMN_COUNT, .json = JSON_NULLABLE },
};

static void
test_kinds (void)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr(GString) out = g_string_new (NULL);
  table_add_text (table, "412");
  /* More digits than a double has. */
  table_add_figure (table, figure_integer ((Wide) 9007199254740993));
  table_add_count (table, -3);
  table_add_count (table, 5);
  table_add_text (table, "Ann \"Lee\"\n\u202e");
  table_add_figure (table, figure_missing (FIGURE_NOT_SUPPLIED, NULL));
  table_add_nothing (table);
  table_add_nothing (table);
  table_json (table, out);
  g_assert_cmpstr (out->str, ==,
                   "[\n"
                   "  {\"code\": \"412\", \"value\": 9007199254740993.000, \"days\": \"-3\", \"line\": 5},\n"
                   "  {\"code\": \"Ann \\\"Lee\\\"\\n\u202e\", \"value\": \"x\", \"days\": \"\", \"line\": null}\n"
                   "]\n");
}

static void
test_no_rows (void)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr(GString) out = g_string_new (NULL);
  table_json (table, out);
  g_assert_cmpstr (out->str, ==, "[]\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-json/by-kind-not-by-looks", test_kinds);
  g_test_add_func ("/table-json/no-rows", test_no_rows);
  return g_test_run ();
}
