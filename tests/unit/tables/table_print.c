/* Tables as columns of text: numbers to the right, and no cell that leaves its place. */

#include "lib/tables/table.h"

#include <stdlib.h>

static const TableColumn columns[] = {
  { "name", "Name", .kind = COLUMN_TEXT },
  { "hidden", NULL, .kind = COLUMN_TEXT },
  { "value", "Value", .kind = COLUMN_FIGURE, .file_dp = 3 },
  { "note", "Note", .kind = COLUMN_TEXT },
};

static void
add_row (Table *table, const char *name, Figure value, const char *note)
{
  table_add_text (table, name);
  table_add_text (table, "unseen");
  table_add_figure (table, value);
  table_add_text (table, note);
}

static void
test_columns (void)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr(GString) out = g_string_new (NULL);
  add_row (table, "Ann", figure_ratio (41288, 1000), "too thin");
  add_row (table, "Ünï\n\u202ecode", figure_integer (10000), NULL);
  add_row (table, NULL, figure_missing (FIGURE_NOT_APPLICABLE, NULL), NULL);
  table_text (table, out);
  g_assert_cmpstr (out->str, ==,
                   "Name           Value  Note\n"
                   "Ann           41.288  too thin\n"
                   "Ünï  code  10000.000\n"
                   "                   z\n");
}

/* A column with both dates and figures stands to the left. */
static void
test_mixed (void)
{
  static const TableColumn any[] = { { "value", "Value", .kind = COLUMN_ANY } };
  g_autoptr(Table) table = table_new (any, 1);
  g_autoptr(GString) out = g_string_new (NULL);
  table_add_date (table, date_from_ymd (2026, 3, 31));
  table_add_styled (table, figure_integer (7), 0, 0);
  table_text (table, out);
  g_assert_cmpstr (out->str, ==, "Value\n2026-03-31\n7\n");
}

static void
test_formats (void)
{
  static const char *const begins[] = { [FORMAT_TEXT] = "Name", [FORMAT_CSV] = "name,", [FORMAT_JSON] = "[" };
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  for (Format format = FORMAT_TEXT; format <= FORMAT_JSON; format++)
    {
      char *text = NULL;
      size_t length = 0;
      FILE *out = open_memstream (&text, &length);
      table_print (table, format, out);
      fclose (out);
      g_assert_true (g_str_has_prefix (text, begins[format]));
      free (text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-print/text-stays-in-its-columns", test_columns);
  g_test_add_func ("/table-print/figures-beside-dates", test_mixed);
  g_test_add_func ("/table-print/the-form-that-is-asked-for", test_formats);
  return g_test_run ();
}
