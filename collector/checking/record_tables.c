#include "collector/checking/record_tables.h"

#include "lib/register/establishment.h"
#include "lib/returns/filed_return.h"
#include "lib/base/urn.h"

#include <string.h>

static const Absence no_record = { "no record was given", TRUE };
static const Absence no_list = { "the record has no list of establishments of that time", FALSE };

#define QUARTERS 4

/* Adds the return in force RETURN_ID for PERIOD of the same person, for which
 * OTHER has the prefix and the editions. */
static gboolean
add_in_force (const TableSources *sources, OtherReturn other, const char *return_id, Period period,
              GError **error)
{
  const CheckContext *context = sources->context;
  g_autofree char *text = period_to_string (period);
  const FilingKey key = { (char *) return_id, text, (char *) context->person };
  g_autoptr(FiledReturn) filed = NULL;
  if (!filed_return_read (context->snapshot, rulebook_definitions (sources->rulebook), &key, &filed, error))
    return FALSE;
  if (filed == NULL)
    {
      g_autofree char *reason = g_strdup_printf ("no %s return was filed for %s", return_id, text);
      const Absence absent = { reason, TRUE };
      other.absent = &absent;
      return return_tables_add_other (sources, &other, error);
    }
  g_autoptr(Submission) submission = filed_return_submission (filed, error);
  other.definition = filed->definition;
  other.submission = submission;
  return submission != NULL && return_tables_add_other (sources, &other, error);
}

static gboolean
add_filed (const TableSources *sources, const char *prefix, const char *return_id, Period period,
           GError **error)
{
  const CheckContext *context = sources->context;
  if (!rule_set_names (sources->rule_set, prefix))
    return TRUE;
  OtherReturn other = { .prefix = prefix };
  other.editions = definitions_editions (rulebook_definitions (sources->rulebook), return_id, error);
  if (other.editions == NULL)
    return FALSE;
  if (context->snapshot != NULL && context->person != NULL)
    return add_in_force (sources, other, return_id, period, error);
  other.absent = &no_record;
  return return_tables_add_other (sources, &other, error);
}

/* Another return of the same time: <return>_, or <return>_q1_ to <return>_q4_
 * of a quarterly one in the year of a yearly one. */
