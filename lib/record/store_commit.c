#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <string.h>

/* FALSE when PATH is a folder of BASE, or below a file of it. */
static gboolean
fits (git_tree *base, const char *path, GError **error)
{
  g_autofree char *part = g_strdup (path);
  for (gboolean whole = TRUE; base != NULL; whole = FALSE)
    {
      g_autoptr(git_tree_entry) entry = NULL;
      int code = tree_find (base, part, &entry);
      if (code < 0 && code != GIT_ENOTFOUND)
        return store_fault (error, "cannot read '%s'", part);
      if (code == 0 && whole != (git_tree_entry_type (entry) == GIT_OBJECT_BLOB))
        return error_refuse (error, "'%s' cannot be written: '%s' is a %s", path, part,
                             whole ? "folder" : "file");
      char *slash = strrchr (part, '/');
      if (code == 0 || slash == NULL)
        return TRUE;
      *slash = '\0';
    }
  return TRUE;
}

/* Whether the object ID, which was just made, is there. libgit2 writes no object of
 * which there is a file, whatever that file holds; what it reads, it hashes. */
static gboolean
is_whole (Store *store, const git_oid *id, git_object_t type)
{
  git_object *object = NULL;
  gboolean whole = pending_find (store->pending, id) != NULL
                   || git_object_lookup (&object, store->repo, id, type) == 0;
  git_object_free (object);
  return whole;
}

static gboolean
add_writes (const Event *event, Store *store, git_tree *base, GArray *updates, GError **error)
{
  GHashTableIter iter;
  gpointer path, bytes;
  g_hash_table_iter_init (&iter, event->writes);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    {
      git_tree_update update = { GIT_TREE_UPDATE_UPSERT, { { 0 } }, GIT_FILEMODE_BLOB, path };
      gsize size;
      const void *data = g_bytes_get_data (bytes, &size);
      if (!fits (base, path, error))
        return FALSE;
      if (git_blob_create_from_buffer (&update.id, store->repo, data, size) < 0
          || !is_whole (store, &update.id, GIT_OBJECT_BLOB))
        return store_fault (error, "cannot write '%s', for what is there of it already; run 'verify', and bring "
                                   "that back from a copy, or delete it if nothing uses it", (const char *) path);
      g_array_append_val (updates, update);
    }
  return TRUE;
}

static gboolean
add_deletes (const Event *event, git_tree *base, GArray *updates, GError **error)
{
  for (guint i = 0; i < event->deletes->len; i++)
    {
      const char *path = g_ptr_array_index (event->deletes, i);
      g_autoptr(git_tree_entry) entry = NULL;
      int code = base == NULL ? GIT_ENOTFOUND : tree_find (base, path, &entry);
      if (code == GIT_ENOTFOUND)
        return error_refuse (error, "there is no '%s' to delete", path);
      if (code < 0)
        return store_fault (error, "cannot read '%s'", path);
      git_tree_update update = { GIT_TREE_UPDATE_REMOVE, { { 0 } }, GIT_FILEMODE_UNREADABLE, path };
      g_array_append_val (updates, update);
    }
  return TRUE;
}

/* Whether the folders of TREE lead to each of UPDATES: one that was there already may
 * be damaged, as a blob may. */
static gboolean
tree_holds (Store *store, const git_oid *id, const GArray *updates, GError **error)
{
  g_autoptr(git_tree) tree = NULL;
  int code = git_tree_lookup (&tree, store->repo, id);
  for (guint i = 0; code == 0 && i < updates->len; i++)
    {
      const git_tree_update *update = &g_array_index (updates, git_tree_update, i);
      g_autoptr(git_tree_entry) entry = NULL;
      if (update->action == GIT_TREE_UPDATE_UPSERT)
        code = tree_find (tree, update->path, &entry);
    }
  return code == 0 || store_fault (error, "cannot write the folders of the event");
}

/* The tree of BASE (NULL: an empty one) with the event's paths changed. */
static gboolean
write_tree (const Event *event, Store *store, git_tree *base, git_oid *tree, GError **error)
{
  g_autoptr(GArray) updates = g_array_new (FALSE, FALSE, sizeof (git_tree_update));
  if (!add_writes (event, store, base, updates, error) || !add_deletes (event, base, updates, error))
    return FALSE;
  if (git_tree_create_updated (tree, store->repo, base, updates->len,
                               (const git_tree_update *) (void *) updates->data) < 0)
    return store_fault (error, "cannot write the folders of the event");
  return tree_holds (store, tree, updates, error);
}

/* libgit2 would strip points and quotes at the ends of names ("Ann Lee Jr.") and
 * print a time past 2106 wrongly: so the fields are filled here. */
static gboolean
check_actor (const Actor *actor, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%s <%s>", actor->name, actor->mail);
  g_autofree char *name = NULL, *mail = NULL;
  if (!actor_parse (text, &name, &mail, error))
    return FALSE;
  if (actor->time < 0 || actor->time > G_MAXUINT32)
    return error_refuse (error, "the time of an event is from 1970 to 2105");
  return TRUE;
}

