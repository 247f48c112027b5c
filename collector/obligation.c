#include "collector/obligation.h"

#include "lib/program.h"
#include "lib/suggest.h"

void
obligation_free (Obligation *obligation)
{
  if (obligation == NULL)
    return;
  g_free (obligation->key.return_id);
  g_free (obligation->key.period);
  g_free (obligation->key.person);
  definition_free (obligation->definition);
  register_free (obligation->reg);
  g_free (obligation);
}

static const Person *
find_person (const Register *reg, const char *id, Date on, GError **error)
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
  g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, "%s (on the register on %s)", message, date);
  return NULL;
}

Obligation *
obligation_open (Snapshot *snapshot, const char *return_id, const char *period, const char *person,
                 Date on, GError **error)
{
  const FilingKey key = { (char *) return_id, (char *) period, (char *) person };
  return obligation_open_after (NULL, snapshot, &key, on, error);
}

Obligation *
obligation_open_after (Register *known, Snapshot *snapshot, const FilingKey *key, Date on, GError **error)
{
  g_autoptr(Obligation) obligation = g_new0 (Obligation, 1);
  obligation->snapshot = snapshot;
  obligation->key = (FilingKey) { g_strdup (key->return_id), g_strdup (key->period), g_strdup (key->person) };
  obligation->definition = definition_load (program_datadir (), key->return_id, key->period, error);
  if (obligation->definition == NULL)
    return NULL;
  gboolean parsed = period_parse (key->period, &obligation->period);
  g_assert (parsed);    /* a definition was found for it */
  obligation->reg = register_load_after (known, snapshot, error);
  if (obligation->reg == NULL)
    return NULL;
  obligation->person = find_person (obligation->reg, key->person, on, error);
  if (obligation->person == NULL)
    return NULL;
  obligation->round = register_round (obligation->reg, key->return_id, obligation->period);
  return g_steal_pointer (&obligation);
}

char *
obligation_name (const Obligation *obligation)
{
  return g_strdup_printf ("%s %s of %s (%s)", obligation->key.return_id, obligation->key.period,
                          obligation->key.person, obligation->person->name);
}
