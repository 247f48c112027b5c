#include "lib/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/error.h"

#define CHUNK ((gsize) 64 * 1024)

static gboolean
refuse (const char *doing, const char *path, GFileError code, const char *reason, GError **error)
{
  g_set_error (error, G_FILE_ERROR, (int) code, "cannot %s '%s': %s", doing, path, reason);
  return FALSE;
}

static const char *
kind_of (mode_t mode)
{
  if (S_ISDIR (mode))
    return "it is a folder, not a file";
  return S_ISLNK (mode) ? "it is a link, not a file" : "it is not a regular file";
}

static gboolean
refuse_size (const char *path, gsize most, GError **error)
{
  g_autofree char *reason = g_strdup_printf ("it holds more than %" G_GSIZE_FORMAT " bytes", most);
  return refuse ("read", path, G_FILE_ERROR_INVAL, reason, error);
}

static gboolean
read_all (int fd, const char *path, gsize most, GByteArray *bytes, GError **error)
{
  for (;;)
    {
      gsize before = bytes->len;
      g_byte_array_set_size (bytes, (guint) (before + CHUNK));
      gssize n = read (fd, bytes->data + before, CHUNK);
      gboolean again = n < 0 && errno == EINTR;
      g_byte_array_set_size (bytes, (guint) (before + (n > 0 ? (gsize) n : 0)));
      if (n == 0)
        return TRUE;
      if (n < 0 && !again)
        return refuse ("read", path, g_file_error_from_errno (errno), g_strerror (errno), error);
      if (bytes->len > most)
        return refuse_size (path, most, error);
    }
}

/* Room for two chunks from the start: a key that is read never moves in memory,
 * and its only copy is the caller's to wipe.
 * Without O_NONBLOCK, opening a pipe waits for whoever writes to it. */
char *
file_read (const char *path, gsize most, gsize *length, GError **error)
{
  g_assert (most < G_MAXUINT - CHUNK);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  struct stat status;
  g_autoptr(GByteArray) bytes = g_byte_array_sized_new (2 * CHUNK);
  gboolean good = FALSE;
  if (fd < 0 || fstat (fd, &status) != 0)
    refuse ("read", path, g_file_error_from_errno (errno), g_strerror (errno), error);
  else if (!S_ISREG (status.st_mode))
    refuse ("read", path, G_FILE_ERROR_INVAL, kind_of (status.st_mode), error);
  else if ((guint64) status.st_size > most)
    refuse_size (path, most, error);
  else
    good = read_all (fd, path, most, bytes, error);
  if (fd >= 0)
    g_close (fd, NULL);
  if (!good)
    return NULL;
  if (length != NULL)
    *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

char *
file_read_shipped (const char *path, GError **error)
{
  gsize length;
  g_autofree char *text = file_read (path, FILE_SHIPPED_MAX, &length, error);
  if (text == NULL)
    return NULL;
  if (length > 0 && strlen (text) == length)
    return g_steal_pointer (&text);
  error_fault (error, "%s: %s", path, length == 0 ? "the file is empty" : "the file is no text");
  return NULL;
}

static int
write_all (int fd, const void *data, gsize length)
{
  const guint8 *rest = data;
  while (length > 0)
    {
      gssize n = write (fd, rest, length);
      if (n < 0 && errno != EINTR)
        return errno;
      rest += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
  return 0;
}

int
file_fill (int fd, const void *data, gsize length)
{
  int number = write_all (fd, data, length);
  return number != 0 || fsync (fd) == 0 ? number : errno;
}

static gboolean
create (const char *path, const void *data, gsize length, guint mode,
        int (*fill) (int fd, const void *data, gsize length), GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (int) mode);
  if (fd < 0)
    return error_file (error, errno, "write", path);
  int number = fill (fd, data, length);
  if (close (fd) != 0 && number == 0)
    number = errno;
  if (number == 0)
    return TRUE;
  g_unlink (path);
  return error_file (error, number, "write", path);
}

gboolean
file_create (const char *path, const void *data, gsize length, guint mode, GError **error)
{
  return create (path, data, length, mode, file_fill, error);
}

gboolean
file_create_unflushed (const char *path, const void *data, gsize length, guint mode, GError **error)
{
  return create (path, data, length, mode, write_all, error);
}

gboolean
file_may_replace (const char *path, GError **error)
{
  struct stat status;
  return g_lstat (path, &status) != 0 || S_ISREG (status.st_mode)
         || refuse ("write", path, G_FILE_ERROR_INVAL, kind_of (status.st_mode), error);
}

gboolean
file_is_at (int fd, const char *path)
{
  struct stat open_one, named;
  return fstat (fd, &open_one) == 0 && g_lstat (path, &named) == 0
         && open_one.st_ino == named.st_ino && open_one.st_dev == named.st_dev;
}
