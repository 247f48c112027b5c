#include "collector/filing/status.h"

#include <string.h>


typedef struct {
  Store *store;            /* NULL: drafts are left out */
  Rulebook *rulebook;
  Snapshot *snapshot;
  const Register *reg;
  Date on;
  GHashTable *drafts;      /* names of drafts that exist */
  GHashTable *filings;     /* draft name -> Filing * in force */
  GPtrArray *rows;
} Census;

static const char *const state_names[] = {
  [STATE_NOT_DUE] = "not due", [STATE_DUE] = "due", [STATE_INVALID] = "invalid",
  [STATE_DRAFT] = "draft", [STATE_READY] = "ready", [STATE_FILED] = "filed",
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

static gboolean
look_at_draft (const Census *census, const char *name, const Filing *in_force, ReturnStatus *status,
               GError **error)
{
  if (!g_hash_table_contains (census->drafts, name))
    return TRUE;
  g_autoptr(Draft) draft = NULL;
  if (!draft_read (census->store, &status->key, &draft, error))
    return FALSE;
  if (draft == NULL || (in_force != NULL && strcmp (in_force->hash, draft->filing->hash) == 0))
    return TRUE;
  return assess_draft (census, draft, status, error);
}

static gboolean
keep_time (const LogEntry *entry, gpointer data)
{
  gint64 *time = data;
  *time = entry->time;
  return TRUE;
}

/* The day of version 1, by the record's clock: who corrects a return after it
 * was due is not late. */
static gboolean
first_filed (const Census *census, const Filing *in_force, Date *out, GError **error)
{
  if (in_force->version == 1)
    {
      *out = date_of_text (in_force->filed_at);
      return TRUE;
    }
  gint64 first = 0;
  g_autofree char *folder = filing_folder (&in_force->key);
  if (!store_log (census->snapshot, folder, keep_time, &first, error))
    return FALSE;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (first);
  *out = date_of_time (time);
  return TRUE;
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

/* The row of one return of one person; ROUND is NULL when none asked for it. */
static gboolean
add_row (Census *census, const char *return_id, const char *period, const char *person,
         const Round *round, GError **error)
{
  ReturnStatus *status = g_new0 (ReturnStatus, 1);
  g_ptr_array_add (census->rows, status);
  status->key = (FilingKey) { g_strdup (return_id), g_strdup (period), g_strdup (person) };
  const Person *row = register_person (census->reg, person, census->on);
  status->name = g_strdup (row == NULL ? "" : row->name);
  status->state = round != NULL && census->on < round->opens ? STATE_NOT_DUE : STATE_DUE;

  g_autofree char *name = filing_draft_name (&status->key);
  const Filing *in_force = g_hash_table_lookup (census->filings, name);
  if (in_force != NULL)
    {
      status->state = STATE_FILED;
      status->version = in_force->version;
      status->filed_at = g_strdup (in_force->filed_at);
      status->hash = g_strdup (in_force->hash);
    }
  Date done = census->on;
  if (in_force != NULL && round != NULL && !first_filed (census, in_force, &done, error))
    return FALSE;
  set_deadline (status, round, done);
  return look_at_draft (census, name, in_force, status, error);
}

static gboolean
add_obligations (Census *census, const Round *round, GError **error)
{
  g_autofree char *period = period_to_string (round->period);
  g_autoptr(GPtrArray) persons = register_persons (census->reg, census->on);
  for (guint i = 0; i < persons->len; i++)
    {
      const Person *person = g_ptr_array_index (persons, i);
      if (register_is_determined (census->reg, person->person, round->due)
          && !add_row (census, round->return_id, period, person->person, round, error))
        return FALSE;
    }
  return TRUE;
}

/* Filings and drafts of which no row speaks yet. */
static gboolean
add_others (Census *census, const char *return_id, const char *period, GError **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < census->rows->len; i++)
    g_hash_table_add (seen, filing_draft_name (&((ReturnStatus *) g_ptr_array_index (census->rows, i))->key));
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, census->filings);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (names, name);
  g_hash_table_iter_init (&iter, census->drafts);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (names, name);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_auto(GStrv) parts = g_strsplit (name, "/", 3);
      gboolean asked = g_strv_length (parts) == 3 && !g_hash_table_contains (seen, name)
                       && (return_id == NULL || strcmp (parts[0], return_id) == 0)
                       && (period == NULL || strcmp (parts[1], period) == 0);
      if (asked && !add_row (census, parts[0], parts[1], parts[2], NULL, error))
        return FALSE;
    }
  return TRUE;
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
    g_hash_table_add (census->drafts, g_strdup (drafts[i]));
  return TRUE;
}

static gboolean
read_filings (Census *census, const char *return_id, const char *period, GError **error)
{
  g_autoptr(GPtrArray) filings = filing_list (census->snapshot, return_id, period, error);
  if (filings == NULL)
    return FALSE;
  g_ptr_array_set_free_func (filings, NULL);
  for (guint i = 0; i < filings->len; i++)
    {
      Filing *filing = g_ptr_array_index (filings, i);
      g_hash_table_insert (census->filings, filing_draft_name (&filing->key), filing);
    }
  return TRUE;
}

static gboolean
count (Census *census, const char *return_id, const char *period, GError **error)
{
  if (!read_drafts (census, error) || !read_filings (census, return_id, period, error))
    return FALSE;
  g_autoptr(GPtrArray) rounds = register_rounds (census->reg, census->on);
  for (guint i = 0; i < rounds->len; i++)
    {
      const Round *round = g_ptr_array_index (rounds, i);
      g_autofree char *round_period = period_to_string (round->period);
      if ((return_id == NULL || strcmp (round->return_id, return_id) == 0)
          && (period == NULL || strcmp (round_period, period) == 0)
          && !add_obligations (census, round, error))
        return FALSE;
    }
  return add_others (census, return_id, period, error);
}

GPtrArray *
status_list (Store *store, Rulebook *rulebook, Snapshot *snapshot, const char *return_id, const char *period,
             Date on, GError **error)
{
  const Register *reg = rulebook_register (rulebook, snapshot, error);
  if (reg == NULL)
    return NULL;
  g_autoptr(GHashTable) drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) filings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         (GDestroyNotify) filing_free);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (return_status_free);
  Census census = { store, rulebook, snapshot, reg, on, drafts, filings, rows };
  if (!count (&census, return_id, period, error))
    return NULL;
  g_ptr_array_sort (rows, compare_rows);
  return g_steal_pointer (&rows);
}
