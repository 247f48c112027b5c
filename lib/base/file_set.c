#define _GNU_SOURCE
#include "lib/base/file_set.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/folder.h"

/* Within the folder: on its file system, and gone with it. */
#define UNFINISHED ".unfinished"

#define PRIVATE_FOLDER 0700
#define PRIVATE_FILE 0600
#define PUBLIC_FOLDER 0755
#define PUBLIC_FILE 0644

/* How a file came to its place, and so how it is taken back. */
typedef enum { STAGED, NEW, EXCHANGED, REPLACED } State;

typedef struct {
  char *name;
  State state;
} Member;

struct _FileSet {
  char *folder, *unfinished;   /* paths */
  gboolean private_;
  gboolean made, committed;
  int dir, staging;            /* open folders; -1: not yet */
  GArray *members;             /* Member */
};

static void
member_clear (gpointer member)
{
  g_free (((Member *) member)->name);
}

static gboolean
fault (GError **error, const char *doing, const FileSet *set, const char *name)
{
  int number = errno;
  g_autofree char *path = g_build_filename (set->folder, name, NULL);
  return error_file (error, number, doing, path);
}

GStrv
file_set_list (const char *folder, GError **error)
{
  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return g_new0 (char *, 1);
  g_auto(GStrv) names = folder_list (folder, error);
  if (names == NULL)
    return NULL;
  g_autoptr(GStrvBuilder) finished = g_strv_builder_new ();
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], UNFINISHED) != 0)
      g_strv_builder_add (finished, names[i]);
  return g_strv_builder_end (finished);
}

/* --- opening --- */

static gboolean
make_folder (FileSet *set, GError **error)
{
  if (g_file_test (set->folder, G_FILE_TEST_EXISTS))
    return TRUE;
  mode_t mode = set->private_ ? PRIVATE_FOLDER : PUBLIC_FOLDER;
  if (g_mkdir_with_parents (set->folder, (int) mode) != 0)
    return fault (error, "make folder", set, NULL);
  set->made = TRUE;
  return chmod (set->folder, mode) == 0 || fault (error, "make folder", set, NULL);
}

