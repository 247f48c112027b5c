#include "lib/base/error.h"
#include "lib/base/folder.h"
#include "lib/base/text_order.h"
#include "lib/record/store_private.h"

#include <string.h>

typedef struct {
  const Actor *actor;
  const Event *event;
  const char *name, *after;
  git_oid commit;
} Draft;

/* The trailers that the three words of a draft's name are. */
static const char *const name_keys[] = { "Return", "Period", "Person" };

/* STORE_DRAFTS and NAME, which is <return>/<period>/<person>. */
static char *
draft_ref (const char *name, GStrv *words, GError **error)
{
  if (!record_path_check (name, error))
    return NULL;
  *words = g_strsplit (name, "/", -1);
  char *ref = g_strconcat (STORE_DRAFTS, name, NULL);
  int valid = 0;
  if (g_strv_length (*words) == 3 && git_reference_name_is_valid (&valid, ref) == 0 && valid)
    return ref;
  g_free (ref);
  error_refuse (error,
                "'%s' cannot be a draft: it is not "
                "<return>/<period>/<person>",
                name);
  return NULL;
}

static gboolean
make_draft (Store *store, const git_oid *old, git_oid *new, gpointer data, GError **error)
{
  Draft *draft = data;
  if (draft->after != NULL && (old == NULL || git_oid_streq (old, draft->after) != 0))
    return error_refuse (error, "the draft '%s' was changed meanwhile: look at it and try again",
                         draft->name);
  if (!event_commit (draft->event, store, EVENT_ON_DRAFT, draft->actor, old, new, error))
    return FALSE;
  git_oid_cpy (&draft->commit, new);
  return TRUE;
}

gboolean
store_change_draft (Store *store, const char *name, const char *after, const Actor *actor,
                    const char *message, GHashTable *files, char **commit, GError **error)
{
  g_auto(GStrv) words = NULL;
  g_autofree char *ref = draft_ref (name, &words, error);
  if (ref == NULL)
    return FALSE;
  g_autoptr(Event) event = event_new ();
  event_set_subject (event, "%s", message);
  event_trailer (event, "Event", "draft");
  for (guint i = 0; i < G_N_ELEMENTS (name_keys); i++)
    event_trailer (event, name_keys[i], words[i]);
  GHashTableIter iter;
  gpointer path, bytes;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    event_write (event, path, bytes);
  Draft draft = { .actor = actor, .event = event, .name = name, .after = after };
  if (!store_swap (store, ref, make_draft, &draft, error))
    return FALSE;
  if (commit != NULL)
    *commit = g_strdup (git_oid_tostr_s (&draft.commit));
  return TRUE;
}

gboolean
store_read_draft (Store *store, const char *name, Snapshot **out, GError **error)
{
  g_auto(GStrv) words = NULL;
  g_autofree char *ref = draft_ref (name, &words, error);
  git_oid commit;
  if (ref == NULL)
    return FALSE;
  int code = store_read_ref (store, ref, &commit);
  if (code < 0 && code != GIT_ENOTFOUND)
    return store_fault (error, "cannot read draft '%s' of record '%s'", name, store->path);
  Snapshot *snapshot = code < 0 ? NULL : snapshot_new (store, &commit, error);
  if (code == 0 && snapshot == NULL)
    return FALSE;
  *out = snapshot;
  return TRUE;
}

static gboolean
is_signed (Store *store, git_commit *commit, const Signers *signers, const char *name, GError **error)
{
  const git_oid *id = git_commit_id (commit);
  return commit_is_signed (store, id, signers)
         || error_fault (error, "draft %s: commit %s is not signed by the record's key", name,
                         git_oid_tostr_s (id));
}

static gboolean
is_of_draft (git_commit *commit, const GStrv words, const char *name, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (name_keys); i++)
    {
      g_autofree char *value = message_trailer (git_commit_message_raw (commit), name_keys[i]);
      if (g_strcmp0 (value, words[i]) != 0)
        return error_fault (error, "draft %s: commit %s is of another draft", name,
                            git_oid_tostr_s (git_commit_id (commit)));
    }
  return TRUE;
}

gboolean
store_check_draft (Store *store, const char *name, const char *commit_id, GError **error)
{
  g_auto(GStrv) words = g_strsplit (name, "/", -1);
  const SshKey *key = store_key (store, error);
  g_autofree char *allowed = key == NULL ? NULL : ssh_key_allowed_signers (key);
  g_autoptr(Signers) signers = key == NULL ? NULL : signers_parse (allowed, error);
  g_autoptr(git_commit) commit = NULL;
  git_oid id;
  if (signers == NULL)
    return FALSE;
  if (git_oid_fromstr (&id, commit_id) < 0 || git_commit_lookup (&commit, store->repo, &id) < 0)
    return store_fault (error, "cannot read commit %s of '%s'", commit_id, store->path);
  while (commit != NULL)
    {
      g_autoptr(git_commit) parent = NULL;
      if (!is_signed (store, commit, signers, name, error) || !is_of_draft (commit, words, name, error)
          || !commit_parent (commit, &parent, error))
        return FALSE;
      git_commit_free (commit);
      commit = g_steal_pointer (&parent);
    }
  return TRUE;
}

/* Adds to REFS every file that is there below REF, a reference or a folder of
 * them. What git packs meanwhile, and takes away, is well. */
static gboolean
list_loose (const Store *store, const char *ref, GPtrArray *refs, GError **error)
{
  g_autofree char *path = g_build_filename (store->path, ref, NULL);
  g_autoptr(GError) wrong = NULL;
  g_auto(GStrv) names = folder_list (path, &wrong);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *below = g_build_path ("/", ref, names[i], NULL);
      if (!list_loose (store, below, refs, error))
        return FALSE;
    }
  if (names != NULL || g_error_matches (wrong, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  if (!g_error_matches (wrong, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  if (!g_str_has_suffix (ref, ".lock"))
    g_ptr_array_add (refs, g_strdup (ref));
  return TRUE;
}

/* libgit2 leaves out what it cannot read: each of REFS, the files that were there
 * before, is a draft that it listed in NAMES, or can be read as one now. */
static gboolean
add_unlisted (Store *store, const GPtrArray *refs, GPtrArray *names, GError **error)
{
  g_autoptr(GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < names->len; i++)
    g_hash_table_add (listed, names->pdata[i]);
  for (guint i = 0; i < refs->len; i++)
    {
      git_oid id;
      const char *ref = refs->pdata[i], *name = ref + strlen (STORE_DRAFTS);
      if (g_hash_table_contains (listed, name))
        continue;
      if (git_reference_name_to_id (&id, store->repo, ref) < 0)
        return store_fault (error, "cannot read '%s' of record '%s'", ref, store->path);
      g_ptr_array_add (names, g_strdup (name));
    }
  return TRUE;
}

GStrv
store_list_drafts (Store *store, GError **error)
{
  g_autoptr(git_reference_iterator) iter = NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) refs = g_ptr_array_new_with_free_func (g_free);
  const char *ref;
  if (!list_loose (store, STORE_DRAFTS, refs, error))
    return NULL;
  int code = git_reference_iterator_glob_new (&iter, store->repo, STORE_DRAFTS "*");
  while (code == 0 && (code = git_reference_next_name (&ref, iter)) == 0)
    g_ptr_array_add (names, g_strdup (ref + strlen (STORE_DRAFTS)));
  if (code != GIT_ITEROVER)
    {
      store_fault (error, "cannot list the drafts of record '%s'", store->path);
      return NULL;
    }
  if (!add_unlisted (store, refs, names, error))
    return NULL;
  g_ptr_array_sort (names, text_compare);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}
