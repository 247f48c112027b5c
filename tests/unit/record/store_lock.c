/* One writer at a time, and what one that died left. */

#include "lib/record/store.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/open_record.h"

#define WRITERS 8
#define EACH 6

static int
write_several (const char *path, const char *name)
{
  g_autoptr(Store) store = store_open (path, NULL);
  for (guint i = 0; i < EACH; i++)
    {
      g_autofree char *file = g_strdup_printf ("returns/annual/2025-26/%s/%s/%u.csv", name + strlen (name) - 2, name, i);
      g_free (record_append (store, RECORD_TIME, file, name));
    }
  return 0;
}

static void
test_eight_processes (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  GSubprocess *children[WRITERS];
  for (guint i = 0; i < WRITERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("P%u", i);
      children[i] = record_start ("--write", f->path, name, NULL);
    }
  for (guint i = 0; i < WRITERS; i++)
    g_free (record_finish (children[i]));
  g_autofree char *commits = NULL, *paths = NULL;
  record_git (f->path, &commits, "rev-list", "--count", "--first-parent", "main", NULL);
  record_git (f->path, &paths, "ls-tree", "-r", "--name-only", "main", "returns", NULL);
  g_assert_cmpint (atoi (commits), ==, 1 + WRITERS * EACH);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (paths), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, WRITERS * EACH);
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
}

/* What writers that were killed left: a lock of ours, known by its other name,
 * whatever its age; temporary files of other programs once they are old. */
static void
test_left_by_a_kill (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const struct {
    const char *name;
    gint64 age;
    gboolean stays;
  } rows[] = {
    { "refs/heads/main.made.lock", 0, FALSE },
    { "objects/tmp_event", 0, FALSE },
    { "objects/tmp_object_git2_1", 2 * 3600, FALSE },
    { "objects/tmp_object_git2_2", 60, TRUE },
    { "objects/pack/pack_git2_1", 2 * 3600, FALSE },
    { "objects/pack/tmp_pack_1", 60, TRUE },
  };
  g_autofree char *lock = g_build_filename (f->path, "refs/heads/main.lock", NULL);
  g_autofree char *noted = g_build_filename (f->path, "writing", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_build_filename (f->path, rows[i].name, NULL);
      record_leave (path, rows[i].age);
      if (i == 0)
        g_assert_cmpint (link (path, lock), ==, 0);
    }
  g_assert_true (g_file_set_contents (noted, "refs/heads/main", -1, NULL));
  gint64 started = g_get_monotonic_time ();
  g_free (record_append (f->store, RECORD_TIME, "register/a.csv", "a\n"));
  g_assert_cmpint (g_get_monotonic_time () - started, <, 5 * G_USEC_PER_SEC);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_build_filename (f->path, rows[i].name, NULL);
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, rows[i].stays);
    }
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--write") == 0)
    return write_several (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-lock/eight-processes-lose-nothing", test_eight_processes);
  open_record_add ("/store-lock/what-a-killed-writer-left-is-cleared-away", test_left_by_a_kill);
  return g_test_run ();
}
