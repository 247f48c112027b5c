/* The rules of a period, ready to run. */

#include "collector/checking/rule_set.h"

#include "collector/checking/rule.h"
#include "lib/base/error.h"
#include "tests/datadir.h"
#include "tests/filings.h"

#include <string.h>

#define RULE(id, from, to, sql) "-- id: " id "\n-- severity: soft\n-- title: t\n-- message: m\n-- guidance: g\n" \
                                "-- missing: none\n-- from: " from "\n-- to: " to "\n" sql
#define FOLDER "submissions/loan/a/"

static void
set_up (Filings *filings, gconstpointer unused)
{
  filings_set_up (filings, unused);
  filings_copy_data (filings);
  datadir_edit (filings->datadir, FOLDER "return.ini", NULL,
                "[return]\nid=loan\ntitle=L\nedition=a\nfirst-period=2023-24\nparts=debts\nrules=L-1; L-2; L-3\n"
                "[part debts]\nrows=free\n");
  datadir_edit (filings->datadir, FOLDER "parts/debts.csv", NULL,
                "column,type,required,key,sign,choices,label,guidance\nname,text,yes,yes,,,Name,\n");
  datadir_edit (filings->datadir, FOLDER "parameters.csv", NULL,
                "name,value,unit,from,to,source\nleast,7,whole,2025-04-01,,x\n");
  datadir_edit (filings->datadir, FOLDER "rules/L-1.sql", NULL, RULE ("L-1", "2023-04-01", "2025-03-31", "select 1 as value"));
  datadir_edit (filings->datadir, FOLDER "rules/L-2.sql", NULL,
                RULE ("L-2", "2025-04-01", "", "select parameter ('least') as value from prior_debts"));
  datadir_edit (filings->datadir, FOLDER "rules/L-3.sql", NULL, RULE ("L-3", "2026-03-31", "2026-03-31", "select 3 as value"));
}

static RuleSet *
new_rule_set (Filings *filings, const char *period_text, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  Period period;
  g_assert_true (period_parse (period_text, &period));
  const Definition *definition
    = definitions_for_period (rulebook_definitions (filings->rulebook), "loan", period_text, &wrong);
  g_assert_no_error (wrong);
  return rule_set_new (definition, period, error);
}

static void
assert_rules (Filings *filings, const char *period, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RuleSet) rule_set = new_rule_set (filings, period, &error);
  g_assert_no_error (error);
  g_autoptr(GString) ids = g_string_new (NULL);
  for (guint i = 0; i < rule_set->rules->len; i++)
    g_string_append_printf (ids, "%s ", ((const Rule *) rule_set->rules->pdata[i])->id);
  g_assert_cmpstr (ids->str, ==, expected);
}

/* A period ends on 31 March: that day counts. */
static void
test_period (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  assert_rules (filings, "2024-25", "L-1 ");
  assert_rules (filings, "2025-26", "L-2 L-3 ");
  assert_rules (filings, "2026-27", "L-2 ");
}

static gboolean
keep_value (const SandboxRow *row, gpointer data)
{
  *(gint64 *) data = row->value.number;
  return TRUE;
}

static void
test_parameters (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RuleSet) rule_set = new_rule_set (filings, "2025-26", &error);
  g_assert_no_error (error);
  SandboxOutcome outcome;
  const Absence *absent;
  gint64 value = 0;
  g_assert_true (sandbox_run (rule_set->sandbox, "select parameter ('least') as value", keep_value, &value, &outcome,
                              &absent, &error));
  g_assert_cmpint (value, ==, 7);
  g_autoptr(RuleSet) before = new_rule_set (filings, "2024-25", &error);
  g_assert_false (sandbox_run (before->sandbox, "select parameter ('least') as value", keep_value, &value, &outcome,
                               &absent, &error));
  g_assert_nonnull (strstr (error->message, "no parameter 'least' holds"));
}

static void
test_names (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RuleSet) rule_set = new_rule_set (filings, "2025-26", &error);
  g_assert_no_error (error);
  for (guint again = 0; again < 2; again++)
    {
      g_assert_true (rule_set_names (rule_set, "prior_"));
      g_assert_true (rule_set_names (rule_set, "prior_debts"));
      g_assert_false (rule_set_names (rule_set, "prior_debts_missing"));
      g_assert_false (rule_set_names (rule_set, "persons"));
    }
  /* The rules of another period name other tables. */
  g_autoptr(RuleSet) before = new_rule_set (filings, "2024-25", &error);
  g_assert_false (rule_set_names (before, "prior_debts"));
}

/* What is broken is a fault of every period, whether the rule holds then or not. */
static void
test_broken (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  datadir_edit (filings->datadir, FOLDER "rules/L-1.sql", NULL, "select 1");
  g_assert_null (new_rule_set (filings, "2025-26", &error));
  g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "L-1.sql"));
  g_clear_error (&error);
  datadir_edit (filings->datadir, FOLDER "rules/L-1.sql", NULL, RULE ("L-1", "2023-04-01", "", "select 1 as value"));
  datadir_edit (filings->datadir, FOLDER "parameters.csv", "7,whole", "7.5,whole");
  g_assert_null (new_rule_set (filings, "2025-26", &error));
  g_assert_nonnull (strstr (error->message, "parameters.csv:2: "));
  rule_set_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/rule-set/rules-of-the-period", Filings, NULL, set_up, test_period, filings_tear_down);
  g_test_add ("/rule-set/parameters-of-its-last-day", Filings, NULL, set_up, test_parameters, filings_tear_down);
  g_test_add ("/rule-set/tables-that-rules-name", Filings, NULL, set_up, test_names, filings_tear_down);
  g_test_add ("/rule-set/broken-is-a-fault", Filings, NULL, set_up, test_broken, filings_tear_down);
  return g_test_run ();
}
