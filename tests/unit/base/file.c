/* Files that a person names: only regular ones are read. */

#include "lib/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *folder, *file, *pipe, *link;
} Rulebook;

static void
rulebook_open (Rulebook *rulebook, gconstpointer data G_GNUC_UNUSED)
{
  rulebook->folder = g_dir_make_tmp ("plain-file-XXXXXX", NULL);
  rulebook->file = g_build_filename (rulebook->folder, "file", NULL);
  rulebook->pipe = g_build_filename (rulebook->folder, "pipe", NULL);
  rulebook->link = g_build_filename (rulebook->folder, "link", NULL);
  g_assert_true (g_file_set_contents (rulebook->file, "a\0b\n", 4, NULL));
  g_assert_cmpint (mkfifo (rulebook->pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("file", rulebook->link), ==, 0);
}

static void
rulebook_close (Rulebook *rulebook, gconstpointer data G_GNUC_UNUSED)
{
  char *paths[] = { rulebook->file, rulebook->pipe, rulebook->link };
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_unlink (paths[i]);
      g_free (paths[i]);
    }
  g_assert_cmpint (g_rmdir (rulebook->folder), ==, 0);
  g_free (rulebook->folder);
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
test_reads (Rulebook *rulebook, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  gsize length;
  g_autofree char *text = file_read (rulebook->link, 4, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, 4);
  g_assert_true (memcmp (text, "a\0b\n", 5) == 0);
}

static void
test_reads_no_other_kind (Rulebook *rulebook, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  assert_fails (file_read (rulebook->folder, 9, NULL, &error) != NULL, &error, "': it is a folder");
  assert_fails (file_read (rulebook->pipe, 9, NULL, &error) != NULL, &error, "': it is not a regular file");
  assert_fails (file_read ("/dev/zero", 9, NULL, &error) != NULL, &error, "': it is not a regular file");
  assert_fails (file_read (rulebook->file, 3, NULL, &error) != NULL, &error, "': it holds more than 3 bytes");
  g_unlink (rulebook->file);
  assert_fails (file_read (rulebook->file, 9, NULL, &error) != NULL, &error, "': No such file");
}

/* New, of the mode asked for, and never in place of anything. */
static void
test_creates (Rulebook *rulebook, gconstpointer data G_GNUC_UNUSED)
{
  struct stat status;
  g_autoptr(GError) error = NULL;
  assert_fails (file_create (rulebook->file, "x", 1, 0644, &error), &error, "': File exists");
  assert_fails (file_create (rulebook->link, "x", 1, 0644, &error), &error, "': File exists");
  g_unlink (rulebook->file);
  assert_fails (file_create (rulebook->link, "x", 1, 0644, &error), &error, "': File exists");
  g_assert_true (file_create (rulebook->file, "c\0d", 3, 0600, &error));
  g_assert_cmpint (g_stat (rulebook->file, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  gsize length;
  g_autofree char *text = file_read (rulebook->file, 9, &length, &error);
  g_assert_true (length == 3 && memcmp (text, "c\0d", 4) == 0);
}

/* A file that another took the place of is told apart from it. */
static void
test_is_at (Rulebook *rulebook, gconstpointer data G_GNUC_UNUSED)
{
  int fd = g_open (rulebook->file, O_RDONLY | O_CLOEXEC, 0);
  g_assert_true (file_is_at (fd, rulebook->file));
  g_assert_false (file_is_at (fd, rulebook->link));
  g_unlink (rulebook->file);
  g_assert_false (file_is_at (fd, rulebook->file));
  g_assert_true (g_file_set_contents (rulebook->file, "a", 1, NULL));
  g_assert_false (file_is_at (fd, rulebook->file));
  g_close (fd, NULL);
}

/* What cannot be written is an errno, and all that can is there. */
static void
test_fills (Rulebook *rulebook, gconstpointer data G_GNUC_UNUSED)
{
  int full = g_open ("/dev/full", O_WRONLY | O_CLOEXEC, 0), fd = g_open (rulebook->file, O_WRONLY | O_TRUNC | O_CLOEXEC, 0);
  g_assert_cmpint (file_fill (full, "x", 1), ==, ENOSPC);
  g_assert_cmpint (file_fill (fd, "c\0d", 3), ==, 0);
  g_close (full, NULL);
  g_close (fd, NULL);
  gsize length;
  g_autofree char *text = file_read (rulebook->file, 9, &length, NULL);
  g_assert_true (length == 3 && memcmp (text, "c\0d", 4) == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/plain-file/reads-every-byte", Rulebook, NULL, rulebook_open, test_reads, rulebook_close);
  g_test_add ("/plain-file/reads-no-pipe-folder-or-too-much", Rulebook, NULL, rulebook_open,
              test_reads_no_other_kind, rulebook_close);
  g_test_add ("/plain-file/creates-a-new-file-of-a-mode", Rulebook, NULL, rulebook_open, test_creates,
              rulebook_close);
  g_test_add ("/plain-file/is-told-from-one-that-came-after", Rulebook, NULL, rulebook_open, test_is_at,
              rulebook_close);
  g_test_add ("/plain-file/is-filled-or-says-why-not", Rulebook, NULL, rulebook_open, test_fills, rulebook_close);
  return g_test_run ();
}
