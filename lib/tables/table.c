#include "lib/tables/table.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "lib/sheet/csv.h"
#include "lib/base/figure.h"

struct _Table {
  const TableColumn *columns;
  guint n_columns;
  GPtrArray *cells;        /* char *, row by row */
};

Table *
table_new (const TableColumn *columns, guint n_columns)
{
  Table *table = g_new (Table, 1);
  table->columns = columns;
  table->n_columns = n_columns;
  table->cells = g_ptr_array_new_with_free_func (g_free);
  return table;
}

void
table_free (Table *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref (table->cells);
  g_free (table);
}

void
table_take (Table *table, char *text)
{
  g_ptr_array_add (table->cells, text != NULL ? text : g_strdup (""));
}

void
table_add (Table *table, const char *text)
{
  table_take (table, g_strdup (text));
}

static guint
count_rows (const Table *table)
{
  g_assert (table->n_columns > 0 && table->cells->len % table->n_columns == 0);
  return table->cells->len / table->n_columns;
}

static const char *
cell (const Table *table, guint row, guint column)
{
  return table->cells->pdata[row * table->n_columns + column];
}

static gboolean
is_number (const char *text)
{
  Figure number;
  return figure_parse (text, &number);
}

static void
print_csv (const Table *table, FILE *out)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree const char **fields = g_new0 (const char *, table->n_columns + 1);
  for (guint column = 0; column < table->n_columns; column++)
    fields[column] = table->columns[column].name;
  csv_write_row (text, fields);
  for (guint row = 0; row < count_rows (table); row++)
    {
      for (guint column = 0; column < table->n_columns; column++)
        fields[column] = cell (table, row, column);
      csv_write_row (text, fields);
    }
  fwrite (text->str, 1, text->len, out);
}

/* A number keeps its digits: a double would not. */
static void
append_json (GString *out, const char *text)
{
  if (is_number (text))
    {
      /* JSON has no leading zeros: 0412 is a code. */
      const char *digits = text + (*text == '-');
      if (digits[0] != '0' || digits[1] == '\0' || digits[1] == '.')
        {
          g_string_append (out, text);
          return;
        }
    }
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node, text);
  g_autofree char *quoted = json_to_string (node, FALSE);
  g_string_append (out, quoted);
}

static void
print_json (const Table *table, FILE *out)
{
  g_autoptr(GString) text = g_string_new ("[");
  for (guint row = 0; row < count_rows (table); row++)
    {
      g_string_append (text, row > 0 ? ",\n  {" : "\n  {");
      for (guint column = 0; column < table->n_columns; column++)
        {
          g_string_append_printf (text, "%s\"%s\": ", column > 0 ? ", " : "",
                                  table->columns[column].name);
          append_json (text, cell (table, row, column));
        }
      g_string_append_c (text, '}');
    }
  g_string_append (text, count_rows (table) > 0 ? "\n]\n" : "]\n");
  fwrite (text->str, 1, text->len, out);
}

static guint
count_letters (const char *text)
{
  return (guint) g_utf8_strlen (text, -1);
}

static guint
column_width (const Table *table, guint column)
{
  guint width = count_letters (table->columns[column].title);
  for (guint row = 0; row < count_rows (table); row++)
    width = MAX (width, count_letters (cell (table, row, column)));
  return width;
}

static void
append_cell (GString *line, const char *text, guint width, gboolean right)
{
  guint blanks = width - count_letters (text);
  if (line->len > 0)
    g_string_append (line, "  ");
  if (right)
    g_string_append_printf (line, "%*s", (int) blanks, "");
  /* What is in a cell cannot end the line, move the cursor or turn the direction. */
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (p));
      gboolean inert = type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT
                       && type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR;
      g_string_append_unichar (line, inert ? g_utf8_get_char (p) : ' ');
    }
  if (!right)
    g_string_append_printf (line, "%*s", (int) blanks, "");
}

static void
print_line (GString *line, FILE *out)
{
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  fprintf (out, "%s\n", line->str);
  g_string_truncate (line, 0);
}

/* A column of numbers and symbols for missing ones stands to the right. */
static gboolean
stands_right (const Table *table, guint column)
{
  gboolean number = FALSE;
  for (guint row = 0; row < count_rows (table); row++)
    {
      const char *text = cell (table, row, column);
      if (is_number (text))
        number = TRUE;
      else if (strlen (text) > strlen ("low"))
        return FALSE;
    }
  return number;
}

static void
print_text (const Table *table, FILE *out)
{
  g_autofree guint *widths = g_new0 (guint, table->n_columns);
  g_autofree gboolean *right = g_new0 (gboolean, table->n_columns);
  g_autoptr(GString) line = g_string_new (NULL);
  for (guint column = 0; column < table->n_columns; column++)
    if (table->columns[column].title != NULL)
      {
        widths[column] = column_width (table, column);
        right[column] = stands_right (table, column);
        append_cell (line, table->columns[column].title, widths[column], right[column]);
      }
  print_line (line, out);
  for (guint row = 0; row < count_rows (table); row++)
    {
      for (guint column = 0; column < table->n_columns; column++)
        if (table->columns[column].title != NULL)
          append_cell (line, cell (table, row, column), widths[column], right[column]);
      print_line (line, out);
    }
}

void
table_print (const Table *table, Format format, FILE *out)
{
  switch (format)
    {
    case FORMAT_TEXT:
      print_text (table, out);
      return;
    case FORMAT_CSV:
      print_csv (table, out);
      return;
    case FORMAT_JSON:
      print_json (table, out);
      return;
    }
}
