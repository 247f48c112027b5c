/* Contexts: figures ready to print for a template, cells under their keys. */

#include "lib/tables/context.h"

static const TableColumn columns[] = {
  { "code", NULL, .kind = COLUMN_TEXT },
  { "name", NULL, .kind = COLUMN_TEXT, .key = "title" },
  { "homes", NULL, .kind = COLUMN_COUNT, .key = "homes" },
  { "share_percent", NULL, .kind = COLUMN_FIGURE, .style = { 2, 1, "%" }, .file_dp = 3, .key = "share" },
  { "due", NULL, .kind = COLUMN_DATE, .key = "due" },
  { "late", NULL, .kind = COLUMN_FLAG, .key = "late" },
};

static void
assert_text (JsonObject *context, const char *key, const char *expected)
{
  g_assert_cmpstr (json_object_get_string_member (context, key), ==, expected);
}

static void
test_cells (void)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr(JsonObject) context = json_object_new ();
  table_add_text (table, "E1");
  table_add_text (table, "North *East*");
  table_add_count (table, 1234567);
  table_add_figure (table, figure_ratio (1, 3));
  table_add_date (table, date_from_ymd (2026, 3, 31));
  table_add_flag (table, TRUE);
  context_cells (context, table, 0);
  g_assert_false (json_object_has_member (context, "code"));
  assert_text (context, "title", "North *East*");
  assert_text (context, "homes", "1,234,567");
  assert_text (context, "share", "33.3%");
  assert_text (context, "due", "31 March 2026");
  g_assert_true (json_object_get_boolean_member (context, "late"));
}

/* A missing figure has its symbol and no unit; nothing is no text. */
static void
test_missing (void)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr(JsonObject) context = json_object_new ();
  for (guint i = 0; i < 3; i++)
    table_add_nothing (table);
  table_add_figure (table, figure_missing (FIGURE_NOT_APPLICABLE, NULL));
  table_add_nothing (table);
  table_add_nothing (table);
  context_cells (context, table, 0);
  assert_text (context, "homes", "");
  assert_text (context, "share", "[z]");
  assert_text (context, "late", "");
}

static void
test_table (void)
{
  g_autoptr(JsonObject) context = json_object_new ();
  JsonArray *rows = context_table (context, "areas");
  context_text (context_row (rows), "name", NULL);
  context_end_table (context, "areas");
  context_table (context, "none");
  context_end_table (context, "none");
  JsonObject *areas = json_object_get_object_member (context, "areas");
  JsonObject *none = json_object_get_object_member (context, "none");
  assert_text (json_array_get_object_element (rows, 0), "name", "");
  assert_text (areas, "count", "1");
  g_assert_true (json_object_get_boolean_member (areas, "has_rows"));
  assert_text (none, "count", "0");
  g_assert_false (json_object_get_boolean_member (none, "has_rows"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/context/cells-under-their-keys", test_cells);
  g_test_add_func ("/context/missing-has-a-symbol", test_missing);
  g_test_add_func ("/context/a-table-says-whether-it-has-rows", test_table);
  return g_test_run ();
}
