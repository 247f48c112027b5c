/* CSV: every problem of a file is found in one pass, at its line, column and
 * byte; nothing is repaired. Places are counted by hand from the text. */

#include "lib/sheet/csv.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Rows as "line@byte:field|field;" */
static void
collect (const CsvRow *row, gpointer data)
{
  GString *out = data;
  g_string_append_printf (out, "%" G_GUINT64_FORMAT "@%" G_GUINT64_FORMAT ":", row->line,
                          row->byte);
  for (guint i = 0; i < row->n_fields; i++)
    {
      g_assert_cmpuint (strlen (row->fields[i]), ==, row->lengths[i]);
      g_assert_true (g_utf8_validate (row->fields[i], -1, NULL));
      g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", row->fields[i]);
    }
  g_string_append_c (out, ';');
}

/* Findings as "rule:line:column:byte;" */
static char *
places (Findings *findings)
{
  GString *out = g_string_new (NULL);
  findings_sort (findings);
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *f = findings_index (findings, i);
      g_assert_nonnull (f->message);
      g_assert_true (f->severity == SEVERITY_NOTE || f->advice != NULL);
      g_string_append_printf (out, "%s:%" G_GUINT64_FORMAT ":%u:%" G_GUINT64_FORMAT ";", f->rule,
                              f->line, f->column, f->byte);
    }
  return g_string_free (out, FALSE);
}

typedef struct {
  const char *name, *text;
  gsize n;                       /* of TEXT */
  const char *rows, *findings;
} ReadCase;

#define TEXT(x) x, sizeof x - 1

