#include "collector/world_record.h"

#include "collector/filed.h"
#include "lib/establishment.h"

#include <string.h>

#define NO_RECORD "no record was given"
#define QUARTERS 4

/* The definition of RETURN_ID for PERIOD, or, so that its tables have columns
 * when no edition holds then, the newest one (*HELD is FALSE). */
static Definition *
define (const World *world, const char *return_id, const char *period, gboolean *held,
        GError **error)
{
  g_autoptr(GError) unknown = NULL;
  Definition *definition = definition_load (world->datadir, return_id, period, &unknown);
  *held = definition != NULL;
  if (definition != NULL)
    return definition;
  if (!g_error_matches (unknown, DEFINITION_ERROR, DEFINITION_ERROR_UNKNOWN))
    {
      g_propagate_error (error, g_steal_pointer (&unknown));
      return NULL;
    }
  g_auto(GStrv) editions = definition_list_editions (world->datadir, return_id, error);
  return editions == NULL ? NULL
                          : definition_load_edition (world->datadir, return_id,
                                                     editions[g_strv_length (editions) - 1], error);
}

/* Adds the return in force RETURN_ID for PERIOD of the same person. */
static gboolean
add_filed (const World *world, Sandbox *sandbox, const char *prefix, const char *return_id,
           Period period, GError **error)
{
  gboolean held;
  if (!world_names (world, prefix))
    return TRUE;
  g_autofree char *text = period_to_string (period);
  g_autoptr(Definition) definition = define (world, return_id, text, &held, error);
  if (definition == NULL)
    return FALSE;
  const CheckContext *context = world->context;
  if (context->snapshot == NULL || context->person == NULL)
    return world_add_return (world, sandbox, prefix, definition, NULL, NO_RECORD, error);
  const FilingKey key = { (char *) return_id, text, (char *) context->person };
  g_autoptr(GHashTable) files = held ? filed_files (context->snapshot, &key, definition, error) : NULL;
  if (held && files == NULL)
    return FALSE;
  if (files == NULL || g_hash_table_size (files) == 0)
    {
      g_autofree char *absent = g_strdup_printf ("no %s return was filed for %s", return_id, text);
      return world_add_return (world, sandbox, prefix, definition, NULL, absent, error);
    }
  g_autoptr(Submission) submission = filed_read (definition, files, world->reg, period);
  return world_add_return (world, sandbox, prefix, definition, submission, NULL, error);
}

/* Another return of the same time: <return>_, or <return>_q1_ to <return>_q4_
 * of a quarterly one in the year of a yearly one. */
