#include "collector/checking/rule_set.h"

#include "collector/checking/parameter.h"
#include "collector/checking/rule.h"

#include <string.h>

void
rule_set_free (RuleSet *rule_set)
{
  if (rule_set == NULL)
    return;
  g_clear_pointer (&rule_set->rules, g_ptr_array_unref);
  sandbox_free (rule_set->sandbox);
  g_free (rule_set->source);
  g_hash_table_unref (rule_set->named);
  g_free (rule_set);
}

static GPtrArray *
load_rules (const Definition *definition, Period period, GError **error)
{
  g_autoptr(GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  for (guint i = 0; i < definition->rules->len; i++)
    {
      g_autoptr(Rule) rule = rule_load (definition->rules->pdata[i], error);
      if (rule == NULL || !rule_check_each (rule, definition->rules->pdata[i], definition, error))
        return NULL;
      if (rule_holds_on (rule, period_end (period)))
        g_ptr_array_add (rules, g_steal_pointer (&rule));
    }
  return g_steal_pointer (&rules);
}

RuleSet *
rule_set_new (const Definition *definition, Period period, GError **error)
{
  g_autoptr(RuleSet) rule_set = g_new0 (RuleSet, 1);
  rule_set->named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rule_set->rules = load_rules (definition, period, error);
  if (rule_set->rules == NULL)
    return NULL;
  g_autoptr(GHashTable) parameters = parameters_load (definition, period_end (period), error);
  if (parameters == NULL)
    return NULL;
  rule_set->sandbox = sandbox_new (error);
  if (rule_set->sandbox == NULL)
    return NULL;
  sandbox_set_parameters (rule_set->sandbox, parameters);
  return g_steal_pointer (&rule_set);
}

static gboolean
look_for (const RuleSet *rule_set, const char *table)
{
  for (guint i = 0; i < rule_set->rules->len; i++)
    if (strstr (((const Rule *) rule_set->rules->pdata[i])->sql, table) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
rule_set_names (RuleSet *rule_set, const char *table)
{
  gpointer known;
  if (g_hash_table_lookup_extended (rule_set->named, table, NULL, &known))
    return GPOINTER_TO_INT (known);
  gboolean names = look_for (rule_set, table);
  g_hash_table_insert (rule_set->named, g_strdup (table), GINT_TO_POINTER (names));
  return names;
}
