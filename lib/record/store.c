#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <git2/sys/mempack.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

gboolean
store_fault (GError **error, const char *format, ...)
{
  const git_error *last = git_error_last ();
  g_autofree char *why = g_strdup (last != NULL ? last->message : "no reason given");
  va_list args;
  va_start (args, format);
  g_autofree char *what = g_strdup_vprintf (format, args);
  va_end (args);
  return error_fault (error, "%s: %s", what, g_strdelimit (why, "\r\n", ' '));
}

/* libgit2's settings belong to the process, and are lost when its last user leaves. */
static void
library_enter (void)
{
  g_assert (git_libgit2_init () > 0);
  static const git_config_level_t levels[] = {
    GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
    GIT_CONFIG_LEVEL_GLOBAL,
  };
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    g_assert (git_libgit2_opts (GIT_OPT_SET_SEARCH_PATH, levels[i], "") == 0);
  g_assert (git_libgit2_opts (GIT_OPT_SET_OWNER_VALIDATION, 0) == 0);
  g_assert (git_libgit2_opts (GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1) == 0);
  g_assert (git_libgit2_opts (GIT_OPT_ENABLE_FSYNC_GITDIR, 1) == 0);
}

static Store *
store_new (const char *path)
{
  library_enter ();
  Store *store = g_new0 (Store, 1);
  store->references = 1;
  store->path = g_strdup (path);
  return store;
}

Store *
store_ref (Store *store)
{
  store->references++;
  return store;
}

void
store_free (Store *store)
{
  if (store == NULL || --store->references > 0)
    return;
  git_repository_free (store->repo);
  ssh_key_free (store->key);
  g_free (store->path);
  g_free (store);
  git_libgit2_shutdown ();
}

const SshKey *
store_key (Store *store, GError **error)
{
  if (store->key == NULL)
    {
      g_autofree char *path = g_build_filename (store->path, STORE_KEY_PATH, NULL);
      store->key = ssh_key_load (path, error);
    }
  return store->key;
}

int
store_read_ref (Store *store, const char *ref, git_oid *commit)
{
  return git_reference_name_to_id (commit, store->repo, ref);
}

Store *
store_open (const char *path, GError **error)
{
  g_autoptr(Store) store = store_new (path);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      error_fault (error, "there is no record at '%s'", path);
      return NULL;
    }
  int code = git_repository_open_bare (&store->repo, path);
  if (code == GIT_ENOTFOUND)
    {
      error_fault (error, "'%s' is not a record", path);
      return NULL;
    }
  if (code < 0)
    {
      store_fault (error, "cannot open record '%s'", path);
      return NULL;
    }
  return store_open_objects (store, error) ? g_steal_pointer (&store) : NULL;
}

Store *
store_open_staged (Store *store, GError **error)
{
  g_autoptr(Store) staged = store_open (store->path, error);
  if (staged == NULL)
    return NULL;
  g_autoptr(git_odb) odb = NULL;
  git_odb_backend *memory = NULL;
  if (git_repository_odb (&odb, staged->repo) < 0 || git_mempack_new (&memory) < 0
      || git_odb_add_backend (odb, memory, 999) < 0)
    {
      store_fault (error, "cannot prepare a group of events for '%s'", store->path);
      return NULL;
    }
  const SshKey *key = store_key (store, error);
  if (key == NULL)
    return NULL;
  staged->key = ssh_key_copy (key);
  return g_steal_pointer (&staged);
}

static gboolean
sync_directory (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean good = fd >= 0 && fsync (fd) == 0;
  int saved = errno;
  if (fd >= 0)
    close (fd);
  return good || error_fault (error, "cannot write '%s': %s", path, g_strerror (saved));
}

static void
remove_tree (const char *path)
{
  gboolean is_link = g_file_test (path, G_FILE_TEST_IS_SYMLINK);
  g_autoptr(GDir) dir = is_link ? NULL : g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  g_remove (path);
}

/* Files that libgit2 puts into every new repository and a record has no use for. */
static void
remove_clutter (const char *path)
{
  static const char *const names[] = { "description", "hooks", "info" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *child = g_build_filename (path, names[i], NULL);
      remove_tree (child);
    }
}

static gboolean
write_text (const char *path, const char *name, const char *text, GError **error)
{
  g_autofree char *file = g_build_filename (path, name, NULL);
  return g_file_set_contents_full (file, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0644, error);
}

