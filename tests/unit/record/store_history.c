/* Looking back along main. */

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
test_log (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_free (record_append (f->store, RECORD_TIME, ANNUAL "/1.csv", "1\n"));
  g_free (record_append (f->store, RECORD_TIME, SHORTER "/1.csv", "1\n"));
  g_free (record_append (f->store, RECORD_TIME, ANNUAL "/stop.csv", "1\n"));
  g_free (record_append (f->store, RECORD_TIME, ANNUAL "/1.csv", "2\n"));
  g_free (record_append (f->store, RECORD_TIME, "register/x.csv", "2\n"));
  static const struct {
    const char *prefix, *subjects;
  } rows[] = {
    { "", "write register/x.csv;write " ANNUAL "/1.csv;write " ANNUAL "/stop.csv;" },
    { ANNUAL, "write " ANNUAL "/1.csv;write " ANNUAL "/stop.csv;" },
    { ANNUAL "/", "write " ANNUAL "/1.csv;write " ANNUAL "/stop.csv;" },
    { ANNUAL "/1.csv", "write " ANNUAL "/1.csv;write " ANNUAL "/1.csv;" },
    { SHORTER "/1.csv", "write " SHORTER "/1.csv;" },
    { "register", "write register/x.csv;init;" },
    { "nothing", "" },
  };
  g_autoptr(Snapshot) snapshot = store_snapshot (f->store, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      Seen seen = { g_string_new (NULL), NULL, NULL };
      g_assert_true (store_log (snapshot, rows[i].prefix, note_entry, &seen, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (seen.subjects->str, ==, rows[i].subjects);
      g_string_free (seen.subjects, TRUE);
      g_free (seen.author);
      g_free (seen.reason);
    }
}

/* By the commit itself: not by those before, nor by a file beside. */
static void
test_changed (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const struct { const char *path; gboolean changed; } rows[] = {
    { ANNUAL "/2.csv", TRUE }, { ANNUAL, TRUE }, { "", TRUE },
    { ANNUAL "/1.csv", FALSE }, { ANNUAL "/3.csv", FALSE }, { "register", FALSE },
  };
  g_autoptr(GError) error = NULL;
  g_free (record_append (f->store, RECORD_TIME, ANNUAL "/1.csv", "1\n"));
  g_free (record_append (f->store, RECORD_TIME, ANNUAL "/2.csv", "1\n"));
  g_autoptr(Snapshot) now = store_snapshot (f->store, NULL, &error);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean changed = !rows[i].changed;
      g_assert_true (snapshot_changed (now, rows[i].path, &changed, &error));
      g_assert_cmpint (changed, ==, rows[i].changed);
    }
  g_assert_no_error (error);
}

static void
test_last_change (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *one = record_append (f->store, RECORD_TIME, ANNUAL "/1.csv", "1\n");
  g_autofree char *two = record_append (f->store, RECORD_TIME, ANNUAL "/2.csv", "1\n");
  g_autofree char *three = record_append (f->store, RECORD_TIME, ANNUAL "/1.csv", "2\n");
  g_autoptr(Snapshot) now = store_snapshot (f->store, NULL, &error);
  g_autoptr(Snapshot) then = store_snapshot (f->store, two, &error);
  g_autofree char *a = NULL;
  g_assert_true (snapshot_last_change (now, ANNUAL "/1.csv", &a, &error));
  g_autofree char *b = NULL;
  g_assert_true (snapshot_last_change (then, ANNUAL "/1.csv", &b, &error));
  g_autofree char *c = NULL;
  g_assert_true (snapshot_last_change (now, ANNUAL "/2.csv", &c, &error));
  g_autofree char *d = NULL;
  g_assert_true (snapshot_last_change (now, ANNUAL, &d, &error));
  g_autofree char *none = NULL;
  g_assert_true (snapshot_last_change (now, ANNUAL "/3.csv", &none, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (a, ==, three);
  g_assert_cmpstr (b, ==, one);
  g_assert_cmpstr (c, ==, two);
  g_assert_cmpstr (d, ==, three);
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-history/log-shows-what-changed-a-path", test_log);
  open_record_add ("/store-history/a-commit-changed-a-path-or-not", test_changed);
  open_record_add ("/store-history/finds-the-last-change-of-a-path", test_last_change);
  return g_test_run ();
}
