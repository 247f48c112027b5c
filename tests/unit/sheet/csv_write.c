/* Writing: inert in a spreadsheet, or exact. */

#include "lib/sheet/csv.h"

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
    { "\rx", "\"'\rx\"", "\"\rx\"" },
    { "-5.", "'-5.", "-5." },
    { "-.5", "'-.5", "-.5" },
    { "-1e5", "'-1e5", "-1e5" },
    { "--5", "'--5", "--5" },
    { "5-1", "5-1", "5-1" },
    { " =1", " =1", " =1" },
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
keep_fields (const CsvRow *row, gpointer data)
{
  GStrv *fields = data;
  g_assert_null (*fields);
  *fields = g_new0 (char *, row->n_fields + 1);
  for (guint i = 0; i < row->n_fields; i++)
    (*fields)[i] = g_strdup (row->fields[i]);
}

/* What is written exactly is read as it was. */
static void
test_read_back (void)
{
  static const char *const rows[][4] = {
    { "", NULL }, { "", "", NULL }, { "\"", NULL }, { "a,b", "say \"x\"", "\"\"", NULL },
    { "two\r\nlines", "\rx", "=1+1", NULL }, { " ", "\t", "'", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(Findings) findings = findings_new ();
      GString *text = g_string_new (NULL);
      csv_write_row_exact (text, rows[i]);
      g_autoptr(GBytes) bytes = g_string_free_to_bytes (text);
      g_auto(GStrv) fields = NULL;
      g_assert_true (csv_read (bytes, "f.csv", CSV_UTF8, keep_fields, &fields, findings));
      g_assert_nonnull (fields);
      g_assert_true (g_strv_equal ((const char *const *) fields, rows[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-write/inert-and-exact", test_write);
  g_test_add_func ("/csv-write/is-read-back", test_read_back);
  return g_test_run ();
}
