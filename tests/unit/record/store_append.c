/* An event, or a group of them, appended to main. */

#include "lib/base/error.h"
#include "lib/record/store.h"

#include "tests/open_record.h"

#define ANNUAL "returns/annual/2025-26/12/P00412"

/* A builder that lets another writer in before it, the first time it is called. */
typedef struct {
  const char *path, *other;
  guint calls;
} Overtaken;

static gboolean
overtaken_event (Snapshot *head, Event *event, gpointer data, GError **error)
{
  Overtaken *state = data;
  g_autoptr(GBytes) seen = NULL;
  g_assert_true (snapshot_read (head, "register/other.csv", &seen, error));
  if (state->calls++ == 0)
    {
      g_assert_null (seen);
      record_git (state->path, NULL, "update-ref", "refs/heads/main", state->other, NULL);
    }
  RecordFile file = { "register/mine.csv", seen != NULL ? "saw the other\n" : "saw nothing\n" };
  return record_event (head, event, &file, error);
}

/* By a git that fetches, say: no program of ours writes while another does. */
static void
test_overtaken (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *before = record_head (f->store);
  g_autofree char *other = record_append (f->store, RECORD_TIME + 9, "register/other.csv", "first\n");
  record_git (f->path, NULL, "update-ref", "refs/heads/main", before, NULL);
  Overtaken state = { f->path, other, 0 };
  g_assert_true (store_append (f->store, &actor, overtaken_event, &state, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (state.calls, ==, 2);
  g_autofree char *text = record_read_text (f->store, NULL, "register/mine.csv");
  g_assert_cmpstr (text, ==, "saw the other\n");
  /* Nine seconds older than the event it stands on: that one's time is the commit's. */
  g_autofree char *times = NULL;
  record_git (f->path, &times, "log", "-1", "--format=%at %ct", NULL);
  g_assert_cmpstr (times, ==, "1775000000 1775000009\n");
  /* What was made for the old head is gone: no signed commit is left that main
   * could be moved to. */
  g_autofree char *unused = NULL;
  record_git (f->path, &unused, "fsck", "--unreachable", "--no-reflogs", NULL);
  g_assert_cmpstr (unused, ==, "");
}

static void
test_backdated (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_free (record_append (f->store, RECORD_TIME + 1000, "register/a.csv", "a\n"));
  g_free (record_append (f->store, RECORD_TIME + 1000 - STORE_CLOCK_SKEW, "register/b.csv", "b\n"));
  g_autofree char *before = record_head (f->store);
  Actor actor = record_actor (RECORD_TIME + 1000 - STORE_CLOCK_SKEW - 1);
  RecordFile file = { "register/c.csv", "c\n" };
  g_assert_false (store_append (f->store, &actor, record_event, &file, NULL, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "the event's time 2026-03-31T23:44:59Z is before the newest "
                   "event of the record, 2026-03-31T23:50:00Z");
  g_autofree char *after = record_head (f->store);
  g_assert_cmpstr (before, ==, after);
}

static gboolean
numbered_event (Snapshot *head, Event *event, gpointer data, GError **error)
{
  g_autoptr(GBytes) seen = NULL;
  g_assert_true (snapshot_read (head, "register/count.csv", &seen, error));
  gsize length = seen == NULL ? 0 : g_bytes_get_size (seen);
  g_autofree char *text = g_strnfill (length + 1, 'x');
  RecordFile file = { "register/count.csv", text };
  if (GPOINTER_TO_UINT (data) == length)
    return record_event (head, event, &file, error);
  error_refuse (error, "%" G_GSIZE_FORMAT " were before it", length);
  return FALSE;
}

static void
test_group (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  Actor a = record_actor (RECORD_TIME), actors[] = { a, a, a };
  EventFunc funcs[] = { numbered_event, numbered_event, numbered_event };
  gpointer good[] = { GUINT_TO_POINTER (0), GUINT_TO_POINTER (1), GUINT_TO_POINTER (2) };
  gpointer bad[] = { GUINT_TO_POINTER (3), GUINT_TO_POINTER (9), GUINT_TO_POINTER (4) };
  g_auto(GStrv) commits = NULL;
  g_assert_true (store_append_many (f->store, actors, funcs, good, 3, &commits, &error));
  g_assert_no_error (error);
  g_autofree char *expected = g_strdup_printf ("%s\n%s\n%s\n", commits[2], commits[1], commits[0]);
  g_autofree char *list = NULL;
  record_git (f->path, &list, "rev-list", "-3", "main", NULL);
  g_assert_cmpstr (list, ==, expected);
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
  g_assert_cmpint (record_git (f->path, NULL, "verify-commit", commits[1], NULL), ==, 0);

  g_auto(GStrv) before = record_list_files (f->path);
  g_assert_false (store_append_many (f->store, actors, funcs, bad, 3, NULL, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "event 2 of 3: 4 were before it");
  g_auto(GStrv) after = record_list_files (f->path);
  g_assert_true (g_strv_equal ((const char *const *) before, (const char *const *) after));
}

/* The same events one by one and as a group are the same commits. */
static void
test_group_same_ids (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "second", NULL);
  g_autoptr(Store) second = record_make (path);
  RecordFile files[] = { { ANNUAL "/1.csv", "1\n" }, { ANNUAL "/2.csv", "2\n" }, { "register/1.csv", "3\n" } };
  Actor a = record_actor (RECORD_TIME + 5), actors[] = { a, a, a };
  EventFunc funcs[] = { record_event, record_event, record_event };
  gpointer rows[] = { &files[0], &files[1], &files[2] };
  g_assert_true (store_append_many (f->store, actors, funcs, rows, 3, NULL, NULL));
  for (guint i = 0; i < 3; i++)
    g_free (record_append (second, RECORD_TIME + 5, files[i].path, files[i].text));
  g_autofree char *one = record_head (f->store), *two = record_head (second);
  g_assert_cmpstr (one, ==, two);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-append/calls-an-overtaken-builder-again", test_overtaken);
  open_record_add ("/store-append/refuses-an-event-older-than-the-newest", test_backdated);
  open_record_add ("/store-append/a-group-is-written-whole-or-not-at-all", test_group);
  open_record_add ("/store-append/a-group-makes-the-commits-its-events-would-make", test_group_same_ids);
  return g_test_run ();
}
