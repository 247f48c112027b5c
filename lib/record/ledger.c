#include "lib/record/ledger.h"

#include <string.h>

#include "lib/events/ledger_file.h"
#include "lib/record/store_private.h"

/* A tail is looked through row by row, so it stays short beside the base; a base
 * is made anew in the time of some hundred thousand rows of a tail. */
#define TAIL_MIN 256
#define TAIL_MAX 4096
#define TAIL_SHARE 64

/* The events of main, oldest first: the first BASED of the base, then the tail. */
struct _Ledger {
  LedgerBase *base;        /* NULL: none */
  guint based;
  GPtrArray *tail;         /* LedgerRow * */
  GHashTable *places;      /* ObjectId * (inside a row of the tail) -> 1 and its place in it */
  gboolean is_open;        /* the file was looked at */
  gboolean in_file;        /* the base is that of the file */
  gboolean apart;          /* the file is neither read nor written */
};

Ledger *
ledger_new (void)
{
  Ledger *ledger = g_new0 (Ledger, 1);
  ledger->tail = g_ptr_array_new_with_free_func (g_free);
  ledger->places = g_hash_table_new (object_id_hash, object_id_equal);
  return ledger;
}

/* Nothing is known any more but what BASE says, which is stolen. */
static void
set_base (Ledger *ledger, LedgerBase *base, gboolean in_file)
{
  ledger_base_free (ledger->base);
  ledger->base = base;
  ledger->based = base == NULL ? 0 : ledger_base_length (base);
  ledger->in_file = in_file;
  g_hash_table_remove_all (ledger->places);
  g_ptr_array_set_size (ledger->tail, 0);
}

void
ledger_free (Ledger *ledger)
{
  if (ledger == NULL)
    return;
  ledger_base_free (ledger->base);
  g_hash_table_unref (ledger->places);
  g_ptr_array_unref (ledger->tail);
  g_free (ledger);
}

static ObjectId
id_of_oid (const git_oid *oid)
{
  ObjectId id;
  memcpy (id.bytes, oid->id, sizeof id.bytes);
  return id;
}

static guint
length_of (const Ledger *ledger)
{
  return ledger->based + ledger->tail->len;
}

/* TRUE when a page of the base did not hold: what it said is forgotten. */
static gboolean
forget_broken (Ledger *ledger)
{
  if (ledger->base == NULL || !ledger_base_is_broken (ledger->base))
    return FALSE;
  set_base (ledger, NULL, FALSE);
  return TRUE;
}

/* How many events of the ledger are COMMIT and those before it; 0 when it is not
 * there. */
static guint
count_to (const Ledger *ledger, const ObjectId *commit)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (ledger->places, commit));
  if (place > 0)
    return ledger->based + place;
  return ledger->base != NULL && ledger_base_place (ledger->base, commit, &place) && place < ledger->based
           ? place + 1 : 0;
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
  guint of_tail = known > ledger->based ? known - ledger->based : 0;
  ledger->based = MIN (ledger->based, known);
  for (guint i = of_tail; i < ledger->tail->len; i++)
    g_hash_table_remove (ledger->places, &((LedgerRow *) ledger->tail->pdata[i])->commit);
  g_ptr_array_set_size (ledger->tail, (gint) of_tail);
}

static void
add (Ledger *ledger, LedgerRow *row)
{
  g_ptr_array_add (ledger->tail, row);
  g_hash_table_insert (ledger->places, &row->commit, GUINT_TO_POINTER (ledger->tail->len));
}

/* --- the file --- */

static void
open_file (Store *store)
{
  LedgerBase *base = NULL;
  g_autoptr(GPtrArray) tail = NULL;
  Ledger *ledger = store->ledger;
  gboolean first = !ledger->is_open;
  ledger->is_open = TRUE;
  if (ledger->apart || !first || !ledger_file_read (store->path, &base, &tail))
    return;
  set_base (ledger, base, TRUE);
  for (guint i = 0; i < tail->len; i++)
    add (ledger, g_steal_pointer (&tail->pdata[i]));
}

/* The rows of the ledger, oldest first; those of the tail are still its own. */
static GPtrArray *
all_rows (Ledger *ledger, GPtrArray *owned)
{
  GPtrArray *rows = g_ptr_array_new ();
  for (guint i = 0; i < ledger->based; i++)
    {
      LedgerRow *row = ledger_base_row (ledger->base, i);
      g_ptr_array_add (owned, row);
      g_ptr_array_add (rows, row);
    }
  for (guint i = 0; i < ledger->tail->len; i++)
    g_ptr_array_add (rows, ledger->tail->pdata[i]);
  return rows;
}

