#include "collector/checking/rule_run.h"

#include "collector/checking/rule_finding.h"
#include "lib/returns/wording.h"

#include <string.h>

/* How often a rule is run again, when leaving out what it looked at makes it look
 * at more. */
#define MAX_ROUNDS 8

/* The rules of a return while they run. */
typedef struct {
  const TableSources *sources;
  Findings *findings;
  GPtrArray *unjudged;
  gboolean trimmed;        /* the tables lack what the last rule left out */
} Session;

/* One rule while it runs. */
typedef struct {
  const Rule *rule;
  const TableSources *sources;
  const Omission *omission;
  Findings *findings;
  GError *error;           /* what is wrong with a row of the rule */
} RuleRun;

void
unjudged_free (Unjudged *unjudged)
{
  if (unjudged == NULL)
    return;
  g_free (unjudged->reason);
  g_string_free (unjudged->rules, TRUE);
  g_free (unjudged);
}

static gboolean
on_row (const SandboxRow *row, gpointer data)
{
  RuleRun *run = data;
  return rule_finding_add (run->rule, row, run->sources, run->omission, run->findings, &run->error);
}

/* Says, as the finding ID, why RULE could not judge everything. */
static void
report_limit (const Rule *rule, const char *id, Findings *findings)
{
  const WordingLocation location = { NULL, 0, 0, NULL };
  const WordingValue values[] = { { "rule", rule->id }, { "title", rule->title }, { NULL, NULL } };
  wording_report (findings, id, &location, NULL, NULL, values);
}

/* Keeps that RULE did not judge everything. */
static void
note_unjudged (GPtrArray *unjudged, const Rule *rule, const Absence *absence, gboolean partly)
{
  Unjudged *known = NULL;
  for (guint i = 0; i < unjudged->len && known == NULL; i++)
    {
      Unjudged *other = g_ptr_array_index (unjudged, i);
      if (strcmp (other->reason, absence->reason) == 0 && other->partly == partly)
        known = other;
    }
  if (known == NULL)
    {
      known = g_new0 (Unjudged, 1);
      known->reason = g_strdup (absence->reason);
      known->usual = absence->usual;
      known->partly = partly;
      known->rules = g_string_new (NULL);
      g_ptr_array_add (unjudged, known);
    }
  g_string_append_printf (known->rules, "%s%s", known->rules->len > 0 ? ", " : "", rule->id);
}

static void
report_unjudged (const GPtrArray *unjudged, Findings *findings)
{
  const WordingLocation location = { NULL, 0, 0, NULL };
  for (guint i = 0; i < unjudged->len; i++)
    {
      const Unjudged *some = g_ptr_array_index (unjudged, i);
      const WordingValue values[] = {
        { "how", some->partly ? "judged only in part" : "not judged" }, { "rules", some->rules->str },
        { "reason", some->reason }, { NULL, NULL },
      };
      if (!some->usual)
        wording_report (findings, "RULE-SKIPPED", &location, NULL, NULL, values);
    }
}

/* Runs the rule once; whatever it returned is worthless when it is UNREADABLE. */
static gboolean
run_once (RuleRun *run, SandboxOutcome *outcome, const Absence **absent, GError **error)
{
  Sandbox *sandbox = run->sources->rule_set->sandbox;
  gboolean ran = sandbox_run (sandbox, run->rule->sql, on_row, run, outcome, absent, error);
  if (ran && run->error != NULL && *outcome != SANDBOX_UNREADABLE)
    {
      g_propagate_error (error, g_steal_pointer (&run->error));
      ran = FALSE;
    }
  g_clear_error (&run->error);
  if (!ran)
    g_prefix_error (error, "rule %s: ", run->rule->id);
  return ran;
}

/* Adds the groups of the unreadable cells that RULE looked at. FALSE when it
 * cannot be run without them: it judges nothing by itself, or not of their part. */
static gboolean
leave_out_more (const TableSources *sources, const Rule *rule, GHashTable *groups)
{
  GHashTableIter iter;
  gpointer met;
  gboolean more = FALSE;
  g_hash_table_iter_init (&iter, sandbox_met (sources->rule_set->sandbox));
  while (g_hash_table_iter_next (&iter, &met, NULL))
    {
      gint64 cell = *(gint64 *) met;
      const PartDefinition *part = g_ptr_array_index (sources->definition->parts, unreadable_part (cell));
      if (g_strcmp0 (rule->each_part, part->name) != 0)
        return FALSE;
      gint64 group = unreadable_group (rule->each, cell);
      more |= g_hash_table_add (groups, g_memdup2 (&group, sizeof group));
    }
  return more;
}

/* What RULE found, once it looked at nothing unreadable, or why it said nothing. */
static void
settle (const Session *session, const Rule *rule, SandboxOutcome outcome, const Absence *absent,
        gboolean partly, Findings *found)
{
  static const Absence unreadable = { "cells that they need cannot be read", FALSE };
  if (outcome == SANDBOX_ABSENT)
    note_unjudged (session->unjudged, rule, absent, FALSE);
  else if (outcome == SANDBOX_UNREADABLE)
    note_unjudged (session->unjudged, rule, &unreadable, FALSE);
  else
    {
      if (outcome == SANDBOX_OVERFLOW || outcome == SANDBOX_TOO_MANY)
        report_limit (rule, outcome == SANDBOX_OVERFLOW ? "RULE-OVERFLOW" : "RULE-TOO-MANY", found);
      findings_append (session->findings, found);
      if (partly)
        note_unjudged (session->unjudged, rule, &unreadable, TRUE);
    }
}

static gboolean
run_rule (Session *session, const Rule *rule, GError **error)
{
  g_autoptr(GHashTable) groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const Omission omission = { rule->each, groups };
  for (guint round = 0;; round++)
    {
      SandboxOutcome outcome;
      const Absence *absent = NULL;
      g_autoptr(Findings) found = findings_new ();
      RuleRun run = { rule, session->sources, &omission, found, NULL };
      if (!run_once (&run, &outcome, &absent, error))
        return FALSE;
      if (outcome != SANDBOX_UNREADABLE || round == MAX_ROUNDS
          || !leave_out_more (session->sources, rule, groups))
        {
          settle (session, rule, outcome, absent, g_hash_table_size (groups) > 0, found);
          return TRUE;
        }
      session->trimmed = TRUE;
      if (!return_tables_add (session->sources, &omission, error))
        return FALSE;
    }
}

gboolean
rule_run (const TableSources *sources, Findings *findings, GPtrArray *unjudged, GError **error)
{
  Session session = { sources, findings, unjudged, FALSE };
  for (guint i = 0; i < sources->rule_set->rules->len; i++)
    {
      if (session.trimmed && !return_tables_add (sources, NULL, error))
        return FALSE;
      session.trimmed = FALSE;
      if (!run_rule (&session, g_ptr_array_index (sources->rule_set->rules, i), error))
        return FALSE;
    }
  report_unjudged (unjudged, findings);
  return TRUE;
}
