#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/folder.h"

#define SIGNERS_MAX_BYTES (1024 * 1024)
#define CACHE_MAX (8 << 20)       /* bytes of commits and trees that libgit2 keeps of all records */

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
  int users = git_libgit2_init (), failed = 0;
  g_assert (users > 0);
  static const git_config_level_t levels[] = {
    GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
    GIT_CONFIG_LEVEL_GLOBAL,
  };
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    failed |= git_libgit2_opts (GIT_OPT_SET_SEARCH_PATH, levels[i], "");
  failed |= git_libgit2_opts (GIT_OPT_SET_OWNER_VALIDATION, 0);
  failed |= git_libgit2_opts (GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
  failed |= git_libgit2_opts (GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
  failed |= git_libgit2_opts (GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t) CACHE_MAX);
  g_assert (failed == 0);
}

static Store *
store_new (const char *path)
{
  library_enter ();
  Store *store = g_new0 (Store, 1);
  store->references = 1;
  store->lock = -1;
  store->pending = pending_new ();
  store->ledger = ledger_new ();
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
  git_repository_free (store->repo);      /* reads the pending ones to the last */
  pending_free (store->pending);
  ledger_free (store->ledger);
  ssh_key_free (store->key);
  g_free (store->path);
  g_free (store);
  git_libgit2_shutdown ();
}

static Signers *
load_signers (Store *store, GError **error)
{
  g_autofree char *path = g_build_filename (store->path, STORE_SIGNERS_PATH, NULL);
  g_autofree char *text = file_read (path, SIGNERS_MAX_BYTES, NULL, error);
  return text == NULL ? NULL : signers_parse (text, error);
}

/* Whether what KEY signs would verify, beside what was signed before: neither
 * the signers nor the events may be those of another record. */
static gboolean
is_key_of_record (Store *store, const SshKey *key, GError **error)
{
  git_oid head;
  g_autoptr(Signers) signers = load_signers (store, error);
  if (signers == NULL)
    return FALSE;
  if (!signers_include (signers, key))
    return error_fault (error,
                        "the key in '%s' is not one that its '%s' names: nothing is signed with "
                        "it; bring the record's own key back",
                        store->path, STORE_SIGNERS_PATH);
  int code = store_read_ref (store, STORE_MAIN_REF, &head);
  if (code == GIT_ENOTFOUND || (code == 0 && commit_is_signed (store, &head, signers)))
    return TRUE;
  return code < 0
         ? store_fault (error, "cannot read the main branch of '%s'", store->path)
         : error_fault (error,
                        "the newest event of record '%s', commit %s, is not signed by a key that "
                        "its '%s' names: nothing is signed on top of it; run 'verify', and bring "
                        "the record's own key and signers back",
                        store->path, git_oid_tostr_s (&head), STORE_SIGNERS_PATH);
}

gboolean
store_check_key (Store *store, GError **error)
{
  return is_key_of_record (store, store->key, error);
}

const SshKey *
store_key (Store *store, GError **error)
{
  if (store->key != NULL)
    return store->key;
  g_autofree char *path = g_build_filename (store->path, STORE_KEY_PATH, NULL);
  if (g_access (path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
    {
      error_fault (error,
                   "'%s' has no '%s', as a backup or a mirror has none, so nothing can be written to it: write to "
                   "the record it is a copy of, or put that record's key there", store->path, STORE_KEY_PATH);
      return NULL;
    }
  g_autoptr(SshKey) key = ssh_key_load (path, error);
  if (key != NULL && is_key_of_record (store, key, error))
    store->key = g_steal_pointer (&key);
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
  if (g_access (path, F_OK) != 0)
    {
      if (errno == ENOENT || errno == ENOTDIR)
        error_fault (error, "there is no record at '%s'", path);
      else
        error_file (error, errno, "open record", path);
      return NULL;
    }
  if (!store_check_files (path, error))
    return NULL;
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
store_open_again (const Store *store, GError **error)
{
  Store *again = store_open (store->path, error);
  if (again != NULL && ledger_is_apart (store->ledger))
    store_set_ledger_apart (again);
  return again;
}

static void
empty_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_unlink (child) == 0)
        continue;
      empty_folder (child);
      g_rmdir (child);
    }
}

/* Who may read a record its own folder decides: what is in it is open to those
 * whom that lets in, but for the key. */
static const struct {
  const char *name;
  mode_t mode;
} folders[] = {
  { "", 0750 },        { "objects", 0755 }, { "objects/info", 0755 }, { "objects/pack", 0755 },
  { "refs", 0755 },    { "refs/heads", 0755 }, { "refs/tags", 0755 }, { "signing", 0755 },
};

static gboolean
make_folders (const char *path, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (path, folders[i].name, NULL);
      if (mkdir (folder, folders[i].mode) != 0)
        return error_file (error, errno, "make folder", folder);
    }
  return TRUE;
}

