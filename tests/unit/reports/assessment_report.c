/* What the report of one person says, in texts ready to print: figures of the
 * examples worked out by hand, what is compared and what is not, and where each
 * figure stands. */

#include "analyser/reports/assessment_report.h"

#include <string.h>

#include "tests/filed_examples.h"
#include "tests/markets.h"
#include "tests/record.h"

#define FAILING "P00108"      /* a loss in each year; it returns capacity too */
#define PART_YEAR "P00109"    /* 2024-25 has 212 days */

static const char explanations[]
  = "rule,place,value,code,text,by,at\n"
    "ANN-021,*,,financing,A letter of support.,A <a@example.org>,2026-06-01T00:00:00Z\n"
    "ANN-019,statement.csv:6:agency_staff_costs:total,2644644,pay,Posts are vacant.,A <a@example.org>,"
    "2026-06-01T00:00:00Z\n";

/* The report of PERSON as it stands in the record. */
typedef struct {
  Snapshot *snapshot;
  Dataset *dataset;
  Register *reg;
  MethodsByPeriod *methods;
  Assessment *assessment;
  Report *report;
} Filled;

static void
fill (Filled *filled, FiledExamples *examples, const char *person)
{
  g_autoptr(GError) error = NULL;
  filled->snapshot = filed_examples_snapshot (examples, NULL);
  filled->dataset = filed_examples_load (examples, filled->snapshot);
  filled->reg = register_new ();
  markets_add (filled->reg, "persons", "person,name,company_number,named_individual,role,mail,from,to\n"
                                       FAILING ",Failing Ltd,99000108,A B,Director,a@example.org,2023-04-01,\n");
  markets_add (filled->reg, "groups", "group,name,ownership_type,from,to\nG001,The Group,corporate,2020-01-01,\n");
  markets_add (filled->reg, "owners", "owner,person,group,from,to\nFailing Ltd," FAILING ",G001,2020-01-01,\n");
  filled->methods = methods_by_period_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  filled->assessment = assessment_make (filled->dataset, filled->reg, filled->methods, person, (Period) { 0, 0 },
                                        date_from_ymd (2026, 6, 10), &error);
  g_assert_no_error (error);
  const Return *ret = assessment_last (filled->assessment)->ret;
  const Return *capacity = assessment_report_capacity (filled->assessment, filled->dataset);
  const AssessmentReportSource source = {
    .assessment = filled->assessment, .definition = return_definition (ret), .filing = return_filing (ret),
    .capacity = capacity, .capacity_definition = capacity == NULL ? NULL : return_definition (capacity),
  };
  filled->report = report_new ("assessment", "assessment", TRUE);
  assessment_report_fill (filled->report, &source);
}

static void
filled_clear (Filled *filled)
{
  report_free (filled->report);
  assessment_free (filled->assessment);
  methods_by_period_free (filled->methods);
  register_free (filled->reg);
  dataset_free (filled->dataset);
  snapshot_free (filled->snapshot);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filled, filled_clear)

static void
file_example (FiledExamples *examples, const char *person, const char *return_id, const char *period)
{
  g_free (filed_examples_add (examples, (FiledExample) { person, return_id, period }));
}

/* --- looking into a context --- */

static JsonArray *
rows_of (const Filled *filled, const char *key)
{
  JsonNode *node = json_object_get_member (filled->report->context, key);
  g_assert_nonnull (node);
  return JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                      : json_object_get_array_member (json_node_get_object (node), "rows");
}

/* The row of KEY that is called TITLE, or NULL. */
static JsonObject *
find_row (const Filled *filled, const char *key, const char *title)
{
  JsonArray *rows = rows_of (filled, key);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (strcmp (json_object_get_string_member (json_array_get_object_element (rows, i), "title"), title) == 0)
      return json_array_get_object_element (rows, i);
  return NULL;
}

static JsonObject *
row_of (const Filled *filled, const char *key, const char *title)
{
  JsonObject *row = find_row (filled, key, title);
  g_test_message ("%s: %s", key, title);
  g_assert_nonnull (row);
  return row;
}

