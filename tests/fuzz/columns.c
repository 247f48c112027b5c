/* Columns: the strict reader, the fast one with what the processor has and in plain C, with
 * blocks of few bytes, with one thread and with two: the same rows, the same columns,
 * the same findings. */

#include "lib/sheet/csv_columns.h"

#include <string.h>

#include "tests/fuzz/fuzz.h"

/* --- rows --- */

/* A row as a line: where it stands, and its fields in '[]'. */
static void
print_row (GString *out, const CsvRow *row)
{
  g_string_append_printf (out, "%u %u %u%s ", (guint) row->line, (guint) row->byte, (guint) row->record,
                          row->blank ? " blank" : "");
  for (guint i = 0; i < row->n_fields; i++)
    {
      g_assert (strlen (row->fields[i]) == row->lengths[i]);
      g_string_append_printf (out, "[%s]", row->fields[i]);
    }
  g_string_append_c (out, '\n');
}

static gboolean
scan_row (const CsvRow *row, gpointer data)
{
  print_row (data, row);
  return TRUE;
}

static void
strict_row (const CsvRow *row, gpointer data)
{
  print_row (data, row);
}

static void
print_findings (GString *out, const Findings *findings)
{
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      g_string_append_printf (out, "%s %u:%u byte %u %s '%s'\n", finding->rule, (guint) finding->line,
                              finding->column, (guint) finding->byte, finding->message, finding->value);
    }
}

/* What the strict reader alone says of SOURCE. */
static char *
read_strictly (const CsvSource *source)
{
  GString *out = g_string_new (NULL);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(CsvReader) reader = csv_reader_new ("f", strict_row, out, findings);
  csv_reader_feed (reader, source->bytes, source->size);
  csv_reader_end (reader);
  print_findings (out, findings);
  return g_string_free (out, FALSE);
}

/* The regular rows as a scan has them, the others as the strict reader does. *ALL: there were no others. */
static char *
read_fast (const CsvSource *source, CsvScanKind kind, gsize block, gboolean *all)
{
  GString *out = g_string_new (NULL);
  CsvScan scan = csv_scan_start (source);
  scan.kind = kind;
  scan.block = block;
  *all = csv_scan_rows (&scan, scan_row, out);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(CsvReader) reader = csv_reader_new ("f", strict_row, out, findings);
  gsize done = scan.record == 0 ? 0 : scan.offset;
  csv_reader_skip (reader, &scan);
  csv_reader_feed (reader, source->bytes + done, source->size - done);
  csv_reader_end (reader);
  print_findings (out, findings);
  return g_string_free (out, FALSE);
}

/* Two sizes of blocks for each input: one that the input's size picks, so that boundaries fall
 * everywhere, and the usual one. */
static gsize
pick_block (const CsvSource *source, guint i)
{
  static const gsize few[] = { 1, 2, 3, 7, 63, 64, 65, 200 };
  gsize picked = few[source->size % G_N_ELEMENTS (few)];
  return i > 0 || source->size / picked > 3000 ? CSV_SCAN_BLOCK : picked;
}

static void
check_rows (const CsvSource *source)
{
  g_autofree char *strict = read_strictly (source);
  for (guint i = 0; i < 2; i++)
    for (CsvScanKind kind = CSV_SCAN_BEST; kind <= CSV_SCAN_PLAIN; kind++)
      {
        gboolean all;
        g_autofree char *fast = read_fast (source, kind, pick_block (source, i), &all);
        g_assert (strcmp (fast, strict) == 0);
      }
}

/* --- columns --- */

static gboolean
read_number (const CsvColumn *column, const char *text, gsize n, guint64 *value)
{
  g_assert (strlen (text) == n);
  *value = 0;
  for (gsize i = 0; i < n; i++)
    if (g_ascii_isdigit (text[i]) && *value < column->most)
      *value = *value * 10 + (guint64) (text[i] - '0');
    else
      return FALSE;
  return TRUE;
}

static gboolean
read_short (const CsvColumn *column, const char *text, gsize n, guint64 *value)
{
  (void) column;
  *value = (guchar) *text;
  return n < 12;
}

static const CsvColumn columns[] = {
  { "a", 8, FALSE, G_MAXUINT64, read_short, NULL, "A", "a is long", "shorten it" },
  { "b", 4, TRUE, G_MAXUINT32, NULL, NULL, "B" },
  { "?c", 1, TRUE, 5, read_short, NULL, "C", "c is long", "shorten it" },
  { "?d", 2, FALSE, G_MAXUINT16, read_number, NULL, "D", "d is no number", "write one" },
};
#define N_COLUMNS G_N_ELEMENTS (columns)

static void
print_value (GString *out, const CsvColumns *read, guint column, guint row)
{
  gconstpointer values = csv_columns_values (read, column);
  guint n;
  if (column == 0)
    g_string_append_printf (out, "%u ", (guint) ((const guint64 *) values)[row]);
  else if (column == 3)
    g_string_append_printf (out, "%u ", ((const guint16 *) values)[row]);
  else
    {
      guint32 number = column == 1 ? ((const guint32 *) values)[row] : ((const guint8 *) values)[row];
      const char *const *names = csv_columns_names (read, column, &n);
      g_assert (number < n);
      g_string_append_printf (out, "%u[%s] ", number, names[number]);
    }
}

static char *
print_columns (const CsvColumns *read, const Findings *findings)
{
  GString *out = g_string_new (read == NULL ? "none\n" : NULL);
  for (guint i = 0; read != NULL && i < N_COLUMNS; i++)
    g_string_append_printf (out, "at %u ", csv_columns_position (read, i));
  for (guint row = 0; read != NULL && row < csv_columns_rows (read); row++)
    {
      g_string_append_printf (out, "\n%u: ", (guint) csv_columns_line (read, row));
      for (guint i = 0; i < N_COLUMNS; i++)
        print_value (out, read, i, row);
    }
  print_findings (out, findings);
  return g_string_free (out, FALSE);
}

static char *
columns_strictly (const CsvSource *source, const CsvReading *reading)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(CsvColumns) read
    = csv_columns_read_strictly (source, "f", columns, N_COLUMNS, reading, findings, NULL);
  return print_columns (read, findings);
}

static void
check_columns (const CsvSource *source, gboolean others)
{
  const CsvReading usual = { .others = others };
  g_autofree char *strict = columns_strictly (source, &usual);
  for (guint i = 0; i < 2; i++)
    for (guint way = 0; way < 4; way++)
      {
        const CsvReading reading = {
          .others = others, .kind = way % 2 == 0 ? CSV_SCAN_BEST : CSV_SCAN_PLAIN,
          .block = pick_block (source, i), .long_file = way < 2 ? 1 : G_MAXUINT64,
        };
        g_autoptr(Findings) findings = findings_new ();
        g_autoptr(CsvColumns) read
          = csv_columns_read (source, "f", columns, N_COLUMNS, &reading, findings, NULL);
        g_autofree char *fast = print_columns (read, findings);
        g_assert (strcmp (fast, strict) == 0);
      }
}

GPtrArray *
fuzz_seeds (void)
{
  GPtrArray *seeds = fuzz_corpus ("columns");
  g_autoptr(GPtrArray) others = fuzz_corpus ("csv");
  g_ptr_array_extend_and_steal (seeds, g_steal_pointer (&others));
  return seeds;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const CsvSource source = { .bytes = size == 0 ? "" : (const char *) data, .size = size };
  check_rows (&source);
  check_columns (&source, FALSE);
  check_columns (&source, TRUE);
  return 0;
}
