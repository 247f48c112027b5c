#include "lib/sheet/csv_columns.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/base/name_table.h"
#include "lib/sheet/csv_header.h"

#define LONG_FILE (2u * 1024 * 1024)
#define ROW_USUAL 64u               /* bytes: room is made for so many rows at once, of which only what is used costs memory */
#define SLICE (256u * 1024)         /* of text that the strict reader gets at once: fits a cache */

/* From ROW on, lines follow each other. */
typedef struct {
  guint row;
  guint64 line;
} Run;

typedef struct {
  gpointer values;
  NameTable *names;        /* NULL: numbers */
} Kept;

struct _CsvColumns {
  const CsvColumn *columns;
  guint n_columns;
  guint *positions;        /* of each column in the file, from 0, or CSV_ABSENT */
  guint rows, capacity;
  Kept *kept;
  GArray *runs;            /* Run, the first at row 0 */
};

/* What reading needs to know: of a file, or of the part that one thread reads. */
typedef struct {
  CsvColumns *kept;
  CsvHeader header;
  CsvScan scan;
  gboolean regular;
  NameText *waiting;       /* cells of the last rows that are yet to be kept: NAME_TABLE_MANY a column */
  guint n_waiting;         /* rows */
} Reader;

/* --- columns that grow --- */

static CsvColumns *
columns_new (const CsvColumn *columns, guint n, const guint *positions)
{
  CsvColumns *kept = g_new0 (CsvColumns, 1);
  kept->columns = columns;
  kept->n_columns = n;
  kept->positions = g_memdup2 (positions, n * sizeof *positions);
  kept->kept = g_new0 (Kept, n);
  kept->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  for (guint i = 0; i < n; i++)
    kept->kept[i].names = columns[i].names ? name_table_new () : NULL;
  return kept;
}

void
csv_columns_free (CsvColumns *columns)
{
  if (columns == NULL)
    return;
  for (guint i = 0; i < columns->n_columns; i++)
    {
      g_free (columns->kept[i].values);
      g_clear_pointer (&columns->kept[i].names, name_table_free);
    }
  g_free (columns->kept);
  g_free (columns->positions);
  g_array_unref (columns->runs);
  g_free (columns);
}

static void
columns_resize (CsvColumns *kept, guint capacity)
{
  kept->capacity = capacity;
  for (guint i = 0; i < kept->n_columns; i++)
    kept->kept[i].values = g_realloc_n (kept->kept[i].values, capacity, kept->columns[i].size);
}

/* Makes room for one row more. */
static void
columns_reserve (CsvColumns *kept)
{
  g_assert (kept->capacity < G_MAXUINT / 2);
  if (kept->rows == kept->capacity)
    columns_resize (kept, MAX (kept->capacity * 2, 1024));
}

static inline void
set_value (gpointer values, guint size, guint row, guint64 value)
{
  if (size == 4)
    ((guint32 *) values)[row] = (guint32) value;
  else if (size == 2)
    ((guint16 *) values)[row] = (guint16) value;
  else if (size == 1)
    ((guint8 *) values)[row] = (guint8) value;
  else
    ((guint64 *) values)[row] = value;
}

static guint32
get_number (gconstpointer values, guint size, guint row)
{
  if (size == 4)
    return ((const guint32 *) values)[row];
  return size == 2 ? ((const guint16 *) values)[row] : ((const guint8 *) values)[row];
}

static void
keep_line (CsvColumns *kept, guint row, guint64 line)
{
  const Run *last = kept->runs->len == 0 ? NULL : &g_array_index (kept->runs, Run, kept->runs->len - 1);
  Run run = { row, line };
  if (last == NULL || last->line + (row - last->row) != line)
    g_array_append_val (kept->runs, run);
}

/* Ends the row under way. */
static void
end_row (CsvColumns *kept, guint64 line)
{
  keep_line (kept, kept->rows, line);
  kept->rows++;
}

/* --- one cell --- */

static const char too_many[] = "the column has too many different texts";

/* Why COLUMN does not take a text that has NUMBER; NULL when it does. */
static const char *
judge_name (const CsvColumn *column, const char *text, gsize n, guint32 number)
{
  guint64 ignored;
  if (number > column->most)
    return too_many;
  return column->read == NULL || column->read (column, text, n, &ignored) ? NULL : column->message;
}

/* Why the cell of column I of the row under way is not taken; NULL when it is kept. Names that were
 * seen are looked at too, for they may not have been taken. */
