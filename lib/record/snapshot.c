#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <string.h>

#include "lib/base/period.h"
#include "lib/base/text_order.h"
#include "lib/events/event_kind.h"

#define SECONDS_PER_DAY 86400
#define EPOCH 719163          /* 1970-01-01 as a Date */

Snapshot *
snapshot_new (Store *store, const git_oid *commit, GError **error)
{
  g_autoptr(Snapshot) snapshot = g_new0 (Snapshot, 1);
  snapshot->store = store_ref (store);
  git_oid_tostr (snapshot->id, sizeof snapshot->id, commit);
  if (git_commit_lookup (&snapshot->commit, store->repo, commit) < 0
      || git_commit_tree (&snapshot->tree, snapshot->commit) < 0)
    {
      store_fault (error, "cannot read commit %s of '%s'", snapshot->id, store->path);
      return NULL;
    }
  return g_steal_pointer (&snapshot);
}

Snapshot *
snapshot_of_main (Store *store, const git_oid *commit, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_new (store, commit, error);
  if (snapshot == NULL)
    return NULL;
  const EventKind *kind = event_kind_of (git_commit_message_raw (snapshot->commit));
  if (kind != NULL && kind->branch == EVENT_ON_MAIN)
    return g_steal_pointer (&snapshot);
  error_fault (error,
               "'%s' of record '%s' leads to commit %s, which is %s: it was moved; run 'verify', and "
               "bring it back from a copy",
               STORE_MAIN_REF, store->path, snapshot->id,
               kind == NULL ? "no event of a record" : "of a draft");
  return NULL;
}

void
snapshot_free (Snapshot *snapshot)
{
  if (snapshot == NULL)
    return;
  git_tree_free (snapshot->tree);
  git_commit_free (snapshot->commit);
  store_free (snapshot->store);
  g_free (snapshot);
}

const char *
snapshot_commit (const Snapshot *snapshot)
{
  return snapshot->id;
}

gint64
snapshot_time (const Snapshot *snapshot)
{
  return git_commit_time (snapshot->commit);
}

gboolean
commit_parent (git_commit *commit, git_commit **out, GError **error)
{
  return git_commit_parentcount (commit) == 0 || git_commit_parent (out, commit, 0) == 0
         || store_fault (error, "cannot read the commit before %s",
                         git_oid_tostr_s (git_commit_id (commit)));
}

/* The newest event, from HEAD back, that is not after LAST. */
static Snapshot *
at_time (Store *store, const git_oid *head, gint64 last, const char *as_at, GError **error)
{
  git_oid commit;
  gboolean found;
  if (!ledger_at_time (store, head, last, &commit, &found, error))
    return NULL;
  if (found)
    return snapshot_new (store, &commit, error);
  error_refuse (error, "record '%s' begins after %s", store->path, as_at);
  return NULL;
}

static gboolean
looks_like_commit (const char *text)
{
  gsize length = strlen (text);
  return length >= 7 && length <= GIT_OID_HEXSZ
         && strspn (text, "0123456789abcdefABCDEF") == length;
}

static Snapshot *
at_commit (Store *store, const git_oid *head, const char *as_at, GError **error)
{
  git_oid start;
  g_autoptr(git_commit) commit = NULL;
  gsize length = strlen (as_at);
  int code = git_oid_fromstrn (&start, as_at, length);
  if (code == 0)
    code = git_commit_lookup_prefix (&commit, store->repo, &start, length);
  if (code == GIT_EAMBIGUOUS)
    error_refuse (error, "more than one commit of record '%s' starts with %s: give more of it",
                  store->path, as_at);
  else if (code == GIT_ENOTFOUND)
    error_refuse (error, "record '%s' has no commit %s", store->path, as_at);
  else if (code < 0)
    store_fault (error, "cannot read commit %s of '%s'", as_at, store->path);
  if (code < 0)
    return NULL;
  gboolean found = FALSE;
  if (!ledger_has (store, head, git_commit_id (commit), &found, error))
    return NULL;
  if (found)
    return snapshot_new (store, git_commit_id (commit), error);
  error_refuse (error, "commit %s is not on the main line of record '%s'", as_at, store->path);
  return NULL;
}

