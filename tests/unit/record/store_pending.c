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

static guint
objects (const char *path)
{
  g_autofree char *list = NULL;
  g_assert_cmpint (record_git (path, &list, "cat-file", "--batch-all-objects", "--batch-check=.", NULL), ==, 0);
  return (guint) strlen (list) / 2;
}

/* A commit, the root, the folder and the file; of the second file the contents
 * are there already. */
static void
test_one (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  guint before = objects (f->path), files = count (f->path, "objects/", "");
  g_free (record_append (f->store, RECORD_TIME, "register/a.csv", "same\n"));
  g_assert_cmpuint (objects (f->path), ==, before + 4);
  g_free (record_append (f->store, RECORD_TIME, "register/b.csv", "same\n"));
  g_assert_cmpuint (objects (f->path), ==, before + 7);
  g_assert_cmpuint (count (f->path, "objects/", ""), ==, files + 4);
}

/* A group is one pack and its index, as an event is. */
static void
test_group (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GHashTable) files = record_files ("register/a.csv", "a\n");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("b\n", 2);
  g_hash_table_insert (files, g_strdup ("register/b.csv"), g_bytes_ref (bytes));
  guint before = count (f->path, "objects/", "");
  record_append_each (f->store, RECORD_TIME, files);
  g_assert_cmpuint (count (f->path, "objects/", ""), ==, before + 2);
}

/* The first event is one pack, each of the others one more, and sixteen are one again:
 * of 256 events at most fifteen of one and as many of sixteen are left. Whoever reads
 * meanwhile, and has the old ones open, goes on reading. */
static void
test_fold (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(Store) reader = store_open (f->path, NULL);
  for (guint i = 1; i <= 256; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u\n", i);
      g_free (record_append (f->store, RECORD_TIME, "register/a.csv", text));
      g_autofree char *read = record_read_text (i % 5 == 0 ? reader : f->store, NULL, "register/a.csv");
      g_assert_cmpstr (read, ==, text);
      g_assert_cmpuint (count (f->path, "objects/pack/", ".pack"), <=, 16 + i / 16);
    }
  g_assert_cmpuint (count (f->path, "objects/pack/", ".pack"), <=, 30);
  g_assert_cmpuint (count (f->path, "objects/pack/", ".idx"), ==, count (f->path, "objects/pack/", ".pack"));
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
  g_autofree char *commits = NULL;
  record_git (f->path, &commits, "rev-list", "--count", "main", NULL);
  g_assert_cmpstr (commits, ==, "257\n");
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
      if (i == 0)
        record_loosen (f->path);
      else
        g_assert_cmpint (record_git (f->path, NULL, "gc", "--quiet", NULL), ==, 0);
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
      g_autoptr(Store) store = store_open (f->path, NULL);
      g_free (record_append (store, RECORD_TIME, i == 0 ? "register/b.csv" : "register/c.csv", "same\n"));
      struct stat now;
      g_assert_cmpint (g_stat (path, &now), ==, 0);
      g_assert_cmpint (now.st_mtime, >, then.modtime);
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

/* What is on disk and not needed, as of an event that fails after it. */
static void
write_and_forget (OpenRecord *f, const char *text)
{
  git_oid id;
  g_autoptr(GError) error = NULL;
  g_assert_true (store_lock (f->store, &error));
  g_assert_cmpint (git_odb_hash (&id, text, strlen (text), GIT_OBJECT_BLOB), ==, 0);
  pending_add (f->store->pending, &id, GIT_OBJECT_BLOB, text, strlen (text));
  g_assert_true (store_write_pending (f->store, &error));
  g_assert_no_error (error);
  store_forget_pending (f->store, FALSE);
  store_unlock (f->store);
}

/* An event that fails takes away what was made for it, and nothing that others use:
 * of the same objects there is a pack of the same name, as where its file could not be
 * made as if new. */
static void
test_taken_away (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char text[] = "same\n";
  g_autoptr(GError) error = NULL;
  git_oid id;
  g_auto(GStrv) first = record_list_files (f->path);
  write_and_forget (f, text);
  g_auto(GStrv) second = record_list_files (f->path);
  g_assert_true (g_strv_equal ((const char *const *) first, (const char *const *) second));
  g_assert_true (store_lock (f->store, &error));
  g_assert_cmpint (git_odb_hash (&id, text, strlen (text), GIT_OBJECT_BLOB), ==, 0);
  pending_add (f->store->pending, &id, GIT_OBJECT_BLOB, text, strlen (text));
  g_assert_true (store_write_pending (f->store, &error));
  store_forget_pending (f->store, TRUE);
  store_unlock (f->store);
  g_auto(GStrv) before = record_list_files (f->path);
  write_and_forget (f, text);
  g_auto(GStrv) after = record_list_files (f->path);
  g_assert_true (g_strv_equal ((const char *const *) before, (const char *const *) after));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-pending/an-event-writes-what-is-new", test_one);
  open_record_add ("/store-pending/a-group-is-one-pack", test_group);
  open_record_add ("/store-pending/packs-are-folded", test_fold);
  open_record_add ("/store-pending/what-is-used-again-is-renewed", test_renewed);
  open_record_add ("/store-pending/what-was-there-before-is-not-taken-away", test_taken_away);
  open_record_add ("/store-pending/works-on-after-stock-git-repacked-it", test_repacked);
  return g_test_run ();
}
