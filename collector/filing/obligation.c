#include "collector/filing/obligation.h"

#include "lib/base/error.h"
#include "lib/base/suggest.h"

void
obligation_free (Obligation *obligation)
{
  if (obligation == NULL)
    return;
  g_free (obligation->key.return_id);
  g_free (obligation->key.period);
  g_free (obligation->key.person);
  register_free (obligation->reg);
  g_free (obligation);
}

const Person *
obligation_find_person (const Register *reg, const char *id, Date on, GError **error)
{
  const Person *person = register_person (reg, id, on);
  if (person != NULL)
    return person;
  g_autoptr(GPtrArray) persons = register_persons (reg, on);
  g_autofree const char **known = g_new0 (const char *, persons->len + 1);
  for (guint i = 0; i < persons->len; i++)
    known[i] = ((const Person *) g_ptr_array_index (persons, i))->person;
  g_autofree char *date = date_to_string (on);
  g_autofree char *message = suggest_message ("person", id, known);
  error_refuse (error, "%s (on the register on %s)", message, date);
  return NULL;
}

Obligation *
obligation_open (Rulebook *rulebook, Snapshot *snapshot, const char *return_id, const char *period,
                 const char *person, Date on, GError **error)
{
  g_autoptr(Obligation) obligation = g_new0 (Obligation, 1);
  obligation->snapshot = snapshot;
  obligation->key = (FilingKey) { g_strdup (return_id), g_strdup (period), g_strdup (person) };
  obligation->definition
    = definitions_for_period (rulebook_definitions (rulebook), return_id, period, error);
  if (obligation->definition == NULL)
    return NULL;
  gboolean parsed = period_parse (period, &obligation->period);
  g_assert (parsed);    /* a definition was found for it */
  Register *reg = rulebook_register (rulebook, snapshot, error);
  if (reg == NULL)
    return NULL;
  obligation->reg = register_ref (reg);
  obligation->person = obligation_find_person (obligation->reg, person, on, error);
  if (obligation->person == NULL)
    return NULL;
  obligation->round = register_round (obligation->reg, return_id, obligation->period);
  return g_steal_pointer (&obligation);
}

char *
obligation_name (const Obligation *obligation)
{
  return g_strdup_printf ("%s %s of %s (%s)", obligation->key.return_id, obligation->key.period,
                          obligation->key.person, obligation->person->name);
}

gboolean
obligation_event (Rulebook *rulebook, Snapshot *snapshot, const FilingKey *key, FiledEvent **out,
                  GError **error)
{
  if (definitions_for_period (rulebook_definitions (rulebook), key->return_id, key->period, error) == NULL)
    return FALSE;
  g_autoptr(GHashTable) events = filed_events (snapshot, key, error);
  if (events == NULL)
    return FALSE;
  g_autofree char *name = filing_draft_name (key);
  g_autofree char *own = NULL;
  FiledEvent *event = NULL;
  if (!g_hash_table_steal_extended (events, name, (gpointer *) &own, (gpointer *) &event))
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (snapshot_time (snapshot));
      g_autoptr(Obligation) known = obligation_open (rulebook, snapshot, key->return_id, key->period,
                                                     key->person, date_of_time (time), error);
      if (known == NULL)
        return FALSE;
    }
  *out = event;
  return TRUE;
}
