/* Findings as a reader, a spreadsheet and a program see them: what is not said
 * is left out, or blank, or null. */

#include "lib/tables/finding_print.h"

#include <stdlib.h>
#include <string.h>

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
print_marked (const Findings *findings, Format format, const char *mark)
{
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream (&text, &length);
  findings_print (findings, format, mark, out);
  fclose (out);
  return text;
}

static char *
print (const Findings *findings, Format format)
{
  return print_marked (findings, format, NULL);
}

/* In a column behind the others, and beside the findings; text says nothing. */
static void
test_mark (void)
{
  g_autoptr(Findings) findings = findings_new ();
  findings_add (findings, SEVERITY_NOTE, "ANN-001", "annual", 0, 0, "So it is.");
  char *text = print_marked (findings, FORMAT_CSV, "PRACTICE");
  g_assert_cmpstr (text, ==,
                   "severity,rule,file,line,column,cell,byte,field,value,expected,difference,message,advice,record\n"
                   "note,ANN-001,annual,,,,,,,,,So it is.,,PRACTICE\n");
  free (text);
  text = print_marked (findings, FORMAT_JSON, "PRACTICE");
  g_assert_true (g_str_has_suffix (text, "}\n],\n\"record\": \"PRACTICE\"}\n"));
  free (text);
  text = print_marked (findings, FORMAT_TEXT, "PRACTICE");
  g_assert_null (strstr (text, "PRACTICE"));
  free (text);
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
  Finding *sum = findings_add (findings, SEVERITY_HARD, "ANN-004", "statement.csv", 14, 0, "It does not add up.");
  finding_describe (sum, NULL, "800000.00", "01234567", NULL);
  finding_set_difference (sum, "-0.10");
  finding_set_figures (sum, TRUE, FALSE, TRUE);
  char *text = print (findings, FORMAT_JSON);
  g_assert_cmpstr (text, ==,
                   "{\"counts\": {\"hard\": 2, \"soft\": 0, \"note\": 1, \"not_kept\": 0},\n"
                   "\"findings\": [\n"
                   "  {\"severity\": \"hard\", \"rule\": \"VAL-SEPARATOR\", \"file\": \"statement.csv\", \"line\": 5, "
                   "\"column\": 3, \"cell\": \"C5\", \"byte\": 71, \"field\": \"fee_income\", \"value\": \"1,000\", "
                   "\"expected\": \"1000\", \"difference\": null, \"message\": \"There is a comma.\", "
                   "\"advice\": \"Write 1000.\"},\n"
                   "  {\"severity\": \"note\", \"rule\": \"ANN-001\", \"file\": \"annual\", \"line\": null, "
                   "\"column\": null, \"cell\": null, \"byte\": null, \"field\": null, \"value\": null, "
                   "\"expected\": null, \"difference\": null, \"message\": \"Nothing was =said.\", "
                   "\"advice\": null},\n"
                   "  {\"severity\": \"hard\", \"rule\": \"ANN-004\", \"file\": \"statement.csv\", \"line\": 14, "
                   "\"column\": null, \"cell\": null, \"byte\": null, \"field\": null, \"value\": 800000.00, "
                   "\"expected\": \"01234567\", \"difference\": -0.10, \"message\": \"It does not add up.\", "
                   "\"advice\": null}\n"
                   "]}\n");
  free (text);
  g_autoptr(Findings) none = findings_new ();
  text = print (none, FORMAT_JSON);
  g_assert_cmpstr (text, ==, "{\"counts\": {\"hard\": 0, \"soft\": 0, \"note\": 0, \"not_kept\": 0},\n\"findings\": []}\n");
  free (text);
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;
  for (const char *p = text; (p = strstr (p, what)) != NULL; p++)
    n++;
  return n;
}

/* A person sees 50 of 10,000 and how many more there are; files have them all. */
static void
test_many (void)
{
  g_autoptr(Findings) findings = findings_new ();
  for (guint i = 0; i < 10000; i++)
    findings_add (findings, SEVERITY_SOFT, "ANN-014", "statement.csv", i + 1, 0, "So it is.");
  findings_add (findings, SEVERITY_SOFT, "ANN-014", "other.csv", 1, 0, "So it is.");
  char *text = print (findings, FORMAT_TEXT);
  g_assert_cmpuint (count (text, "So it is."), ==, FINDINGS_SHOWN + 1);
  g_assert_nonnull (strstr (text, "soft  ANN-014 statement.csv: 9950 more like these\n"));
  g_assert_nonnull (strstr (text, "9950 of them are not shown, for of one rule in one file at most 50 are: "
                                  "--format csv lists them all\n"));
  g_assert_nonnull (strstr (text, "findings: 0 hard, 10001 soft, 0 notes\n"));
  free (text);
  text = print (findings, FORMAT_CSV);
  g_assert_cmpuint (count (text, "\n"), ==, 10002);
  g_assert_cmpuint (count (text, "severity,rule"), ==, 1);
  free (text);
  text = print (findings, FORMAT_JSON);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "findings")), ==, 10001);
  free (text);
}

/* What a command adds stands in the order in which it was added. */
static void
test_more (void)
{
  static const char *const names[] = { "hash", "verdict", "verdict_text", "not_judged", "b", "a" };
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(JsonObject) more = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    json_object_set_string_member (more, names[i], "said");
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream (&text, &length);
  findings_print_json (findings, NULL, more, out);
  fclose (out);
  const char *last = text;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *member = g_strdup_printf ("\n\"%s\": \"said\"", names[i]);
      last = strstr (last, member);
      g_assert_nonnull (last);
    }
  free (text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/finding-print/a-paragraph-each", test_text);
  g_test_add_func ("/finding-print/a-row-each", test_csv);
  g_test_add_func ("/finding-print/an-object-each", test_json);
  g_test_add_func ("/finding-print/a-mark-is-in-every-row", test_mark);
  g_test_add_func ("/finding-print/what-a-command-adds-keeps-its-order", test_more);
  g_test_add_func ("/finding-print/a-person-sees-the-first-files-have-all", test_many);
  return g_test_run ();
}
