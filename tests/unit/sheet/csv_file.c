/* Files on disk: what is none, too large or not there. */

#include "lib/sheet/csv.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void
assert_refused (const char *path, const char *rule)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GError) error = NULL;
  GBytes *bytes = NULL;
  g_assert_true (csv_load (path, findings, &bytes, &error));
  g_assert_no_error (error);
  g_assert_null (bytes);
  g_assert_cmpstr (findings_index (findings, 0)->rule, ==, rule);
  g_assert_cmpuint (findings_length (findings), ==, 1);
}

static void
test_files (void)
{
  g_autofree char *dir = g_dir_make_tmp ("csv-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, "f.csv", NULL);
  g_autofree char *pipe = g_build_filename (dir, "pipe", NULL);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_assert_true (g_file_set_contents (file, "a\n1\n", 4, NULL));
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_refused (dir, "FILE-KIND");
  assert_refused (pipe, "FILE-KIND");
  assert_refused ("/dev/null", "FILE-KIND");

  g_assert_true (csv_load (file, findings, &bytes, &error));
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 4);
  g_assert_cmpuint (findings_length (findings), ==, 0);

  g_assert_cmpint (truncate (file, (off_t) CSV_MAX_BYTES + 1), ==, 0);
  g_autoptr(GBytes) none = NULL;
  g_assert_true (csv_load (file, findings, &none, &error));
  g_assert_null (none);
  g_assert_cmpstr (findings_index (findings, 0)->rule, ==, "CSV-BYTES");

  g_unlink (file);
  g_assert_false (csv_load (file, findings, &none, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_unlink (pipe);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-file/what-is-no-file", test_files);
  return g_test_run ();
}
