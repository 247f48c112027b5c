/* Files that a person names: only regular ones are read, and replaced. */

#include "lib/base/file.h"

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

static void
test_replaces_no_other_kind (Rulebook *rulebook, gconstpointer data G_GNUC_UNUSED)
{
  struct stat status;
  g_autoptr(GError) error = NULL;
  assert_fails (file_write (rulebook->folder, "x", &error), &error, "': it is a folder");
  assert_fails (file_write (rulebook->pipe, "x", &error), &error, "': it is not a regular file");
  assert_fails (file_write (rulebook->link, "x", &error), &error, "': it is a link");
  g_assert_cmpint (g_lstat (rulebook->pipe, &status), ==, 0);
  g_assert_true (S_ISFIFO (status.st_mode));
  g_assert_true (file_write (rulebook->file, "new\n", &error));
  g_autofree char *text = file_read (rulebook->file, 9, NULL, &error);
  g_assert_cmpstr (text, ==, "new\n");
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

/* What is prepared changes nothing until it is placed; what another process left
 * half prepared is in nobody's way. */
static void
test_prepares (Rulebook *rulebook, gconstpointer data G_GNUC_UNUSED)
{
  struct stat status;
  g_autoptr(GError) error = NULL;
  g_autofree char *beside = file_beside (rulebook->file);
  g_assert_true (g_str_has_suffix (beside, "/.file.writing"));
  g_assert_true (g_file_set_contents (beside, "half of it, and longer", -1, NULL));
  g_assert_true (file_prepare (rulebook->file, "new\n", &error));
  g_autofree char *before = file_read (rulebook->file, 9, NULL, &error);
  g_assert_cmpstr (before, ==, "a");
  g_assert_true (file_place (rulebook->file, &error) && file_flush_place (rulebook->file, &error));
  g_autofree char *after = file_read (rulebook->file, 9, NULL, &error);
  g_assert_cmpstr (after, ==, "new\n");
  g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));
  mode_t mask = umask (0);
  g_assert_true (file_write (rulebook->file, "open to all?\n", &error));
  umask (mask);
  g_assert_cmpint (g_stat (rulebook->file, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0644);
  g_assert_true (file_prepare (rulebook->file, "given up\n", &error));
  file_abandon (rulebook->file);
  g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/plain-file/reads-every-byte", Rulebook, NULL, rulebook_open, test_reads, rulebook_close);
  g_test_add ("/plain-file/reads-no-pipe-folder-or-too-much", Rulebook, NULL, rulebook_open,
              test_reads_no_other_kind, rulebook_close);
  g_test_add ("/plain-file/replaces-no-pipe-folder-or-link", Rulebook, NULL, rulebook_open,
              test_replaces_no_other_kind, rulebook_close);
  g_test_add ("/plain-file/creates-a-new-file-of-a-mode", Rulebook, NULL, rulebook_open, test_creates,
              rulebook_close);
  g_test_add ("/plain-file/prepares-one-and-puts-it-in-place", Rulebook, NULL, rulebook_open,
              test_prepares, rulebook_close);
  return g_test_run ();
}
