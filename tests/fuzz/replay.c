/* Runs a fuzz target on every file of its corpus, which is called as it is. */

#include "tests/fuzz/replay.h"

static void
replay (gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;
  g_autoptr(GError) error = NULL;
  g_file_get_contents (data, &bytes, &size, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *) bytes, size);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *target = g_path_get_basename (argv[0]);
  g_autofree char *folder =
    g_build_filename (g_getenv ("top_srcdir"), "tests", "fuzz", "corpus", target, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    g_ptr_array_add (files, g_build_filename (folder, name, NULL));
  g_assert_cmpuint (files->len, >, 0);
  g_ptr_array_sort (files, compare_paths);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *name = g_path_get_basename (files->pdata[i]);
      g_autofree char *path = g_strdup_printf ("/fuzz/%s/%s", target, name);
      g_test_add_data_func (path, files->pdata[i], replay);
    }
  return g_test_run ();
}