static void
assert_text (JsonObject *row, const char *key, const char *expected)
{
  g_test_message ("%s", key);
  g_assert_cmpstr (json_object_get_string_member (row, key), ==, expected);
}

static JsonObject *
object_of (const Filled *filled, const char *key)
{
  return json_object_get_object_member (filled->report->context, key);
}

static const char *
cell_of (JsonObject *row, guint i, const char *key)
{
  return json_object_get_string_member (json_array_get_object_element (json_object_get_array_member (row, "cells"), i),
                                        key);
}

/* --- tests --- */

static void
test_who (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_auto(Filled) filled = { 0 };
  g_free (filed_examples_add (examples, (FiledExample) { FAILING, "annual", "2025-26", .reason = "a slip" }));
  fill (&filled, examples, FAILING);
  JsonObject *person = object_of (&filled, "person"), *filing = object_of (&filled, "filing");
  assert_text (person, "id", FAILING);
  assert_text (person, "name", "Failing Ltd");
  assert_text (person, "group", "The Group");
  assert_text (person, "role", "Director");
  assert_text (person, "parent", "Brackenholm Capital (fictional)");
  assert_text (person, "ownership_type", "Private equity");
  assert_text (person, "going_concern", "Material uncertainty");
  assert_text (person, "named_individual", "Wilhelmina Stroud");
  assert_text (object_of (&filled, "period"), "title", "2025-26");
  assert_text (object_of (&filled, "period"), "start", "1 April 2025");
  assert_text (object_of (&filled, "period"), "end", "31 March 2026");
  assert_text (filing, "version", "1");
  assert_text (filing, "at", "30 June 2026");
  assert_text (filing, "by", "Ann Lee");
  assert_text (filing, "reason", "a slip");
}

/* -924,345 / 18,215,657 = -5.0745% and -2,577,105 / 14,857,551 = -17.3454%, with
 * 400,000 added back -14.6532%: by -12.2710 points, which the printed margins would
 * make -12.2. Prices: 14,842,708 / 3,079.4 = 4,820 after 18,197,460 / 3,807 = 4,780. */
static void
test_profit (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_auto(Filled) filled = { 0 };
  file_example (examples, FAILING, "annual", "2024-25");
  file_example (examples, FAILING, "annual", "2025-26");
  fill (&filled, examples, FAILING);
  JsonObject *margin = row_of (&filled, "profit", "Operating margin");
  g_assert_cmpstr (cell_of (margin, 0, "value"), ==, "-5.1%");
  g_assert_cmpstr (cell_of (margin, 1, "value"), ==, "-17.3%");
  assert_text (margin, "change", "-12.3");
  g_assert_true (json_object_get_boolean_member (margin, "is_points"));
  g_assert_true (json_object_get_boolean_member (margin, "is_charted"));
  g_assert_cmpstr (cell_of (row_of (&filled, "profit", "Adjusted operating margin"), 1, "value"), ==, "-14.7%");
  JsonObject *price = row_of (&filled, "profit", "Price per child-week");
  g_assert_cmpstr (cell_of (price, 1, "value"), ==, "£4,820");
  assert_text (price, "change", "+£40");
  g_assert_false (json_object_get_boolean_member (price, "is_points"));
  /* EBITDA is below zero now, so there is no ratio and no change of it: its own row says why. */
  JsonObject *debt = row_of (&filled, "measures", "Net debt / EBITDA with leases");
  g_assert_null (find_row (&filled, "measures", "Price per child-week"));   /* describes, without a level */
  assert_text (debt, "value", "[z]");
  assert_text (debt, "change", "[z]");
  assert_text (debt, "no_change", "");
  JsonObject *missing = row_of (&filled, "missing", "Net debt / EBITDA with leases");
  assert_text (missing, "period", "2025-26");
  assert_text (missing, "symbol", "[z]");
  assert_text (missing, "reason", "EBITDA is zero or negative");
  g_assert_cmpuint (filled.report->charts->len, ==, 2);
  g_assert_cmpstr (chart_id (filled.report->charts->pdata[0]), ==, "margin");
}

