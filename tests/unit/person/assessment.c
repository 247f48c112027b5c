/* Returns in force, each value with its place, and what is made of them for one
 * person. The returns are those of the failing group of the examples. */

#include "analyser/person/assessment.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/record.h"
#include "tests/registers.h"
#include "tests/returns.h"

#define PERSON "P00108"

typedef struct {
  char *folder;
  Store *store;
} Fixture;

/* One return of the examples, filed. */
typedef struct {
  const char *period;
  const char *spoilt;      /* a text of the statement to put "!" in place of, or NULL */
} Example;

static GBytes *
read_part (const Example *example, const char *part)
{
  g_autofree char *path
    = g_strdup_printf ("%s/submissions/examples/returns/" PERSON "/annual/%s/%s.csv",
                       g_getenv ("CARE_OVERSIGHT_DATA"), example->period, part);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_autoptr(GString) changed = g_string_new (text);
  if (example->spoilt != NULL && strcmp (part, "statement") == 0)
    g_assert_cmpuint (g_string_replace (changed, example->spoilt, "!", 1), ==, 1);
  return g_bytes_new (changed->str, changed->len);
}

/* Files EXAMPLE. COMMIT gets the commit's id, and may be NULL. */
static void
file_return (Fixture *fixture, Example example, char **commit)
{
  static const char *const names[] = { "statement", "adjustments", "borrowings", "ownership" };
  const FilingKey key = { (char *) "annual", (char *) example.period, (char *) PERSON };
  g_autoptr(GHashTable) parts
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_hash_table_insert (parts, (gpointer) names[i], read_part (&example, names[i]));
  g_autoptr(Filing) filing = returns_filing (&key, parts);
  g_autoptr(GHashTable) files = returns_files (filing, parts);
  g_autofree char *id = record_append_files (fixture->store, RECORD_TIME + 60, files);
  if (commit != NULL)
    *commit = g_steal_pointer (&id);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  (void) unused;
  fixture->folder = record_folder ();
  g_autofree char *path = g_build_filename (fixture->folder, "record", NULL);
  fixture->store = register_record (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  (void) unused;
  store_free (fixture->store);
  record_folder_remove (fixture->folder);
}

static Snapshot *
snapshot (Fixture *fixture, const char *as_at)
{
  g_autoptr(GError) error = NULL;
  Snapshot *out = store_snapshot (fixture->store, as_at, &error);
  g_assert_no_error (error);
  return out;
}

static Dataset *
load (Snapshot *from)
{
  g_autoptr(GError) error = NULL;
  Dataset *dataset = dataset_load (from, g_getenv ("CARE_OVERSIGHT_DATA"), &error);
  g_assert_no_error (error);
  return dataset;
}

static void
test_places (Fixture *fixture, gconstpointer unused)
{
  (void) unused;
  g_autofree char *first = NULL, *second = NULL;
  file_return (fixture, (Example) { "2024-25", NULL }, &first);
  file_return (fixture, (Example) { "2025-26", NULL }, &second);
  g_autoptr(Snapshot) now = snapshot (fixture, NULL);
  g_autoptr(Dataset) dataset = load (now);
  g_assert_cmpuint (dataset_length (dataset), ==, 2);
  const Return *ret = dataset_find (dataset, "annual", (Period) { 2025, 0 }, PERSON);
  g_assert_nonnull (ret);
  /* Line 14 of its statement: ebitda,-1588604,z,z,z,z,-1588604 */
  ReturnCell cell = return_line (ret, "ebitda", "total");
  g_autofree char *value = figure_to_string (cell.value, 0, 2);
  g_assert_cmpstr (value, ==, "-1588604.00");
  g_assert_cmpuint (cell.line, ==, 14);
  g_assert_cmpuint (cell.column, ==, 7);
  g_assert_cmpstr (cell.part, ==, "statement");
  g_assert_cmpstr (return_folder (ret), ==, "returns/annual/2025-26/08/" PERSON);
  g_autofree char *commit = return_commit (ret, NULL);
  g_assert_cmpstr (commit, ==, second);
  cell = return_line (ret, "ebitda", "fostering");
  g_assert_cmpint (cell.value.kind, ==, FIGURE_NOT_APPLICABLE);
  g_assert_cmpstr (cell.value.reason, ==, "ebitda is not applicable");
  cell = return_line (ret, "no_such_line", "total");
  g_assert_cmpstr (cell.value.reason, ==, "no_such_line is not a line of the return");
  g_assert_true (return_line (ret, "period_end", "total").is_date);

  /* The record as it was before the second. */
  g_autoptr(Snapshot) then = snapshot (fixture, first);
  g_autoptr(Dataset) before = load (then);
  g_assert_cmpuint (dataset_length (before), ==, 1);
  g_assert_null (dataset_find (before, "annual", (Period) { 2025, 0 }, PERSON));
  g_auto(GStrv) periods = dataset_periods (before, "annual");
  g_assert_cmpuint (g_strv_length (periods), ==, 1);
  g_assert_cmpstr (periods[0], ==, "2024-25");
}

static void
test_unreadable (Fixture *fixture, gconstpointer unused)
{
  (void) unused;
  g_autoptr(GError) error = NULL;
  file_return (fixture, (Example) { "2025-26", "-1588604" }, NULL);
  g_autoptr(Snapshot) now = snapshot (fixture, NULL);
  g_assert_null (dataset_load (now, g_getenv ("CARE_OVERSIGHT_DATA"), &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_true (g_str_has_prefix (error->message,
                                   "returns/annual/2025-26/08/" PERSON "/statement.csv:14: "));
}

/* A return that was changed after it was signed is computed from by nobody. */
static void
test_altered (Fixture *fixture, gconstpointer unused)
{
  (void) unused;
  g_autoptr(GError) error = NULL;
  file_return (fixture, (Example) { "2025-26", NULL }, NULL);
  const Example other = { "2024-25", NULL };
  g_autoptr(GBytes) bytes = read_part (&other, "statement");
  g_autoptr(GHashTable) files = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (files, (gpointer) "returns/annual/2025-26/08/" PERSON "/statement.csv", bytes);
  g_free (record_append_files (fixture->store, RECORD_TIME + 120, files));
  g_autoptr(Snapshot) now = snapshot (fixture, NULL);
  g_assert_null (dataset_load (now, g_getenv ("CARE_OVERSIGHT_DATA"), &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_true (g_str_has_prefix (error->message, "returns/annual/2025-26/08/" PERSON
                                                   "/statement.csv: not what was signed"));
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
test_domains (Fixture *fixture, gconstpointer unused)
{
  (void) unused;
  g_autoptr(GError) error = NULL;
  file_return (fixture, (Example) { "2024-25", NULL }, NULL);
  file_return (fixture, (Example) { "2025-26", NULL }, NULL);
  g_autoptr(Snapshot) now = snapshot (fixture, NULL);
  g_autoptr(Dataset) dataset = load (now);
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
test_first_year (Fixture *fixture, gconstpointer unused)
{
  (void) unused;
  g_autoptr(GError) error = NULL;
  file_return (fixture, (Example) { "2023-24", NULL }, NULL);
  file_return (fixture, (Example) { "2025-26", NULL }, NULL);
  g_autoptr(Snapshot) now = snapshot (fixture, NULL);
  g_autoptr(Dataset) dataset = load (now);
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
  g_test_add ("/dataset/each-value-has-its-place-and-commit", Fixture, NULL, set_up, test_places,
              tear_down);
  g_test_add ("/dataset/unreadable-return-is-named", Fixture, NULL, set_up, test_unreadable,
              tear_down);
  g_test_add ("/dataset/a-return-changed-since-it-was-signed-is-a-fault", Fixture, NULL, set_up, test_altered, tear_down);
  g_test_add ("/assessment/worst-level-of-each-domain-and-the-prompt", Fixture, NULL, set_up,
              test_domains, tear_down);
  g_test_add ("/assessment/nothing-is-compared-across-a-gap", Fixture, NULL, set_up,
              test_first_year, tear_down);
  return g_test_run ();
}