static const ReadCase read_cases[] = {
  { "plain", TEXT ("a,b\n1,2\n"), "1@1:a|b;2@5:1|2;", "" },
  { "no-end-of-line", TEXT ("a,b\n1,2"), "1@1:a|b;2@5:1|2;", "" },
  { "crlf", TEXT ("a,b\r\n1,2\r\n"), "1@1:a|b;2@6:1|2;", "" },
  { "byte-order-mark", TEXT ("\xef\xbb\xbf" "a\n1\n"), "1@4:a;2@6:1;", "" },
  { "blanks-are-kept", TEXT (" a , b\t\n"), "1@1: a | b\t;", "" },
  { "quoted", TEXT ("\"a,1\",\"b \"\"x\"\"\"\n"), "1@1:a,1|b \"x\";", "" },
  { "line-break-in-a-field", TEXT ("\"a\r\nb\",c\n1,2\n"), "1@1:a\r\nb|c;3@10:1|2;", "" },
  { "blank-lines-count", TEXT ("a\n\n\r\nb\n"), "1@1:a;2@3:;3@4:;4@6:b;", "" },
  { "empty-last-field", TEXT ("a,\n,\n"), "1@1:a|;2@4:|;", "" },
  { "empty", TEXT (""), "", "CSV-EMPTY:0:0:0;" },
  { "only-a-mark", TEXT ("\xef\xbb\xbf"), "", "CSV-EMPTY:0:0:0;" },
  { "nul", TEXT ("a,b\n1,2\0003\n"), "1@1:a|b;2@5:1|2\xef\xbf\xbd" "3;", "CSV-NUL:2:2:8;" },
  { "bad-utf8", TEXT ("a,b\nx,\xa3" "5\n\xc3\xa9,\xff\xfe\n"),
    "1@1:a|b;2@5:x|\xef\xbf\xbd" "5;3@10:\xc3\xa9|\xef\xbf\xbd\xef\xbf\xbd;",
    "CSV-ENCODING:2:2:7;CSV-ENCODING:3:2:13;CSV-ENCODING:3:2:14;" },
  { "cut-utf8-at-the-end", TEXT ("a\nx\xe2\x82"), "1@1:a;2@3:x\xef\xbf\xbd\xef\xbf\xbd;",
    "CSV-ENCODING:2:1:4;CSV-ENCODING:2:1:5;" },
  { "utf16", TEXT ("\xff\xfe" "a\0,\0b\0"), "", "CSV-ENCODING:1:0:1;" },
  { "utf16-without-a-mark", TEXT ("a\0,\0b\0\n\0"), "", "CSV-ENCODING:1:0:1;" },
  { "workbook", TEXT ("PK\x03\x04\x14\0\x06\0"), "", "FILE-KIND:1:0:1;" },
  { "old-mac", TEXT ("a,b\r1,2\r3,4"), "1@1:a|b;2@5:1|2;3@9:3|4;", "CSV-LINE-END:1:0:4;" },
  { "one-lone-cr", TEXT ("a\nb\rc\n"), "1@1:a;2@3:b;3@5:c;", "CSV-LINE-END:2:0:4;" },
  { "cr-in-quotes-is-text", TEXT ("\"a\rb\"\nc\n"), "1@1:a\rb;3@7:c;", "" },
  { "quote-in-the-middle", TEXT ("a,b\n1,5\" pipe\n2,3\n"), "1@1:a|b;2@5:1|5\" pipe;3@15:2|3;",
    "CSV-QUOTE:2:2:8;" },
  { "text-after-the-quote", TEXT ("a,b\n\"1\"x,2\n3,4\n"), "1@1:a|b;3@12:3|4;",
    "CSV-QUOTE:2:1:8;" },
  { "lone-quote-to-the-end", TEXT ("a,b\n1,\"2\n3,4\n5,6\n"), "1@1:a|b;3@10:3|4;4@14:5|6;",
    "CSV-QUOTE:2:2:7;" },
  { "lone-quote-before-a-quoted-field", TEXT ("a,b\n1,\"2\n3,\"4\"\n5,6\n"),
    "1@1:a|b;3@10:3|4;4@16:5|6;", "CSV-QUOTE:2:2:7;" },
  { "two-lone-quotes", TEXT ("\"a\n1\n\"b\n2\n"), "2@4:1;4@9:2;", "CSV-QUOTE:1:1:1;CSV-QUOTE:3:1:6;" },
  { "only-a-quote", TEXT ("\""), "", "CSV-QUOTE:1:1:1;" },
  { "quote-after-a-stray-one", TEXT ("5\" x,\"y\nz\n"), "2@9:z;", "CSV-QUOTE:1:1:2;CSV-QUOTE:1:2:6;" },
  { "all-at-once", TEXT ("a,b\n\0,1\n2,\xff\n\"3\"4,5\n6,\"7\n"),
    "1@1:a|b;2@5:\xef\xbf\xbd|1;3@9:2|\xef\xbf\xbd;",
    "CSV-NUL:2:1:5;CSV-ENCODING:3:2:11;CSV-QUOTE:4:1:16;CSV-QUOTE:5:2:22;" },
};

static void
test_read (gconstpointer data)
{
  const ReadCase *c = data;
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static (c->text, c->n);
  g_autoptr(GString) rows = g_string_new (NULL);
  gboolean clean = csv_read (bytes, "f.csv", CSV_UTF8, collect, rows, findings);
  g_autofree char *found = places (findings);
  g_assert_cmpstr (rows->str, ==, c->rows);
  g_assert_cmpstr (found, ==, c->findings);
  g_assert_cmpint (clean, ==, *c->findings == '\0');
}

/* The same text in pieces of 1, 2, ... bytes gives the same rows, except where
 * a quotation mark is left open, which only a file in memory recovers from. */
