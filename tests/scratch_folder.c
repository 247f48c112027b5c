#include "tests/scratch_folder.h"

#include <glib/gstdio.h>

char *
scratch_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("record-test-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

void
scratch_folder_remove (char *folder)
{
  if (!g_file_test (folder, G_FILE_TEST_IS_SYMLINK) && g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_chmod (folder, 0700);
      g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;
      while ((name = g_dir_read_name (dir)) != NULL)
        scratch_folder_remove (g_build_filename (folder, name, NULL));
    }
  g_assert_cmpint (g_remove (folder), ==, 0);
  g_free (folder);
}

void
scratch_folder_put (const char *folder, const char *name, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}
