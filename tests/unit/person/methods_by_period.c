/* The edition of the methods for a period, held against what annual returns ask
 * for: a name that nothing has is a fault, never "not supplied". */

#include "analyser/person/methods_by_period.h"
#include "lib/base/error.h"

#include <string.h>

#define EDITION "analyser/methods/editions/2025-26"

static void
run (const char *line)
{
  int status = 0;
  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

/* A copy of the data with TEXT of the edition's FILE replaced by OTHER. */
static char *
copy_with (const char *file, const char *text, const char *other)
{
  g_autoptr(GError) error = NULL;
  const char *datadir = g_getenv ("CARE_OVERSIGHT_DATA");
  char *folder = g_dir_make_tmp ("methods-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *make = g_strdup_printf ("mkdir -p '%s/analyser/methods/editions' '%s/submissions'", folder, folder);
  g_autofree char *methods = g_strdup_printf ("cp -R '%s/" EDITION "' '%s/analyser/methods/editions'", datadir, folder);
  g_autofree char *annual = g_strdup_printf ("cp -R '%s/submissions/annual' '%s/submissions'", datadir, folder);
  g_autofree char *writable = g_strdup_printf ("chmod -R u+w '%s'", folder);
  run (make);
  run (methods);
  run (annual);
  run (writable);
  g_autofree char *path = g_build_filename (folder, EDITION, file, NULL);
  g_autofree char *content = NULL;
  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  g_autoptr(GString) changed = g_string_new (content);
  g_assert_cmpuint (g_string_replace (changed, text, other, 1), ==, 1);
  g_file_set_contents (path, changed->str, -1, &error);
  g_assert_no_error (error);
  return folder;
}

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
      g_autofree char *folder = copy_with (rows[i].file, rows[i].text, rows[i].other);
      g_autoptr(MethodsByPeriod) methods = methods_by_period_new (folder);
      g_assert_null (methods_by_period_get (methods, (Period) { .year = 2025 }, &error));
      g_autofree char *clear = g_strdup_printf ("rm -rf '%s'", folder);
      run (clear);
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