static void
test_pieces (gconstpointer data)
{
  const ReadCase *c = data;
  for (gsize piece = 1; piece <= c->n; piece++)
    {
      g_autoptr(Findings) findings = findings_new ();
      g_autoptr(GString) rows = g_string_new (NULL);
      g_autoptr(CsvReader) reader = csv_reader_new ("f.csv", collect, rows, findings);
      for (gsize i = 0; i < c->n; i += piece)
        csv_reader_feed (reader, c->text + i, MIN (piece, c->n - i));
      gboolean clean = csv_reader_end (reader);
      g_assert_cmpint (clean, ==, *c->findings == '\0');
      if (strstr (c->findings, "QUOTE") != NULL)
        continue;
      g_autofree char *found = places (findings);
      g_assert_cmpstr (rows->str, ==, c->rows);
      g_assert_cmpstr (found, ==, c->findings);
    }
}

static void
assert_windows_1252 (const char *text, gsize n, const char *rows_expected, const char *expected)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, n);
  g_autoptr(GString) rows = g_string_new (NULL);
  csv_read (bytes, "f.csv", CSV_UTF8_OR_WINDOWS_1252, collect, rows, findings);
  g_autofree char *found = places (findings);
  g_assert_cmpstr (rows->str, ==, rows_expected);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_windows_1252 (void)
{
  assert_windows_1252 (TEXT ("a\n\x80" "5 \x96 \xe9\n"), "1@1:a;2@3:€5 – é;",
                       "CSV-ENCODING:0:0:0;");
  assert_windows_1252 (TEXT ("\xe9,\x81\nx\"\n"), "1@1:é|\xef\xbf\xbd;2@5:x\";",
                       "CSV-ENCODING:1:2:3;CSV-QUOTE:2:1:6;CSV-ENCODING:0:0:0;");
  assert_windows_1252 (TEXT ("é\n"), "1@1:é;", "");
  /* UTF-8 with one broken byte is not taken for Windows-1252. */
  assert_windows_1252 (TEXT ("é,ü,\xff\n"), "1@1:é|ü|\xef\xbf\xbd;", "CSV-ENCODING:1:3:7;");
}

static void
count_rows (const CsvRow *row, gpointer data)
{
  (void) row;
  (*(guint64 *) data)++;
}

static char *
read_string (GString *text, guint64 *rows)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_string_free_to_bytes (text);
  *rows = 0;
  csv_read (bytes, "f.csv", CSV_UTF8, count_rows, rows, findings);
  return places (findings);
}

static void
append_many (GString *out, const char *text, guint n)
{
  while (n-- > 0)
    g_string_append (out, text);
}

static void
test_limits (void)
{
  guint64 rows;
  GString *field = g_string_new ("a,b\n1,");
  append_many (field, "x", 2 * 1024 * 1024);
  g_string_append (field, ",\n2,3\n");
  g_autofree char *long_field = read_string (field, &rows);
  g_assert_cmpstr (long_field, ==, "CSV-FIELD:2:2:5;");
  g_assert_cmpuint (rows, ==, 3);

  GString *at_limit = g_string_new (NULL);
  append_many (at_limit, "x", CSV_MAX_FIELD);
  g_autofree char *longest = read_string (at_limit, &rows);
  g_assert_cmpstr (longest, ==, "");

  GString *columns = g_string_new ("x");
  append_many (columns, ",x", 299);
  g_string_append (columns, "\n1\n");
  g_autofree char *wide = read_string (columns, &rows);
  g_assert_cmpstr (wide, ==, "CSV-COLUMNS:1:257:1;");
  g_assert_cmpuint (rows, ==, 2);

  GString *long_file = g_string_new (NULL);
  append_many (long_file, "1\n", CSV_MAX_ROWS + 5);
  g_autofree char *many = read_string (long_file, &rows);
  g_assert_cmpstr (many, ==, "CSV-ROWS:1000001:0:2000001;");
  g_assert_cmpuint (rows, ==, CSV_MAX_ROWS);
}

/* An open quote on every line costs a line each, not the file each. */
static void
test_many_open_quotes (void)
{
  GString *text = g_string_new (NULL);
  append_many (text, "1,\"2\n", 200000);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_string_free_to_bytes (text);
  guint64 rows = 0;
  g_assert_false (csv_read (bytes, "f.csv", CSV_UTF8, count_rows, &rows, findings));
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 200000);
}

