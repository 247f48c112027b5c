/* The editions of the methods: that what is shipped can be read and names only
 * lines of a return, and that what is broken is refused with its place. */

#include "analyser/person/measure.h"
#include "lib/base/error.h"
#include "tests/datadir.h"
#include "tests/scratch_folder.h"

#include <string.h>

#define EDITION "analyser/methods/editions/2025-26"

static const char *
datadir (void)
{
  return g_getenv ("CARE_OVERSIGHT_DATA");
}

/* A name of a formula without its prefix is a line of the annual return, or one
 * of the few other things a name may be. */
static gboolean
is_known (const Definition *annual, const Methods *methods, const char *name)
{
  static const char *const others[]
    = { "report_date", "period_days", "value", "adjustments.amount", NULL };
  if (g_strv_contains (others, name))
    return TRUE;
  if (g_str_has_prefix (name, "parameter."))
    return methods_parameter (methods, name + strlen ("parameter."), date_from_ymd (2026, 3, 31))
           != NULL;
  if (g_str_has_prefix (name, "prior."))
    name += strlen ("prior.");
  return part_line (definition_part (annual, "statement"), name) != NULL
         || part_line (definition_part (annual, "ownership"), name) != NULL;
}

static void
check_names (const Definition *annual, const Methods *methods, const char *const *names)
{
  for (; *names != NULL; names++)
    {
      g_test_message ("%s", *names);
      g_assert_true (is_known (annual, methods, *names));
    }
}

static void
test_names (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Methods) methods = methods_load (datadir (), date_from_ymd (2026, 3, 31), &error);
  g_assert_no_error (error);
  g_autoptr(Definition) annual = definition_load (datadir (), "annual", "2025-26", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (methods->measures->len, >, 20);
  for (guint i = 0; i < methods->measures->len; i++)
    {
      const MeasureDefinition *measure = methods->measures->pdata[i];
      g_autofree const char **conditions = conditions_names (measure->applies_when);
      check_names (annual, methods, formula_names (measure->formula));
      check_names (annual, methods, conditions);
      g_assert_cmpstr (methods_words (methods, "domain", measure->domain), !=, measure->domain);
    }
  for (guint i = 0; i < methods->bands->len; i++)
    {
      const MeasureBand *band = methods->bands->pdata[i];
      g_autofree const char **conditions = conditions_names (band->conditions);
      check_names (annual, methods, conditions);
    }
}

static void
test_unknown (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Methods) methods = methods_load (datadir (), date_from_ymd (2025, 3, 31), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (methods->id, ==, "2025-26");
  g_assert_null (methods_measure (methods, "ebitda_margn", &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==,
                   "unknown measure 'ebitda_margn'; did you mean 'ebitda_margin'?");
  g_clear_error (&error);
  g_assert_null (population_find (methods->populations, "service", "childrens-home", &error));
  g_assert_cmpstr (error->message, ==,
                   "unknown service 'childrens-home'; did you mean 'childrens-homes'?");
  g_clear_error (&error);
  g_assert_null (methods_load (datadir (), date_from_ymd (2017, 3, 31), &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==,
                   "no edition of the methods holds on 2017-03-31; known: 2025-26");
}

static void
test_broken (void)
{
  static const struct {
    const char *file, *text, *other, *message;
  } rows[] = {
    { "measures.csv", "ebitda / total_income", "ebitda / / total_income",
      "/measures.csv:4: character 10 of 'ebitda / / total_income': expected a number, a name or '('" },
    { "measures.csv", "lower is better", "lower is worse",
      "/measures.csv:11: unknown direction 'lower is worse'; did you mean 'lower is better'?" },
    { "bands.csv", "value < 0,4", "value < 0,5",
      "/bands.csv:2: level '5': expected a whole number from 1 to 4" },
    { "bands.csv", "operating_margin,", "operating_margn,",
      "/bands.csv:2: unknown measure 'operating_margn'; did you mean 'operating_margin'?" },
    { "measures.csv", "staff_share,profitability", "staff_share,profitabilty",
      "/measures.csv:10: unknown domain 'profitabilty'; did you mean 'profitability'?" },
    { "prompts.csv", "at_4 >= 2", "at4 >= 2", "/prompts.csv:12: unknown name 'at4'; did you mean 'at_4'?" },
    { "prompts.csv", "worst <= 2", "worst <= 1",
      "/prompts.csv: no prompt holds when 0 domains are at level 4, 0 at 3, 5 at 2, 0 at 1 and 0 cannot be told" },
    { "prompts.csv", "level,2,some concern\n", "", "/prompts.csv: there are no words for level 2" },
    { "measures.csv", "formula", "formla", "/measures.csv:1: unknown column 'formla'; did you mean 'formula'?" },
    { "concentration-bands.csv", "applies_to", "applies",
      "/concentration-bands.csv:1: unknown column 'applies'; did you mean 'applies_to'?" },
    { "parameters.csv", "9.0", "9%", "/parameters.csv:2: value '9%': expected a plain number" },
    { "prompts.csv", "at_4 >= 2", "at_4 => 2",
      "/prompts.csv:12: character 1 of '> 2': expected a number, a name or '('" },
    { "edition.ini", "2017-18", "2017-19", "/edition.ini: first-period '2017-19' is not a period" },
    { "concentration-bands.csv", "hhi > 1800", "hi > 1800",
      "/concentration-bands.csv:2: unknown name 'hi'; did you mean 'hhi'?" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *file = g_build_filename (EDITION, rows[i].file, NULL);
      char *folder = scratch_folder ();
      datadir_copy (folder, EDITION);
      datadir_edit (folder, file, rows[i].text, rows[i].other);
      g_autoptr(Methods) methods = methods_load (folder, date_from_ymd (2026, 3, 31), &error);
      scratch_folder_remove (folder);
      g_assert_null (methods);
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_suffix (error->message, rows[i].message));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/methods/every-name-of-every-formula-is-known", test_names);
  g_test_add_func ("/methods/unknown-ones-are-refused-with-the-nearest", test_unknown);
  g_test_add_func ("/methods/broken-files-are-refused-with-their-place", test_broken);
  return g_test_run ();
}
