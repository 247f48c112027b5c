#include "collector/filing/blank_return.h"

#include "tests/registers.h"
#include "tests/returns.h"

#include <string.h>

static GHashTable *
make (const Definition *definition, const char *period_text, const Submission *prior)
{
  g_autoptr(GError) error = NULL;
  Period period;
  g_assert_true (period_parse (period_text, &period));
  GHashTable *files = blank_return_make (definition, period, prior, NULL, g_getenv ("CARE_OVERSIGHT_DATA"), &error);
  g_assert_no_error (error);
  return files;
}

/* The text of a file of the form; g_free(). */
static char *
text_of (GHashTable *files, const char *name)
{
  GBytes *bytes = g_hash_table_lookup (files, name);
  g_assert_nonnull (bytes);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_blank_form (void)
{
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  g_autoptr(GHashTable) files = make (definition, "2025-26", NULL);
  g_assert_cmpuint (g_hash_table_size (files), ==, 5);
  g_autofree char *statement = text_of (files, "statement.csv");
  g_assert_true (g_str_has_prefix (
    statement, "line,label,childrens_homes,fostering,supported_accommodation,education,other,total\n"
               "fee_income,Fee income,,,,,,\n"));
  g_assert_nonnull (strstr (statement, "\ntax,Tax,z,z,z,z,z,\n"));
  g_assert_nonnull (strstr (statement, "\nrent_external,\"Rent, external\",,,,,,\n"));
  g_autofree char *adjustments = text_of (files, "adjustments.csv");
  g_assert_cmpstr (adjustments, ==, "entry,kind,activity,amount,reason,reviewer\n");
  g_autofree char *guide = text_of (files, "guide.md");
  g_assert_true (g_str_has_prefix (guide, "# Annual financial return, 2025-26\n"));
  g_assert_nonnull (strstr (guide, "care-collector check annual 2025-26 FOLDER"));
  g_assert_nonnull (strstr (guide, "## Who sends this return, and why"));
  g_assert_nonnull (strstr (guide, "\n| `tax` | Finance and tax: Tax |"));
  g_assert_null (strstr (guide, "{{"));
}

/* The clean return of the rules' cases as the one of the period before. */
static Submission *
read_base (const Definition *definition)
{
  g_autoptr(GHashTable) files = returns_base (definition);
  g_autoptr(Authorities) authorities = register_reference_authorities ();
  g_autoptr(Findings) findings = findings_new ();
  Submission *submission = submission_read (definition, files, NULL, authorities, findings);
  g_assert_cmpuint (findings_length (findings), ==, 0);
  return submission;
}

static void
test_what_carries_over (void)
{
  g_autoptr(Definition) capacity = returns_define ("capacity", "2025-26-Q1");
  g_autoptr(Submission) prior = read_base (capacity);
  g_autoptr(GHashTable) files = make (capacity, "2025-26-Q2", prior);
  g_autofree char *establishments = text_of (files, "establishments.csv");
  g_assert_cmpstr (establishments, ==,
                   "urn,service,authority,registered_places,filled_places,available_child_weeks,"
                   "occupied_child_weeks,fee_income,staff_posts,staff_vacancies\n"
                   "9000001,childrens_homes,E08000025,6,,,,,,\n"
                   "9000002,childrens_homes,E06000021,4,,,,,,\n"
                   "9000003,fostering,E08000025,z,,,,,,\n");

  g_autoptr(Definition) annual = returns_define ("annual", "2025-26");
  g_autoptr(Submission) last_year = read_base (annual);
  g_autoptr(GHashTable) annual_files = make (annual, "2025-26", last_year);
  g_autofree char *ownership = text_of (annual_files, "ownership.csv");
  g_assert_nonnull (strstr (ownership, "\nultimate_parent,Ultimate parent,Example Holdings Ltd\n"));
  g_assert_nonnull (strstr (ownership, "\nperiod_start,Period start,\n"));
  g_autofree char *borrowings = text_of (annual_files, "borrowings.csv");
  g_assert_nonnull (strstr (borrowings, "\nTerm loan,Example Bank plc,bank_loan,,,,,2030-09-30,yes\n"));
  g_autofree char *statement = text_of (annual_files, "statement.csv");
  g_assert_nonnull (strstr (statement, "\nfee_income,Fee income,,,,,,\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form/blank", test_blank_form);
  g_test_add_func ("/form/what-carries-over-is-filled-in", test_what_carries_over);
  return g_test_run ();
}
