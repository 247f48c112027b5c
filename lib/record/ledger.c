#include "lib/record/ledger.h"

#include <string.h>

#include "lib/record/store_private.h"

struct _Ledger {
  GPtrArray *rows;         /* LedgerRow *, oldest first */
  GHashTable *places;      /* ObjectId * (inside the row) -> 1 and its place in ROWS */
};

Ledger *
ledger_new (void)
{
  Ledger *ledger = g_new0 (Ledger, 1);
  ledger->rows = g_ptr_array_new_with_free_func (g_free);
  ledger->places = g_hash_table_new (object_id_hash, object_id_equal);
  return ledger;
}

void
ledger_free (Ledger *ledger)
{
  if (ledger == NULL)
    return;
  g_hash_table_unref (ledger->places);
  g_ptr_array_unref (ledger->rows);
  g_free (ledger);
}

static ObjectId
id_of_oid (const git_oid *oid)
{
  ObjectId id;
  memcpy (id.bytes, oid->id, sizeof id.bytes);
  return id;
}

/* How many events of the ledger are COMMIT and those before it; 0 when it is not
 * there. */
static guint
count_to (const Ledger *ledger, const ObjectId *commit)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (ledger->places, commit));
}

static LedgerRow *
row_of_commit (git_commit *commit)
{
  ObjectId id = id_of_oid (git_commit_id (commit));
  return ledger_row_new (&id, git_commit_time (commit), git_commit_author (commit)->when.time,
                         git_commit_message_raw (commit));
}

/* The events from HEAD back to the newest that the ledger has, newest first;
 * KNOWN is how many it has to that one. */
static GPtrArray *
walk_back (Store *store, const git_oid *head, guint *known, GError **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(git_commit) commit = NULL;
  if (git_commit_lookup (&commit, store->repo, head) < 0)
    {
      store_fault (error, "cannot read commit %s of '%s'", git_oid_tostr_s (head), store->path);
      return NULL;
    }
  *known = 0;
  while (commit != NULL)
    {
      g_autoptr(git_commit) parent = NULL;
      ObjectId id = id_of_oid (git_commit_id (commit));
      *known = count_to (store->ledger, &id);
      if (*known > 0)
        break;
      g_ptr_array_add (rows, row_of_commit (commit));
      if (!commit_parent (commit, &parent, error))
        return NULL;
      git_commit_free (commit);
      commit = g_steal_pointer (&parent);
    }
  return g_steal_pointer (&rows);
}

/* What main had before it was led elsewhere is forgotten. */
static void
cut (Ledger *ledger, guint known)
{
  for (guint i = known; i < ledger->rows->len; i++)
    g_hash_table_remove (ledger->places, &((LedgerRow *) ledger->rows->pdata[i])->commit);
  g_ptr_array_set_size (ledger->rows, (gint) known);
}

static void
add (Ledger *ledger, GPtrArray *newest_first)
{
  while (newest_first->len > 0)
    {
      LedgerRow *row = g_ptr_array_steal_index (newest_first, newest_first->len - 1);
      g_ptr_array_add (ledger->rows, row);
      g_hash_table_insert (ledger->places, &row->commit, GUINT_TO_POINTER (ledger->rows->len));
    }
}

/* Brings the ledger up to HEAD, to which it then has COUNT events. */
static gboolean
reach (Store *store, const git_oid *head, guint *count, GError **error)
{
  ObjectId id = id_of_oid (head);
  guint known = count_to (store->ledger, &id);
  if (known == 0)
    {
      g_autoptr(GPtrArray) rows = walk_back (store, head, &known, error);
      if (rows == NULL)
        return FALSE;
      cut (store->ledger, known);
      add (store->ledger, rows);
      known = store->ledger->rows->len;
    }
  *count = known;
  return TRUE;
}

GPtrArray *
ledger_find (Snapshot *snapshot, const LedgerKey *key, GError **error)
{
  guint count;
  if (!reach (snapshot->store, git_commit_id (snapshot->commit), &count, error))
    return NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  for (guint i = count; i > 0; i--)
    {
      const LedgerRow *row = g_ptr_array_index (snapshot->store->ledger->rows, i - 1);
      if (ledger_row_matches (row, key))
        g_ptr_array_add (found, g_memdup2 (row, sizeof *row + row->length + 1));
    }
  return found;
}

gboolean
ledger_has (Store *store, const git_oid *head, const git_oid *commit, gboolean *has, GError **error)
{
  guint count;
  ObjectId id = id_of_oid (commit);
  if (!reach (store, head, &count, error))
    return FALSE;
  guint place = count_to (store->ledger, &id);
  *has = place > 0 && place <= count;
  return TRUE;
}

/* Main never goes back in time. */
gboolean
ledger_at_time (Store *store, const git_oid *head, gint64 last, git_oid *commit, gboolean *found,
                GError **error)
{
  guint from = 0, to;
  if (!reach (store, head, &to, error))
    return FALSE;
  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      if (((const LedgerRow *) store->ledger->rows->pdata[middle])->time <= last)
        from = middle + 1;
      else
        to = middle;
    }
  *found = from > 0;
  if (*found)
    git_oid_fromraw (commit, ((const LedgerRow *) store->ledger->rows->pdata[from - 1])->commit.bytes);
  return TRUE;
}
