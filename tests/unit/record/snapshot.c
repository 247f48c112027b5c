/* Reading one commit: its files and folders, and which commit a date or an id means. */

#include "lib/base/error.h"
#include "lib/record/store.h"

#include <string.h>

#include "tests/open_record.h"

#define ANNUAL "returns/annual/2025-26/12/P00412"

static void
test_read (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_free (record_append (f->store, RECORD_TIME, "register/b.csv", "b\n"));
  g_free (record_append (f->store, RECORD_TIME, ANNUAL "/c.csv", "c\n"));
  g_autoptr(Snapshot) snapshot = store_snapshot (f->store, NULL, &error);
  static const struct {
    const char *folder, *names;
  } rows[] = {
    { "", "register/ returns/" }, { "register", "b.csv persons.csv" },
    { "register/", "b.csv persons.csv" }, { "returns", "annual/" }, { ANNUAL, "c.csv" },
    { "nothing", "" }, { "nothing/at/all", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(GStrv) names = snapshot_list (snapshot, rows[i].folder, &error);
      g_assert_no_error (error);
      g_autofree char *list = g_strjoinv (" ", names);
      g_assert_cmpstr (list, ==, rows[i].names);
    }
  g_autofree char *text = record_read_text (f->store, NULL, ANNUAL "/c.csv");
  g_assert_cmpstr (text, ==, "c\n");
  static const char *const absent[] = { "nothing", "returns/zzz", "register/b.csv/x" };
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    {
      g_autoptr(GBytes) bytes = NULL;
      g_assert_true (snapshot_read (snapshot, absent[i], &bytes, &error));
      g_assert_null (bytes);
    }
}

/* What is of the other kind is not nothing. */
static void
test_read_other_kind (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(Snapshot) snapshot = store_snapshot (f->store, NULL, NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) of_folder = NULL, of_file = NULL;
  g_assert_false (snapshot_read (snapshot, "register", &bytes, &of_folder));
  g_assert_error (of_folder, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (of_folder->message, "'register'"));
  g_assert_null (snapshot_list (snapshot, "register/persons.csv", &of_file));
  g_assert_error (of_file, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (of_file->message, "'register/persons.csv'"));
}

/* Equal bytes have equal ids: git's own, of files and folders. */
static void
test_content_ids (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const paths[] = { "register/a.csv", "register/b.csv", "register" };
  g_free (record_append (f->store, RECORD_TIME, "register/a.csv", "same\n"));
  g_autofree char *commit = record_append (f->store, RECORD_TIME + 7, "register/b.csv", "same\n");
  g_autoptr(Snapshot) snapshot = store_snapshot (f->store, NULL, NULL);
  g_assert_cmpstr (snapshot_commit (snapshot), ==, commit);
  g_assert_cmpint (snapshot_time (snapshot), ==, RECORD_TIME + 7);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *revision = g_strconcat ("main:", paths[i], NULL), *gits = NULL, *id = NULL;
      g_assert_true (snapshot_content_id (snapshot, paths[i], &id, NULL));
      record_git (f->path, &gits, "rev-parse", revision, NULL);
      g_assert_cmpstr (id, ==, g_strchomp (gits));
    }
  g_autofree char *none = NULL;
  g_assert_true (snapshot_content_id (snapshot, "register/c.csv", &none, NULL));
  g_assert_null (none);
}

/* 2026-03-31T23:33:20Z is the first event; 1600 seconds later it is April. */
static void
test_as_at (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *last_of_march = record_append (f->store, RECORD_TIME + 1599, "establishments/x.csv", "march\n");
  g_autofree char *april = record_append (f->store, RECORD_TIME + 1600, "establishments/x.csv", "april\n");
  g_autofree char *start = g_strndup (last_of_march, 7);
  g_autofree char *upper = g_ascii_strup (last_of_march, -1);
  const struct {
    const char *as_at, *text;
  } rows[] = {
    { NULL, "april\n" }, { "2026-03-31", "march\n" }, { "2026-04-01", "april\n" },
    { "2199-12-31", "april\n" }, { april, "april\n" }, { last_of_march, "march\n" },
    { start, "march\n" }, { upper, "march\n" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = record_read_text (f->store, rows[i].as_at, "establishments/x.csv");
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_as_at_refused (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GHashTable) files = record_files ("statement.csv", "a\n");
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *draft = NULL;
  g_assert_true (store_change_draft (f->store, "annual/2025-26/P1", NULL, &actor, "saved", files, &draft,
                                     NULL));
  const struct {
    const char *as_at, *reason;
  } rows[] = {
    { "2026-03-30", "begins after" },
    { draft, "not on the main line" },
    { "0123456789abcdef0123456789abcdef01234567", "has no commit" },
    { "01234567", "has no commit" },
    { "012345", "neither a date" }, { "2026-13-01", "neither a date" }, { "", "neither a date" },
    { "main", "neither a date" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_null (store_snapshot (f->store, rows[i].as_at, &error));
      g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, rows[i].reason));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/snapshot/reads-files-and-lists-folders", test_read);
  open_record_add ("/snapshot/a-folder-is-no-file-and-a-file-no-folder", test_read_other_kind);
  open_record_add ("/snapshot/the-id-of-contents-is-gits", test_content_ids);
  open_record_add ("/snapshot/reads-the-record-as-at-a-date-or-a-commit", test_as_at);
  open_record_add ("/snapshot/says-why-there-is-no-record-as-at", test_as_at_refused);
  return g_test_run ();
}
