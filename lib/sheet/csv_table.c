/* Tables: the header is matched once, and of each row only the columns asked
 * for are kept, end to end in one block of text. */

#include "lib/sheet/csv.h"
#include "lib/sheet/csv_header.h"
#include "lib/sheet/spreadsheet.h"

#include <string.h>

struct _CsvTable {
  GString *text;         /* starts with an empty text, the value of absent cells */
  GArray *cells;         /* guint32 offsets into TEXT, N_COLUMNS for each row */
  GArray *lines, *bytes; /* guint64, one for each row */
  guint n_columns;
  guint *positions;      /* of each column in the file, from 0, or CSV_ABSENT */
};

typedef struct {
  CsvTable *table;
  CsvHeader header;
} TableReader;

static void
read_row (const CsvRow *row, gpointer data)
{
  TableReader *reader = data;
  CsvTable *table = reader->table;
  if (!csv_header_take (&reader->header, row))
    return;
  guint first = table->cells->len;
  g_array_set_size (table->cells, first + table->n_columns);
  for (guint i = 0; i < table->n_columns; i++)
    {
      guint position = reader->header.positions[i];
      gboolean blank = position == CSV_ABSENT || row->lengths[position] == 0;
      g_array_index (table->cells, guint32, first + i) = blank ? 0 : (guint32) table->text->len;
      if (!blank)
        g_string_append_len (table->text, row->fields[position], (gssize) row->lengths[position] + 1);
    }
  g_array_append_val (table->lines, row->line);
  g_array_append_val (table->bytes, row->byte);
}

static CsvTable *
table_new (const char *const *columns)
{
  CsvTable *table = g_new0 (CsvTable, 1);
  table->text = g_string_new (NULL);
  g_string_append_c (table->text, '\0');
  table->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  table->lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  table->bytes = g_array_new (FALSE, FALSE, sizeof (guint64));
  table->n_columns = g_strv_length ((GStrv) columns);
  return table;
}

static gboolean
is_header (const char *const *fields, guint n, gpointer data)
{
  const TableReader *reader = data;
  return csv_header_names_two (&reader->header, fields, n);
}

CsvTable *
csv_table_read_any (GBytes *bytes, const char *file, const char *const *columns,
                    Findings *findings)
{
  CsvTable *table = table_new (columns);
  TableReader reader = { table, csv_header_start (columns, file, findings) };
  table->positions = reader.header.positions;
  if (spreadsheet_report_separator (bytes, file, is_header, &reader, findings))
    return table;
  if (csv_read (bytes, file, CSV_UTF8, read_row, &reader, findings))
    csv_header_end (&reader.header);
  return table;
}

CsvTable *
csv_table_read (GBytes *bytes, const char *file, const char *const *columns, Findings *findings)
{
  guint64 before = findings_count (findings, SEVERITY_HARD);
  CsvTable *table = csv_table_read_any (bytes, file, columns, findings);
  if (table->lines->len == 0 && findings_count (findings, SEVERITY_HARD) == before)
    {
      Finding *finding = findings_add (findings, SEVERITY_HARD, "CSV-NO-ROWS", file, 1, 0,
                                       "the file has a header and no rows");
      finding_describe (finding, NULL, NULL, "at least one row", "Add the rows of data.");
    }
  return table;
}

void
csv_table_free (CsvTable *table)
{
  if (table == NULL)
    return;
  g_string_free (table->text, TRUE);
  g_array_unref (table->cells);
  g_array_unref (table->lines);
  g_array_unref (table->bytes);
  g_free (table->positions);
  g_free (table);
}

guint
csv_table_rows (const CsvTable *table)
{
  return table->lines->len;
}

const char *
csv_table_get (const CsvTable *table, guint row, guint column)
{
  g_assert (row < table->lines->len && column < table->n_columns);
  return table->text->str + g_array_index (table->cells, guint32, row * table->n_columns + column);
}

guint64
csv_table_line (const CsvTable *table, guint row)
{
  return g_array_index (table->lines, guint64, row);
}

guint64
csv_table_byte (const CsvTable *table, guint row)
{
  return g_array_index (table->bytes, guint64, row);
}

guint
csv_table_position (const CsvTable *table, guint column)
{
  g_assert (column < table->n_columns);
  return table->positions[column] == CSV_ABSENT ? 0 : table->positions[column] + 1;
}