static const char *const columns[] = { "urn", "places", "?note", NULL };

static CsvTable *
read_table (const char *text, char **found)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  CsvTable *table = csv_table_read (bytes, "f.csv", columns, findings);
  *found = places (findings);
  return table;
}

static void
test_table (void)
{
  g_autofree char *found = NULL;
  g_autoptr(CsvTable) table = read_table ("places,urn\n4,SC1\n\n,SC2\n", &found);
  g_assert_cmpstr (found, ==, "");
  g_assert_cmpuint (csv_table_rows (table), ==, 2);
  g_assert_cmpstr (csv_table_get (table, 0, 0), ==, "SC1");
  g_assert_cmpstr (csv_table_get (table, 0, 1), ==, "4");
  g_assert_cmpstr (csv_table_get (table, 1, 1), ==, "");
  g_assert_cmpstr (csv_table_get (table, 1, 2), ==, "");
  g_assert_cmpuint (csv_table_line (table, 1), ==, 4);
  g_assert_cmpuint (csv_table_byte (table, 1), ==, 19);
  g_assert_cmpuint (csv_table_position (table, 0), ==, 2);
  g_assert_cmpuint (csv_table_position (table, 2), ==, 0);
}

static void
test_table_findings (void)
{
  static const struct { const char *text, *found; guint rows; } cases[] = {
    { "", "CSV-EMPTY:0:0:0;", 0 },
    { "\n\n", "CSV-NO-HEADER:0:0:0;", 0 },
    { "urn,places\n", "CSV-NO-ROWS:1:0:0;", 0 },
    { "SC1,4\nSC2,5\n", "CSV-NO-HEADER:1:0:1;", 0 },
    { "urn\nSC1\n", "CSV-COLUMN-MISSING:1:0:1;", 1 },
    { "urn,places,palces\nSC1,4,5\n", "CSV-COLUMN-UNKNOWN:1:3:1;", 1 },
    { "urn,places,urn\nSC1,4,SC2\n", "CSV-COLUMN-TWICE:1:3:1;", 1 },
    { "urn,places\nSC1\nSC2,1,000\nSC3,4\n", "CSV-WIDTH:2:1:12;CSV-WIDTH:3:2:16;", 1 },
    { "urn,places\nSC1,4,,\n", "CSV-WIDTH:2:3:12;", 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = NULL;
      g_autoptr(CsvTable) table = read_table (cases[i].text, &found);
      g_test_message ("%u", i);
      g_assert_cmpstr (found, ==, cases[i].found);
      g_assert_cmpuint (csv_table_rows (table), ==, cases[i].rows);
    }
}

static void
test_advice (void)
{
  g_autoptr(Findings) findings = findings_new ();
  const char *text = "urn,palces\nSC2,1,000\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(CsvTable) table = csv_table_read (bytes, "f.csv", columns, findings);
  (void) table;
  findings_sort (findings);
  const Finding *unknown = findings_index (findings, 1);
  g_assert_cmpstr (unknown->rule, ==, "CSV-COLUMN-UNKNOWN");
  g_assert_cmpstr (unknown->expected, ==, "places");
  const Finding *width = findings_index (findings, 2);
  g_assert_cmpstr (width->rule, ==, "CSV-WIDTH");
  g_assert_cmpstr (width->value, ==, "1,000");
}

static void
test_nil_table (void)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static ("urn,places\n", 11);
  g_autoptr(CsvTable) table = csv_table_read_any (bytes, "f.csv", columns, findings);
  g_assert_cmpuint (csv_table_rows (table), ==, 0);
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

static void
assert_refused (const char *path, const char *rule)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GError) error = NULL;
  GBytes *bytes = NULL;
  g_assert_true (csv_load (path, findings, &bytes, &error));
  g_assert_no_error (error);
  g_assert_null (bytes);
  g_assert_cmpstr (findings_index (findings, 0)->rule, ==, rule);
  g_assert_cmpuint (findings_length (findings), ==, 1);
}

