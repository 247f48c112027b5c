#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <sodium.h>
#include <string.h>

/* A writer gives up when nobody has moved the branch for this long: the lock
 * is then held by something that hangs, or was left by something that died. */
#define PATIENCE (3 * G_USEC_PER_SEC)
#define RACES_MAX 500
/* A fault is tried again as often: `git gc` takes away folders that are empty
 * for the moment, below the feet of a writer. */
#define FAULTS_MAX 4
#define PAUSE_MAX (50 * 1000)     /* microseconds */

typedef struct {
  git_oid head;                   /* as it was when the last race was lost */
  gint64 since;                   /* when HEAD was seen first */
  guint lost;
} Race;

/* Pauses for a time that is random, so that writers do not stay in step, and
 * longer each time; FALSE when it is time to give up. */
static gboolean
race_again (Race *race, const git_oid *head)
{
  gint64 now = g_get_monotonic_time ();
  if (race->lost == 0 || !git_oid_equal (&race->head, head))
    {
      git_oid_cpy (&race->head, head);
      race->since = now;
    }
  race->lost++;
  if (race->lost > RACES_MAX || now - race->since > PATIENCE)
    return FALSE;
  guint32 ceiling = MIN (PAUSE_MAX, 500u << MIN (race->lost, 10));
  g_usleep (randombytes_uniform (ceiling));
  return TRUE;
}

static gboolean
is_race (int code)
{
  return code == GIT_ELOCKED || code == GIT_EMODIFIED || code == GIT_ENOTFOUND
         || code == GIT_EEXISTS;
}

static gboolean
give_up (Store *store, const char *ref, int code, GError **error)
{
  if (code != GIT_ELOCKED)
    return error_fault (error,
                        "record '%s' is too busy: other writers were "
                        "always first; try again",
                        store->path);
  return error_fault (error,
                      "record '%s' is locked by '%s/%s.lock': if no "
                      "program is writing to it, one was stopped and left that file; delete it",
                      store->path, store->path, ref);
}

/* One try: 0, or libgit2's code with ERROR set unless it is a race. */
static int
swap_once (Store *store, const char *ref, SwapFunc make, gpointer data, git_oid *old,
           GError **error)
{
  git_oid new;
  g_autoptr(git_reference) moved = NULL;
  *old = (git_oid) { { 0 } };
  int code = store_read_ref (store, ref, old);
  if (code < 0 && code != GIT_ENOTFOUND)
    {
      store_fault (error, "cannot read '%s' of record '%s'", ref, store->path);
      return code;
    }
  if (!make (store, code == 0 ? old : NULL, &new, data, error))
    return GIT_ERROR;
  code = git_reference_create_matching (&moved, store->repo, ref, &new, TRUE, old, NULL);
  if (code < 0 && !is_race (code))
    store_fault (error, "cannot append to record '%s'", store->path);
  return code;
}

gboolean
store_swap (Store *store, const char *ref, SwapFunc make, gpointer data, GError **error)
{
  Race race = { 0 };
  for (guint faults = 0;;)
    {
      GError *fault = NULL;
      git_oid old;
      int code = swap_once (store, ref, make, data, &old, &fault);
      if (code == 0)
        return TRUE;
      if (fault != NULL
          && (!g_error_matches (fault, CARE_ERROR, ERROR_FAULT) || faults++ == FAULTS_MAX))
        {
          g_propagate_error (error, fault);
          return FALSE;
        }
      g_clear_error (&fault);
      if (!race_again (&race, &old))
        return give_up (store, ref, code, error);
    }
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
  g_autoptr(Snapshot) head = snapshot_new (store, parent, error);
  return head != NULL && group->funcs[i](head, event, group->data[i], error)
         && event_commit (event, store, EVENT_ON_MAIN, &group->actors[i], parent, commit, error);
}

static gboolean
has_main (Store *store, const git_oid *old, GError **error)
{
  return old != NULL
         || error_fault (error, "'%s' is not a record: it has no main branch", store->path);
}

