/* CSV: whatever the bytes, fields are valid text; the pieces in which a file
 * arrives make no difference; what is written can be read again. */

#include "lib/sheet/csv.h"

#include <string.h>

#include "tests/fuzz/fuzz.h"

/* All fields, each in '[]', and a line for each row. */
static void
collect (const CsvRow *row, gpointer data)
{
  GString *out = data;
  g_assert (row->n_fields >= 1 && row->n_fields <= CSV_MAX_COLUMNS);
  g_assert (row->line >= 1 && row->byte >= 1);
  for (guint i = 0; i < row->n_fields; i++)
    {
      g_assert (strlen (row->fields[i]) == row->lengths[i]);
      g_assert (row->lengths[i] <= CSV_MAX_FIELD);
      g_assert (g_utf8_validate_len (row->fields[i], row->lengths[i], NULL));
      g_string_append_printf (out, "[%s]", row->fields[i]);
    }
  g_string_append_c (out, '\n');
}

static void
rewrite (const CsvRow *row, gpointer data)
{
  const char *fields[CSV_MAX_COLUMNS + 1] = { NULL };
  for (guint i = 0; i < row->n_fields; i++)
    fields[i] = row->fields[i];
  csv_write_row_exact (data, fields);
}

static gboolean
read_whole (GBytes *bytes, CsvRowFunc func, GString *out, Findings *findings)
{
  return csv_read (bytes, "f", CSV_UTF8, func, out, findings);
}

static gboolean
has_rule (const Findings *findings, const char *rule)
{
  for (guint i = 0; i < findings_length (findings); i++)
    if (strcmp (findings_index (findings, i)->rule, rule) == 0)
      return TRUE;
  return FALSE;
}

/* PIECE bytes at a time, without a quotation mark left open: the same rows. */
static void
check_pieces (GBytes *bytes, gsize piece, const GString *rows, const Findings *expected)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(CsvReader) reader = csv_reader_new ("f", collect, out, findings);
  for (gsize i = 0; i < size; i += piece)
    csv_reader_feed (reader, text + i, MIN (piece, size - i));
  csv_reader_end (reader);
  if (has_rule (expected, "CSV-QUOTE") || has_rule (findings, "CSV-QUOTE"))
    return;
  g_assert (strcmp (out->str, rows->str) == 0);
  g_assert (findings_count (findings, SEVERITY_HARD) == findings_count (expected, SEVERITY_HARD));
}

static void
check_rewritten (GBytes *bytes, const GString *rows)
{
  g_autoptr(Findings) findings = findings_new ();
  /* The first field may itself start with a byte-order mark. */
  GString *text = g_string_new ("\xef\xbb\xbf");
  read_whole (bytes, rewrite, text, findings);
  g_autoptr(GBytes) written = g_string_free_to_bytes (text);
  g_autoptr(GString) out = g_string_new (NULL);
  g_assert (read_whole (written, collect, out, findings));
  g_assert (strcmp (out->str, rows->str) == 0);
}

static void
check_other_readers (GBytes *bytes)
{
  static const char *const columns[] = { "a", "?b", NULL };
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GString) out = g_string_new (NULL);
  csv_read (bytes, "f", CSV_UTF8_OR_WINDOWS_1252, collect, out, findings);
  g_autoptr(CsvTable) table = csv_table_read (bytes, "f", columns, findings);
  for (guint row = 0; row < csv_table_rows (table); row++)
    g_assert (csv_table_get (table, row, 0) != NULL && csv_table_line (table, row) > 1);
}

GPtrArray *
fuzz_seeds (void)
{
  return fuzz_corpus ("csv");
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const gsize pieces[] = { 1, 2, 3, 7, 64 };
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GString) rows = g_string_new (NULL);
  gboolean clean = read_whole (bytes, collect, rows, findings);
  g_assert (clean == (findings_count (findings, SEVERITY_HARD) == 0));
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    check_pieces (bytes, pieces[i], rows, findings);
  if (clean)
    check_rewritten (bytes, rows);
  check_other_readers (bytes);
  return 0;
}
