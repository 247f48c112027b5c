/* The hash of many files is the one that sha256sum prints. */

#include "lib/base/content_hash.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "tests/scratch_folder.h"

/* printf a > a.csv; printf b > b.csv; sha256sum a.csv b.csv | sha256sum */
static void
test_files (void)
{
  g_autoptr(GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                       (GDestroyNotify) g_bytes_unref);
  g_hash_table_insert (files, (gpointer) "b.csv", g_bytes_new_static ("b", 1));
  g_hash_table_insert (files, (gpointer) "a.csv", g_bytes_new_static ("a", 1));
  g_autofree char *hash = content_hash_files (files);
  g_assert_cmpstr (hash, ==, "fe2993ffa8e5dfe0ab0d2d9ee1bf30add6ae9e9b7b5a494945b4f95bb11f50ec");
  g_assert_true (sha256_is_valid (hash));
  g_assert_false (sha256_is_valid (hash + 1));
  g_assert_false (sha256_is_valid (NULL));
}

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *below = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* What `LC_ALL=C sha256sum ... | sha256sum` prints in FOLDER. */
static char *
by_sha256sum (const char *folder, const char *files)
{
  g_autoptr(GError) error = NULL;
  char *out = NULL;
  g_autofree char *line = g_strdup_printf ("cd '%s' && sha256sum %s | sha256sum", folder, files);
  const char *words[] = { "sh", "-c", line, NULL };
  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, NULL, &error);
  g_assert_no_error (error);
  out[64] = '\0';
  return out;
}

static void
test_folders (void)
{
  char *folder = scratch_folder ();
  write_file (folder, "one/rules/B.sql", "select 1");
  write_file (folder, "one/rules/A.sql", "select 2");
  write_file (folder, "one/return.ini", "[return]");
  write_file (folder, "one/.kept-by-an-editor", "x");
  write_file (folder, "two/return.ini", "");
  write_file (folder, "three/return.ini", "not asked for");
  const char *folders[] = { "two", "one", NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = content_hash_folders (folder, folders, &error);
  g_assert_no_error (error);
  g_autofree char *expected
    = by_sha256sum (folder, "one/return.ini one/rules/A.sql one/rules/B.sql two/return.ini");
  g_assert_cmpstr (hash, ==, expected);
  write_file (folder, "one/rules/A.sql", "select 3");
  g_autofree char *other = content_hash_folders (folder, folders, &error);
  g_assert_cmpstr (other, !=, hash);
  g_autofree char *lost = g_build_filename (folder, "one/rules/A.sql", NULL);
  g_assert_cmpint (g_chmod (lost, 0), ==, 0);
  if (g_access (lost, R_OK) != 0)     /* root reads everything */
    g_assert_null (content_hash_folders (folder, folders, &error));
  scratch_folder_remove (folder);
}

static void
test_absent (void)
{
  const char *folders[] = { "one", NULL };
  g_autoptr(GError) error = NULL;
  g_assert_null (content_hash_folders ("/nonexistent", folders, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content-hash/of-files-is-what-sha256sum-says", test_files);
  g_test_add_func ("/content-hash/of-folders-is-what-sha256sum-says", test_folders);
  g_test_add_func ("/content-hash/what-is-not-there-is-a-fault", test_absent);
  return g_test_run ();
}
