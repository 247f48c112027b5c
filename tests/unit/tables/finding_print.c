/* Findings as a reader, a spreadsheet and a program see them: what is not said
 * is left out, or blank, or null. */

#include "lib/tables/finding_print.h"

#include <stdlib.h>

static Findings *
make_findings (void)
{
  Findings *findings = findings_new ();
  Finding *full = findings_add (findings, SEVERITY_HARD, "VAL-SEPARATOR", "statement.csv", 5, 3, "There is a comma.");
  finding_describe (full, "fee_income", "1,000", "1000", "Write 1000.");
  finding_set_byte (full, 71);
  findings_add (findings, SEVERITY_NOTE, "ANN-001", "annual", 0, 0, "Nothing was =said.");
  return findings;
}

static char *
print (const Findings *findings, Format format)
{
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream (&text, &length);
  findings_print (findings, format, out);
  fclose (out);
  return text;
}

static void
test_text (void)
{
  g_autoptr(Findings) findings = make_findings ();
  char *text = print (findings, FORMAT_TEXT);
  g_assert_cmpstr (text, ==,
                   "hard  VAL-SEPARATOR statement.csv line 5, column 3 (cell C5), byte 71, fee_income\n"
                   "        There is a comma.\n"
                   "        value      1,000\n"
                   "        expected   1000\n"
                   "        what to do Write 1000.\n"
                   "note  ANN-001 annual\n"
                   "        Nothing was =said.\n"
                   "findings: 1 hard, 0 soft, 1 note\n");
  free (text);
}

static void
test_csv (void)
{
  g_autoptr(Findings) findings = make_findings ();
  char *text = print (findings, FORMAT_CSV);
  g_assert_cmpstr (text, ==,
                   "severity,rule,file,line,column,cell,byte,field,value,expected,difference,message,advice\n"
                   "hard,VAL-SEPARATOR,statement.csv,5,3,C5,71,fee_income,\"1,000\",1000,,There is a comma.,Write 1000.\n"
                   "note,ANN-001,annual,,,,,,,,,Nothing was =said.,\n");
  free (text);
}

static void
test_json (void)
{
  g_autoptr(Findings) findings = make_findings ();
  char *text = print (findings, FORMAT_JSON);
  g_assert_cmpstr (text, ==,
                   "[\n"
                   "  {\"severity\": \"hard\", \"rule\": \"VAL-SEPARATOR\", \"file\": \"statement.csv\", \"line\": 5, "
                   "\"column\": 3, \"cell\": \"C5\", \"byte\": 71, \"field\": \"fee_income\", \"value\": \"1,000\", "
                   "\"expected\": \"1000\", \"difference\": null, \"message\": \"There is a comma.\", "
                   "\"advice\": \"Write 1000.\"},\n"
                   "  {\"severity\": \"note\", \"rule\": \"ANN-001\", \"file\": \"annual\", \"line\": null, "
                   "\"column\": null, \"cell\": null, \"byte\": null, \"field\": null, \"value\": null, "
                   "\"expected\": null, \"difference\": null, \"message\": \"Nothing was =said.\", "
                   "\"advice\": null}\n"
                   "]\n");
  free (text);
}

/* One over the cap is not shown, and that is said. */
static void
test_cap (void)
{
  g_autoptr(Findings) findings = findings_new ();
  for (guint i = 0; i <= FINDINGS_PER_RULE; i++)
    findings_add (findings, SEVERITY_SOFT, "ANN-014", "statement.csv", i + 1, 0, "So it is.");
  char *text = print (findings, FORMAT_TEXT);
  g_assert_nonnull (g_strrstr (text, "1 more findings are not shown: at most 50 of one rule in one file are\n"));
  g_assert_nonnull (g_strrstr (text, "findings: 0 hard, 51 soft, 0 notes\n"));
  free (text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/finding-print/a-paragraph-each", test_text);
  g_test_add_func ("/finding-print/a-row-each", test_csv);
  g_test_add_func ("/finding-print/an-object-each", test_json);
  g_test_add_func ("/finding-print/what-is-not-shown-is-counted", test_cap);
  return g_test_run ();
}
