/* CSV: every problem of a file is found in one pass, at its line, column and
 * byte; nothing is repaired. Positions are counted by hand from the text. */

#include "lib/sheet/csv.h"

#include "tests/findings.h"

#include <string.h>

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
  g_autofree char *found = findings_positions (findings);
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
      g_autofree char *found = findings_positions (findings);
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
  g_autofree char *found = findings_positions (findings);
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
  return findings_positions (findings);
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
  return g_test_run ();
}
