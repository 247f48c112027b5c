/* Files that a person names: only regular ones are read. */

#include "lib/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/scratch_folder.h"

typedef struct {
  char *folder, *file, *pipe, *link;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->folder = scratch_folder ();
  f->file = g_build_filename (f->folder, "file", NULL);
  f->pipe = g_build_filename (f->folder, "pipe", NULL);
  f->link = g_build_filename (f->folder, "link", NULL);
  g_assert_true (g_file_set_contents (f->file, "a\0b\n", 4, NULL));
  g_assert_cmpint (mkfifo (f->pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("file", f->link), ==, 0);
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_free (f->file);
  g_free (f->pipe);
  g_free (f->link);
  scratch_folder_remove (f->folder);
}

static void
assert_fails (gboolean done, GError **error, const char *reason)
{
  g_assert_false (done);
  g_assert_nonnull (*error);
  g_assert_nonnull (strstr ((*error)->message, reason));
  g_clear_error (error);
}

static void
test_reads (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  gsize length;
  g_autofree char *text = file_read (f->link, 4, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, 4);
  g_assert_true (memcmp (text, "a\0b\n", 5) == 0);
}

static void
test_reads_no_other_kind (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  assert_fails (file_read (f->folder, 9, NULL, &error) != NULL, &error, "': it is a folder");
  assert_fails (file_read (f->pipe, 9, NULL, &error) != NULL, &error, "': it is not a regular file");
  assert_fails (file_read ("/dev/zero", 9, NULL, &error) != NULL, &error, "': it is not a regular file");
  assert_fails (file_read (f->file, 3, NULL, &error) != NULL, &error, "': it holds more than 3 bytes");
  g_unlink (f->file);
  assert_fails (file_read (f->file, 9, NULL, &error) != NULL, &error, "': No such file");
}

/* A shipped text that is empty was lost; one with a NUL would be cut short there. */
static void
test_shipped (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  assert_fails (file_read_shipped (f->file, &error) != NULL, &error, ": the file is no text");
  g_assert_true (g_file_set_contents (f->file, "", 0, NULL));
  assert_fails (file_read_shipped (f->file, &error) != NULL, &error, ": the file is empty");
  assert_fails (file_read_shipped (f->pipe, &error) != NULL, &error, "': it is not a regular file");
  g_assert_true (g_file_set_contents (f->file, "words\n", -1, NULL));
  g_autofree char *text = file_read_shipped (f->file, &error);
  g_assert_cmpstr (text, ==, "words\n");
}

/* New, of the mode asked for, and never in place of anything. */
static void
test_creates (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  struct stat status;
  g_autoptr(GError) error = NULL;
  assert_fails (file_create (f->file, "x", 1, 0644, &error), &error, "': File exists");
  assert_fails (file_create (f->link, "x", 1, 0644, &error), &error, "': File exists");
  g_unlink (f->file);
  assert_fails (file_create (f->link, "x", 1, 0644, &error), &error, "': File exists");
  g_assert_true (file_create (f->file, "c\0d", 3, 0600, &error));
  g_assert_cmpint (g_stat (f->file, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  gsize length;
  g_autofree char *text = file_read (f->file, 9, &length, &error);
  g_assert_true (length == 3 && memcmp (text, "c\0d", 4) == 0);
}

/* A file that another took the place of is told apart from it. */
static void
test_is_at (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  int fd = g_open (f->file, O_RDONLY | O_CLOEXEC, 0);
  g_assert_true (file_is_at (fd, f->file));
  g_assert_false (file_is_at (fd, f->link));
  g_unlink (f->file);
  g_assert_false (file_is_at (fd, f->file));
  g_assert_true (g_file_set_contents (f->file, "a", 1, NULL));
  g_assert_false (file_is_at (fd, f->file));
  g_close (fd, NULL);
}

/* What cannot be written is an errno, and all that can is there. */
static void
test_fills (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  int full = g_open ("/dev/full", O_WRONLY | O_CLOEXEC, 0), fd = g_open (f->file, O_WRONLY | O_TRUNC | O_CLOEXEC, 0);
  g_assert_cmpint (file_fill (full, "x", 1), ==, ENOSPC);
  g_assert_cmpint (file_fill (fd, "c\0d", 3), ==, 0);
  g_close (full, NULL);
  g_close (fd, NULL);
  gsize length;
  g_autofree char *text = file_read (f->file, 9, &length, NULL);
  g_assert_true (length == 3 && memcmp (text, "c\0d", 4) == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/plain-file/reads-every-byte", Fixture, NULL, set_up, test_reads, tear_down);
  g_test_add ("/plain-file/reads-no-pipe-folder-or-too-much", Fixture, NULL, set_up,
              test_reads_no_other_kind, tear_down);
  g_test_add ("/plain-file/that-is-shipped-is-a-text-and-not-empty", Fixture, NULL, set_up, test_shipped, tear_down);
  g_test_add ("/plain-file/creates-a-new-file-of-a-mode", Fixture, NULL, set_up, test_creates,
              tear_down);
  g_test_add ("/plain-file/is-told-from-one-that-came-after", Fixture, NULL, set_up, test_is_at,
              tear_down);
  g_test_add ("/plain-file/is-filled-or-says-why-not", Fixture, NULL, set_up, test_fills, tear_down);
  return g_test_run ();
}