/* The lock is of the folder itself, and ends with the process. */
static gboolean
lock_folder (FileSet *set, GError **error)
{
  set->dir = open (set->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (set->dir < 0)
    return fault (error, "open folder", set, NULL);
  if (flock (set->dir, LOCK_EX | LOCK_NB) != 0)
    return errno == EWOULDBLOCK
           ? error_refuse (error, "another program is writing into folder '%s': wait until it is done",
                           set->folder)
           : fault (error, "lock folder", set, NULL);
  if (set->private_ && fchmod (set->dir, PRIVATE_FOLDER) != 0)
    return fault (error, "make private", set, NULL);
  return TRUE;
}

/* Empties and removes the folder of what is unfinished; it may not be there. */
static gboolean
remove_unfinished (const FileSet *set, GError **error)
{
  struct stat status;
  if (fstatat (set->dir, UNFINISHED, &status, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT)
    return TRUE;
  g_auto(GStrv) names = folder_list (set->unfinished, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (UNFINISHED, names[i], NULL);
      if (unlinkat (set->dir, path, 0) != 0)
        return fault (error, "remove", set, path);
    }
  return unlinkat (set->dir, UNFINISHED, AT_REMOVEDIR) == 0
         || fault (error, "remove folder", set, UNFINISHED);
}

static gboolean
make_unfinished (FileSet *set, GError **error)
{
  if (!remove_unfinished (set, error))
    return FALSE;
  if (mkdirat (set->dir, UNFINISHED, PRIVATE_FOLDER) != 0)
    return fault (error, "make folder", set, UNFINISHED);
  set->staging = openat (set->dir, UNFINISHED, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  return set->staging >= 0 || fault (error, "open folder", set, UNFINISHED);
}

FileSet *
file_set_open (const char *folder, gboolean private_, GError **error)
{
  g_autoptr(FileSet) set = g_new0 (FileSet, 1);
  set->folder = g_strdup (folder);
  set->unfinished = g_build_filename (folder, UNFINISHED, NULL);
  set->private_ = private_;
  set->dir = set->staging = -1;
  set->members = g_array_new (FALSE, TRUE, sizeof (Member));
  g_array_set_clear_func (set->members, member_clear);
  if (!make_folder (set, error) || !lock_folder (set, error) || !make_unfinished (set, error))
    return NULL;
  return g_steal_pointer (&set);
}

/* --- adding --- */

/* Whether a folder stands where NAME is to be, which errno then says. */
static gboolean
is_in_the_way (const FileSet *set, const char *name)
{
  struct stat status;
  if (fstatat (set->dir, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR (status.st_mode))
    return FALSE;
  errno = EISDIR;
  return TRUE;
}

gboolean
file_set_add (FileSet *set, const char *name, const char *text, GError **error)
{
  g_assert (!set->committed && *name != '\0' && strchr (name, '/') == NULL && *name != '.');
  if (is_in_the_way (set, name))
    return fault (error, "write", set, name);
  /* The mode is set again for the umask takes of it. */
  mode_t mode = set->private_ ? PRIVATE_FILE : PUBLIC_FILE;
  g_autofree char *path = g_build_filename (set->unfinished, name, NULL);
  if (!file_create_unflushed (path, text, strlen (text), mode, error))
    return FALSE;
  if (fchmodat (set->staging, name, mode, 0) != 0)
    return fault (error, "set the mode of", set, name);
  Member member = { g_strdup (name), STAGED };
  g_array_append_val (set->members, member);
  return TRUE;
}

/* --- committing --- */

/* Exchanging the two keeps the old file until all of them are in place. */
static gboolean
put (const FileSet *set, Member *member)
{
  const char *name = member->name;
  if (is_in_the_way (set, name))
    return FALSE;
  if (renameat2 (set->staging, name, set->dir, name, RENAME_NOREPLACE) == 0)
    member->state = NEW;
  else if (errno == EEXIST && renameat2 (set->staging, name, set->dir, name, RENAME_EXCHANGE) == 0)
    member->state = EXCHANGED;
  else if ((errno == EINVAL || errno == ENOSYS)
           && renameat (set->staging, name, set->dir, name) == 0)
    member->state = REPLACED;     /* a file system that knows neither flag */
  else
    return FALSE;
  return TRUE;
}

static gboolean
take_back (const FileSet *set, Member *member)
{
  const char *name = member->name;
  if (member->state == REPLACED
      || (member->state == NEW && renameat (set->dir, name, set->staging, name) != 0)
      || (member->state == EXCHANGED
          && renameat2 (set->staging, name, set->dir, name, RENAME_EXCHANGE) != 0))
    return FALSE;
  member->state = STAGED;
  return TRUE;
}

/* Takes back what was put in place before; how many files stay new. */
static guint
take_all_back (const FileSet *set)
{
  guint stay = 0;
  for (guint i = set->members->len; i > 0; i--)
    stay += !take_back (set, &g_array_index (set->members, Member, i - 1));
  return stay;
}

/* A folder lasts no longer than its entry in the one above. */
static gboolean
flush (const FileSet *set, GError **error)
{
  g_autofree char *above = g_path_get_dirname (set->folder);
  if (folder_flush (set->folder, error) && (!set->made || folder_flush (above, error)))
    return TRUE;
  g_prefix_error (error, "the files in '%s' are all new, but may not last if the power fails: ", set->folder);
  return FALSE;
}

/* Once for all files: each for itself is thousands of flushes. The staging folder was
 * open before the first was written, so a write that failed since is heard of. */
static gboolean
flush_staged (const FileSet *set, GError **error)
{
  return syncfs (set->staging) == 0 || fault (error, "flush", set, UNFINISHED);
}

gboolean
file_set_commit (FileSet *set, GError **error)
{
  g_assert (!set->committed);
  if (!flush_staged (set, error))
    return FALSE;
  for (guint i = 0; i < set->members->len; i++)
    {
      Member *member = &g_array_index (set->members, Member, i);
      if (put (set, member))
        continue;
      fault (error, "put in place", set, member->name);
      guint stay = take_all_back (set);
      if (stay > 0)
        g_prefix_error (error, "%u of %u files in '%s' are new, the others as they were: ", stay,
                        set->members->len, set->folder);
      return FALSE;
    }
  set->committed = TRUE;
  return flush (set, error);
}

void
file_set_free (FileSet *set)
{
  if (set == NULL)
    return;
  if (set->staging >= 0)
    {
      close (set->staging);
      remove_unfinished (set, NULL);
    }
  if (set->made && !set->committed)
    g_rmdir (set->folder);
  if (set->dir >= 0)
    close (set->dir);
  g_array_unref (set->members);
  g_free (set->folder);
  g_free (set->unfinished);
  g_free (set);
}
