#define _GNU_SOURCE

#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <pwd.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/folder.h"

/* How long a writer waits for its turn. What it waits for is alive, for the
 * lock of a process dies with it. */
#define PATIENCE (60 * G_USEC_PER_SEC)
#define PAUSE_MAX (8 * 1000)     /* microseconds */

/* Temporary files that a program left. Ours are nobody's when the lock is held;
 * others may be of a git that is at work, and are not touched while young. */
#define HOUR 3600
static const char *const tidied_folders[] = { "objects", "objects/pack" };
static const struct {
  const char *folder, *prefix;
  gint64 age;                    /* seconds */
} leftovers[] = {
  { "objects", STORE_TEMPORARY, 0 },
  { "objects", "tmp_", HOUR },
  { "objects/pack", STORE_TEMPORARY, 0 },
  { "objects/pack", "tmp_", HOUR },
  { "objects/pack", "pack_", HOUR },
};

void
store_pause (void)
{
  g_usleep (randombytes_uniform (PAUSE_MAX));
}

static char *
user_name (uid_t id)
{
  const struct passwd *user = getpwuid (id);
  return user != NULL ? g_strdup (user->pw_name) : g_strdup_printf ("%lu", (unsigned long) id);
}

/* Folders that another user makes in a record are closed to its owner. */
static gboolean
is_ours (Store *store, GError **error)
{
  struct stat status;
  if (g_stat (store->path, &status) != 0)
    return error_file (error, errno, "write to record", store->path);
  if (status.st_uid == geteuid ())
    return TRUE;
  g_autofree char *owner = user_name (status.st_uid), *user = user_name (geteuid ());
  return error_fault (error, "cannot write to record '%s' as %s: it belongs to %s; run this as %s",
                      store->path, user, owner, owner);
}

/* One try: TRUE with the descriptor, or -1 when it is another's turn, or the
 * file was deleted before it was locked. */
static gboolean
try_lock (Store *store, const char *path, int *fd, GError **error)
{
  *fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (*fd < 0)
    return error_fault (error, "cannot write to record '%s': cannot open '%s': %s", store->path, path,
                        g_strerror (errno));
  int number = flock (*fd, LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
  if (number == 0 && file_is_at (*fd, path))
    return TRUE;
  close (*fd);
  *fd = -1;
  return number == 0 || number == EWOULDBLOCK || number == EINTR
         || error_fault (error, "cannot lock record '%s': %s", store->path, g_strerror (number));
}

static gboolean
wait_for_turn (Store *store, GError **error)
{
  g_autofree char *path = g_build_filename (store->path, STORE_LOCK_PATH, NULL);
  gint64 start = g_get_monotonic_time ();
  for (;;)
    {
      if (!try_lock (store, path, &store->lock, error))
        return FALSE;
      if (store->lock >= 0)
        return TRUE;
      if (g_get_monotonic_time () - start > PATIENCE)
        return error_fault (error,
                            "record '%s' is busy: another program has been writing to it for a "
                            "minute; nothing was changed, try again later",
                            store->path);
      store_pause ();
    }
}

static void
remove_old (const char *folder, const char *name, gint64 age)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat status;
  if (g_lstat (path, &status) == 0 && S_ISREG (status.st_mode)
      && (age == 0 || g_get_real_time () / G_USEC_PER_SEC - status.st_mtime > age))
    g_unlink (path);
}

/* Writers name an index before its pack, and take it away after. */
static void
remove_lone_index (const char *folder, const char *name)
{
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".idx"));
  g_autofree char *pack = g_strdup_printf ("%s/%s.pack", folder, stem);
  if (!g_file_test (pack, G_FILE_TEST_EXISTS))
    remove_old (folder, name, 0);
}

static void
tidy_file (const char *below, const char *folder, const char *name)
{
  if (g_str_has_prefix (name, PACKS_OURS) && g_str_has_suffix (name, ".idx"))
    remove_lone_index (folder, name);
  for (guint i = 0; i < G_N_ELEMENTS (leftovers); i++)
    if (strcmp (leftovers[i].folder, below) == 0 && g_str_has_prefix (name, leftovers[i].prefix))
      remove_old (folder, name, leftovers[i].age);
}

/* Nothing depends on it: once for each process is enough, and what cannot be
 * removed now is left for the next. */
static void
tidy (Store *store)
{
  for (guint i = 0; !store->is_tidy && i < G_N_ELEMENTS (tidied_folders); i++)
    {
      g_autofree char *folder = g_build_filename (store->path, tidied_folders[i], NULL);
      g_auto(GStrv) names = folder_list (folder, NULL);
      for (guint n = 0; names != NULL && names[n] != NULL; n++)
        tidy_file (tidied_folders[i], folder, names[n]);
    }
  store->is_tidy = TRUE;
}

/* The lock holds the name of the reference that is being moved: one that is
 * there at the start belonged to a process that died. */
static void
tidy_reference (Store *store)
{
  char ref[PATH_MAX] = "";
  gssize n = pread (store->lock, ref, sizeof ref - 1, 0);
  if (n <= 0)
    return;
  if (!g_str_has_prefix (ref, "refs/") || !record_path_check (ref, NULL)
      || store_remove_ref_locks (store, ref))
    store_note_ref (store, "");
}

/* Where this fails, locks that a kill leaves are found by their age. */
void
store_note_ref (Store *store, const char *ref)
{
  gsize length = strlen (ref);
  if (store->lock >= 0
      && (ftruncate (store->lock, 0) != 0 || pwrite (store->lock, ref, length, 0) != (gssize) length))
    g_debug ("cannot note '%s'", ref);
}

gboolean
store_lock (Store *store, GError **error)
{
  g_assert (store->lock < 0);
  if (!is_ours (store, error) || store_key (store, error) == NULL || !wait_for_turn (store, error))
    return FALSE;
  /* The signers may have been changed since the key was looked at, and written by. */
  if (!store_check_key (store, error))
    {
      store_unlock (store);
      return FALSE;
    }
  tidy_reference (store);
  tidy (store);
  return TRUE;
}

/* The lock was opened before anything was written: so it hears of whatever the
 * file system could not write since. */
gboolean
store_flush (Store *store, GError **error)
{
  return syncfs (store->lock) == 0
         || error_fault (error, "cannot flush record '%s' to disk: %s", store->path, g_strerror (errno));
}

void
store_unlock (Store *store)
{
  close (store->lock);
  store->lock = -1;
}