static void
test_levels (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_auto(Filled) filled = { 0 };
  file_example (examples, FAILING, "annual", "2024-25");
  file_example (examples, FAILING, "annual", "2025-26");
  fill (&filled, examples, FAILING);
  /* Funding assured to 30 September: 112 days now, 275 a year ago. */
  JsonObject *funding = json_array_get_object_element (rows_of (&filled, "domains"), 3);
  assert_text (funding, "level", "3");
  assert_text (funding, "prior", "2");
  assert_text (funding, "measure", "Days of assured funding");
  assert_text (funding, "value", "112 days");
  g_assert_true (json_object_get_boolean_member (funding, "is_worse"));
  g_assert_false (json_object_get_boolean_member (funding, "is_apart"));
  JsonObject *profit = json_array_get_object_element (rows_of (&filled, "domains"), 0);
  assert_text (profit, "level", "4");
  g_assert_false (json_object_get_boolean_member (profit, "is_worse"));
  g_assert_true (json_object_get_boolean_member (profit, "is_same"));
  g_assert_cmpuint (assessment_report_level (filled.assessment), ==, 4);
}

/* A part year is shown, with what it would be over a whole one, and compared with
 * nothing: no change, and a word for it. */
static void
test_part_year (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_auto(Filled) filled = { 0 };
  file_example (examples, PART_YEAR, "annual", "2024-25");
  file_example (examples, PART_YEAR, "annual", "2025-26");
  fill (&filled, examples, PART_YEAR);
  JsonObject *year = json_array_get_object_element (rows_of (&filled, "years"), 0);
  assert_text (year, "days", "212");
  g_assert_true (json_object_get_boolean_member (year, "is_part"));
  g_assert_true (json_object_get_boolean_member (filled.report->context, "last_is_part"));
  JsonObject *margin = row_of (&filled, "profit", "Operating margin");
  assert_text (margin, "change", "");
  assert_text (margin, "no_change", "");
  g_assert_true (json_object_get_boolean_member (margin, "is_apart"));
  /* The register does not know this person. */
  assert_text (object_of (&filled, "person"), "name", PART_YEAR);
  assert_text (object_of (&filled, "person"), "group", "");
}

/* With one year there is nothing before it, which is not "not compared". */
static void
test_first_year (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_auto(Filled) filled = { 0 };
  file_example (examples, FAILING, "annual", "2025-26");
  fill (&filled, examples, FAILING);
  JsonObject *current = row_of (&filled, "measures", "Current ratio");
  assert_text (current, "prior", "");
  assert_text (current, "change", "");
  g_assert_false (json_object_get_boolean_member (current, "is_apart"));
  assert_text (json_array_get_object_element (rows_of (&filled, "domains"), 0), "prior", "");
}

/* The column of homes is the whole: 14,857,551 of income each. */
static void
test_activities (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_auto(Filled) filled = { 0 };
  file_example (examples, FAILING, "annual", "2025-26");
  fill (&filled, examples, FAILING);
  JsonArray *rows = json_object_get_array_member (object_of (&filled, "activities"), "rows");
  JsonObject *homes = json_array_get_object_element (rows, 0);
  g_assert_cmpuint (json_array_get_length (rows), ==, 2);
  assert_text (homes, "title", "Children's homes");
  assert_text (homes, "income", "£14,857,551");
  assert_text (homes, "margin", "-17.3%");
  JsonObject *entry = json_array_get_object_element (rows_of (&filled, "adjustments"), 0);
  assert_text (entry, "kind", "Management and monitoring charges");
  assert_text (entry, "activity", "Children's homes");
  assert_text (entry, "amount", "£400,000");
  assert_text (entry, "reviewer", "Esther Vance");
}

/* Sums over the twenty homes of the last quarter that was returned; a sum leaves out
 * what is missing and counts it. */
