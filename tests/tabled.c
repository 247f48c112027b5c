#include "tests/tabled.h"

#include "collector/checking/rule.h"
#include "tests/returns.h"

#include <string.h>

#define PERIOD "2025-26"

static RuleSet *
name_all_tables (void)
{
  g_autoptr(GError) error = NULL;
  RuleSet *rule_set = g_new0 (RuleSet, 1);
  Rule *rule = g_new0 (Rule, 1);
  rule->sql = g_strdup ("statement_missing adjustments_missing borrowings_missing ownership_missing authorities "
                        "authority_successors persons register_establishments register_list");
  rule_set->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  g_ptr_array_add (rule_set->rules, rule);
  rule_set->named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rule_set->sandbox = sandbox_new (&error);
  g_assert_no_error (error);
  return rule_set;
}

void
tabled_read (Tabled *tabled, const char *part, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Findings) findings = findings_new ();
  Period period;
  g_assert_true (period_parse (PERIOD, &period));
  tabled->rulebook = rulebook_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  const Definition *definition
    = definitions_for_period (rulebook_definitions (tabled->rulebook), "annual", PERIOD, &error);
  g_assert_no_error (error);
  tabled->files = returns_base (definition);
  if (text != NULL)
    g_hash_table_replace (tabled->files, g_strdup (part), g_bytes_new (text, strlen (text)));
  else if (part != NULL)
    g_hash_table_remove (tabled->files, part);
  Authorities *authorities = rulebook_authorities (tabled->rulebook, NULL, period, &error);
  const Register *reg = rulebook_register (tabled->rulebook, NULL, &error);
  g_assert_no_error (error);
  tabled->submission = submission_read (definition, tabled->files, NULL, authorities, findings);
  tabled->rule_set = name_all_tables ();
  tabled->sources = (TableSources) { tabled->rulebook, tabled->rule_set, definition, period, tabled->submission,
                                     &tabled->context, reg };
}

void
tabled_clear (Tabled *tabled)
{
  rule_set_free (tabled->rule_set);
  submission_free (tabled->submission);
  g_clear_pointer (&tabled->files, g_hash_table_unref);
  rulebook_free (tabled->rulebook);
}

static gboolean
append_row (const SandboxRow *row, gpointer data)
{
  const SqlValue *values[] = { &row->value, &row->expected, &row->about };
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (values[i]->type == SQL_INTEGER)
        g_string_append_printf (data, "%" G_GINT64_FORMAT, values[i]->number);
      else
        g_string_append (data, values[i]->type == SQL_TEXT ? values[i]->text : "-");
      g_string_append_c (data, i + 1 < G_N_ELEMENTS (values) ? ' ' : ';');
    }
  return TRUE;
}

char *
tabled_ask (Tabled *tabled, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) rows = g_string_new (NULL);
  SandboxOutcome outcome;
  const Absence *absent = NULL;
  sandbox_run (tabled->rule_set->sandbox, sql, append_row, rows, &outcome, &absent, &error);
  g_assert_no_error (error);
  if (outcome == SANDBOX_ABSENT)
    return g_strconcat ("absent: ", absent->reason, NULL);
  if (outcome == SANDBOX_UNREADABLE)
    return g_strdup ("unreadable");
  g_assert_cmpint (outcome, ==, SANDBOX_DONE);
  return g_strdup (rows->str);
}