static char *
time_text (gint64 time)
{
  g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc (time);
  return g_date_time_format (instant, "%Y-%m-%dT%H:%M:%SZ");
}

/* An event of a real record is of now: who chooses its time could make a late
 * return punctual, or close the record to all that come before 2062. */
static gboolean
check_clock (RecordKind kind, const Actor *actor, GError **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  if (kind == RECORD_PRACTICE || ABS (now - actor->time) <= STORE_CLOCK_SKEW)
    return TRUE;
  g_autofree char *mine = time_text (actor->time);
  g_autofree char *clock = time_text (now);
  return error_refuse (error, "an event is recorded at the time it happens: %s is not now (%s); only a "
                       "record for practice ('init --practice') takes another time", mine, clock);
}

/* When the commit is made: never before its parent. */
static gboolean
commit_time (const Actor *actor, git_commit *parent, gint64 *time, GError **error)
{
  gint64 newest = parent == NULL ? 0 : git_commit_time (parent);
  *time = MAX (actor->time, newest);
  if (*time - actor->time <= STORE_CLOCK_SKEW)
    return TRUE;
  g_autofree char *mine_text = time_text (actor->time);
  g_autofree char *theirs_text = time_text (newest);
  return error_refuse (error, "the event's time %s is before the newest event of the record, %s",
                       mine_text, theirs_text);
}

gboolean
commit_is_signed (Store *store, const git_oid *commit, const Signers *signers)
{
  git_buf signature = GIT_BUF_INIT, text = GIT_BUF_INIT;
  git_oid id = *commit;
  gboolean good = git_commit_extract_signature (&signature, &text, store->repo, &id, NULL) == 0
                  && ssh_signature_verify (signers, SSH_NAMESPACE_COMMIT, signature.ptr, text.ptr,
                                           text.size, NULL);
  git_buf_dispose (&signature);
  git_buf_dispose (&text);
  return good;
}

static gboolean
write_commit (Store *store, git_buf *buffer, git_oid *commit, GError **error)
{
  const SshKey *key = store_key (store, error);
  if (key == NULL)
    return FALSE;
  g_autofree char *signature = ssh_signature_make (key, SSH_NAMESPACE_COMMIT, buffer->ptr,
                                               buffer->size);
  g_strchomp (signature);     /* git signs with a last LF and stores without */
  if (git_commit_create_with_signature (commit, store->repo, buffer->ptr, signature, NULL) < 0
      || !is_whole (store, commit, GIT_OBJECT_COMMIT))
    return store_fault (error, "cannot write the commit of the event; run 'verify', and delete what is there of "
                               "it if nothing uses it");
  return TRUE;
}

/* The message of EVENT, which keeps to all that can be told without what it will
 * stand on. NULL with ERROR. g_free(). */
static char *
checked_message (const Event *event, Store *store, EventBranch branch, const Actor *actor,
                 gboolean is_first, GError **error)
{
  RecordKind kind;
  if (!store_kind (store, &kind, error))
    return NULL;
  g_autofree char *message = event_message (event, kind, error);
  gboolean good = message != NULL && check_actor (actor, error) && check_clock (kind, actor, error)
                  && event_check_paths (event, error)
                  && event_check_kind (event, message, branch, is_first, error);
  return good ? g_steal_pointer (&message) : NULL;
}

gboolean
event_commit (const Event *event, Store *store, EventBranch branch, const Actor *actor,
              const git_oid *parent_id, git_oid *commit, GError **error)
{
  g_autoptr(git_commit) parent = NULL;
  g_autoptr(git_tree) base = NULL, tree = NULL;
  git_oid tree_id;
  gint64 time;
  g_autofree char *message
    = checked_message (event, store, branch, actor, parent_id == NULL, error);
  if (message == NULL)
    return FALSE;
  if (parent_id != NULL && (git_commit_lookup (&parent, store->repo, parent_id) < 0
                            || git_commit_tree (&base, parent) < 0))
    return store_fault (error, "cannot read commit %s", git_oid_tostr_s (parent_id));
  if (!commit_time (actor, parent, &time, error)
      || !write_tree (event, store, branch == EVENT_ON_MAIN ? base : NULL, &tree_id, error))
    return FALSE;

  const git_signature author = { (char *) actor->name, (char *) actor->mail,
                                 { actor->time, 0, '+' } };
  const git_signature committer = { (char *) actor->name, (char *) actor->mail, { time, 0, '+' } };
  const git_commit *parents[] = { parent };
  git_buf buffer = GIT_BUF_INIT;
  if (git_tree_lookup (&tree, store->repo, &tree_id) < 0
      || git_commit_create_buffer (&buffer, store->repo, &author, &committer, NULL, message, tree,
                                   parent != NULL, parents) < 0)
    return store_fault (error, "cannot write the commit of the event");
  gboolean good = write_commit (store, &buffer, commit, error);
  git_buf_dispose (&buffer);
  return good;
}