Snapshot *
store_snapshot (Store *store, const char *as_at, GError **error)
{
  git_oid head;
  int code = store_read_ref (store, STORE_MAIN_REF, &head);
  if (code == GIT_ENOTFOUND)
    {
      error_fault (error, "'%s' is not a record: it has no main branch", store->path);
      return NULL;
    }
  if (code < 0)
    {
      store_fault (error, "cannot read the main branch of '%s'", store->path);
      return NULL;
    }
  Date date;
  g_autoptr(Snapshot) newest = snapshot_of_main (store, &head, error);
  if (newest == NULL || as_at == NULL)
    return g_steal_pointer (&newest);
  if (date_parse (as_at, &date))
    return at_time (store, &head, ((gint64) date - EPOCH + 1) * SECONDS_PER_DAY - 1, as_at, error);
  if (looks_like_commit (as_at))
    return at_commit (store, &head, as_at, error);
  error_refuse (error, "'%s' is neither a date like 2025-03-31 nor 7 or more digits of a commit",
                as_at);
  return NULL;
}

int
tree_find (git_tree *tree, const char *path, git_tree_entry **entry)
{
  int code = git_tree_entry_bypath (entry, tree, path);
  const git_error *last = code == GIT_ENOTFOUND ? git_error_last () : NULL;
  return last != NULL && last->klass == GIT_ERROR_ODB ? GIT_ERROR : code;
}

gboolean
snapshot_read (Snapshot *snapshot, const char *path, GBytes **out, GError **error)
{
  g_autoptr(git_tree_entry) entry = NULL;
  g_autoptr(git_blob) blob = NULL;
  int code = tree_find (snapshot->tree, path, &entry);
  if (code == 0 && git_tree_entry_type (entry) != GIT_OBJECT_BLOB)
    return error_fault (error, "cannot read '%s' in commit %s of '%s': it is no file", path, snapshot->id,
                        snapshot->store->path);
  if (code != GIT_ENOTFOUND
      && (code < 0 || git_blob_lookup (&blob, snapshot->store->repo, git_tree_entry_id (entry)) < 0))
    return store_fault (error, "cannot read '%s' in commit %s of '%s'", path, snapshot->id,
                        snapshot->store->path);
  *out = blob == NULL ? NULL
                      : g_bytes_new (git_blob_rawcontent (blob), (gsize) git_blob_rawsize (blob));
  return TRUE;
}

gboolean
snapshot_content_id (Snapshot *snapshot, const char *path, char **out, GError **error)
{
  g_autoptr(git_tree_entry) entry = NULL;
  int code = tree_find (snapshot->tree, path, &entry);
  if (code < 0 && code != GIT_ENOTFOUND)
    return store_fault (error, "cannot find '%s' in commit %s of '%s'", path, snapshot->id,
                        snapshot->store->path);
  *out = code < 0 ? NULL : g_strdup (git_oid_tostr_s (git_tree_entry_id (entry)));
  return TRUE;
}

/* The tree at PATH; *OUT stays NULL when there is nothing. */
static gboolean
find_folder (Snapshot *snapshot, const char *path, git_tree **out, GError **error)
{
  g_autoptr(git_tree_entry) entry = NULL;
  if (*path == '\0')
    return git_tree_dup (out, snapshot->tree) == 0;
  int code = tree_find (snapshot->tree, path, &entry);
  if (code == GIT_ENOTFOUND)
    return TRUE;
  if (code == 0 && git_tree_entry_type (entry) != GIT_OBJECT_TREE)
    return error_fault (error, "cannot list '%s' in commit %s of '%s': it is no folder", path, snapshot->id,
                        snapshot->store->path);
  if (code < 0 || git_tree_lookup (out, snapshot->store->repo, git_tree_entry_id (entry)) < 0)
    return store_fault (error, "cannot list '%s' in commit %s of '%s'", path, snapshot->id,
                        snapshot->store->path);
  return TRUE;
}

GStrv
snapshot_list (Snapshot *snapshot, const char *path, GError **error)
{
  g_autofree char *folder = g_strdup (path);
  if (g_str_has_suffix (folder, "/"))
    folder[strlen (folder) - 1] = '\0';
  g_autoptr(git_tree) tree = NULL;
  if (!find_folder (snapshot, folder, &tree, error))
    return NULL;
  GPtrArray *names = g_ptr_array_new ();
  for (gsize i = 0; tree != NULL && i < git_tree_entrycount (tree); i++)
    {
      const git_tree_entry *entry = git_tree_entry_byindex (tree, i);
      gboolean is_folder = git_tree_entry_type (entry) == GIT_OBJECT_TREE;
      g_ptr_array_add (names, g_strconcat (git_tree_entry_name (entry), is_folder ? "/" : NULL,
                                           NULL));
    }
  g_ptr_array_sort (names, text_compare);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (names, FALSE);
}