/* Adds to PACK what is in NEW and not at the same place in OLD (which may be NULL). */
static int
pack_tree (git_packbuilder *pack, git_repository *repo, git_tree *old, git_tree *new)
{
  int code = git_packbuilder_insert (pack, git_tree_id (new), NULL);
  for (gsize i = 0; code == 0 && i < git_tree_entrycount (new); i++)
    {
      const git_tree_entry *entry = git_tree_entry_byindex (new, i);
      const git_oid *id = git_tree_entry_id (entry);
      const git_tree_entry *was = old == NULL
                                  ? NULL : git_tree_entry_byname (old, git_tree_entry_name (entry));
      if (was != NULL && git_oid_equal (git_tree_entry_id (was), id))
        continue;
      if (git_tree_entry_type (entry) == GIT_OBJECT_BLOB)
        {
          code = git_packbuilder_insert (pack, id, git_tree_entry_name (entry));
          continue;
        }
      g_autoptr(git_tree) folder = NULL, before = NULL;
      code = git_tree_lookup (&folder, repo, id);
      if (code == 0 && was != NULL && git_tree_entry_type (was) == GIT_OBJECT_TREE)
        code = git_tree_lookup (&before, repo, git_tree_entry_id (was));
      if (code == 0)
        code = pack_tree (pack, repo, before, folder);
    }
  return code;
}

static int
pack_commit (git_packbuilder *pack, git_repository *repo, const git_oid *id)
{
  g_autoptr(git_commit) commit = NULL, parent = NULL;
  g_autoptr(git_tree) tree = NULL, before = NULL;
  int code = git_commit_lookup (&commit, repo, id);
  if (code == 0)
    code = git_commit_parent (&parent, commit, 0);
  if (code == 0)
    code = git_commit_tree (&tree, commit);
  if (code == 0)
    code = git_commit_tree (&before, parent);
  if (code == 0)
    code = git_packbuilder_insert (pack, id, NULL);
  return code == 0 && !git_oid_equal (git_tree_id (before), git_tree_id (tree))
         ? pack_tree (pack, repo, before, tree) : code;
}

/* Writes what the group made in memory as one pack file, which is on disk when
 * this returns. */
static gboolean
write_pack (Store *staged, const Group *group, GError **error)
{
  g_autoptr(git_packbuilder) pack = NULL;
  int code = git_packbuilder_new (&pack, staged->repo);
  for (guint i = 0; code == 0 && i < group->n; i++)
    code = pack_commit (pack, staged->repo, &g_array_index (group->commits, git_oid, i));
  if (code == 0)
    code = git_packbuilder_write (pack, NULL, 0, NULL, NULL);
  return code == 0 || store_fault (error, "cannot write a group of events to record '%s'",
                                   staged->path);
}

static gboolean
make_group (Store *store, const git_oid *old, git_oid *new, gpointer data, GError **error)
{
  Group *group = data;
  if (!has_main (store, old, error))
    return FALSE;
  g_array_set_size (group->commits, 0);
  if (group->n == 1)
    {
      if (!append_one (store, old, group, 0, new, error))
        return FALSE;
      g_array_append_val (group->commits, *new);
      return TRUE;
    }
  g_autoptr(Store) staged = store_open_staged (store, error);
  if (staged == NULL)
    return FALSE;
  git_oid_cpy (new, old);
  for (guint i = 0; i < group->n; i++)
    {
      git_oid parent = *new;
      if (!append_one (staged, &parent, group, i, new, error))
        {
          g_prefix_error (error, "event %u of %u: ", i + 1, group->n);
          return FALSE;
        }
      g_array_append_val (group->commits, *new);
    }
  return write_pack (staged, group, error);
}

gboolean
store_append_many (Store *store, const Actor *actors, const EventFunc *funcs, gpointer *data,
                   guint n, GStrv *commits, GError **error)
{
  g_autoptr(GArray) made = g_array_new (FALSE, FALSE, sizeof (git_oid));
  Group group = { actors, funcs, data, n, made };
  if (n > 0 && !store_swap (store, STORE_MAIN_REF, make_group, &group, error))
    return FALSE;
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
