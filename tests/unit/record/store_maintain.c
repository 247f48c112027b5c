/* Many packs made one, with nothing lost. */

#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/open_record.h"

#define EVENTS 20
#define WRITTEN 30

static guint
count (const char *path, const char *start, const char *end)
{
  g_auto(GStrv) files = record_list_files (path);
  guint n = 0;
  for (guint i = 0; files[i] != NULL; i++)
    n += g_str_has_prefix (files[i], start) && g_str_has_suffix (files[i], end);
  return n;
}

/* A text that grows by a line with each event. */
static void
append_events (Store *store, guint n)
{
  g_autoptr(GString) text = g_string_new (NULL);
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (text, "line %u of many, %u\n", i, i * i);
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "event %u\n", i);
      g_free (record_append (store, RECORD_TIME, "register/a.csv", text->str));
    }
}

/* Every object, and what main leads to. */
static char *
all_of (const char *path)
{
  g_autofree char *objects = NULL, *main_id = NULL;
  g_assert_cmpint (record_git (path, &objects, "cat-file", "--batch-all-objects", "--batch-check", NULL), ==, 0);
  g_assert_cmpint (record_git (path, &main_id, "rev-parse", "main", NULL), ==, 0);
  return g_strconcat (objects, main_id, NULL);
}

static StoreMaintained
maintain (Store *store)
{
  g_autoptr(GError) error = NULL;
  StoreMaintained done;
  g_assert_true (store_maintain (store, &done, &error));
  g_assert_no_error (error);
  return done;
}

/* Packs of ours and objects in files of their own, one that nothing uses among them. */
static void
test_one_pack (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  append_events (f->store, 2);
  g_autofree char *unused = g_build_filename (f->folder, "unused", NULL);
  g_assert_true (g_file_set_contents (unused, "used by nothing", -1, NULL));
  g_assert_cmpint (record_git (f->path, NULL, "hash-object", "-w", unused, NULL), ==, 0);
  record_loosen (f->path);
  append_events (f->store, EVENTS);
  g_autoptr(Store) reader = store_open (f->path, NULL);
  g_autofree char *before = all_of (f->path);
  StoreMaintained done = maintain (f->store);
  g_assert_true (done.is_due);
  g_assert_cmpuint (done.packs, >, 0);
  g_assert_cmpuint (done.packs_kept, ==, 0);
  g_assert_cmpuint (done.loose, >=, 12);
  g_assert_cmpuint (done.bytes_after, <, done.bytes / 3);
  g_assert_cmpuint (count (f->path, "objects/pack/", ".pack"), ==, 1);
  g_assert_cmpuint (count (f->path, "objects/", ""), ==, 2);
  g_autofree char *after = all_of (f->path);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
  g_autofree char *one = record_read_text (reader, NULL, "register/a.csv");
  g_autofree char *two = record_read_text (f->store, NULL, "register/a.csv");
  g_assert_nonnull (one);
  g_assert_cmpstr (one, ==, two);
}

/* Once it is packed there is nothing to do, nor when little has come since; much is. */
static void
test_again (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  append_events (f->store, EVENTS);
  g_assert_true (maintain (f->store).is_due);
  g_auto(GStrv) before = record_list_files (f->path);
  g_assert_false (maintain (f->store).is_due);
  g_auto(GStrv) after = record_list_files (f->path);
  g_assert_true (g_strv_equal ((const char *const *) before, (const char *const *) after));
  append_events (f->store, EVENTS);
  g_assert_true (maintain (f->store).is_due);
  g_assert_cmpuint (count (f->path, "objects/pack/", ".pack"), ==, 1);
}

/* What git keeps for good stays as it is. */
static void
test_kept (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  append_events (f->store, 2);
  g_assert_cmpint (record_git (f->path, NULL, "gc", "--quiet", NULL), ==, 0);
  g_auto(GStrv) files = record_list_files (f->path);
  g_autofree char *keep = NULL;
  for (guint i = 0; files[i] != NULL; i++)
    if (g_str_has_suffix (files[i], ".pack"))
      keep = g_strdup_printf ("%s/%.*s.keep", f->path, (int) (strlen (files[i]) - strlen (".pack")), files[i]);
  g_assert_nonnull (keep);
  g_assert_true (g_file_set_contents (keep, "", 0, NULL));
  append_events (f->store, 3);
  StoreMaintained done = maintain (f->store);
  g_assert_cmpuint (done.packs_kept, ==, 1);
  g_assert_cmpuint (count (f->path, "objects/pack/", ".pack"), ==, 2);
}

/* Over an object that is damaged nothing is taken away. */
static void
test_damaged (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  append_events (f->store, 3);
  record_git (f->path, &id, "rev-parse", "main~1:register/a.csv", NULL);
  record_loosen (f->path);
  g_autofree char *path = g_strdup_printf ("%s/objects/%.2s/%s", f->path, id, g_strchomp (id) + 2);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_auto(GStrv) before = record_list_files (f->path);
  g_autoptr(Store) store = store_open (f->path, NULL);
  StoreMaintained done;
  g_assert_false (store_maintain (store, &done, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, id));
  g_auto(GStrv) after = record_list_files (f->path);
  g_assert_true (g_strv_equal ((const char *const *) before, (const char *const *) after));
}

static int
write_several (const char *path)
{
  g_autoptr(Store) store = store_open (path, NULL);
  for (guint i = 0; i < WRITTEN; i++)
    {
      g_autofree char *file = g_strdup_printf ("returns/annual/2025-26/01/P00001/%u.csv", i);
      g_free (record_append (store, RECORD_TIME, file, file));
    }
  return 0;
}

/* Beside a writer and a git that packs as well. */
static void
test_beside_others (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  append_events (f->store, EVENTS);
  GSubprocess *child = record_start ("--write", f->path, "x", NULL);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(Store) store = store_open (f->path, NULL);
      maintain (store);
      g_assert_cmpint (record_git (f->path, NULL, "repack", "-dq", NULL), ==, 0);
    }
  g_free (record_finish (child));
  g_autofree char *commits = NULL, *paths = NULL;
  record_git (f->path, &commits, "rev-list", "--count", "main", NULL);
  record_git (f->path, &paths, "ls-tree", "-r", "--name-only", "main", "returns", NULL);
  g_assert_cmpint (atoi (commits), ==, 1 + EVENTS + WRITTEN);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (paths), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, WRITTEN);
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--write") == 0)
    return write_several (argv[2]);
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-maintain/packs-everything-into-one", test_one_pack);
  open_record_add ("/store-maintain/does-what-is-due-and-no-more", test_again);
  open_record_add ("/store-maintain/leaves-alone-what-git-keeps", test_kept);
  open_record_add ("/store-maintain/takes-nothing-away-over-a-damaged-object", test_damaged);
  open_record_add ("/store-maintain/loses-nothing-beside-writers-and-git", test_beside_others);
  return g_test_run ();
}
