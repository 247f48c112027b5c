#include "lib/base/replacement.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/folder.h"

/* How long another program is waited for: it is alive, and writes one small file. */
#define PATIENCE (10 * G_USEC_PER_SEC)
#define PAUSE (5 * 1000)

struct _Replacement {
  char *path, *beside;
  int fd;                /* locked; -1: not made yet */
  gboolean placed;
};

/* Nobody holds what a program left that is dead; a link is no program's. */
static void
clear_dead (const char *beside)
{
  int fd = open (beside, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0 ? errno == ELOOP : flock (fd, LOCK_EX | LOCK_NB) == 0 && file_is_at (fd, beside))
    g_unlink (beside);
  if (fd >= 0)
    close (fd);
}

/* One try: TRUE with a new file that nobody else has, or -1 when it is another's
 * turn, who may even have taken the new file for a dead one before its lock.
 * FALSE with errno. */
static gboolean
try_make (const char *beside, int *fd)
{
  *fd = open (beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (*fd < 0)
    return errno == EEXIST;
  int number = flock (*fd, LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
  if (number == 0 && file_is_at (*fd, beside))
    return TRUE;
  if (number != 0 && number != EWOULDBLOCK)
    g_unlink (beside);
  close (*fd);
  *fd = -1;
  errno = number;
  return number == 0 || number == EWOULDBLOCK;
}

static gboolean
make (Replacement *replacement, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  while (g_get_monotonic_time () - start < PATIENCE)
    {
      if (!try_make (replacement->beside, &replacement->fd))
        return error_file (error, errno, "write", replacement->path);
      if (replacement->fd >= 0)
        return TRUE;
      clear_dead (replacement->beside);
      g_usleep (PAUSE);
    }
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN,
               "cannot write '%s': '%s' is in the way, which another program keeps or is not ours to remove",
               replacement->path, replacement->beside);
  return FALSE;
}

Replacement *
replacement_prepare (const char *path, const char *text, GError **error)
{
  if (!file_may_replace (path, error))
    return NULL;
  g_autofree char *folder = g_path_get_dirname (path), *name = g_path_get_basename (path);
  g_autofree char *beside = g_strdup_printf (".%s.writing", name);
  g_autoptr(Replacement) replacement = g_new0 (Replacement, 1);
  replacement->path = g_strdup (path);
  replacement->beside = g_build_filename (folder, beside, NULL);
  replacement->fd = -1;
  if (!make (replacement, error))
    return NULL;
  int number = file_fill (replacement->fd, text, strlen (text));
  if (number == 0)
    return g_steal_pointer (&replacement);
  error_file (error, number, "write", path);
  return NULL;
}

gboolean
replacement_place (Replacement *replacement, GError **error)
{
  g_assert (!replacement->placed);
  replacement->placed = g_rename (replacement->beside, replacement->path) == 0;
  return replacement->placed || error_file (error, errno, "write", replacement->path);
}

gboolean
replacement_flush (const Replacement *replacement, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (replacement->path);
  return folder_flush (folder, error);
}

void
replacement_free (Replacement *replacement)
{
  if (replacement == NULL)
    return;
  if (replacement->fd >= 0)
    {
      if (!replacement->placed)
        g_unlink (replacement->beside);
      close (replacement->fd);
    }
  g_free (replacement->path);
  g_free (replacement->beside);
  g_free (replacement);
}
