#include "lib/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/folder.h"

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
        {
          g_autofree char *reason = g_strdup_printf ("it holds more than %" G_GSIZE_FORMAT " bytes", most);
          return refuse ("read", path, G_FILE_ERROR_INVAL, reason, error);
        }
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

static gboolean
write_all (int fd, const guint8 *data, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);
      if (n < 0 && errno != EINTR)
        return FALSE;
      data += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
  return TRUE;
}

/* A flush that failed is not made good by another: the bytes are given up. */
gboolean
file_create (const char *path, const void *data, gsize length, guint mode, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (int) mode);
  if (fd < 0)
    return error_file (error, errno, "write", path);
  int number = write_all (fd, data, length) && fsync (fd) == 0 ? 0 : errno;
  if (close (fd) != 0 && number == 0)
    number = errno;
  if (number == 0)
    return TRUE;
  g_unlink (path);
  return error_file (error, number, "write", path);
}

char *
file_beside (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path), *name = g_path_get_basename (path);
  g_autofree char *beside = g_strdup_printf (".%s.writing", name);
  return g_build_filename (folder, beside, NULL);
}

void
file_abandon (const char *path)
{
  g_autofree char *beside = file_beside (path);
  g_unlink (beside);
}

gboolean
file_prepare (const char *path, const char *text, GError **error)
{
  struct stat status;
  if (g_lstat (path, &status) == 0 && !S_ISREG (status.st_mode))
    return refuse ("write", path, G_FILE_ERROR_INVAL, kind_of (status.st_mode), error);
  file_abandon (path);
  g_autofree char *beside = file_beside (path);
  return file_create (beside, text, strlen (text), 0644, error);
}

gboolean
file_place (const char *path, GError **error)
{
  g_autofree char *beside = file_beside (path);
  if (g_rename (beside, path) == 0)
    return TRUE;
  error_file (error, errno, "write", path);
  g_unlink (beside);
  return FALSE;
}

gboolean
file_flush_place (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  return folder_flush (folder, error);
}

gboolean
file_write (const char *path, const char *text, GError **error)
{
  return file_prepare (path, text, error) && file_place (path, error)
         && file_flush_place (path, error);
}
