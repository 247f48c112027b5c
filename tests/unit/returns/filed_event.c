/* What main says was filed: the newest event of each return, and when the first was. */

#include "lib/returns/filed_event.h"

#include "tests/record.h"
#include "tests/scratch_folder.h"

#define FIRST "returns/annual/2025-26/12/P00412/filing.json"
#define OTHER "returns/annual/2024-25/07/P00407/filing.json"

typedef struct {
  char *folder;
  Store *store;
} Fixture;

static void
set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  fixture->folder = scratch_folder ();
  g_autofree char *path = g_build_filename (fixture->folder, "record", NULL);
  fixture->store = record_make (path);
}

static void
tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  store_free (fixture->store);
  scratch_folder_remove (fixture->folder);
}

static GHashTable *
events_of (Fixture *fixture, const FilingKey *wanted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) head = store_snapshot (fixture->store, NULL, &error);
  g_assert_no_error (error);
  GHashTable *events = filed_events (head, wanted, &error);
  g_assert_no_error (error);
  return events;
}

static void
test_newest (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_free (record_append (fixture->store, RECORD_TIME + 60, FIRST, "1\n"));
  g_autofree char *other = record_append (fixture->store, RECORD_TIME + 70, OTHER, "2\n");
  g_autofree char *second = record_append (fixture->store, RECORD_TIME + 80, FIRST, "3\n");
  g_free (record_append (fixture->store, RECORD_TIME + 90, "register/a.csv", "4\n"));
  const FilingKey all = { 0 }, one = { .period = (char *) "2024-25" };
  g_autoptr(GHashTable) events = events_of (fixture, &all);
  g_assert_cmpuint (g_hash_table_size (events), ==, 2);
  const FiledEvent *event = g_hash_table_lookup (events, "annual/2025-26/P00412");
  g_assert_cmpstr (event->commit, ==, second);
  g_assert_cmpuint (event->version, ==, 1);
  g_assert_cmpint (event->first, ==, RECORD_TIME + 60);
  g_autofree char *folder = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "record", NULL);
  g_assert_cmpint (record_git (path, &folder, "rev-parse", "main:returns/annual/2025-26/12/P00412", NULL), ==, 0);
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) head = store_snapshot (fixture->store, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *content = NULL;
  g_assert_true (filed_event_content (event, head, &content, &error));
  g_assert_cmpstr (content, ==, g_strchomp (folder));
  g_autoptr(GHashTable) some = events_of (fixture, &one);
  g_assert_cmpuint (g_hash_table_size (some), ==, 1);
  g_assert_cmpstr (((const FiledEvent *) g_hash_table_lookup (some, "annual/2024-25/P00407"))->commit, ==, other);
  filed_event_free (NULL);
}

static void
test_none (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_free (record_append (fixture->store, RECORD_TIME + 60, "register/a.csv", "1\n"));
  const FilingKey all = { 0 };
  g_autoptr(GHashTable) events = events_of (fixture, &all);
  g_assert_cmpuint (g_hash_table_size (events), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/filed-event/the-newest-counts-and-the-first-is-dated", Fixture, NULL, set_up, test_newest, tear_down);
  g_test_add ("/filed-event/an-import-files-nothing", Fixture, NULL, set_up, test_none, tear_down);
  return g_test_run ();
}
