/* What is written for an event: what is new, and nothing twice. */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#include "lib/record/store_private.h"
#include "tests/open_record.h"

static guint
count (const char *path, const char *start, const char *end)
{
  g_auto(GStrv) files = record_list_files (path);
  guint n = 0;
  for (guint i = 0; files[i] != NULL; i++)
    n += g_str_has_prefix (files[i], start) && g_str_has_suffix (files[i], end);
  return n;
}

/* A commit, the root, the folder and the file; of the second file the contents
 * are there already. */
static void
test_loose (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  guint before = count (f->path, "objects/", "");
  g_free (record_append (f->store, RECORD_TIME, "register/a.csv", "same\n"));
  g_assert_cmpuint (count (f->path, "objects/", ""), ==, before + 4);
  g_free (record_append (f->store, RECORD_TIME, "register/b.csv", "same\n"));
  g_assert_cmpuint (count (f->path, "objects/", ""), ==, before + 7);
  g_assert_cmpuint (count (f->path, "objects/pack/", ""), ==, 0);
}

/* A group is one pack and its index. */
static void
test_pack (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GHashTable) files = record_files ("register/a.csv", "a\n");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("b\n", 2);
  g_hash_table_insert (files, g_strdup ("register/b.csv"), g_bytes_ref (bytes));
  guint before = count (f->path, "objects/", "");
  record_append_each (f->store, RECORD_TIME, files);
  g_assert_cmpuint (count (f->path, "objects/", ""), ==, before + 2);
  g_assert_cmpuint (count (f->path, "objects/pack/pack-", ".pack"), ==, 1);
  g_assert_cmpuint (count (f->path, "objects/pack/pack-", ".idx"), ==, 1);
}

/* What an event uses again is made as if new, loose or packed, so that no `git gc`
 * takes it for forgotten. */
static void
test_renewed (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_free (record_append (f->store, RECORD_TIME, "register/a.csv", "same\n"));
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = NULL;
      record_git (f->path, &id, "rev-parse", "main:register/a.csv", NULL);
      g_autofree char *loose = g_strdup_printf ("objects/%.2s/%s", id, g_strchomp (id) + 2);
      g_auto(GStrv) files = record_list_files (f->path);
      struct utimbuf then = { 0, 1000000000 };
      const char *file = NULL;
      for (guint n = 0; files[n] != NULL; n++)
        if (g_str_equal (files[n], loose) || g_str_has_suffix (files[n], ".pack"))
          file = files[n];
      g_assert_nonnull (file);
      g_autofree char *path = g_build_filename (f->path, file, NULL);
      g_assert_cmpint (g_utime (path, &then), ==, 0);
      g_free (record_append (f->store, RECORD_TIME, i == 0 ? "register/b.csv" : "register/c.csv", "same\n"));
      struct stat now;
      g_assert_cmpint (g_stat (path, &now), ==, 0);
      g_assert_cmpint (now.st_mtime, >, then.modtime);
      g_assert_cmpint (record_git (f->path, NULL, "gc", "--quiet", NULL), ==, 0);
    }
}

static void
test_repacked (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_free (record_append (f->store, RECORD_TIME, "register/a.csv", "1\n"));
  g_assert_cmpint (record_git (f->path, NULL, "gc", "--quiet", NULL), ==, 0);
  g_free (record_append (f->store, RECORD_TIME, "register/b.csv", "2\n"));
  g_autofree char *a = record_read_text (f->store, NULL, "register/a.csv"), *b = record_read_text (f->store, NULL, "register/b.csv");
  g_assert_cmpstr (a, ==, "1\n");
  g_assert_cmpstr (b, ==, "2\n");
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
}

/* An event that fails takes away what was made for it, and nothing that others use:
 * the first is on disk already, as where the file of an object is another user's. */
static void
test_taken_away (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const texts[] = { "same\n", "new\n" };
  g_autoptr(GError) error = NULL;
  g_free (record_append (f->store, RECORD_TIME, "register/a.csv", texts[0]));
  g_auto(GStrv) before = record_list_files (f->path);
  guint n = count (f->path, "objects/", "");
  g_assert_true (store_lock (f->store, &error));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      git_oid id;
      g_assert_cmpint (git_odb_hash (&id, texts[i], strlen (texts[i]), GIT_OBJECT_BLOB), ==, 0);
      pending_add (f->store->pending, &id, GIT_OBJECT_BLOB, texts[i], strlen (texts[i]));
    }
  store_write_pending (f->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (f->path, "objects/", ""), ==, n + 1);
  store_forget_pending (f->store, TRUE);
  store_unlock (f->store);
  g_auto(GStrv) after = record_list_files (f->path);
  g_assert_true (g_strv_equal ((const char *const *) before, (const char *const *) after));
  g_autofree char *a = record_read_text (f->store, NULL, "register/a.csv");
  g_assert_cmpstr (a, ==, texts[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-pending/an-event-writes-what-is-new", test_loose);
  open_record_add ("/store-pending/a-group-is-one-pack", test_pack);
  open_record_add ("/store-pending/what-is-used-again-is-renewed", test_renewed);
  open_record_add ("/store-pending/what-was-there-before-is-not-taken-away", test_taken_away);
  open_record_add ("/store-pending/works-on-after-stock-git-repacked-it", test_repacked);
  return g_test_run ();
}
