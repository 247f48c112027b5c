/* What must be so of a record's files before libgit2 sees them: it would follow
 * them elsewhere, wait for them or run what they name. */

#include "lib/record/store_private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "tests/open_record.h"

/* FILE is refused, with PART in the message. */
static void
assert_refused (const OpenRecord *f, const char *file, const char *part)
{
  g_autoptr(GError) error = NULL;
  g_assert_false (store_check_files (f->path, &error));
  g_test_message ("%s", error->message);
  g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, file));
  g_assert_nonnull (strstr (error->message, part));
}

static void
assert_good (const OpenRecord *f)
{
  g_autoptr(GError) error = NULL;
  store_check_files (f->path, &error);
  g_assert_no_error (error);
}

/* FILE with TEXT instead of what it holds; then as before. */
static void
try_text (const OpenRecord *f, const char *file, const char *text, const char *part)
{
  g_autofree char *full = g_build_filename (f->path, file, NULL), *before = NULL;
  g_assert_true (g_file_get_contents (full, &before, NULL, NULL));
  g_assert_true (g_file_set_contents (full, text, -1, NULL));
  assert_refused (f, file, part);
  g_assert_true (g_file_set_contents (full, before, -1, NULL));
}

static void
test_texts (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  assert_good (f);
  try_text (f, "HEAD", "ref: refs/heads/other\n", "main line");
  try_text (f, "HEAD", "", "main line");
  try_text (f, "config", "[core]\n\tbare = true\n\tfsmonitor = ./run\n", "not the config of a record");
  try_text (f, "config", "", "not the config of a record");
  assert_good (f);
}

/* Each of them, as a file, an empty one, or a link that leads nowhere. */
static void
test_leading_out (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const files[] = { "commondir", "objects/info/alternates", "objects/info/http-alternates" };
  g_autofree char *info = g_build_filename (f->path, "objects", "info", NULL);
  g_assert_cmpint (g_mkdir_with_parents (info, 0755), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *full = g_build_filename (f->path, files[i], NULL);
      g_assert_true (g_file_set_contents (full, "", 0, NULL));
      assert_refused (f, files[i], "leads out of the record");
      g_assert_cmpint (g_remove (full), ==, 0);
      g_assert_cmpint (symlink ("/nowhere", full), ==, 0);
      assert_refused (f, files[i], "leads out of the record");
      g_assert_cmpint (g_remove (full), ==, 0);
    }
  assert_good (f);
}

/* A pipe would be waited for, a link followed: at any depth where git looks. */
static void
test_not_plain (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const files[] = { "packed-refs", "refs/pipe", "refs/drafts/pipe", "objects/pack/pipe" };
  g_autofree char *drafts = g_build_filename (f->path, "refs", "drafts", NULL);
  g_autofree char *pack = g_build_filename (f->path, "objects", "pack", NULL);
  g_assert_cmpint (g_mkdir_with_parents (drafts, 0755), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (pack, 0755), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *full = g_build_filename (f->path, files[i], NULL);
      g_assert_cmpint (mkfifo (full, 0600), ==, 0);
      assert_refused (f, files[i], "neither a file nor a folder");
      g_assert_cmpint (g_remove (full), ==, 0);
      g_assert_cmpint (symlink ("/etc", full), ==, 0);
      assert_refused (f, files[i], "neither a file nor a folder");
      g_assert_cmpint (g_remove (full), ==, 0);
    }
  assert_good (f);
}

/* A draft has refs, drafts, three names: more than eight below refs is nothing of ours. */
static void
test_too_deep (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *seven = g_build_filename (f->path, "refs", "1", "2", "3", "4", "5", "6", "7", NULL);
  g_autofree char *eight = g_build_filename (seven, "8", NULL);
  g_assert_cmpint (g_mkdir_with_parents (seven, 0755), ==, 0);
  assert_good (f);
  g_assert_cmpint (g_mkdir (eight, 0755), ==, 0);
  assert_refused (f, "refs/1/2/3/4/5/6/7/8", "too deep");
}

static void
test_no_record (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *head = g_build_filename (f->path, "HEAD", NULL);
  g_autofree char *config = g_build_filename (f->path, "config", NULL);
  g_assert_cmpint (g_remove (config), ==, 0);
  assert_refused (f, "config", "No such file");
  g_assert_cmpint (g_remove (head), ==, 0);
  assert_refused (f, f->path, "is not a record: it has no HEAD");
  g_free (f->path);
  f->path = g_build_filename (f->folder, "none", NULL);
  assert_refused (f, f->path, "is not a record");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-files/head-and-config-say-what-every-record-says", test_texts);
  open_record_add ("/store-files/nothing-leads-out-of-the-record", test_leading_out);
  open_record_add ("/store-files/what-is-no-file-or-folder-is-not-opened", test_not_plain);
  open_record_add ("/store-files/folders-are-not-followed-for-ever", test_too_deep);
  open_record_add ("/store-files/a-folder-that-is-no-record", test_no_record);
  return g_test_run ();
}
