#include "collector/checking/rule_tables.h"

#include "collector/checking/record_tables.h"

static gboolean
add_filing (const World *world, Sandbox *sandbox, GError **error)
{
  static const char *const columns[] = {
    "person", "period", "edition", "period_start", "period_end", NULL
  };
  g_autofree char *period = period_to_string (world->period);
  g_autofree char *start = date_to_string (period_start (world->period));
  g_autofree char *end = date_to_string (period_end (world->period));
  const SqlValue values[] = {
    sql_text (world->context->person), sql_text (period), sql_text (world->definition->edition),
    sql_text (start), sql_text (end),
  };
  return sandbox_add_table (sandbox, "filing", columns, NULL, error)
         && sandbox_add_row (sandbox, values, error);
}

gboolean
world_fill (const World *world, GError **error)
{
  Sandbox *sandbox = world->checklist->sandbox;
  return add_filing (world, sandbox, error)
         && world_add_return (world, sandbox, "", world->definition, world->submission, NULL, error)
         && world_add_record (world, sandbox, error);
}