static const char *
keep_cell (CsvColumns *kept, guint i, const char *text, gsize n)
{
  const CsvColumn *column = &kept->columns[i];
  NameTable *names = kept->kept[i].names;
  guint64 value = 0;
  const char *refused = NULL;
  if (names != NULL)
    {
      value = name_table_add (names, text, n);
      refused = judge_name (column, text, n, (guint32) value);
    }
  else if (!column->read (column, text, n, &value) || value > column->most)
    refused = column->message;
  if (refused == NULL)
    set_value (kept->kept[i].values, column->size, kept->rows, value);
  return refused;
}

/* --- the regular file --- */

/* Keeps the cells of column I of the last N rows as names. FALSE when one is not taken. */
static gboolean
keep_names (CsvColumns *kept, guint i, const NameText *cells, guint n)
{
  const CsvColumn *column = &kept->columns[i];
  NameTable *names = kept->kept[i].names;
  guint32 numbers[NAME_TABLE_MANY], known = name_table_length (names);
  name_table_add_many (names, cells, n, numbers);
  for (guint k = 0; k < n; k++)
    {
      gboolean seen = numbers[k] > 0 && numbers[k] < known;
      if (!seen && judge_name (column, cells[k].text, cells[k].n, numbers[k]) != NULL)
        return FALSE;
      set_value (kept->kept[i].values, column->size, kept->rows - n + k, numbers[k]);
    }
  return TRUE;
}

/* The same as numbers. */
static gboolean
keep_numbers (CsvColumns *kept, guint i, const NameText *cells, guint n)
{
  const CsvColumn *column = &kept->columns[i];
  for (guint k = 0; k < n; k++)
    {
      guint64 value = 0;
      if (!column->read (column, cells[k].text, cells[k].n, &value) || value > column->most)
        return FALSE;
      set_value (kept->kept[i].values, column->size, kept->rows - n + k, value);
    }
  return TRUE;
}

/* Keeps the cells that wait, column by column: the table of a column's names does not push that of another
 * from the cache at each row. */
static gboolean
keep_waiting (gpointer data)
{
  Reader *reader = data;
  guint n = reader->n_waiting;
  reader->n_waiting = 0;
  for (guint i = 0; i < reader->kept->n_columns; i++)
    {
      const NameText *cells = &reader->waiting[i * NAME_TABLE_MANY];
      if (!(reader->kept->kept[i].names != NULL ? keep_names : keep_numbers) (reader->kept, i, cells, n))
        return FALSE;
    }
  return TRUE;
}

static gboolean
scan_header (const CsvRow *row, gpointer data)
{
  CsvHeader *header = data;
  csv_header_take (header, row);
  return TRUE;
}

static gboolean
scan_row (const CsvRow *row, gpointer data)
{
  Reader *reader = data;
  if (row->blank)
    return TRUE;
  if (row->n_fields != reader->header.width)
    return FALSE;
  CsvColumns *kept = reader->kept;
  columns_reserve (kept);
  for (guint i = 0; i < kept->n_columns; i++)
    {
      guint position = kept->positions[i];
      reader->waiting[i * NAME_TABLE_MANY + reader->n_waiting]
        = position == CSV_ABSENT ? (NameText) { "", 0 }
                                 : (NameText) { row->fields[position], row->lengths[position] };
    }
  end_row (kept, row->line);
  return ++reader->n_waiting < NAME_TABLE_MANY || keep_waiting (reader);
}

static gpointer
scan_rows (gpointer data)
{
  Reader *reader = data;
  CsvColumns *kept = reader->kept;
  guint64 usual = kept->rows + (reader->scan.stop - reader->scan.offset) / ROW_USUAL;
  if (usual > kept->capacity && usual < G_MAXUINT / 2)
    columns_resize (kept, (guint) usual);
  g_autofree NameText *waiting = g_new (NameText, NAME_TABLE_MANY * kept->n_columns);
  reader->waiting = waiting;
  reader->n_waiting = 0;
  reader->scan.moves = keep_waiting;
  reader->regular = csv_scan_rows (&reader->scan, scan_row, reader);
  reader->waiting = NULL;
  return NULL;
}

/* Puts the texts of SECOND, which numbered them for itself, under numbers of FIRST. */
static gboolean
renumber (CsvColumns *first, const CsvColumns *second, guint i)
{
  NameTable *names = first->kept[i].names;
  guint32 n = name_table_length (second->kept[i].names);
  const char *const *texts = name_table_texts (second->kept[i].names);
  g_autofree guint32 *numbers = g_new (guint32, n);
  for (guint32 k = 0, some; k < n; k += some)
    {
      NameText batch[NAME_TABLE_MANY];
      some = MIN (NAME_TABLE_MANY, n - k);
      for (guint32 j = 0; j < some; j++)
        batch[j] = (NameText) { texts[k + j], strlen (texts[k + j]) };
      name_table_add_many (names, batch, some, numbers + k);
    }
  guint size = first->columns[i].size;
  for (guint row = 0; row < second->rows; row++)
    set_value (first->kept[i].values, size, first->rows + row,
               numbers[get_number (second->kept[i].values, size, row)]);
  return name_table_length (names) - 1 <= first->columns[i].most;
}

