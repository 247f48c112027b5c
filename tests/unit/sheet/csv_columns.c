/* Typed columns: what is kept of each cell, on which line it stood, and what is said of cells
 * that a column does not take. */

#include "lib/sheet/csv_columns.h"

#include <string.h>

#include "tests/scratch_folder.h"

/* One digit, or blank: 10. */
static gboolean
read_digit (const CsvColumn *column, const char *text, gsize n, guint64 *value)
{
  g_assert_cmpstr (column->of, ==, "a digit");
  *value = n == 0 ? 10 : (guint64) (text[0] - '0');
  return n == 0 || (n == 1 && g_ascii_isdigit (*text));
}

static gboolean
read_capital (const CsvColumn *column, const char *text, gsize n, guint64 *value)
{
  (void) column;
  *value = 0;
  return n > 0 && g_ascii_isupper (*text);
}

static const CsvColumn columns[] = {
  { "digit", 1, FALSE, 10, read_digit, "a digit", "DIGIT", "is not a digit", "Write one." },
  { "name", 4, TRUE, 1000000, read_capital, NULL, "NAME", "is not a name", "Write one." },
  { "?note", 2, TRUE, 2, NULL, NULL, "NOTE" },
};

static CsvColumns *
read_text (const char *text, Findings *findings)
{
  CsvSource source = { .bytes = text, .size = strlen (text) };
  return csv_columns_read (&source, "f.csv", columns, G_N_ELEMENTS (columns), NULL, findings, NULL);
}

static void
test_columns (void)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(CsvColumns) read = read_text ("name,digit\nAnn,1\n\n\"Bob\nC\",\nAnn,3\n", findings);
  g_assert_nonnull (read);
  const guint8 *digits = csv_columns_values (read, 0);
  const guint32 *names = csv_columns_values (read, 1);
  const guint16 *notes = csv_columns_values (read, 2);
  guint n;
  const char *const *texts = csv_columns_names (read, 1, &n);
  g_assert_cmpuint (csv_columns_rows (read), ==, 3);
  g_assert_cmpuint (digits[0], ==, 1);
  g_assert_cmpuint (digits[1], ==, 10);
  g_assert_cmpuint (digits[2], ==, 3);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (texts[names[0]], ==, "Ann");
  g_assert_cmpstr (texts[names[1]], ==, "Bob\nC");
  g_assert_cmpuint (names[2], ==, names[0]);
  g_assert_cmpuint (notes[1], ==, 0);
  g_assert_cmpuint (csv_columns_position (read, 0), ==, 2);
  g_assert_cmpuint (csv_columns_position (read, 2), ==, 0);
  g_assert_cmpuint (csv_columns_line (read, 0), ==, 2);
  g_assert_cmpuint (csv_columns_line (read, 1), ==, 4);
  g_assert_cmpuint (csv_columns_line (read, 2), ==, 6);
}

static void
test_findings (void)
{
  static const struct { const char *text, *rule; guint line, column, n; } cases[] = {
    { "digit,name\n1,Ann\nx,Ann\n,ann\n2,ann\n3,\n", "DIGIT", 3, 1, 4 },
    { "digit,name,note\n1,A,p\n1,A,q\n1,A,r\n1,A,r\n", "NOTE", 4, 3, 2 },
    { "digit\n1\n", "CSV-COLUMN-MISSING", 1, 0, 1 },
    { "digit,name,other\n1,A,\n", "CSV-COLUMN-UNKNOWN", 1, 3, 1 },
    { "digit,name,digit\n1,A,1\n", "CSV-COLUMN-TWICE", 1, 3, 1 },
    { "1,A\n", "CSV-NO-HEADER", 1, 0, 1 },
    { "\n,\n", "CSV-NO-HEADER", 0, 0, 1 },
    { "digit,name\n1,A,B\n2\n", "CSV-WIDTH", 2, 3, 2 },
    { "digit,name\n1,A\n2,B\" x\n", "CSV-QUOTE", 3, 2, 1 },
    { "", "CSV-EMPTY", 0, 0, 1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Findings) findings = findings_new ();
      g_assert_null (read_text (cases[i].text, findings));
      const Finding *first = findings_index (findings, 0);
      g_test_message ("%u", i);
      g_assert_cmpstr (first->rule, ==, cases[i].rule);
      g_assert_cmpuint (first->line, ==, cases[i].line);
      g_assert_cmpuint (first->column, ==, cases[i].column);
      g_assert_cmpuint (findings_length (findings), ==, cases[i].n);
    }
}

