#include "tests/fuzz/fuzz.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

GPtrArray *
fuzz_corpus (const char *target)
{
  g_autofree char *folder =
    g_build_filename (g_getenv ("CARE_OVERSIGHT_DATA"), "tests", "fuzz", "corpus", target, NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < names->len; i++)
    {
      char *bytes;
      gsize size;
      g_assert_true (g_file_get_contents (names->pdata[i], &bytes, &size, NULL));
      g_ptr_array_add (seeds, g_bytes_new_take (bytes, size));
    }
  return seeds;
}