static void
test_files (void)
{
  g_autofree char *dir = g_dir_make_tmp ("csv-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, "f.csv", NULL);
  g_autofree char *pipe = g_build_filename (dir, "pipe", NULL);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_assert_true (g_file_set_contents (file, "a\n1\n", 4, NULL));
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_refused (dir, "FILE-KIND");
  assert_refused (pipe, "FILE-KIND");

  g_assert_true (csv_load (file, findings, &bytes, &error));
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 4);
  g_assert_cmpuint (findings_length (findings), ==, 0);

  g_assert_cmpint (truncate (file, (off_t) CSV_MAX_BYTES + 1), ==, 0);
  g_autoptr(GBytes) none = NULL;
  g_assert_true (csv_load (file, findings, &none, &error));
  g_assert_null (none);
  g_assert_cmpstr (findings_index (findings, 0)->rule, ==, "CSV-BYTES");

  g_unlink (file);
  g_assert_false (csv_load (file, findings, &none, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_unlink (pipe);
  g_rmdir (dir);
}

static void
test_write (void)
{
  static const struct { const char *field, *safe, *exact; } cases[] = {
    { "plain", "plain", "plain" },
    { "", "", "" },
    { "a,b", "\"a,b\"", "\"a,b\"" },
    { "say \"x\"", "\"say \"\"x\"\"\"", "\"say \"\"x\"\"\"" },
    { "two\nlines", "\"two\nlines\"", "\"two\nlines\"" },
    { "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0" },
    { "+1", "'+1", "+1" },
    { "@x", "'@x", "@x" },
    { "\tx", "'\tx", "\tx" },
    { "-5", "-5", "-5" },
    { "-1234.50", "-1234.50", "-1234.50" },
    { "-5+1", "'-5+1", "-5+1" },
    { "-", "'-", "-" },
    { "=1,2", "\"'=1,2\"", "\"=1,2\"" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *row[] = { "x", cases[i].field, NULL };
      g_autoptr(GString) safe = g_string_new (NULL);
      g_autoptr(GString) exact = g_string_new (NULL);
      g_autofree char *safe_expected = g_strdup_printf ("x,%s\n", cases[i].safe);
      g_autofree char *exact_expected = g_strdup_printf ("x,%s\n", cases[i].exact);
      csv_write_row (safe, row);
      csv_write_row_exact (exact, row);
      g_assert_cmpstr (safe->str, ==, safe_expected);
      g_assert_cmpstr (exact->str, ==, exact_expected);
    }
  g_autoptr(GString) empty = g_string_new (NULL);
  csv_write_row (empty, (const char *const[]) { "", NULL });
  g_assert_cmpstr (empty->str, ==, "\"\"\n");
}

static void
add_cases (const char *folder, void (*test) (gconstpointer))
{
  for (guint i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/csv/%s/%s", folder, read_cases[i].name);
      g_test_add_data_func (path, &read_cases[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("reads", test_read);
  add_cases ("reads-in-pieces", test_pieces);
  g_test_add_func ("/csv/windows-1252-is-known-by-its-bytes", test_windows_1252);
  g_test_add_func ("/csv/limits-have-findings", test_limits);
  g_test_add_func ("/csv/many-open-quotes-are-read-once", test_many_open_quotes);
  g_test_add_func ("/csv/table-finds-columns-by-name", test_table);
  g_test_add_func ("/csv/table-says-what-is-wrong-with-the-header", test_table_findings);
  g_test_add_func ("/csv/table-offers-the-likely-mistake", test_advice);
  g_test_add_func ("/csv/table-may-be-a-header-alone", test_nil_table);
  g_test_add_func ("/csv/files-that-are-not-files", test_files);
  g_test_add_func ("/csv/writes-inert-and-exact", test_write);
  return g_test_run ();
}
