#include "lib/tables/context.h"

char *
figure_style_print (const FigureStyle *style, Figure figure)
{
  g_autofree char *text = figure_to_display (figure, style->shift, style->dp);
  if (!figure_is_value (&figure) || style->unit == NULL)
    return g_steal_pointer (&text);
  return g_strconcat (text, style->unit, NULL);
}

void
context_figure (JsonObject *context, const char *key, const FigureStyle *style, Figure figure)
{
  g_autofree char *text = figure_style_print (style, figure);
  json_object_set_string_member (context, key, text);
}

void
context_count (JsonObject *context, const char *key, guint64 count)
{
  static const FigureStyle whole = { 0, 0, NULL };
  context_figure (context, key, &whole, figure_integer ((Wide) count));
}

void
context_text (JsonObject *context, const char *key, const char *text)
{
  json_object_set_string_member (context, key, text == NULL ? "" : text);
}

void
context_flag (JsonObject *context, const char *key, gboolean flag)
{
  json_object_set_boolean_member (context, key, flag);
}

static char *
cell_to_display (const TableCell *cell)
{
  if (cell->is_number && !cell->is_nothing)
    return figure_style_print (&cell->style, cell->figure);
  if (cell->kind == COLUMN_DATE && !cell->is_nothing)
    return date_to_display (cell->date);
  return table_cell_to_string (cell);
}

void
context_cells (JsonObject *context, const Table *table, guint row)
{
  for (guint i = 0; i < table_n_columns (table); i++)
    {
      const char *key = table_column (table, i)->key;
      TableCell cell = table_cell (table, row, i);
      if (key == NULL)
        continue;
      g_autofree char *text = cell_to_display (&cell);
      if (cell.kind == COLUMN_FLAG && !cell.is_nothing)
        context_flag (context, key, cell.flag);
      else
        context_text (context, key, text);
    }
}

JsonObject *
context_object (JsonObject *context, const char *key)
{
  JsonObject *object = json_object_new ();
  json_object_set_object_member (context, key, object);
  return object;
}

JsonArray *
context_list (JsonObject *context, const char *key)
{
  JsonArray *list = json_array_new ();
  json_object_set_array_member (context, key, list);
  return list;
}

JsonObject *
context_row (JsonArray *list)
{
  JsonObject *row = json_object_new ();
  json_array_add_object_element (list, row);
  return row;
}

JsonArray *
context_table (JsonObject *context, const char *key)
{
  return context_list (context_object (context, key), "rows");
}

void
context_end_table (JsonObject *context, const char *key)
{
  JsonObject *table = json_object_get_object_member (context, key);
  guint rows = json_array_get_length (json_object_get_array_member (table, "rows"));
  context_count (table, "count", rows);
  context_flag (table, "has_rows", rows > 0);
}
