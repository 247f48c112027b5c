/* Moving main beside a git that is at work, or died. */

#include "lib/record/store.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "tests/open_record.h"

/* Of a git that died: no git holds one for as long. */
static void
test_lock_left (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *lock = g_build_filename (f->path, "refs/heads/main.lock", NULL);
  record_leave (lock, 2 * 3600);
  g_free (record_append (f->store, RECORD_TIME, "register/a.csv", "a\n"));
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
}

/* What cannot be removed is no reason to try for ever. */
static void
test_lock_stays (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *lock = g_build_filename (f->path, "refs/heads/main.lock", NULL);
  g_assert_cmpint (g_mkdir (lock, 0755), ==, 0);
  struct utimbuf then = { 0, g_get_real_time () / G_USEC_PER_SEC - 2 * 3600 };
  g_assert_cmpint (g_utime (lock, &then), ==, 0);
  g_autofree char *before = record_head (f->store);
  RecordFile file = { "register/a.csv", "a\n" };
  Actor actor = record_actor (RECORD_TIME);
  g_assert_false (store_append (f->store, &actor, record_event, &file, NULL, &error));
  g_assert_nonnull (strstr (error->message, "main.lock': Is a directory"));
  g_autofree char *after = record_head (f->store);
  g_assert_cmpstr (before, ==, after);
}

/* A git that holds the lock while the writer comes and tries for it. */
static gpointer
remove_when_waited_for (gpointer lock)
{
  g_autofree char *folder = g_path_get_dirname (lock);
  g_autofree char *made = g_build_filename (folder, "main.made.lock", NULL);
  while (!g_file_test (made, G_FILE_TEST_EXISTS))
    g_usleep (1000);
  g_usleep (300 * 1000);
  return GINT_TO_POINTER (g_remove (lock));
}

/* Of a git at work: it is waited for, and is not taken away, though clocks that
 * are minutes apart make it look old. */
static void
test_lock_held (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *lock = g_build_filename (f->path, "refs/heads/main.lock", NULL);
  for (gint64 age = 0; age <= 300; age += 300)
    {
      record_leave (lock, age);
      GThread *git = g_thread_new ("git", remove_when_waited_for, lock);
      g_free (record_append (f->store, RECORD_TIME, "register/a.csv", age == 0 ? "a\n" : "b\n"));
      g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (git)), ==, 0);
    }
}

/* A builder that lets another writer in before it, the first time it is called. */
typedef struct {
  const char *path, *other;
  guint calls;
} Overtaken;

/* A builder while which main is moved to the very commit it makes. */
static gboolean
same_event (Snapshot *head, Event *event, gpointer data, GError **error)
{
  Overtaken *state = data;
  RecordFile file = { "register/mine.csv", "mine\n" };
  if (state->calls++ == 0)
    record_git (state->path, NULL, "update-ref", "refs/heads/main", state->other, NULL);
  return record_event (head, event, &file, error);
}

/* By a git whose lock we took for a dead one's, and which moved our file: the
 * event is in the record, once. */
static void
test_moved_for_us (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *before = record_head (f->store), *commit = NULL;
  g_autofree char *ours = record_append (f->store, RECORD_TIME, "register/mine.csv", "mine\n");
  record_git (f->path, NULL, "update-ref", "refs/heads/main", before, NULL);
  Overtaken state = { f->path, ours, 0 };
  g_assert_true (store_append (f->store, &actor, same_event, &state, &commit, &error));
  g_assert_cmpstr (commit, ==, ours);
  g_assert_cmpuint (state.calls, ==, 1);
  g_autofree char *after = record_head (f->store);
  g_assert_cmpstr (after, ==, ours);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-reference/a-lock-that-git-left-behind-is-removed", test_lock_left);
  open_record_add ("/store-reference/a-lock-that-cannot-be-removed-is-a-fault", test_lock_stays);
  open_record_add ("/store-reference/a-lock-that-git-holds-is-waited-for", test_lock_held);
  open_record_add ("/store-reference/what-a-git-moved-for-us-is-there-once", test_moved_for_us);
  return g_test_run ();
}
