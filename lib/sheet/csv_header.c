/* What is wrong with a header, or with the width of a row, in the words of every
 * reader of tables. */

#include "lib/sheet/csv_header.h"

#include <string.h>

#include "lib/base/suggest.h"

static const char *
column_name (const char *column)
{
  return column + (*column == '?');
}

static Finding *
add_at (const CsvHeader *header, const CsvRow *row, const char *rule, guint column,
        const char *message)
{
  Finding *finding = findings_add (header->findings, SEVERITY_HARD, rule, header->file, row->line,
                                   column, message);
  finding_set_byte (finding, row->byte);
  return finding;
}

static int
find_column (const CsvHeader *header, const char *name)
{
  for (int i = 0; header->columns[i] != NULL; i++)
    if (strcmp (column_name (header->columns[i]), name) == 0)
      return i;
  return -1;
}

static gboolean
is_header (const CsvHeader *header, const CsvRow *row)
{
  for (guint i = 0; i < row->n_fields; i++)
    if (find_column (header, row->fields[i]) >= 0)
      return TRUE;
  return FALSE;
}

static char *
join_names (const CsvHeader *header)
{
  GString *names = g_string_new (NULL);
  for (guint i = 0; header->columns[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : ",", column_name (header->columns[i]));
  return g_string_free (names, FALSE);
}

static void
report_no_header (const CsvHeader *header, const CsvRow *row)
{
  g_autofree char *names = join_names (header);
  Finding *finding = add_at (header, row, "CSV-NO-HEADER", 0,
                             "the first row does not name any of the columns");
  finding_describe (finding, NULL, row->fields[0], names,
                    "Put the names of the columns in the first row.");
}

static void
report_unknown (const CsvHeader *header, const CsvRow *row, guint i)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new ();
  for (guint k = 0; header->columns[k] != NULL; k++)
    g_ptr_array_add (known, (gpointer) column_name (header->columns[k]));
  g_ptr_array_add (known, NULL);
  const char *name = row->fields[i];
  const char *nearest = suggest_nearest (name, (const char *const *) known->pdata);
  g_autofree char *advice =
    nearest == NULL ? g_strdup ("Remove the column; it is not asked for.")
                    : g_strdup_printf ("Did you mean '%s'? If not, remove the column.", nearest);
  Finding *finding = add_at (header, row, "CSV-COLUMN-UNKNOWN", i + 1,
                             *name == '\0' ? "a column has no name" : "the column is not known");
  finding_describe (finding, name, name, nearest, advice);
}

static void
report_missing (const CsvHeader *header, const CsvRow *row)
{
  for (guint i = 0; header->columns[i] != NULL; i++)
    {
      const char *name = header->columns[i];
      if (*name == '?' || header->positions[i] != CSV_ABSENT)
        continue;
      g_autofree char *message = g_strdup_printf ("the column '%s' is missing", name);
      Finding *finding = add_at (header, row, "CSV-COLUMN-MISSING", 0, message);
      finding_describe (finding, name, NULL, name, "Add the column, even when its cells are blank.");
    }
}

static void
read_header (CsvHeader *header, const CsvRow *row)
{
  header->read = TRUE;
  header->width = row->n_fields;
  header->named = is_header (header, row);
  if (!header->named)
    {
      report_no_header (header, row);
      return;
    }
  guint *positions = header->positions;
  for (guint i = 0; i < row->n_fields; i++)
    {
      int column = find_column (header, row->fields[i]);
      if (column < 0 && header->others)
        continue;
      if (column < 0)
        report_unknown (header, row, i);
      else if (positions[column] == CSV_ABSENT)
        positions[column] = i;
      else
        {
          Finding *finding = add_at (header, row, "CSV-COLUMN-TWICE", i + 1,
                                     "the column is there twice");
          finding_describe (finding, row->fields[i], row->fields[i], NULL,
                            "Keep one of them and remove the other.");
        }
    }
  report_missing (header, row);
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
report_width (const CsvHeader *header, const CsvRow *row)
{
  gboolean longer = row->n_fields > header->width;
  g_autofree char *message = g_strdup_printf ("the row has %u fields and the header has %u",
                                              row->n_fields, header->width);
  g_autofree char *expected = g_strdup_printf ("%u fields", header->width);
  g_autofree char *value = NULL;
  const char *advice = longer ? "Put a text that has a comma in it in quotation marks."
                              : "Add the cells that are missing, blank if need be.";
  guint column = longer ? header->width + 1 : row->n_fields;
  for (guint i = 0; longer && i + 1 < row->n_fields && value == NULL; i++)
    if (is_cut_amount (row, i))
      {
        value = g_strdup_printf ("%s,%s", row->fields[i], row->fields[i + 1]);
        advice = "Write amounts without separators, like 1234567.89.";
        column = i + 1;
      }
  Finding *finding = add_at (header, row, "CSV-WIDTH", column, message);
  finding_describe (finding, NULL, value, expected, advice);
}

CsvHeader
csv_header_start (const char *const *columns, const char *file, Findings *findings)
{
  guint n = g_strv_length ((GStrv) columns);
  CsvHeader header = { .columns = columns, .file = file, .findings = findings };
  header.positions = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    header.positions[i] = CSV_ABSENT;
  return header;
}

void
csv_header_clear (CsvHeader *header)
{
  g_clear_pointer (&header->positions, g_free);
}

gboolean
csv_header_take (CsvHeader *header, const CsvRow *row)
{
  if (row->blank || (header->read && !header->named))
    return FALSE;
  if (!header->read)
    read_header (header, row);
  else if (row->n_fields == header->width)
    return TRUE;
  else
    report_width (header, row);
  return FALSE;
}

void
csv_header_end (const CsvHeader *header)
{
  if (header->read)
    return;
  Finding *finding = findings_add (header->findings, SEVERITY_HARD, "CSV-NO-HEADER", header->file, 0, 0,
                                   "the file has no header row");
  g_autofree char *names = join_names (header);
  finding_describe (finding, NULL, NULL, names, "Put the names of the columns in the first row.");
}

gboolean
csv_header_names_two (const CsvHeader *header, const char *const *fields, guint n)
{
  guint named = 0;
  for (guint i = 0; i < n; i++)
    named += find_column (header, fields[i]) >= 0;
  return named >= 2;
}
