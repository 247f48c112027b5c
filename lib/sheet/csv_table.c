/* Tables: the header is matched once, and of each row only the columns asked
 * for are kept, end to end in one block of text. */

#include "lib/sheet/csv.h"
#include "lib/base/suggest.h"
#include "lib/sheet/spreadsheet.h"

#include <string.h>

#define ABSENT G_MAXUINT

struct _CsvTable {
  GString *text;         /* starts with an empty text, the value of absent cells */
  GArray *cells;         /* guint32 offsets into TEXT, N_COLUMNS for each row */
  GArray *lines, *bytes; /* guint64, one for each row */
  guint n_columns;
  guint *positions;      /* of each column in the file, from 0, or ABSENT */
};

typedef struct {
  CsvTable *table;
  const char *const *columns;
  const char *file;
  Findings *findings;
  gboolean has_header;   /* a first record was seen */
  gboolean named;        /* and it names columns */
  guint width;           /* of the header */
} TableReader;

static const char *
column_name (const char *column)
{
  return column + (*column == '?');
}

static Finding *
add_at (const TableReader *reader, const CsvRow *row, const char *rule, guint column,
        const char *message)
{
  Finding *finding = findings_add (reader->findings, SEVERITY_HARD, rule, reader->file, row->line,
                                   column, message);
  finding_set_byte (finding, row->byte);
  return finding;
}

static int
find_column (const TableReader *reader, const char *name)
{
  for (int i = 0; reader->columns[i] != NULL; i++)
    if (strcmp (column_name (reader->columns[i]), name) == 0)
      return i;
  return -1;
}

static gboolean
is_header (const TableReader *reader, const CsvRow *row)
{
  for (guint i = 0; i < row->n_fields; i++)
    if (find_column (reader, row->fields[i]) >= 0)
      return TRUE;
  return FALSE;
}

/* Two names make a header of a row whose cells may stand between other separators. */
static gboolean
names_two_columns (const char *const *fields, guint n, gpointer data)
{
  guint named = 0;
  for (guint i = 0; i < n; i++)
    named += find_column (data, fields[i]) >= 0;
  return named >= 2;
}

static char *
join_names (const TableReader *reader)
{
  GString *names = g_string_new (NULL);
  for (guint i = 0; reader->columns[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : ",", column_name (reader->columns[i]));
  return g_string_free (names, FALSE);
}

static void
report_no_header (const TableReader *reader, const CsvRow *row)
{
  g_autofree char *names = join_names (reader);
  Finding *finding = add_at (reader, row, "CSV-NO-HEADER", 0,
                             "the first row does not name any of the columns");
  finding_describe (finding, NULL, row->fields[0], names,
                    "Put the names of the columns in the first row.");
}

static void
report_unknown (const TableReader *reader, const CsvRow *row, guint i)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new ();
  for (guint k = 0; reader->columns[k] != NULL; k++)
    g_ptr_array_add (known, (gpointer) column_name (reader->columns[k]));
  g_ptr_array_add (known, NULL);
  const char *name = row->fields[i];
  const char *nearest = suggest_nearest (name, (const char *const *) known->pdata);
  g_autofree char *advice =
    nearest == NULL ? g_strdup ("Remove the column; it is not asked for.")
                    : g_strdup_printf ("Did you mean '%s'? If not, remove the column.", nearest);
  Finding *finding = add_at (reader, row, "CSV-COLUMN-UNKNOWN", i + 1,
                             *name == '\0' ? "a column has no name" : "the column is not known");
  finding_describe (finding, name, name, nearest, advice);
}

static void
report_missing (const TableReader *reader, const CsvRow *row)
{
  for (guint i = 0; reader->columns[i] != NULL; i++)
    {
      const char *name = reader->columns[i];
      if (*name == '?' || reader->table->positions[i] != ABSENT)
        continue;
      g_autofree char *message = g_strdup_printf ("the column '%s' is missing", name);
      Finding *finding = add_at (reader, row, "CSV-COLUMN-MISSING", 0, message);
      finding_describe (finding, name, NULL, name, "Add the column, even when its cells are blank.");
    }
}

