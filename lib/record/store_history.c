#include "lib/record/store_private.h"

#include <string.h>

/* Whether the entry at PATH differs between two trees, going down no further
 * than they differ. Either may be NULL. 1, 0, or libgit2's error. */
static int
differs (git_repository *repo, git_tree *a, git_tree *b, const char *path)
{
  if (a != NULL && b != NULL && git_oid_equal (git_tree_id (a), git_tree_id (b)))
    return 0;
  if (*path == '\0')
    return 1;
  gsize length = strcspn (path, "/");
  g_autofree char *name = g_strndup (path, length);
  const git_tree_entry *in_a = a != NULL ? git_tree_entry_byname (a, name) : NULL;
  const git_tree_entry *in_b = b != NULL ? git_tree_entry_byname (b, name) : NULL;
  if (in_a == NULL && in_b == NULL)
    return 0;
  if (in_a != NULL && in_b != NULL
      && git_oid_equal (git_tree_entry_id (in_a), git_tree_entry_id (in_b)))
    return 0;
  if (path[length] == '\0')
    return 1;
  g_autoptr(git_tree) sub_a = NULL, sub_b = NULL;
  int code = 0;
  if (in_a != NULL && git_tree_entry_type (in_a) == GIT_OBJECT_TREE)
    code = git_tree_lookup (&sub_a, repo, git_tree_entry_id (in_a));
  if (code == 0 && in_b != NULL && git_tree_entry_type (in_b) == GIT_OBJECT_TREE)
    code = git_tree_lookup (&sub_b, repo, git_tree_entry_id (in_b));
  if (code < 0 || (sub_a == NULL && sub_b == NULL))
    return code;
  return differs (repo, sub_a, sub_b, path + length + 1);
}

gboolean
snapshot_changed (Snapshot *snapshot, const char *path, gboolean *changed, GError **error)
{
  g_autoptr(git_commit) parent = NULL;
  g_autoptr(git_tree) tree = NULL, before = NULL;
  if (!commit_parent (snapshot->commit, &parent, error))
    return FALSE;
  int code = git_commit_tree (&tree, snapshot->commit);
  if (code == 0 && parent != NULL)
    code = git_commit_tree (&before, parent);
  if (code == 0)
    code = differs (snapshot->store->repo, tree, before, path);
  if (code < 0)
    return store_fault (error, "cannot read the folders of commit %s of '%s'",
                        git_oid_tostr_s (git_commit_id (snapshot->commit)), snapshot->store->path);
  *changed = code == 1;
  return TRUE;
}

/* Name and mail as they stand in the commit: libgit2's own reading strips points
 * and quotes at the ends. */
static void
read_author (git_commit *commit, char **name, char **mail)
{
  git_buf field = GIT_BUF_INIT;
  int found = git_commit_header_field (&field, commit, "author");
  g_assert (found == 0);
  const char *open = strstr (field.ptr, " <"), *close = strchr (field.ptr, '>');
  gboolean whole = open != NULL && close != NULL && close > open;
  *name = whole ? g_strndup (field.ptr, (gsize) (open - field.ptr)) : g_strdup ("");
  *mail = whole ? g_strndup (open + 2, (gsize) (close - open) - 2) : g_strdup ("");
  git_buf_dispose (&field);
}

static gboolean
show (git_commit *commit, LogFunc func, gpointer data)
{
  g_autofree char *name = NULL, *mail = NULL;
  read_author (commit, &name, &mail);
  char id[GIT_OID_HEXSZ + 1];
  git_oid_tostr (id, sizeof id, git_commit_id (commit));
  LogEntry entry = {
    .commit = id,
    .author = name,
    .mail = mail,
    .subject = git_commit_summary (commit),
    .message = git_commit_message_raw (commit),
    .time = git_commit_time (commit),
    .authored = git_commit_author (commit)->when.time,
  };
  return func (&entry, data);
}

void
snapshot_log (Snapshot *snapshot, LogFunc func, gpointer data)
{
  show (snapshot->commit, func, data);
}

gboolean
store_log (Snapshot *snapshot, LogFunc func, gpointer data, GError **error)
{
  g_autoptr(git_commit) commit = NULL;
  git_commit_dup (&commit, snapshot->commit);
  while (commit != NULL && show (commit, func, data))
    {
      g_autoptr(git_commit) parent = NULL;
      if (!commit_parent (commit, &parent, error))
        return FALSE;
      git_commit_free (commit);
      commit = g_steal_pointer (&parent);
    }
  return TRUE;
}

Snapshot *
snapshot_at_event (Snapshot *snapshot, const char *commit, GError **error)
{
  git_oid id;
  int code = git_oid_fromstr (&id, commit);
  g_assert (code == 0);    /* it was named by us */
  return snapshot_new (snapshot->store, &id, error);
}
