#include "lib/tables/table.h"

#include <json-glib/json-glib.h>

static void
append_text (GString *out, const char *text)
{
  g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autofree char *quoted = json_to_string (node, FALSE);
  g_string_append (out, quoted);
}

/* A number is its digits: a double would not keep them. */
static void
append_cell (GString *out, const TableCell *cell, JsonForm form)
{
  g_autofree char *text = table_cell_to_string (cell);
  if (cell->is_nothing && form == JSON_NULLABLE)
    g_string_append (out, "null");
  else if (cell->is_number && figure_is_value (&cell->figure) && form != JSON_TEXT)
    g_string_append (out, text);
  else
    append_text (out, text);
}

void
table_json_rows (const Table *table, const char *before, GString *out)
{
  for (guint row = 0; row < table_rows (table); row++)
    {
      g_string_append_printf (out, "%s\n  {", row > 0 ? "," : before);
      for (guint i = 0; i < table_n_columns (table); i++)
        {
          const TableColumn *column = table_column (table, i);
          TableCell cell = table_cell (table, row, i);
          g_string_append_printf (out, "%s\"%s\": ", i > 0 ? ", " : "", column->name);
          append_cell (out, &cell, column->json);
        }
      g_string_append_c (out, '}');
    }
}

void
table_json (const Table *table, GString *out)
{
  g_string_append_c (out, '[');
  table_json_rows (table, "", out);
  g_string_append (out, table_rows (table) > 0 ? "\n]\n" : "]\n");
}