/* An empty bare repository at PATH with the key, without any commit. */
static gboolean
lay_out (const char *path, const SshKey *key, GError **error)
{
  git_repository_init_options options = {
    .version = GIT_REPOSITORY_INIT_OPTIONS_VERSION,
    .flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKDIR
             | GIT_REPOSITORY_INIT_NO_REINIT,
  };
  g_autoptr(git_repository) repo = NULL;
  if (git_repository_init_ext (&repo, path, &options) < 0)
    return store_fault (error, "cannot write '%s'", path);
  remove_clutter (path);

  g_autofree char *signing = g_build_filename (path, "signing", NULL);
  g_autofree char *key_file = g_build_filename (path, STORE_KEY_PATH, NULL);
  g_autofree char *signers = ssh_key_allowed_signers (key);
  if (g_mkdir (signing, 0777) != 0)
    return error_fault (error, "cannot make '%s': %s", signing, g_strerror (errno));
  return write_text (path, "HEAD", STORE_HEAD_TEXT, error)
         && write_text (path, "config", STORE_CONFIG_TEXT, error)
         && ssh_key_save (key, key_file, error)
         && write_text (path, STORE_SIGNERS_PATH, signers, error)
         && sync_directory (signing, error) && sync_directory (path, error);
}

/* Each event says what kind of record it is in, so the newest one does. */
gboolean
store_kind (Store *store, RecordKind *kind, GError **error)
{
  if (!store->kind_known)
    {
      g_autoptr(Snapshot) head = store_snapshot (store, NULL, error);
      if (head == NULL)
        return FALSE;
      g_autofree char *word
        = message_trailer (git_commit_message_raw (head->commit), STORE_PRACTICE_TRAILER);
      store->kind = g_strcmp0 (word, STORE_PRACTICE) == 0 ? RECORD_PRACTICE : RECORD_REAL;
      store->kind_known = TRUE;
    }
  *kind = store->kind;
  return TRUE;
}

static gboolean
first_event (Store *store, RecordKind kind, const Actor *actor, GHashTable *files, GError **error)
{
  store->kind = kind;
  store->kind_known = TRUE;
  g_autoptr(Event) event = event_new ();
  event_set_subject (event, "init");
  event_trailer (event, "Event", "init");
  GHashTableIter iter;
  gpointer path, bytes;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    event_write (event, path, bytes);
  git_oid commit;
  if (!event_commit (event, store, EVENT_ON_MAIN, actor, NULL, &commit, error))
    return FALSE;
  g_autoptr(git_reference) ref = NULL;
  if (git_reference_create (&ref, store->repo, STORE_MAIN_REF, &commit, FALSE, NULL) < 0)
    return store_fault (error, "cannot write '%s'", STORE_MAIN_REF);
  return TRUE;
}

/* The whole record at PATH, which nobody else knows yet. */
static gboolean
build (const char *path, RecordKind kind, const SshKey *key, const Actor *actor,
       GHashTable *files, GError **error)
{
  if (!lay_out (path, key, error))
    return FALSE;
  g_autoptr(Store) store = store_open (path, error);
  return store != NULL && first_event (store, kind, actor, files, error);
}

static gboolean
is_free (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  if (dir != NULL && g_dir_read_name (dir) == NULL)
    return TRUE;
  return error_refuse (error, "something is there already");
}

/* Built in a folder of its own beside PLACE, and renamed when it is whole. */
static gboolean
build_beside (const char *place, RecordKind kind, const SshKey *key, const Actor *actor,
              GHashTable *files, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (place);
  g_autofree char *workshop = g_build_filename (parent, ".record-XXXXXX", NULL);
  if (!is_free (place, error))
    return FALSE;
  if (g_mkdtemp (workshop) == NULL)
    return error_fault (error, "cannot write to '%s': %s", parent, g_strerror (errno));
  g_autofree char *made = g_build_filename (workshop, "record", NULL);
  gboolean good = build (made, kind, key, actor, files, error);
  if (good && g_rename (made, place) != 0)
    good = error_fault (error, "%s", g_strerror (errno));
  remove_tree (workshop);
  return good && sync_directory (parent, error);
}

Store *
store_init (const char *path, RecordKind kind, const SshKey *key, const Actor *actor,
            GHashTable *files, GError **error)
{
  library_enter ();
  g_autofree char *place = g_canonicalize_filename (path, NULL);
  Store *store = NULL;
  if (build_beside (place, kind, key, actor, files, error))
    store = store_open (path, error);
  else
    g_prefix_error (error, "cannot make a record at '%s': ", path);
  git_libgit2_shutdown ();
  return store;
}
