#include "collector/checking/rule_tables.h"

#include "collector/checking/record_tables.h"

static gboolean
add_filing (const TableSources *sources, Sandbox *sandbox, GError **error)
{
  static const char *const columns[] = {
    "person", "period", "edition", "period_start", "period_end", NULL
  };
  g_autofree char *period = period_to_string (sources->period);
  g_autofree char *start = date_to_string (period_start (sources->period));
  g_autofree char *end = date_to_string (period_end (sources->period));
  const SqlValue values[] = {
    sql_text (sources->context->person), sql_text (period), sql_text (sources->definition->edition),
    sql_text (start), sql_text (end),
  };
  if (!sandbox_add_table (sandbox, "filing", columns, NULL, error))
    return FALSE;
  sandbox_add_row (sandbox, values);
  return TRUE;
}

gboolean
rule_tables_fill (const TableSources *sources, GError **error)
{
  Sandbox *sandbox = sources->rule_set->sandbox;
  return add_filing (sources, sandbox, error)
         && return_tables_add (sources, NULL, error)
         && record_tables_add (sources, sandbox, error);
}