static void
read_header (TableReader *reader, const CsvRow *row)
{
  reader->has_header = TRUE;
  reader->width = row->n_fields;
  reader->named = is_header (reader, row);
  if (!reader->named)
    {
      report_no_header (reader, row);
      return;
    }
  guint *positions = reader->table->positions;
  for (guint i = 0; i < row->n_fields; i++)
    {
      int column = find_column (reader, row->fields[i]);
      if (column < 0)
        report_unknown (reader, row, i);
      else if (positions[column] == ABSENT)
        positions[column] = i;
      else
        {
          Finding *finding = add_at (reader, row, "CSV-COLUMN-TWICE", i + 1,
                                     "the column is there twice");
          finding_describe (finding, row->fields[i], row->fields[i], NULL,
                            "Keep one of them and remove the other.");
        }
    }
  report_missing (reader, row);
}

/* Whether fields I and I+1 are one amount that was cut at its thousands separator. */
static gboolean
is_cut_amount (const CsvRow *row, guint i)
{
  const char *first = row->fields[i] + (row->fields[i][0] == '-');
  const char *second = row->fields[i + 1];
  gsize n = strspn (first, "0123456789");
  return n >= 1 && n <= 3 && first[n] == '\0' && strspn (second, "0123456789") == 3 &&
         (second[3] == '\0' || second[3] == '.');
}

static void
report_width (const TableReader *reader, const CsvRow *row)
{
  gboolean longer = row->n_fields > reader->width;
  g_autofree char *message = g_strdup_printf ("the row has %u fields and the header has %u",
                                              row->n_fields, reader->width);
  g_autofree char *expected = g_strdup_printf ("%u fields", reader->width);
  g_autofree char *value = NULL;
  const char *advice = longer ? "Put a text that has a comma in it in quotation marks."
                              : "Add the cells that are missing, blank if need be.";
  guint column = longer ? reader->width + 1 : row->n_fields;
  for (guint i = 0; longer && i + 1 < row->n_fields && value == NULL; i++)
    if (is_cut_amount (row, i))
      {
        value = g_strdup_printf ("%s,%s", row->fields[i], row->fields[i + 1]);
        advice = "Write amounts without separators, like 1234567.89.";
        column = i + 1;
      }
  Finding *finding = add_at (reader, row, "CSV-WIDTH", column, message);
  finding_describe (finding, NULL, value, expected, advice);
}

static void
read_row (const CsvRow *row, gpointer data)
{
  TableReader *reader = data;
  CsvTable *table = reader->table;
  if (row->blank)
    return;
  if (!reader->has_header)
    {
      read_header (reader, row);
      return;
    }
  if (!reader->named)
    return;
  if (row->n_fields != reader->width)
    {
      report_width (reader, row);
      return;
    }
  for (guint i = 0; i < table->n_columns; i++)
    {
      guint position = table->positions[i];
      guint32 cell = 0;
      if (position != ABSENT && row->lengths[position] > 0)
        {
          cell = (guint32) table->text->len;
          g_string_append_len (table->text, row->fields[position],
                               (gssize) row->lengths[position] + 1);
        }
      g_array_append_val (table->cells, cell);
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
  table->positions = g_new (guint, table->n_columns);
  for (guint i = 0; i < table->n_columns; i++)
    table->positions[i] = ABSENT;
  return table;
}

CsvTable *
csv_table_read_any (GBytes *bytes, const char *file, const char *const *columns,
                    Findings *findings)
{
  CsvTable *table = table_new (columns);
  TableReader reader = { table, columns, file, findings, FALSE, FALSE, 0 };
  if (spreadsheet_report_separator (bytes, file, names_two_columns, &reader, findings))
    return table;
  gboolean clean = csv_read (bytes, file, CSV_UTF8, read_row, &reader, findings);
  if (!reader.has_header && clean)
    {
      Finding *finding = findings_add (findings, SEVERITY_HARD, "CSV-NO-HEADER", file, 0, 0,
                                       "the file has no header row");
      g_autofree char *names = join_names (&reader);
      finding_describe (finding, NULL, NULL, names,
                        "Put the names of the columns in the first row.");
    }
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
  return table->positions[column] == ABSENT ? 0 : table->positions[column] + 1;
}