static gboolean
write_text (const char *path, const char *name, const char *text, GError **error)
{
  g_autofree char *file = g_build_filename (path, name, NULL);
  return file_create (file, text, strlen (text), 0644, error);
}

/* An empty bare repository at PATH with the key, without any commit. */
static gboolean
lay_out (const char *path, const SshKey *key, GError **error)
{
  g_autofree char *key_file = g_build_filename (path, STORE_KEY_PATH, NULL);
  g_autofree char *signers = ssh_key_allowed_signers (key);
  return make_folders (path, error)
         && write_text (path, "HEAD", STORE_HEAD_TEXT, error)
         && write_text (path, "config", STORE_CONFIG_TEXT, error)
         && ssh_key_save (key, key_file, error)
         && write_text (path, STORE_SIGNERS_PATH, signers, error);
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

/* Nobody knows the record yet: one in doubt is none. */
static gboolean
first_move (Store *store, const git_oid *commit, GError **error)
{
  const git_oid none = { { 0 } };
  g_autoptr(GError) wrong = NULL;
  Moved moved = store_move_ref (store, STORE_MAIN_REF, &none, commit, &wrong);
  if (moved == MOVED_NOT)
    g_propagate_error (error, g_steal_pointer (&wrong));
  else if (moved != MOVED)
    error_fault (error, "cannot flush '%s'", STORE_MAIN_REF);
  return moved == MOVED;
}

/* With the lock held, though nobody else knows the record: it is what flushes. */
static gboolean
commit_first (Store *store, const Event *event, const Actor *actor, GError **error)
{
  git_oid commit;
  if (!store_lock (store, error))
    return FALSE;
  gboolean good = event_commit (event, store, EVENT_ON_MAIN, actor, NULL, &commit, error)
                  && store_write_pending (store, error) && first_move (store, &commit, error);
  store_unlock (store);
  return good;
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
  return commit_first (store, event, actor, error);
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
  if (dir == NULL || g_dir_read_name (dir) != NULL)
    return error_refuse (error, "something is there already");
  return !folder_holds (path, ".")
         || error_refuse (error, "it would take the place of the folder that you are in: make it from "
                                 "the folder above");
}

/* The folder a record is built in, '.NAME.making' beside PLACE; *LOCK, which goes
 * with the process, says that somebody is at work there. One that a process
 * which died left is cleared away. */
static char *
open_workshop (const char *target, int *lock, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (target), *name = g_path_get_basename (target);
  g_autofree char *hidden = g_strdup_printf (".%s.making", name);
  g_autofree char *workshop = g_build_filename (parent, hidden, NULL);
  gboolean is_left = g_mkdir (workshop, 0700) != 0;
  if (is_left && errno != EEXIST)
    {
      error_fault (error, "cannot make folder '%s': %s", workshop, g_strerror (errno));
      return NULL;
    }
  *lock = open (workshop, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (*lock >= 0 && flock (*lock, LOCK_EX | LOCK_NB) == 0)
    {
      if (is_left)
        empty_folder (workshop);
      return g_steal_pointer (&workshop);
    }
  if (*lock >= 0 && errno == EWOULDBLOCK)
    error_fault (error, "another program is making a record there");
  else
    error_fault (error, "cannot write to '%s': %s", workshop, g_strerror (errno));
  if (*lock >= 0)
    close (*lock);
  return NULL;
}

/* Built in a folder of its own beside PLACE, and renamed when it is whole. */
static gboolean
build_beside (const char *target, RecordKind kind, const SshKey *key, const Actor *actor,
              GHashTable *files, GError **error)
{
  int lock;
  g_autofree char *workshop = is_free (target, error) ? open_workshop (target, &lock, error) : NULL;
  if (workshop == NULL)
    return FALSE;
  g_autofree char *made = g_build_filename (workshop, "record", NULL);
  gboolean good = build (made, kind, key, actor, files, error);
  if (good && g_rename (made, target) != 0)
    good = error_file (error, errno, "write", target);
  empty_folder (workshop);
  g_rmdir (workshop);
  close (lock);
  return good;
}

static gboolean
flush_target (const char *target, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autofree char *parent = g_path_get_dirname (target);
  return folder_flush (parent, &wrong)
         || error_fault (error,
                         "record '%s' was made, but it is not known whether it lasts: %s; look "
                         "whether it is there",
                         target, wrong->message);
}

Store *
store_init (const char *path, RecordKind kind, const SshKey *key, const Actor *actor,
            GHashTable *files, GError **error)
{
  library_enter ();
  g_autofree char *target = g_canonicalize_filename (path, NULL);
  Store *store = NULL;
  if (!build_beside (target, kind, key, actor, files, error))
    g_prefix_error (error, "cannot make a record at '%s': ", path);
  else if (flush_target (target, error) && (store = store_open (path, error)) == NULL)
    g_prefix_error (error, "record '%s' was made, but: ", path);
  git_libgit2_shutdown ();
  return store;
}
