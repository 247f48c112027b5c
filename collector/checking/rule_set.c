#include "collector/checking/rule_set.h"

#include "collector/checking/parameter.h"
#include "collector/checking/rule.h"

#include <string.h>

void
checklist_free (Checklist *checklist)
{
  if (checklist == NULL)
    return;
  g_clear_pointer (&checklist->rules, g_ptr_array_unref);
  sandbox_free (checklist->sandbox);
  g_free (checklist->source);
  g_hash_table_unref (checklist->named);
  g_free (checklist);
}

static GPtrArray *
load_rules (const Definition *definition, Period period, GError **error)
{
  g_autoptr(GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  for (guint i = 0; i < definition->rules->len; i++)
    {
      g_autoptr(Rule) rule = rule_load (definition->rules->pdata[i], error);
      if (rule == NULL)
        return NULL;
      if (rule_holds_on (rule, period_end (period)))
        g_ptr_array_add (rules, g_steal_pointer (&rule));
    }
  return g_steal_pointer (&rules);
}

Checklist *
checklist_new (const Definition *definition, Period period, GError **error)
{
  g_autoptr(Checklist) checklist = g_new0 (Checklist, 1);
  checklist->named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  checklist->rules = load_rules (definition, period, error);
  if (checklist->rules == NULL)
    return NULL;
  g_autoptr(GHashTable) parameters = parameters_load (definition, period_end (period), error);
  if (parameters == NULL)
    return NULL;
  checklist->sandbox = sandbox_new (error);
  if (checklist->sandbox == NULL)
    return NULL;
  sandbox_set_parameters (checklist->sandbox, parameters);
  return g_steal_pointer (&checklist);
}

static gboolean
look_for (const Checklist *checklist, const char *table)
{
  for (guint i = 0; i < checklist->rules->len; i++)
    if (strstr (((const Rule *) checklist->rules->pdata[i])->sql, table) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
checklist_names (Checklist *checklist, const char *table)
{
  gpointer known;
  if (g_hash_table_lookup_extended (checklist->named, table, NULL, &known))
    return GPOINTER_TO_INT (known);
  gboolean names = look_for (checklist, table);
  g_hash_table_insert (checklist->named, g_strdup (table), GINT_TO_POINTER (names));
  return names;
}