static void
test_capacity (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_auto(Filled) filled = { 0 };
  file_example (examples, FAILING, "annual", "2025-26");
  file_example (examples, FAILING, "capacity", "2025-26-Q4");
  g_free (filed_examples_add (examples, (FiledExample) { FAILING, "capacity", "2024-25-Q4", .filed_as = "2025-26-Q3" }));
  fill (&filled, examples, FAILING);
  JsonObject *capacity = object_of (&filled, "capacity");
  assert_text (capacity, "period", "2025-26-Q4");
  assert_text (capacity, "establishments", "20");
  assert_text (row_of (&filled, "capacity", "Registered places"), "value", "77");
  assert_text (row_of (&filled, "capacity", "Available child-weeks"), "value", "990.0");
  JsonObject *fees = row_of (&filled, "capacity", "Fee income");
  assert_text (fees, "value", "2,909,222");    /* 2,909,221.86 */
  g_assert_true (json_object_get_boolean_member (fees, "is_amount"));
  g_assert_false (json_object_get_boolean_member (fees, "has_missing"));
}

static void
test_findings (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_auto(Filled) filled = { 0 };
  g_free (filed_examples_add (examples, (FiledExample) { FAILING, "annual", "2025-26", .explanations = explanations }));
  fill (&filled, examples, FAILING);
  JsonArray *rows = rows_of (&filled, "findings");
  g_assert_cmpuint (json_array_get_length (rows), ==, 2);
  JsonObject *all = json_array_get_object_element (rows, 0), *one = json_array_get_object_element (rows, 1);
  assert_text (all, "rule", "ANN-021");
  g_assert_true (json_object_get_boolean_member (all, "is_everywhere"));
  assert_text (one, "file", "statement.csv");
  assert_text (one, "line", "6");
  assert_text (one, "cell", "agency_staff_costs, total");
  assert_text (one, "code", "Pay");
  assert_text (one, "value", "2644644");
  assert_text (one, "text", "Posts are vacant.");
}

/* A figure is walked back: operating profit is line 18 of the statement, put in
 * force by the commit that filed it. */
static void
test_workings (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_auto(Filled) filled = { 0 };
  g_autofree char *commit = filed_examples_add (examples, (FiledExample) { FAILING, "annual", "2025-26" });
  g_free (record_append (examples->store, RECORD_TIME + 120, "register/groups.csv", "group,name\n"));
  fill (&filled, examples, FAILING);
  JsonObject *margin = row_of (&filled, "workings", "Operating margin");
  JsonArray *lines = json_object_get_array_member (margin, "lines");
  JsonObject *profit = json_array_get_object_element (lines, 0);
  g_autofree char *start = g_strndup (commit, 12);
  assert_text (margin, "formula", "operating_profit_before_exceptional / total_income");
  assert_text (margin, "value", "-17.3%");
  g_assert_cmpuint (json_array_get_length (lines), ==, 2);
  assert_text (profit, "name", "operating_profit_before_exceptional");
  assert_text (profit, "value", "-2,577,105.00");
  assert_text (profit, "part", "statement");
  assert_text (profit, "line", "18");
  assert_text (profit, "period", "2025-26");
  assert_text (profit, "commit", start);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (FiledExamples *examples, gconstpointer unused);
  } tests[] = {
    { "/assessment-report/who-and-which-return", test_who },
    { "/assessment-report/figures-and-changes-by-hand", test_profit },
    { "/assessment-report/levels-of-domains", test_levels },
    { "/assessment-report/a-part-year-is-compared-with-nothing", test_part_year },
    { "/assessment-report/the-first-year-has-nothing-before-it", test_first_year },
    { "/assessment-report/activities-and-adjustments", test_activities },
    { "/assessment-report/capacity-of-the-last-quarter", test_capacity },
    { "/assessment-report/findings-and-their-places", test_findings },
    { "/assessment-report/a-figure-is-walked-back", test_workings },
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, FiledExamples, NULL, filed_examples_set_up, tests[i].test, filed_examples_tear_down);
  return g_test_run ();
}