/* Adds the rows of SECOND, which starts on LINE, to FIRST, and leaves it without. FALSE when a column
 * cannot number that many texts. */
static gboolean
columns_join (CsvColumns *first, CsvColumns *second, guint64 line)
{
  gboolean numbered = TRUE;
  columns_resize (first, MAX (first->rows + second->rows, 1));
  for (guint i = 0; i < first->n_columns && second->rows > 0; i++)
    {
      guint size = first->columns[i].size;
      if (first->kept[i].names == NULL)
        memcpy ((char *) first->kept[i].values + (gsize) first->rows * size, second->kept[i].values,
                (gsize) second->rows * size);
      else
        numbered &= renumber (first, second, i);
      g_clear_pointer (&second->kept[i].values, g_free);
      g_clear_pointer (&second->kept[i].names, name_table_free);
    }
  for (guint i = 0; i < second->runs->len; i++)
    {
      const Run *run = &g_array_index (second->runs, Run, i);
      keep_line (first, first->rows + run->row, line - 1 + run->line);
    }
  first->rows += second->rows;
  return numbered;
}

/* Reads what FIRST has left, its second half by another thread. That half begins at a line
 * that was guessed to begin a row; if the first half ends elsewhere, the guess was
 * within quotation marks, and the first goes on alone. */
static gboolean
scan_halves (Reader *first, Reader *second)
{
  const guint64 guessed = second->scan.offset;
  GThread *thread = g_thread_new ("columns", scan_rows, second);
  first->scan.stop = guessed;
  scan_rows (first);
  g_thread_join (thread);
  if (first->regular && first->scan.offset == guessed)
    return second->regular && columns_join (first->kept, second->kept, first->scan.line);
  if (!first->regular)
    return FALSE;
  first->scan.stop = first->scan.source.size;
  scan_rows (first);
  return first->regular;
}

static gboolean
scan_file (Reader *reader, const CsvReading *reading)
{
  const CsvScan *scan = &reader->scan;
  guint64 left = scan->source.size - scan->offset;
  guint64 long_file = reading->long_file > 0 ? reading->long_file : LONG_FILE;
  Reader second = { .header = reader->header, .scan = *scan };
  second.scan.line = 1;
  second.scan.record = 0;
  if (left < long_file || !csv_scan_seek (&second.scan, scan->offset + left / 2))
    {
      scan_rows (reader);
      return reader->regular;
    }
  second.kept = columns_new (reader->kept->columns, reader->kept->n_columns, reader->kept->positions);
  gboolean regular = scan_halves (reader, &second);
  csv_columns_free (second.kept);
  return regular;
}

static char **
names_of (const CsvColumn *columns, guint n)
{
  char **names = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    names[i] = (char *) columns[i].name;
  return names;
}

/* Takes the rows up to the header, which is the first that is not blank. */
static gboolean
find_header (CsvScan *scan, CsvHeader *header)
{
  while (!header->read)
    {
      scan->stop = MIN (scan->offset + 1, scan->source.size);
      if (scan->offset == scan->source.size || !csv_scan_rows (scan, scan_header, header))
        return FALSE;
    }
  scan->stop = scan->source.size;
  return findings_length (header->findings) == 0;
}

CsvColumns *
csv_columns_read_regular (const CsvSource *source, const CsvColumn *columns, guint n, const CsvReading *reading)
{
  static const CsvReading usual = { 0 };
  reading = reading != NULL ? reading : &usual;
  g_autofree char **names = names_of (columns, n);
  g_autoptr(Findings) findings = findings_new ();
  g_auto(CsvHeader) header = csv_header_start ((const char *const *) names, "", findings);
  header.others = reading->others;
  Reader reader = { .scan = csv_scan_start (source) };
  reader.scan.kind = reading->kind;
  reader.scan.block = reading->block > 0 ? reading->block : CSV_SCAN_BLOCK;
  if (!find_header (&reader.scan, &header))
    return NULL;
  reader.header = header;
  reader.kept = columns_new (columns, n, header.positions);
  if (scan_file (&reader, reading))
    columns_resize (reader.kept, MAX (reader.kept->rows, 1));
  else
    g_clear_pointer (&reader.kept, csv_columns_free);
  return reader.kept;
}

