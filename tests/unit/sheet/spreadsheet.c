/* What spreadsheets do to tables: told once, and never of a table that is good. */

#include "lib/sheet/spreadsheet.h"

#include <string.h>

static gboolean
names_two (const char *const *fields, guint n, gpointer data)
{
  static const char *const known[] = { "urn", "service", "fee_income", NULL };
  guint named = 0;
  (void) data;
  for (guint i = 0; i < n; i++)
    named += g_strv_contains (known, fields[i]) ? 1 : 0;
  return named >= 2;
}

static void
test_separators (void)
{
  static const struct { const char *text; guint64 line; const char *name; } cases[] = {
    { "urn,service\n1,2\n", 0, NULL },
    { "urn;service\n1;2\n", 1, "semicolons" },
    { "\xef\xbb\xbf" "urn;service\r\n1;2\r\n", 1, "semicolons" },
    { "\"urn\";\"service\"\n\"1\";\"2, 3\"\n", 1, "semicolons" },
    { "urn\tservice\n1\t2\n", 1, "tabs" },
    { "urn|service\n1|2\n", 1, "bars" },
    { "A list; of 31 March, as it is;;\n\nsep=;\n urn ; service ;x\n", 4, "semicolons" },
    { "urn,service\n1,urn;service\n", 0, NULL },
    { "something\n1;2\n", 0, NULL },
    { "caf\xe9;x\nurn;service\n", 2, "semicolons" },
    { "", 0, NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Findings) findings = findings_new ();
      g_autoptr(GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      gboolean told = spreadsheet_report_separator (bytes, "f.csv", names_two, NULL, findings);
      g_test_message ("case %u", i);
      g_assert_cmpint (told, ==, cases[i].name != NULL);
      g_assert_cmpuint (findings_length (findings), ==, told ? 1 : 0);
      if (!told)
        continue;
      const Finding *finding = findings_index (findings, 0);
      g_assert_cmpstr (finding->rule, ==, "CSV-SEPARATOR");
      g_assert_cmpuint (finding->line, ==, cases[i].line);
      g_assert_true (g_str_has_prefix (finding->message, cases[i].name));
      g_assert_nonnull (strstr (finding->advice, "Save As"));
    }
}

static void
test_traps (void)
{
  static const struct { const char *text, *rule; } cases[] = {
    { "03/31/2025", "CSV-MONTH-FIRST" },
    { "3/13/25", "CSV-MONTH-FIRST" },
    { "31/03/2025", NULL },
    { "04/03/2025", NULL },
    { "03/32/2025", NULL },
    { "2025-03-31", NULL },
    { "1\xc2\xa0" "234", "CSV-NO-BREAK" },
    { "\xe2\x80\xaf", "CSV-NO-BREAK" },
    { "1 234", NULL },
    { "", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(SpreadsheetTraps) traps = { 0 };
      g_autoptr(Findings) findings = findings_new ();
      g_test_message ("'%s'", cases[i].text);
      g_assert_cmpint (spreadsheet_traps_take (&traps, cases[i].text, 7, 2, 99, "due"), ==,
                       cases[i].rule != NULL);
      spreadsheet_traps_take (&traps, cases[i].text, 8, 2, 120, "due");
      spreadsheet_traps_report (&traps, "f.csv", findings);
      g_assert_cmpuint (findings_length (findings), ==, cases[i].rule == NULL ? 0 : 1);
      if (cases[i].rule == NULL)
        continue;
      const Finding *finding = findings_index (findings, 0);
      g_assert_cmpstr (finding->rule, ==, cases[i].rule);
      g_assert_cmpuint (finding->line, ==, 7);
      g_assert_cmpuint (finding->column, ==, 2);
      g_assert_cmpstr (finding->field, ==, "due");
      g_assert_true (g_str_has_suffix (finding->message, "(2 cells)"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spreadsheet/separators-are-named", test_separators);
  g_test_add_func ("/spreadsheet/cells-are-counted-and-told-once", test_traps);
  return g_test_run ();
}