/* Makes one base of all, in memory and, if MAY_WRITE, in the file. */
static void
fold (Store *store, gboolean may_write)
{
  Ledger *ledger = store->ledger;
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) rows = all_rows (ledger, owned);
  if (ledger->base != NULL && ledger_base_is_broken (ledger->base))
    return;                /* whoever asks for something will see */
  g_autoptr(GBytes) made = ledger_base_make (rows);
  gboolean written = may_write && ledger_file_replace (store->path, made);
  set_base (ledger, ledger_base_of_bytes (made), written);
}

/* Keeps what the ledger has come to. Not while this program writes: what it has
 * made may never come into the record. */
static void
keep (Store *store)
{
  Ledger *ledger = store->ledger;
  gboolean may_write = !ledger->apart && store->lock < 0 && ledger_file_is_ours (store->path);
  gboolean whole = ledger->base != NULL && ledger->based == ledger_base_length (ledger->base);
  guint most = CLAMP (ledger->based / TAIL_SHARE, TAIL_MIN, TAIL_MAX);
  if (ledger->tail->len > most || (may_write && !(whole && ledger->in_file)))
    fold (store, may_write);
  else if (may_write)
    ledger_file_append (store->path, ledger->base, ledger->tail);
}

/* --- the questions --- */

/* Brings the ledger up to HEAD, to which it then has COUNT events. */
static gboolean
reach (Store *store, const git_oid *head, guint *count, GError **error)
{
  Ledger *ledger = store->ledger;
  ObjectId id = id_of_oid (head);
  open_file (store);
  *count = count_to (ledger, &id);
  if (*count > 0 || forget_broken (ledger))
    return *count > 0 || reach (store, head, count, error);
  guint known;
  g_autoptr(GPtrArray) rows = walk_back (store, head, &known, error);
  if (rows == NULL)
    return FALSE;
  if (forget_broken (ledger))
    return reach (store, head, count, error);
  cut (ledger, known);
  while (rows->len > 0)
    add (ledger, g_ptr_array_steal_index (rows, rows->len - 1));
  *count = length_of (ledger);
  keep (store);
  return TRUE;
}

GPtrArray *
ledger_find (Snapshot *snapshot, const LedgerKey *key, GError **error)
{
  guint count;
  Ledger *ledger = snapshot->store->ledger;
  if (!reach (snapshot->store, git_commit_id (snapshot->commit), &count, error))
    return NULL;
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  for (guint i = ledger->tail->len; i > 0; i--)
    {
      const LedgerRow *row = g_ptr_array_index (ledger->tail, i - 1);
      if (ledger->based + i <= count && ledger_row_matches (row, key))
        g_ptr_array_add (found, ledger_row_copy (row));
    }
  if (ledger->base != NULL)
    ledger_base_find (ledger->base, key, MIN (count, ledger->based), found);
  return forget_broken (ledger) ? ledger_find (snapshot, key, error) : g_steal_pointer (&found);
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
  return !forget_broken (store->ledger) || ledger_has (store, head, commit, has, error);
}

static LedgerRow *
row_at (Ledger *ledger, guint i)
{
  if (i < ledger->based)
    return ledger_base_row (ledger->base, i);
  return ledger_row_copy (g_ptr_array_index (ledger->tail, i - ledger->based));
}

/* How many of the first N events are not after LAST: main never goes back in time. */
static guint
count_at (Ledger *ledger, guint n, gint64 last)
{
  guint from = 0, to = n;
  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      g_autofree LedgerRow *row = row_at (ledger, middle);
      if (row->time <= last)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

gboolean
ledger_at_time (Store *store, const git_oid *head, gint64 last, git_oid *commit, gboolean *found,
                GError **error)
{
  guint count;
  if (!reach (store, head, &count, error))
    return FALSE;
  guint n = count_at (store->ledger, count, last);
  g_autofree LedgerRow *row = n == 0 ? NULL : row_at (store->ledger, n - 1);
  if (forget_broken (store->ledger))
    return ledger_at_time (store, head, last, commit, found, error);
  *found = row != NULL;
  if (row != NULL)
    git_oid_fromraw (commit, row->commit.bytes);
  return TRUE;
}

void
ledger_follow (Store *store)
{
  git_oid head;
  guint count;
  if (store_read_ref (store, STORE_MAIN_REF, &head) == 0 && !reach (store, &head, &count, NULL))
    g_debug ("the ledger of '%s' was not brought up", store->path);
}

gboolean
ledger_is_apart (const Ledger *ledger)
{
  return ledger->apart;
}

void
store_set_ledger_apart (Store *store)
{
  set_base (store->ledger, NULL, FALSE);
  store->ledger->apart = TRUE;
}
