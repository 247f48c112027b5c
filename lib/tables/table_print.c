#include "lib/tables/table.h"

/* One column of text: what it holds, printed, and how it stands. */
typedef struct {
  const TableColumn *column;
  GPtrArray *texts;
  guint width;             /* letters */
  gboolean right;
} Printed;

static void
printed_clear (gpointer data)
{
  g_ptr_array_unref (((Printed *) data)->texts);
}

static guint
count_letters (const char *text)
{
  return (guint) g_utf8_strlen (text, -1);
}

/* Numbers, and the symbols of missing ones, stand to the right. */
static Printed
print_column (const Table *table, guint number)
{
  const TableColumn *column = table_column (table, number);
  Printed printed = { column, g_ptr_array_new_with_free_func (g_free), count_letters (column->title), FALSE };
  gboolean others = FALSE;
  for (guint row = 0; row < table_rows (table); row++)
    {
      TableCell cell = table_cell (table, row, number);
      char *text = table_cell_to_string (&cell);
      g_ptr_array_add (printed.texts, text);
      printed.width = MAX (printed.width, count_letters (text));
      printed.right |= cell.is_number;
      others |= !cell.is_number && !cell.is_nothing;
    }
  printed.right &= !others;
  return printed;
}

/* What is in a cell cannot end the line, move the cursor or turn the direction. */
static void
append_inert (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (letter);
      gboolean inert = type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT
                       && type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR;
      g_string_append_unichar (out, inert ? letter : ' ');
    }
}

static void
append_cell (GString *out, const char *text, const Printed *printed)
{
  int blanks = (int) (printed->width - count_letters (text));
  g_string_append_printf (out, "%*s", printed->right ? blanks : 0, "");
  append_inert (out, text);
  g_string_append_printf (out, "%*s", printed->right ? 0 : blanks, "");
}

/* Ends a line, without the blanks at its end. */
static void
end_line (GString *out, gsize start)
{
  while (out->len > start && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

void
table_text (const Table *table, GString *out)
{
  g_autoptr(GArray) columns = g_array_new (FALSE, FALSE, sizeof (Printed));
  g_array_set_clear_func (columns, printed_clear);
  for (guint i = 0; i < table_n_columns (table); i++)
    if (table_column (table, i)->title != NULL)
      {
        Printed printed = print_column (table, i);
        g_array_append_val (columns, printed);
      }
  /* Row 0 is that of the titles. */
  for (guint row = 0; row <= table_rows (table); row++)
    {
      gsize start = out->len;
      for (guint i = 0; i < columns->len; i++)
        {
          const Printed *printed = &g_array_index (columns, Printed, i);
          if (i > 0)
            g_string_append (out, "  ");
          append_cell (out, row == 0 ? printed->column->title : printed->texts->pdata[row - 1], printed);
        }
      end_line (out, start);
    }
}

void
table_print (const Table *table, Format format, FILE *out)
{
  static void (*const writers[]) (const Table *, GString *) = {
    [FORMAT_TEXT] = table_text,
    [FORMAT_CSV] = table_csv,
    [FORMAT_JSON] = table_json,
  };
  g_autoptr(GString) text = g_string_new (NULL);
  writers[format] (table, text);
  fwrite (text->str, 1, text->len, out);
}