/* --- the strict way --- */

static void
report_cell (const CsvHeader *header, const CsvRow *row, guint position, const CsvColumn *column,
             const char *message)
{
  gboolean absent = position == CSV_ABSENT;
  Finding *finding = findings_add (header->findings, SEVERITY_HARD, column->rule, header->file,
                                   row->line, absent ? 0 : position + 1, message);
  finding_describe (finding, column->name + (*column->name == '?'), absent ? "" : row->fields[position], NULL, column->advice);
  finding_set_byte (finding, row->byte);
}

static void
take_row (const CsvRow *row, gpointer data)
{
  Reader *reader = data;
  gboolean had_header = reader->header.read;
  gboolean is_data = csv_header_take (&reader->header, row);
  CsvColumns *kept = reader->kept;
  if (!had_header && reader->header.read)
    memcpy (kept->positions, reader->header.positions, kept->n_columns * sizeof *kept->positions);
  if (!is_data)
    return;
  columns_reserve (kept);
  for (guint i = 0; i < kept->n_columns; i++)
    {
      /* That it is missing was told of once. */
      gboolean missing = kept->positions[i] == CSV_ABSENT && *kept->columns[i].name != '?';
      guint position = kept->positions[i];
      const char *refused
        = missing ? NULL : keep_cell (kept, i, position == CSV_ABSENT ? "" : row->fields[position],
                                      position == CSV_ABSENT ? 0 : row->lengths[position]);
      if (refused != NULL)
        report_cell (&reader->header, row, kept->positions[i], &kept->columns[i], refused);
    }
  end_row (kept, row->line);
}

/* FALSE when a finding was hard, or the file could not be read: ERROR is set then. */
static gboolean
read_strictly (Reader *reader, const CsvSource *source, GError **error)
{
  Findings *findings = reader->header.findings;
  guint64 hard = findings_count (findings, SEVERITY_HARD);
  g_autoptr(CsvReader) strict = csv_reader_new (reader->header.file, take_row, reader, findings);
  g_autofree char *slice = g_malloc (SLICE);
  for (guint64 offset = 0; offset < source->size;)
    {
      gsize n = csv_source_read (source, offset, slice, SLICE);
      if (n == 0)
        return error_fault (error, "cannot read '%s' to its end", reader->header.file);
      csv_reader_feed (strict, slice, n);
      offset += n;
    }
  if (csv_reader_end (strict))
    csv_header_end (&reader->header);
  return findings_count (findings, SEVERITY_HARD) == hard;
}

CsvColumns *
csv_columns_read_strictly (const CsvSource *source, const char *file, const CsvColumn *columns, guint n,
                           const CsvReading *reading, Findings *findings, GError **error)
{
  g_autofree char **names = names_of (columns, n);
  g_auto(CsvHeader) header = csv_header_start ((const char *const *) names, file, findings);
  header.others = reading != NULL && reading->others;
  g_autoptr(CsvColumns) kept = columns_new (columns, n, header.positions);
  Reader reader = { .kept = kept, .header = header };
  return read_strictly (&reader, source, error) ? g_steal_pointer (&kept) : NULL;
}

CsvColumns *
csv_columns_read (const CsvSource *source, const char *file, const CsvColumn *columns, guint n,
                  const CsvReading *reading, Findings *findings, GError **error)
{
  CsvColumns *regular = csv_columns_read_regular (source, columns, n, reading);
  return regular != NULL
         ? regular : csv_columns_read_strictly (source, file, columns, n, reading, findings, error);
}

/* --- what was read --- */

guint
csv_columns_rows (const CsvColumns *columns)
{
  return columns->rows;
}

gconstpointer
csv_columns_values (const CsvColumns *columns, guint column)
{
  return columns->kept[column].values;
}

const char *const *
csv_columns_names (const CsvColumns *columns, guint column, guint *n)
{
  *n = name_table_length (columns->kept[column].names);
  return name_table_texts (columns->kept[column].names);
}

guint64
csv_columns_line (const CsvColumns *columns, guint row)
{
  guint low = 0, high = columns->runs->len;
  g_assert (row < columns->rows);
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (columns->runs, Run, middle).row <= row)
        low = middle;
      else
        high = middle;
    }
  const Run *run = &g_array_index (columns->runs, Run, low);
  return run->line + (row - run->row);
}

guint
csv_columns_position (const CsvColumns *columns, guint column)
{
  g_assert (column < columns->n_columns);
  return columns->positions[column] == CSV_ABSENT ? 0 : columns->positions[column] + 1;
}
