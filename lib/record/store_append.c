#include "lib/base/error.h"
#include "lib/record/store_private.h"

/* Only a git moves a reference beside the lock, and none does so all the time. */
#define TRIES_MAX 20

/* One try; the objects it made are there if they are needed, and only then. */
static Moved
swap_once (Store *store, const char *ref, SwapFunc make, gpointer data, GError **error)
{
  git_oid old = { { 0 } }, new;
  Moved moved = MOVED_NOT;
  int code = store_read_ref (store, ref, &old);
  if (code < 0 && code != GIT_ENOTFOUND)
    store_fault (error, "cannot read '%s' of record '%s'", ref, store->path);
  else if (make (store, code == 0 ? &old : NULL, &new, data, error)
           && store_write_pending (store, error))
    moved = store_move_ref (store, ref, &old, &new, error);
  store_forget_pending (store, moved >= MOVED_IN_DOUBT);
  return moved;
}

gboolean
store_swap (Store *store, const char *ref, SwapFunc make, gpointer data, GError **error)
{
  if (!store_lock (store, error))
    return FALSE;
  Moved moved = MOVED_BY_OTHERS;
  for (guint tries = 0; moved == MOVED_BY_OTHERS && tries < TRIES_MAX; tries++)
    moved = swap_once (store, ref, make, data, error);
  store_unlock (store);
  if (moved == MOVED_BY_OTHERS)
    error_fault (error, "record '%s' is too busy: a git moved '%s' again and again; try again",
                 store->path, ref);
  return moved == MOVED;
}

/* What is to be appended to main, and the ids of the commits. */
typedef struct {
  const Actor *actors;
  const EventFunc *funcs;
  gpointer *data;
  guint n;
  GArray *commits;                /* git_oid, N of them */
} Group;

static gboolean
append_one (Store *store, const git_oid *parent, const Group *group, guint i, git_oid *commit,
            GError **error)
{
  g_autoptr(Event) event = event_new ();
  g_autoptr(Snapshot) head = snapshot_of_main (store, parent, error);
  return head != NULL && group->funcs[i](head, event, group->data[i], error)
         && event_commit (event, store, EVENT_ON_MAIN, &group->actors[i], parent, commit, error);
}

static gboolean
has_main (Store *store, const git_oid *old, GError **error)
{
  return old != NULL
         || error_fault (error, "'%s' is not a record: it has no main branch", store->path);
}

static gboolean
make_group (Store *store, const git_oid *old, git_oid *new, gpointer data, GError **error)
{
  Group *group = data;
  if (!has_main (store, old, error))
    return FALSE;
  g_array_set_size (group->commits, 0);
  git_oid_cpy (new, old);
  for (guint i = 0; i < group->n; i++)
    {
      git_oid parent = *new;
      if (!append_one (store, &parent, group, i, new, error))
        {
          if (group->n > 1)
            g_prefix_error (error, "event %u of %u: ", i + 1, group->n);
          return FALSE;
        }
      g_array_append_val (group->commits, *new);
    }
  return TRUE;
}

gboolean
store_append_many (Store *store, const Actor *actors, const EventFunc *funcs, gpointer *data,
                   guint n, GStrv *commits, GError **error)
{
  g_autoptr(GArray) made = g_array_new (FALSE, FALSE, sizeof (git_oid));
  Group group = { actors, funcs, data, n, made };
  if (n > 0 && !store_swap (store, STORE_MAIN_REF, make_group, &group, error))
    return FALSE;
  ledger_follow (store);
  if (commits == NULL)
    return TRUE;
  *commits = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    (*commits)[i] = g_strdup (git_oid_tostr_s (&g_array_index (made, git_oid, i)));
  return TRUE;
}

gboolean
store_append (Store *store, const Actor *actor, EventFunc func, gpointer data, char **commit,
              GError **error)
{
  g_auto(GStrv) commits = NULL;
  if (!store_append_many (store, actor, &func, &data, 1, &commits, error))
    return FALSE;
  if (commit != NULL)
    *commit = g_steal_pointer (&commits[0]);
  return TRUE;
}
