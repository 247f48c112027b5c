#include "collector/filing/status.h"

#include <string.h>

#include "collector/filing/obligation.h"
#include "lib/returns/filed_return.h"

typedef struct {
  Store *store;            /* NULL: drafts are left out */
  Rulebook *rulebook;
  Snapshot *snapshot;
  const Register *reg;
  const FilingKey *wanted;
  Date on;
  GHashTable *drafts;      /* names of drafts that exist, of what is wanted */
  GHashTable *events;      /* filed_events() */
  GPtrArray *rows;
} Census;

static const char *const state_names[] = {
  [STATE_NOT_DUE] = "not due", [STATE_DUE] = "due", [STATE_INVALID] = "invalid",
  [STATE_DRAFT] = "draft", [STATE_READY] = "ready", [STATE_FILED] = "filed",
  [STATE_DAMAGED] = "damaged", [STATE_UNREADABLE] = "unreadable",
};

const char *
return_state_name (ReturnState state)
{
  return state_names[state];
}

static void
return_status_free (gpointer data)
{
  ReturnStatus *status = data;
  g_free (status->key.return_id);
  g_free (status->key.period);
  g_free (status->key.person);
  g_free (status->name);
  g_free (status->filed_at);
  g_free (status->hash);
  g_free (status->problem);
  g_free (status);
}

static Date
date_of_text (const char *time_text)
{
  g_autoptr(GDateTime) time = time_parse (time_text, NULL);
  return time == NULL ? 0 : date_of_time (time);
}

/* How far the draft of STATUS is: what the same check as at filing says. */
static gboolean
assess_draft (const Census *census, const Draft *draft, ReturnStatus *status, GError **error)
{
  const Definition *definition
    = definitions_for_period (rulebook_definitions (census->rulebook), status->key.return_id,
                              status->key.period, error);
  if (definition == NULL)
    return FALSE;
  Period period;
  gboolean parsed = period_parse (status->key.period, &period);
  g_assert (parsed);    /* a definition was found for it */
  const CheckContext context = { status->key.person, census->snapshot };
  g_autoptr(CheckResult) check = NULL;
  if (!check_return (census->rulebook, definition, period, draft->files, &context, &check, error))
    return FALSE;
  status->hard = findings_count (check->findings, SEVERITY_HARD);
  status->unexplained = draft_unexplained (draft, check);
  status->state = status->hard > 0 ? STATE_INVALID : status->unexplained > 0 ? STATE_DRAFT : STATE_READY;
  g_free (status->hash);
  status->hash = g_strdup (draft->filing->hash);
  return TRUE;
}

/* IN_FORCE is NULL for nothing. */
static gboolean
look_at_draft (const Census *census, const Filing *in_force, ReturnStatus *status, GError **error)
{
  gboolean done = FALSE;
  if (in_force != NULL && !draft_is_done (census->store, &status->key, in_force, &done, error))
    return FALSE;
  g_autoptr(Draft) draft = NULL;
  return done
         || (draft_read (census->store, &status->key, &draft, error)
             && (draft == NULL || assess_draft (census, draft, status, error)));
}

/* What is wrong with one return is said in its row, and keeps nobody from the others. */
static void
set_problem (ReturnStatus *status, ReturnState state, const GError *wrong)
{
  status->state = state;
  status->problem = g_strdup (wrong->message);
}

/* The day of version 1, by the record's clock: who corrects a return after it
 * was due is not late. FILING is NULL when it is damaged. */
static Date
first_filed (const FiledEvent *event, const Filing *filing)
{
  if (filing != NULL && filing->version == 1)
    return date_of_text (filing->filed_at);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (event->first);
  return date_of_time (time);
}

/* DONE is the day it was first filed, or the day that days are counted to. */
static void
set_deadline (ReturnStatus *status, const Round *round, Date done)
{
  if (round == NULL)
    return;
  status->opens = round->opens;
  status->due = round->due;
  status->days = (gint) round->due - (gint) done;
  status->late = status->days < 0;
}

static void
set_filing (ReturnStatus *status, const Filing *filing)
{
  status->state = STATE_FILED;
  status->filed_at = g_strdup (filing->filed_at);
  status->hash = g_strdup (filing->hash);
}

/* What became of the return NAME, whose row has its obligation. */
static void
look_at_return (const Census *census, const char *name, const Round *round, ReturnStatus *status)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Filing) in_force = NULL;
  const FiledEvent *event = g_hash_table_lookup (census->events, name);
  gboolean whole = !person_id_is_valid (status->key.person)    /* a draft's reference can have any name */
                   || filed_return_in_force (census->snapshot, &status->key, event, &in_force, &wrong);
  status->version = event == NULL ? 0 : event->version;
  if (in_force != NULL)
    set_filing (status, in_force);
  set_deadline (status, round, event == NULL ? census->on : first_filed (event, in_force));
  if (!whole)
    set_problem (status, STATE_DAMAGED, wrong);
  else if (g_hash_table_contains (census->drafts, name) && !look_at_draft (census, in_force, status, &wrong))
    set_problem (status, STATE_UNREADABLE, wrong);
}