static void
assert_same_names (const CsvColumns *a, const CsvColumns *b, guint column)
{
  guint n, same;
  const char *const *first = csv_columns_names (a, column, &n);
  const char *const *second = csv_columns_names (b, column, &same);
  g_assert_cmpuint (n, ==, same);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (first[i], ==, second[i]);
}

/* Two threads number texts for themselves; they are joined as one would have numbered them. The
 * row in the middle has a line within quotation marks that looks like a row. Where blocks end, and
 * how bytes are compared, makes no difference. */
static void
test_two_threads (void)
{
  g_autoptr(GString) text = g_string_new ("digit,name\n");
  for (guint i = 0; i < 1000; i++)
    if (i == 500)
      for (guint k = 0; k < 100; k++)
        g_string_append (text, k == 0 ? "5,\"N\n" : k == 99 ? "\"\n" : "7,Wrong\n");
    else
      g_string_append_printf (text, "%u,N%u\n", i % 10, (i * 7919) % 300);
  CsvSource source = { .bytes = text->str, .size = text->len };
  const CsvReading one = { .long_file = G_MAXUINT64 };
  const CsvReading others[] = {
    { .long_file = 1 }, { .long_file = 1, .kind = CSV_SCAN_PLAIN }, { .long_file = 1, .block = 7 },
    { .long_file = 1, .block = 1000 }, { .long_file = G_MAXUINT64, .block = 1, .kind = CSV_SCAN_PLAIN },
  };
  g_autoptr(CsvColumns) a = csv_columns_read_regular (&source, columns, G_N_ELEMENTS (columns), &one);
  g_assert_cmpuint (csv_columns_rows (a), ==, 1000);
  g_assert_cmpuint (csv_columns_line (a, 999), ==, 1100);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr(CsvColumns) b
        = csv_columns_read_regular (&source, columns, G_N_ELEMENTS (columns), &others[i]);
      g_assert_cmpuint (csv_columns_rows (b), ==, 1000);
      assert_same_names (a, b, 1);
      g_assert_true (memcmp (csv_columns_values (a, 0), csv_columns_values (b, 0), 1000) == 0);
      g_assert_true (memcmp (csv_columns_values (a, 1), csv_columns_values (b, 1), 4000) == 0);
      g_assert_cmpuint (csv_columns_line (b, 500), ==, 502);
      g_assert_cmpuint (csv_columns_line (b, 999), ==, 1100);
    }
}

static void
test_regular_alone (void)
{
  static const struct { const char *text; gboolean read; } cases[] = {
    { "digit,name\n1,A\n2,B\n", TRUE }, { "digit,name\n1,A\n2,b\n", FALSE },
    { "digit,name,x\n1,A,\n", FALSE }, { "digit,name\n1,A\n2,B,C\n", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CsvSource source = { .bytes = cases[i].text, .size = strlen (cases[i].text) };
      g_autoptr(CsvColumns) read
        = csv_columns_read_regular (&source, columns, G_N_ELEMENTS (columns), NULL);
      g_assert_cmpint (read != NULL, ==, cases[i].read);
    }
}

static void
test_file (void)
{
  char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "f.csv", NULL);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GError) error = NULL;
  CsvSource source;
  g_assert_false (csv_source_open (path, &source, findings, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_false (csv_source_open (folder, &source, findings, NULL));
  g_assert_cmpstr (findings_index (findings, 0)->rule, ==, "FILE-KIND");
  scratch_folder_put (folder, "f.csv", "digit,name\n4,D\n");
  g_assert_true (csv_source_open (path, &source, findings, NULL));
  g_autoptr(CsvColumns) read
    = csv_columns_read (&source, path, columns, G_N_ELEMENTS (columns), NULL, findings, NULL);
  csv_source_close (&source);
  g_assert_cmpuint (*(const guint8 *) csv_columns_values (read, 0), ==, 4);
  scratch_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-columns/cells-are-kept-as-the-table-says", test_columns);
  g_test_add_func ("/csv-columns/what-is-wrong-is-a-finding", test_findings);
  g_test_add_func ("/csv-columns/two-threads-read-what-one-does", test_two_threads);
  g_test_add_func ("/csv-columns/regular-or-nothing", test_regular_alone);
  g_test_add_func ("/csv-columns/a-file-on-disk", test_file);
  return g_test_run ();
}
