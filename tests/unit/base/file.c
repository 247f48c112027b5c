/* Files that a person names: only regular ones are read, and replaced. */

#include "lib/base/file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *folder, *file, *pipe, *link;
} Desk;

static void
desk_open (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  desk->folder = g_dir_make_tmp ("plain-file-XXXXXX", NULL);
  desk->file = g_build_filename (desk->folder, "file", NULL);
  desk->pipe = g_build_filename (desk->folder, "pipe", NULL);
  desk->link = g_build_filename (desk->folder, "link", NULL);
  g_assert_true (g_file_set_contents (desk->file, "a\0b\n", 4, NULL));
  g_assert_cmpint (mkfifo (desk->pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("file", desk->link), ==, 0);
}

static void
desk_close (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  char *paths[] = { desk->file, desk->pipe, desk->link };
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_unlink (paths[i]);
      g_free (paths[i]);
    }
  g_assert_cmpint (g_rmdir (desk->folder), ==, 0);
  g_free (desk->folder);
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
test_reads (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  gsize length;
  g_autofree char *text = plain_file_read (desk->link, 4, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, 4);
  g_assert_true (memcmp (text, "a\0b\n", 5) == 0);
}

static void
test_reads_no_other_kind (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  assert_fails (plain_file_read (desk->folder, 9, NULL, &error) != NULL, &error, "': it is a folder");
  assert_fails (plain_file_read (desk->pipe, 9, NULL, &error) != NULL, &error, "': it is not a regular file");
  assert_fails (plain_file_read ("/dev/zero", 9, NULL, &error) != NULL, &error, "': it is not a regular file");
  assert_fails (plain_file_read (desk->file, 3, NULL, &error) != NULL, &error, "': it holds more than 3 bytes");
  g_unlink (desk->file);
  assert_fails (plain_file_read (desk->file, 9, NULL, &error) != NULL, &error, "': No such file");
}

static void
test_replaces_no_other_kind (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  struct stat status;
  g_autoptr(GError) error = NULL;
  assert_fails (plain_file_write (desk->folder, "x", &error), &error, "': it is a folder");
  assert_fails (plain_file_write (desk->pipe, "x", &error), &error, "': it is not a regular file");
  assert_fails (plain_file_write (desk->link, "x", &error), &error, "': it is a link");
  g_assert_cmpint (g_lstat (desk->pipe, &status), ==, 0);
  g_assert_true (S_ISFIFO (status.st_mode));
  g_assert_true (plain_file_write (desk->file, "new\n", &error));
  g_autofree char *text = plain_file_read (desk->file, 9, NULL, &error);
  g_assert_cmpstr (text, ==, "new\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/plain-file/reads-every-byte", Desk, NULL, desk_open, test_reads, desk_close);
  g_test_add ("/plain-file/reads-no-pipe-folder-or-too-much", Desk, NULL, desk_open,
              test_reads_no_other_kind, desk_close);
  g_test_add ("/plain-file/replaces-no-pipe-folder-or-link", Desk, NULL, desk_open,
              test_replaces_no_other_kind, desk_close);
  return g_test_run ();
}
