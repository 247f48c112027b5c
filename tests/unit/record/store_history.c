/* Looking back along a line. */

#include "lib/record/store.h"

#include <string.h>

#include "tests/open_record.h"

#define ANNUAL "returns/annual/2025-26/12/P00412"
#define SHORTER "returns/annual/2025-26/41/P0041"

typedef struct {
  GString *subjects;
  char *author, *reason;
} Seen;

static gboolean
note_entry (const LogEntry *entry, gpointer data)
{
  Seen *seen = data;
  g_assert_true (g_str_has_prefix (entry->subject, "PRACTICE: "));
  g_string_append_printf (seen->subjects, "%s;", entry->subject + strlen ("PRACTICE: "));
  g_free (seen->author);
  g_free (seen->reason);
  seen->author = g_strdup_printf ("%s <%s>", entry->author, entry->mail);
  seen->reason = message_trailer (entry->message, "Event");
  return !g_str_has_suffix (entry->subject, "stop.csv");
}

static void
seen_clear (Seen *seen)
{
  g_string_free (seen->subjects, TRUE);
  g_free (seen->author);
  g_free (seen->reason);
}

static void
test_log (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_free (record_append (f->store, RECORD_TIME, ANNUAL "/1.csv", "1\n"));
  g_free (record_append (f->store, RECORD_TIME, ANNUAL "/stop.csv", "1\n"));
  g_free (record_append (f->store, RECORD_TIME, ANNUAL "/1.csv", "2\n"));
  g_free (record_append (f->store, RECORD_TIME, "register/x.csv", "2\n"));
  g_autoptr(Snapshot) snapshot = store_snapshot (f->store, NULL, NULL);
  Seen all = { g_string_new (NULL), NULL, NULL }, one = { g_string_new (NULL), NULL, NULL };
  g_assert_true (store_log (snapshot, note_entry, &all, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (all.subjects->str, ==, "write register/x.csv;write " ANNUAL "/1.csv;write " ANNUAL "/stop.csv;");
  g_assert_cmpstr (all.author, ==, "Ann Lee <ann@example.org>");
  g_assert_cmpstr (all.reason, ==, "filed");
  snapshot_log (snapshot, note_entry, &one);
  g_assert_cmpstr (one.subjects->str, ==, "write register/x.csv;");
  g_assert_cmpstr (one.reason, ==, "imported");
  seen_clear (&all);
  seen_clear (&one);
}

static void
test_changed (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *one = record_append (f->store, RECORD_TIME, ANNUAL "/1.csv", "1\n");
  g_autofree char *two = record_append (f->store, RECORD_TIME, ANNUAL "/2.csv", "1\n");
  g_autofree char *three = record_append (f->store, RECORD_TIME, ANNUAL "/1.csv", "2\n");
  const struct {
    const char *at, *path;
    gboolean changed;
  } rows[] = {
    { one, ANNUAL "/1.csv", TRUE }, { one, ANNUAL "/2.csv", FALSE },
    { two, ANNUAL "/2.csv", TRUE }, { two, ANNUAL "/1.csv", FALSE }, { two, ANNUAL, TRUE },
    { three, ANNUAL "/1.csv", TRUE }, { three, ANNUAL "/2.csv", FALSE }, { three, "returns", TRUE },
    { three, SHORTER "/1.csv", FALSE }, { three, "register", FALSE }, { three, "nothing", FALSE },
    { "2026-03-31", "register", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(Snapshot) then = store_snapshot (f->store, rows[i].at, &error);
      gboolean changed = !rows[i].changed;
      g_assert_true (snapshot_changed (then, rows[i].path, &changed, &error));
      g_assert_no_error (error);
      g_assert_cmpint (changed, ==, rows[i].changed);
    }
}

/* The first event stands on nothing, so it changed all that it has. */
static void
test_changed_first (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  gboolean changed = FALSE;
  g_autoptr(Snapshot) first = store_snapshot (f->store, NULL, NULL);
  g_assert_true (snapshot_changed (first, "register/persons.csv", &changed, NULL));
  g_assert_true (changed);
  g_assert_true (snapshot_changed (first, "register/groups.csv", &changed, NULL));
  g_assert_false (changed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-history/log-shows-the-line-back", test_log);
  open_record_add ("/store-history/says-what-an-event-changed", test_changed);
  open_record_add ("/store-history/the-first-event-changed-all-it-has", test_changed_first);
  return g_test_run ();
}