/* The row of one return of one person; ROUND is NULL when none asked for it. */
static void
add_row (Census *census, const char *return_id, const char *period, const char *person, const Round *round)
{
  ReturnStatus *status = g_new0 (ReturnStatus, 1);
  g_ptr_array_add (census->rows, status);
  status->key = (FilingKey) { g_strdup (return_id), g_strdup (period), g_strdup (person) };
  const Person *row = register_person (census->reg, person, census->on);
  status->name = g_strdup (row == NULL ? "" : row->name);
  status->state = round != NULL && census->on < round->opens ? STATE_NOT_DUE : STATE_DUE;
  g_autofree char *name = filing_draft_name (&status->key);
  look_at_return (census, name, round, status);
}

static gboolean
is_asked (const char *wanted, const char *text)
{
  return wanted == NULL || strcmp (wanted, text) == 0;
}

static void
add_obligations (Census *census, const Round *round, const char *period)
{
  g_autoptr(GPtrArray) persons = register_persons (census->reg, census->on);
  for (guint i = 0; i < persons->len; i++)
    {
      const Person *person = g_ptr_array_index (persons, i);
      if (is_asked (census->wanted->person, person->person)
          && register_is_determined (census->reg, person->person, round->due))
        add_row (census, round->return_id, period, person->person, round);
    }
}

static void
add_keys (GHashTable *names, GHashTable *of)
{
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, of);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (names, name);
}

/* Filings and drafts of which no row speaks yet. */
static void
add_others (Census *census)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < census->rows->len; i++)
    g_hash_table_add (seen, filing_draft_name (&((ReturnStatus *) g_ptr_array_index (census->rows, i))->key));
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  add_keys (names, census->events);
  add_keys (names, census->drafts);
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_auto(GStrv) parts = g_strsplit (name, "/", 3);
      if (!g_hash_table_contains (seen, name))
        add_row (census, parts[0], parts[1], parts[2], NULL);
    }
}

static gboolean
is_wanted (const FilingKey *wanted, const char *draft)
{
  g_auto(GStrv) parts = g_strsplit (draft, "/", 3);
  return g_strv_length (parts) == 3 && is_asked (wanted->return_id, parts[0])
         && is_asked (wanted->period, parts[1]) && is_asked (wanted->person, parts[2]);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const FilingKey *left = &(*(const ReturnStatus *const *) a)->key;
  const FilingKey *right = &(*(const ReturnStatus *const *) b)->key;
  int order = strcmp (left->return_id, right->return_id);
  if (order == 0)
    order = strcmp (left->period, right->period);
  return order != 0 ? order : strcmp (left->person, right->person);
}

static gboolean
read_drafts (Census *census, GError **error)
{
  if (census->store == NULL)
    return TRUE;
  g_auto(GStrv) drafts = store_list_drafts (census->store, error);
  if (drafts == NULL)
    return FALSE;
  for (guint i = 0; drafts[i] != NULL; i++)
    if (is_wanted (census->wanted, drafts[i]))
      g_hash_table_add (census->drafts, g_strdup (drafts[i]));
  return TRUE;
}

static void
count (Census *census)
{
  g_autoptr(GPtrArray) rounds = register_rounds (census->reg, census->on);
  for (guint i = 0; i < rounds->len; i++)
    {
      const Round *round = g_ptr_array_index (rounds, i);
      g_autofree char *period = period_to_string (round->period);
      if (is_asked (census->wanted->return_id, round->return_id) && is_asked (census->wanted->period, period))
        add_obligations (census, round, period);
    }
  add_others (census);
}

GPtrArray *
status_list (Store *store, Rulebook *rulebook, Snapshot *snapshot, const FilingKey *wanted, Date on,
             GError **error)
{
  const Register *reg = rulebook_register (rulebook, snapshot, error);
  if (reg == NULL)
    return NULL;
  g_autoptr(GHashTable) drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) events = filed_events (snapshot, wanted, error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (return_status_free);
  Census census = { store, rulebook, snapshot, reg, wanted, on, drafts, events, rows };
  if (events == NULL || !read_drafts (&census, error))
    return NULL;
  count (&census);
  if (wanted->person != NULL && rows->len == 0 && obligation_find_person (reg, wanted->person, on, error) == NULL)
    return NULL;
  g_ptr_array_sort (rows, compare_rows);
  return g_steal_pointer (&rows);
}
