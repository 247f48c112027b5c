/* The edition of the methods for a period, held against what annual returns ask
 * for: a name that nothing has is a fault, never "not supplied". */

#include "analyser/person/methods_by_period.h"
#include "lib/base/error.h"
#include "tests/datadir.h"
#include "tests/scratch_folder.h"

#include <string.h>

#define EDITION "analyser/methods/editions/2025-26"

static void
test_names (void)
{
  static const struct {
    const char *file, *text, *other, *message;
  } rows[] = {
    { "measures.csv", "ebitda / total_income", "ebitda / total_incme",
      "/measures.csv:4: unknown name 'total_incme'; did you mean 'total_income'?" },
    { "measures.csv", "adjustments.amount", "adjustment.amount",
      "/measures.csv:6: unknown name 'adjustment.amount'; did you mean 'adjustments.amount'?" },
    { "measures.csv", "parameter.wacc", "parameter.wac",
      "/measures.csv:14: unknown name 'parameter.wac'; did you mean 'parameter.wacc'?" },
    { "measures.csv", "prior.goodwill_and", "prior.godwill_and",
      "/measures.csv:13: unknown name 'prior.godwill_and_acquired_intangibles'; did you mean "
      "'prior.goodwill_and_acquired_intangibles'?" },
    { "measures.csv", "assured_funding_to - report_date", "assured_funding_to - value",
      "/measures.csv:29: unknown name 'value'" },
    { "bands.csv", "value < 0,4", "vale < 0,4",
      "/bands.csv:2: unknown name 'vale'; did you mean 'value'?" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *file = g_build_filename (EDITION, rows[i].file, NULL);
      char *folder = scratch_folder ();
      datadir_copy (folder, EDITION);
      datadir_copy (folder, "submissions/annual");
      datadir_edit (folder, file, rows[i].text, rows[i].other);
      g_autoptr(MethodsByPeriod) methods = methods_by_period_new (folder);
      g_assert_null (methods_by_period_get (methods, (Period) { .year = 2025 }, &error));
      scratch_folder_remove (folder);
      g_test_message ("%s", error->message);
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_assert_nonnull (strstr (error->message, rows[i].message));
    }
}

static void
test_period (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MethodsByPeriod) methods = methods_by_period_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  const Methods *edition = methods_by_period_get (methods, (Period) { .year = 2025 }, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (edition->id, ==, "2025-26");
  g_assert_true (methods_by_period_get (methods, (Period) { .year = 2024 }, &error) == edition);
  g_assert_null (methods_by_period_get (methods, (Period) { .year = 1990 }, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/methods-by-period/a-name-that-nothing-has-is-a-fault", test_names);
  g_test_add_func ("/methods-by-period/an-edition-is-read-once", test_period);
  int result = g_test_run ();
  methods_by_period_free (NULL);
  return result;
}
