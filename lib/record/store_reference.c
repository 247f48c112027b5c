#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/folder.h"

/* Git holds the lock of a reference for moments. One that was left by a git that
 * died is old, or does not change before our eyes: clocks may be wrong by
 * minutes, and several gits may hold it in turn. */
#define GIT_LOCK_OLD 3600
#define GIT_LOCK_WATCHED 10

/* How often a folder is made again: `git pack-refs` takes away those that are empty
 * for the moment, below the feet of a writer. */
#define FOLDER_TRIES 100

/* The files of one reference. `git pack-refs` takes the same lock, so it has to
 * be taken; as a second name of a file of ours, it is known for ours when we
 * are killed before it becomes the reference. */
typedef struct {
  Store *store;
  const char *name;
  char *file, *lock, *made;
} RefFiles;

static void
ref_files_init (RefFiles *files, Store *store, const char *ref)
{
  *files = (RefFiles) { store, ref, g_build_filename (store->path, ref, NULL), NULL, NULL };
  files->lock = g_strconcat (files->file, ".lock", NULL);
  files->made = g_strconcat (files->file, STORE_REF_MADE, NULL);
}

static void
ref_files_clear (RefFiles *files)
{
  g_free (files->file);
  g_free (files->lock);
  g_free (files->made);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RefFiles, ref_files_clear)

static gboolean
is_same_file (const char *a, const char *b)
{
  struct stat one, two;
  return g_lstat (a, &one) == 0 && g_lstat (b, &two) == 0 && one.st_ino == two.st_ino
         && one.st_dev == two.st_dev;
}

/* Gives up the lock, if it is ours, and what was to become the reference; FALSE
 * when they are still there. */
static gboolean
release (const RefFiles *files)
{
  if (is_same_file (files->made, files->lock) && g_unlink (files->lock) != 0)
    return FALSE;
  return g_unlink (files->made) == 0 || errno == ENOENT;
}

gboolean
store_remove_ref_locks (Store *store, const char *ref)
{
  g_auto(RefFiles) files;
  ref_files_init (&files, store, ref);
  return release (&files);
}

/* A draft of a new period has a new folder. */
static gboolean
make_folder (const RefFiles *files, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (files->file);
  return !g_str_has_prefix (files->name, STORE_DRAFTS) || g_mkdir_with_parents (folder, 0755) == 0
         || error_file (error, errno, "make folder", folder);
}

/* Writes what is to become the reference; makes its folder again when git took
 * it away meanwhile. */
static gboolean
make_file (const RefFiles *files, const git_oid *new, GError **error)
{
  g_autofree char *text = g_strconcat (git_oid_tostr_s (new), "\n", NULL);
  release (files);
  for (guint tries = 1;; tries++)
    {
      g_autoptr(GError) wrong = NULL;
      if (make_folder (files, &wrong)
          && file_create_unflushed (files->made, text, strlen (text), 0644, &wrong))
        return TRUE;
      if (tries == FOLDER_TRIES || !g_error_matches (wrong, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        {
          g_propagate_error (error, g_steal_pointer (&wrong));
          return FALSE;
        }
    }
}

/* A lock of git that is waited for. */
typedef struct {
  struct stat status;
  gint64 since;              /* when it was first seen as it is; 0: never */
} Watch;

static gboolean
is_left_behind (const char *lock, Watch *watch)
{
  struct stat now;
  gint64 time = g_get_monotonic_time ();
  if (g_lstat (lock, &now) != 0)
    return FALSE;
  if (watch->since == 0 || now.st_ino != watch->status.st_ino || now.st_mtime != watch->status.st_mtime)
    *watch = (Watch) { now, time };
  return g_get_real_time () / G_USEC_PER_SEC - now.st_mtime > GIT_LOCK_OLD
         || (time - watch->since) / G_USEC_PER_SEC > GIT_LOCK_WATCHED;
}

/* Should the git whose lock is taken away be alive all the same, its own rename
 * fails, or moves ours: move_locked() reads which. */
static gboolean
take_lock (const RefFiles *files, GError **error)
{
  Watch watch = { 0 };
  while (link (files->made, files->lock) != 0)
    {
      if (errno != EEXIST)
        return error_file (error, errno, "write", files->lock);
      if (!is_left_behind (files->lock, &watch))
        store_pause ();
      else if (g_unlink (files->lock) != 0 && errno != ENOENT)
        return error_file (error, errno, "remove", files->lock);
    }
  return TRUE;
}

static gboolean
names (const RefFiles *files, const git_oid *id, gboolean *same, GError **error)
{
  git_oid now = { { 0 } };
  const git_oid none = { { 0 } };
  int code = store_read_ref (files->store, files->name, &now);
  *same = git_oid_equal (&now, id != NULL ? id : &none);
  return code == 0 || code == GIT_ENOTFOUND
         || store_fault (error, "cannot read '%s' of record '%s'", files->name, files->store->path);
}

/* Past the rename, nothing is said but what is known. */
static Moved
in_doubt (const RefFiles *files, const git_oid *new, const char *what, const char *why, GError **error)
{
  error_fault (error,
               "%s record '%s', as commit %s: %s; do not do it again before 'history' or 'status' "
               "shows whether it is there",
               what, files->store->path, git_oid_tostr_s (new), why);
  return MOVED_IN_DOUBT;
}

static Moved
flush_moved (const RefFiles *files, const git_oid *new, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autofree char *folder = g_path_get_dirname (files->file);
  return folder_flush (folder, &wrong)
         ? MOVED : in_doubt (files, new, "it is not known whether this lasts, though it is now in",
                             wrong->message, error);
}

/* With the lock held. Whether a rename that failed was done is read, and whether
 * another did it: what the reference names may not be taken away. */
static Moved
move_locked (const RefFiles *files, const git_oid *old, const git_oid *new, GError **error)
{
  gboolean same = FALSE;
  if (!names (files, new, &same, error))
    return MOVED_NOT;
  if (same)
    return flush_moved (files, new, error);
  if (!names (files, old, &same, error))
    return MOVED_NOT;
  if (!same)
    return MOVED_BY_OTHERS;
  if (g_rename (files->lock, files->file) == 0)
    return flush_moved (files, new, error);
  g_autoptr(GError) wrong = NULL, unread = NULL;
  error_file (&wrong, errno, "write", files->file);
  if (!names (files, new, &same, &unread))
    return in_doubt (files, new, "it is not known whether this is in", wrong->message, error);
  if (same)
    return flush_moved (files, new, error);
  g_propagate_error (error, g_steal_pointer (&wrong));
  return MOVED_NOT;
}

Moved
store_move_ref (Store *store, const char *ref, const git_oid *old, const git_oid *new,
                GError **error)
{
  g_auto(RefFiles) files;
  ref_files_init (&files, store, ref);
  Moved moved = MOVED_NOT;
  store_note_ref (store, ref);
  if (make_file (&files, new, error) && store_flush (store, error) && take_lock (&files, error))
    moved = move_locked (&files, old, new, error);
  if (release (&files))
    store_note_ref (store, "");
  return moved;
}