static gboolean
add_other (const World *world, Sandbox *sandbox, const char *return_id, gboolean quarterly,
           GError **error)
{
  Period period = world->period;
  if (!quarterly || world->definition->quarterly)
    {
      g_autofree char *prefix = g_strconcat (return_id, "_", NULL);
      period.quarter = quarterly ? period.quarter : 0;
      return add_filed (world, sandbox, prefix, return_id, period, error);
    }
  for (guint8 quarter = 1; quarter <= QUARTERS; quarter++)
    {
      g_autofree char *prefix = g_strdup_printf ("%s_q%u_", return_id, quarter);
      period.quarter = quarter;
      if (!add_filed (world, sandbox, prefix, return_id, period, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_others (const World *world, Sandbox *sandbox, GError **error)
{
  g_auto(GStrv) returns = definition_list_returns (world->datadir);
  for (guint i = 0; returns[i] != NULL; i++)
    {
      if (strcmp (returns[i], world->definition->id) == 0)
        continue;
      g_auto(GStrv) editions = definition_list_editions (world->datadir, returns[i], error);
      if (editions == NULL)
        return FALSE;
      g_autoptr(Definition) definition
        = definition_load_edition (world->datadir, returns[i], editions[0], error);
      if (definition == NULL
          || !add_other (world, sandbox, returns[i], definition->quarterly, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_authorities (const World *world, Sandbox *sandbox, GError **error)
{
  static const char *const columns[] = { "code", "name", "region", NULL };
  g_autoptr(GPtrArray) in_force = register_authorities (world->reg, period_end (world->period));
  if (!sandbox_add_table (sandbox, "authorities", columns, NULL, error))
    return FALSE;
  for (guint i = 0; i < in_force->len; i++)
    {
      const Authority *authority = g_ptr_array_index (in_force, i);
      const SqlValue values[] = {
        sql_text (authority->code), sql_text (authority->name), sql_text (authority->region),
      };
      if (!sandbox_add_row (sandbox, values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_persons (const World *world, Sandbox *sandbox, GError **error)
{
  static const char *const columns[] = {
    "person", "name", "company_number", "named_individual", NULL
  };
  const char *absent = world->context->reg == NULL ? NO_RECORD : NULL;
  g_autoptr(GPtrArray) in_force = register_persons (world->reg, period_end (world->period));
  if (!sandbox_add_table (sandbox, "persons", columns, absent, error))
    return FALSE;
  for (guint i = 0; absent == NULL && i < in_force->len; i++)
    {
      const Person *person = g_ptr_array_index (in_force, i);
      const SqlValue values[] = {
        sql_text (person->person), sql_text (person->name), sql_text (person->company_number),
        sql_text (person->named_individual),
      };
      if (!sandbox_add_row (sandbox, values, error))
        return FALSE;
    }
  return TRUE;
}

/* Ofsted's newest list at the end of the period; NULL with *ABSENT when there
 * is none, or with ERROR on a fault. */
static Establishments *
read_list (const World *world, const char **absent, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  *absent = NO_RECORD;
  if (world->context->snapshot == NULL)
    return NULL;
  Establishments *list
    = establishments_on (world->context->snapshot, period_end (world->period), &wrong);
  *absent = list != NULL ? NULL : "the record has no list of establishments of that time";
  if (wrong != NULL && !g_error_matches (wrong, STORE_ERROR, STORE_ERROR_UNKNOWN))
    g_propagate_error (error, g_steal_pointer (&wrong));
  return list;
}

static gboolean
add_establishment (const World *world, Sandbox *sandbox, const Establishments *list, guint row,
                   GError **error)
{
  const char *organisation = list->organisations.text[list->organisation[row]];
  const Owner *owner = register_owner (world->reg, organisation, period_end (world->period));
  g_autofree char *urn = establishment_urn_to_string (list->urn[row]);
  const SqlValue values[] = {
    sql_text (urn), sql_text (list->provisions.text[list->provision[row]]),
    sql_text (list->statuses.text[list->status[row]]), sql_text (organisation),
    sql_text (owner == NULL ? NULL : owner->person),
    sql_text (list->authorities.text[list->authority[row]]),
    list->places[row] == PLACES_BLANK ? (SqlValue) { 0 } : sql_integer (list->places[row]),
  };
  return sandbox_add_row (sandbox, values, error);
}

static gboolean
add_establishments (const World *world, Sandbox *sandbox, GError **error)
{
  static const char *const columns[] = {
    "urn", "provision", "status", "organisation", "person", "authority", "places", NULL
  };
  static const char *const list_columns[] = { "as_at", NULL };
  const char *absent;
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Establishments) list = read_list (world, &absent, &wrong);
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  g_autofree char *as_at = date_to_string (list == NULL ? 0 : list->as_at);
  const SqlValue date = sql_text (as_at);
  if (!sandbox_add_table (sandbox, "register_list", list_columns, absent, error)
      || !sandbox_add_row (sandbox, &date, error)
      || !sandbox_add_table (sandbox, "register_establishments", columns, absent, error))
    return FALSE;
  for (guint row = 0; list != NULL && row < list->n; row++)
    if (!add_establishment (world, sandbox, list, row, error))
      return FALSE;
  return TRUE;
}

/* A table of the register, added when a rule names it. */
static const struct {
  const char *name;
  gboolean (*add) (const World *world, Sandbox *sandbox, GError **error);
} register_tables[] = {
  { "authorities", add_authorities },
  { "persons", add_persons },
  { "register_establishments", add_establishments },
};

gboolean
world_add_record (const World *world, Sandbox *sandbox, GError **error)
{
  if (!add_filed (world, sandbox, "prior_", world->definition->id, period_prior (world->period), error)
      || !add_others (world, sandbox, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (register_tables); i++)
    if (world_names (world, register_tables[i].name)
        && !register_tables[i].add (world, sandbox, error))
      return FALSE;
  return TRUE;
}
