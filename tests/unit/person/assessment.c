/* What is made of one person's returns: levels, the prompt, and what is compared.
 * The returns are those of the failing group of the examples. */

#include "analyser/person/assessment.h"

#include "lib/base/error.h"
#include "tests/filed_examples.h"

#define PERSON "P00108"

static void
file_annual (FiledExamples *examples, const char *period)
{
  g_free (filed_examples_add (examples, (FiledExample) { PERSON, "annual", period }));
}

static void
assert_domain (const Assessment *assessment, guint i, const char *domain, guint level, guint before)
{
  const DomainLevel *found = &g_array_index (assessment->domains, DomainLevel, i);
  g_assert_cmpstr (found->domain, ==, domain);
  g_assert_cmpuint (found->level, ==, level);
  g_assert_cmpuint (found->before, ==, before);
}

static void
test_domains (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  file_annual (examples, "2024-25");
  file_annual (examples, "2025-26");
  g_autoptr(Snapshot) now = filed_examples_snapshot (examples, NULL);
  g_autoptr(Dataset) dataset = filed_examples_load (examples, now);
  g_autoptr(Register) reg = register_new ();
  const Date on = date_from_ymd (2026, 6, 10);
  g_autoptr(MethodsByPeriod) methods = methods_by_period_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  g_autoptr(Assessment) assessment
    = assessment_make (dataset, reg, methods, PERSON, (Period) { 0, 0 }, on, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (assessment->years->len, ==, 2);
  g_assert_null (assessment->identity);
  /* A loss of 17% after one of 5%; EBITDA below zero with net debt, after cover of
   * 0.09; 7 days of cash and a current ratio of 0.10, after 0.61; funding assured
   * to 30 September, 112 days, after 275 days; occupancy of 65.5%, after 75.5%. */
  assert_domain (assessment, 0, "profitability", 4, 4);
  assert_domain (assessment, 1, "solvency", 4, 4);
  assert_domain (assessment, 2, "liquidity", 4, 4);
  assert_domain (assessment, 3, "funding", 3, 2);
  assert_domain (assessment, 4, "activity", 3, 2);
  g_assert_cmpuint (assessment->domains->len, ==, 5);
  g_assert_true (g_str_has_prefix (assessment->prompt, "Two or more domains are at level 4"));
  g_assert_true (g_str_has_suffix (assessment->prompt, "decides nothing."));

  const MeasureDefinition *margin = methods_measure (assessment->methods, "ebitda_margin", NULL);
  /* -1,588,604 / 14,857,551 = -10.69%. */
  const MeasureResult *last
    = assessment_result (assessment_last (assessment), "ebitda_margin", MEASURE_TOTAL);
  g_autofree char *printed = measure_to_string (margin, last->value);
  g_assert_cmpstr (printed, ==, "-10.7");
  const MeasureResult *before
    = assessment_result (assessment_before (assessment), "ebitda_margin", MEASURE_TOTAL);
  Figure change = assessment_change (assessment, margin, MEASURE_TOTAL);
  g_assert_cmpint (figure_compare (figure_add (before->value, change), last->value), ==, 0);
  g_assert_null (assessment_result (assessment_last (assessment), "nothing", 0));
}

static void
assert_assured (const Assessment *assessment, guint year, const char *days)
{
  const AssessmentYear *found = &g_array_index (assessment->years, AssessmentYear, year);
  const MeasureResult *result
    = assessment_result (found, "assured_funding_days", MEASURE_TOTAL);
  g_autofree char *printed = measure_to_string (result->definition, result->value);
  g_assert_cmpstr (printed, ==, days);
}

static void
test_first_year (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  file_annual (examples, "2023-24");
  file_annual (examples, "2025-26");
  g_autoptr(Snapshot) now = filed_examples_snapshot (examples, NULL);
  g_autoptr(Dataset) dataset = filed_examples_load (examples, now);
  g_autoptr(Register) reg = register_new ();
  const Date on = date_from_ymd (2026, 6, 10);
  g_autoptr(MethodsByPeriod) methods = methods_by_period_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  /* The return for 2024-25 is missing: nothing is compared across the gap. */
  g_autoptr(Assessment) assessment
    = assessment_make (dataset, reg, methods, PERSON, (Period) { 2025, 0 }, on, &error);
  g_assert_no_error (error);
  g_assert_null (assessment_before (assessment));
  Figure change
    = assessment_change (assessment, methods_measure (assessment->methods, "ebitda_margin", NULL), MEASURE_TOTAL);
  g_assert_cmpint (change.kind, ==, FIGURE_NOT_SUPPLIED);
  /* Nor is the older one the newest: funding assured to 30 September 2025 is 548 days
   * from the end of its period, 31 March 2024; to 30 September 2026, 112 from today. */
  assert_assured (assessment, 0, "548");
  assert_assured (assessment, 1, "112");
  /* Up to a period means that later returns are not looked at. */
  g_autoptr(Assessment) early
    = assessment_make (dataset, reg, methods, PERSON, (Period) { 2023, 0 }, on, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (early->years->len, ==, 1);
  g_assert_null (assessment_make (dataset, reg, methods, PERSON, (Period) { 2024, 0 }, on, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==,
                   "unknown period of " PERSON " '2024-25'; known: 2023-24, 2025-26");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/assessment/worst-level-of-each-domain-and-the-prompt", FiledExamples, NULL,
              filed_examples_set_up, test_domains, filed_examples_tear_down);
  g_test_add ("/assessment/nothing-is-compared-across-a-gap", FiledExamples, NULL,
              filed_examples_set_up, test_first_year, filed_examples_tear_down);
  return g_test_run ();
}
