/* Files on disk: refused before they are read when they are not files of a
 * size we take. */

#include "lib/sheet/csv.h"

#include "lib/base/error.h"
#include "lib/sheet/csv_scan.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void
report_kind (const char *path, mode_t mode, Findings *findings)
{
  const char *message = S_ISDIR (mode) ? "this is a folder, where a file should be"
                                       : "this is not a regular file";
  Finding *finding = findings_add (findings, SEVERITY_HARD, "FILE-KIND", path, 0, 0, message);
  finding_describe (finding, NULL, NULL, "a file of CSV", "Give the path of the CSV file itself.");
}

/* *FD is -1 when what stands at PATH is not a regular file, which is a finding.
 * Not blocking, because a named pipe without a writer would hang. */
static gboolean
open_regular (const char *path, Findings *findings, int *fd, struct stat *status, GError **error)
{
  *fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (*fd < 0)
    return error_file (error, errno, "read", path);
  if (fstat (*fd, status) != 0)
    {
      int error_number = errno;
      g_close (*fd, NULL);
      return error_file (error, error_number, "read", path);
    }
  if (S_ISREG (status->st_mode))
    return TRUE;
  report_kind (path, status->st_mode, findings);
  g_close (*fd, NULL);
  *fd = -1;
  return TRUE;
}

/* Reads up to SIZE bytes; fewer only at the end. -1 with errno on a fault. */
static gssize
read_fully (int fd, char *bytes, gsize size)
{
  gsize done = 0;
  while (done < size)
    {
      ssize_t n = read (fd, bytes + done, size - done);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      done += (gsize) n;
    }
  return (gssize) done;
}

/* One byte more than the size is asked for: a file may grow meanwhile. */
static gboolean
load_fd (int fd, const char *path, guint64 size, Findings *findings, GBytes **out, GError **error)
{
  if (size > CSV_MAX_BYTES)
    {
      csv_report_size (path, size, findings);
      *out = NULL;
      return TRUE;
    }
  g_autofree char *bytes = g_malloc (size + 1);
  gssize n = read_fully (fd, bytes, size + 1);
  if (n < 0)
    return error_file (error, errno, "read", path);
  if ((guint64) n > size)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN,
                   "cannot read '%s': it is being written to", path);
      return FALSE;
    }
  *out = g_bytes_new_take (g_steal_pointer (&bytes), (gsize) n);
  return TRUE;
}

gboolean
csv_load (const char *path, Findings *findings, GBytes **out, GError **error)
{
  int fd;
  struct stat status;
  if (!open_regular (path, findings, &fd, &status, error))
    return FALSE;
  if (fd < 0)
    {
      *out = NULL;
      return TRUE;
    }
  gboolean loaded = load_fd (fd, path, (guint64) status.st_size, findings, out, error);
  g_close (fd, NULL);
  return loaded;
}

gboolean
csv_source_open (const char *path, CsvSource *out, Findings *findings, GError **error)
{
  int fd;
  struct stat status;
  if (!open_regular (path, findings, &fd, &status, error) || fd < 0)
    return FALSE;
  *out = (CsvSource) { .fd = fd, .size = (guint64) status.st_size };
  return TRUE;
}

void
csv_source_close (CsvSource *source)
{
  if (source->bytes == NULL)
    g_close (source->fd, NULL);
}