static gboolean
add_other (const TableSources *sources, const char *return_id, gboolean quarterly, GError **error)
{
  Period period = sources->period;
  if (!quarterly || sources->definition->quarterly)
    {
      g_autofree char *prefix = g_strconcat (return_id, "_", NULL);
      period.quarter = quarterly ? period.quarter : 0;
      return add_filed (sources, prefix, return_id, period, error);
    }
  for (guint8 quarter = 1; quarter <= QUARTERS; quarter++)
    {
      g_autofree char *prefix = g_strdup_printf ("%s_q%u_", return_id, quarter);
      period.quarter = quarter;
      if (!add_filed (sources, prefix, return_id, period, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_others (const TableSources *sources, GError **error)
{
  Definitions *definitions = rulebook_definitions (sources->rulebook);
  const char *const *returns = definitions_returns (definitions, error);
  if (returns == NULL)
    return FALSE;
  for (guint i = 0; returns[i] != NULL; i++)
    {
      if (strcmp (returns[i], sources->definition->id) == 0)
        continue;
      GPtrArray *editions = definitions_editions (definitions, returns[i], error);
      if (editions == NULL)
        return FALSE;
      const Definition *first = g_ptr_array_index (editions, 0);
      if (!add_other (sources, returns[i], first->quarterly, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_authorities (const TableSources *sources, Sandbox *sandbox, GError **error)
{
  static const char *const columns[] = { "code", "name", "region", NULL };
  g_autoptr(GPtrArray) in_force = register_authorities (sources->reg, period_end (sources->period));
  if (!sandbox_add_table (sandbox, "authorities", columns, NULL, error))
    return FALSE;
  for (guint i = 0; i < in_force->len; i++)
    {
      const Authority *authority = g_ptr_array_index (in_force, i);
      const SqlValue values[] = {
        sql_text (authority->code), sql_text (authority->name), sql_text (authority->region),
      };
      sandbox_add_row (sandbox, values);
    }
  return TRUE;
}

/* A row for each authority there ever was and each that stands in its place at
 * the end of the period, which is often itself. */
static gboolean
add_successors (const TableSources *sources, Sandbox *sandbox, GError **error)
{
  static const char *const columns[] = { "code", "successor", NULL };
  Date end = period_end (sources->period);
  g_autofree const char **codes = register_authority_codes (sources->reg);
  if (!sandbox_add_table (sandbox, "authority_successors", columns, NULL, error))
    return FALSE;
  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) now = register_successors (sources->reg, codes[i], end);
      for (guint k = 0; k < now->len; k++)
        {
          const SqlValue values[] = {
            sql_text (codes[i]), sql_text (((const Authority *) now->pdata[k])->code),
          };
          sandbox_add_row (sandbox, values);
        }
    }
  return TRUE;
}

static gboolean
add_persons (const TableSources *sources, Sandbox *sandbox, GError **error)
{
  static const char *const columns[] = {
    "person", "name", "company_number", "named_individual", NULL
  };
  const Absence *absent = sources->context->snapshot == NULL ? &no_record : NULL;
  g_autoptr(GPtrArray) in_force = register_persons (sources->reg, period_end (sources->period));
  if (!sandbox_add_table (sandbox, "persons", columns, absent, error))
    return FALSE;
  for (guint i = 0; absent == NULL && i < in_force->len; i++)
    {
      const Person *person = g_ptr_array_index (in_force, i);
      const SqlValue values[] = {
        sql_text (person->person), sql_text (person->name), sql_text (person->company_number),
        sql_text (person->named_individual),
      };
      sandbox_add_row (sandbox, values);
    }
  return TRUE;
}

/* Ofsted's newest list at the end of the period; *LIST is NULL, with *ABSENT why,
 * when there is none. */
static gboolean
read_list (const TableSources *sources, Establishments **list, const Absence **absent, GError **error)
{
  *absent = &no_record;
  if (sources->context->snapshot == NULL)
    return TRUE;
  if (!establishments_on (sources->context->snapshot, period_end (sources->period), list, error))
    return FALSE;
  *absent = *list != NULL ? NULL : &no_list;
  return TRUE;
}

static void
add_establishment (const TableSources *sources, Sandbox *sandbox, const Establishments *list, guint row)
{
  const char *organisation = list->organisations.text[list->organisation[row]];
  const Owner *owner = register_owner (sources->reg, organisation, period_end (sources->period));
  g_autofree char *urn = urn_to_string (list->urn[row]);
  const SqlValue values[] = {
    sql_text (urn), sql_text (list->provisions.text[list->provision[row]]),
    sql_text (list->statuses.text[list->status[row]]), sql_text (organisation),
    sql_text (owner == NULL ? NULL : owner->person),
    sql_text (list->authorities.text[list->authority[row]]),
    list->places[row] == PLACES_BLANK ? (SqlValue) { 0 } : sql_integer (list->places[row]),
  };
  sandbox_add_row (sandbox, values);
}

static gboolean
add_establishments (const TableSources *sources, Sandbox *sandbox, GError **error)
{
  static const char *const columns[] = {
    "urn", "provision", "status", "organisation", "person", "authority", "places", NULL
  };
  static const char *const list_columns[] = { "as_at", NULL };
  const Absence *absent;
  g_autoptr(Establishments) list = NULL;
  if (!read_list (sources, &list, &absent, error))
    return FALSE;
  g_autofree char *as_at = date_to_string (list == NULL ? 0 : list->as_at);
  const SqlValue date = sql_text (as_at);
  if (!sandbox_add_table (sandbox, "register_list", list_columns, absent, error))
    return FALSE;
  sandbox_add_row (sandbox, &date);
  if (!sandbox_add_table (sandbox, "register_establishments", columns, absent, error))
    return FALSE;
  for (guint row = 0; list != NULL && row < list->n; row++)
    add_establishment (sources, sandbox, list, row);
  return TRUE;
}

/* Tables of the register, added when a rule names one: what its name is, or begins with. */
static const struct {
  const char *name;
  gboolean (*add) (const TableSources *sources, Sandbox *sandbox, GError **error);
} register_tables[] = {
  { "authorities", add_authorities },
  { "authority_successors", add_successors },
  { "persons", add_persons },
  { "register_", add_establishments },
};

/* What the tables of the register are made of; NULL is a fault. g_free(). */
static char *
source_of (const TableSources *sources, GError **error)
{
  Snapshot *snapshot = sources->context->snapshot;
  g_autofree char *persons = NULL, *lists = NULL;
  if (snapshot == NULL)
    return g_strdup ("");
  if (!snapshot_content_id (snapshot, "register", &persons, error)
      || !snapshot_content_id (snapshot, "establishments", &lists, error))
    return NULL;
  return g_strdup_printf ("%s %s", persons == NULL ? "" : persons, lists == NULL ? "" : lists);
}

/* Most returns that are checked one after another find the same register. */
static gboolean
add_register (const TableSources *sources, Sandbox *sandbox, GError **error)
{
  g_autofree char *source = source_of (sources, error);
  if (source == NULL || g_strcmp0 (source, sources->rule_set->source) == 0)
    return source != NULL;
  g_clear_pointer (&sources->rule_set->source, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (register_tables); i++)
    if (rule_set_names (sources->rule_set, register_tables[i].name)
        && !register_tables[i].add (sources, sandbox, error))
      return FALSE;
  sources->rule_set->source = g_steal_pointer (&source);
  return TRUE;
}

gboolean
record_tables_add (const TableSources *sources, Sandbox *sandbox, GError **error)
{
  return add_filed (sources, "prior_", sources->definition->id, period_prior (sources->period), error)
         && add_others (sources, error)
         && add_register (sources, sandbox, error);
}
