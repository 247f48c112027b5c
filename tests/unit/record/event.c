/* What an event says and may not say. */

#include "lib/base/error.h"
#include "lib/record/store.h"

#include <string.h>

#include "tests/open_record.h"

#define ANNUAL "returns/annual/2025-26/12/P00412"

static void
test_paths (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *longest = g_strnfill (255, 'a');
  g_autofree char *too_long = g_strnfill (256, 'a');
  const char *const good[] = { "a", "a/b.csv", "P00412/a_b-c.json", "a..b", longest };
  const char *const bad[] = { "", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", ".git",
                              "a/.git/config", "a\\b", "a\nb", "a\tb", "a\x7f", "\xff", "é", "a:b",
                              "git~1", "a*", "1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7", too_long };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (record_path_check (good[i], NULL));
  g_autofree char *before = record_head (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      Actor actor = record_actor (RECORD_TIME);
      RecordFile file = { bad[i], "x\n" };
      g_assert_false (record_path_check (bad[i], NULL));
      g_assert_false (store_append (f->store, &actor, record_event, &file, NULL, &error));
      g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
      g_assert_null (strchr (error->message, '\n'));
    }
  g_autofree char *after = record_head (f->store);
  g_assert_cmpstr (before, ==, after);
}

typedef struct {
  const char *subject, *trailer;
  const char *write, *write_too, *delete;
  const char *reason;
} Odd;

/* An event "filed" with the trailer of ODD besides. */
static gboolean
odd_event (G_GNUC_UNUSED Snapshot *head, Event *event, gpointer data, G_GNUC_UNUSED GError **error)
{
  static const char *const trailers[][2] = {
    { "Return", "annual" }, { "Period", "2025-26" }, { "Person", "P00412" }, { "Version", "1" },
  };
  const Odd *odd = data;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x\n", 2);
  event_set_subject (event, "%s", odd->subject);
  event_trailer (event, odd->trailer, "filed");
  for (guint i = 0; i < G_N_ELEMENTS (trailers); i++)
    event_trailer (event, trailers[i][0], trailers[i][1]);
  if (odd->write != NULL)
    event_write (event, odd->write, bytes);
  if (odd->write_too != NULL)
    event_write (event, odd->write_too, bytes);
  if (odd->delete != NULL)
    event_delete (event, odd->delete);
  return TRUE;
}

/* Each of the N ROWS is refused for its reason, in one line, and nothing is appended. */
static void
assert_refused (Store *store, const Odd *rows, guint n)
{
  g_autofree char *before = record_head (store);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GError) error = NULL;
      Actor actor = record_actor (RECORD_TIME);
      g_test_message ("%s", rows[i].subject);
      g_assert_false (store_append (store, &actor, odd_event, (gpointer) &rows[i], NULL, &error));
      g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, rows[i].reason));
      g_assert_null (strchr (error->message, '\n'));
    }
  g_autofree char *after = record_head (store);
  g_assert_cmpstr (before, ==, after);
}

static void
test_contradictions (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const Odd rows[] = {
    { "", "Event", NULL, NULL, NULL, "one line of text" },
    { "two\nlines", "Event", NULL, NULL, NULL, "one line of text" },
    { "not utf-8 \xff", "Event", NULL, NULL, NULL, "one line of text" },
    { "no kind", "Other", NULL, NULL, NULL, "names its kind" },
    { "kind in the subject, Event: filed", "Other", NULL, NULL, NULL, "names its kind" },
    { "two lines", "Event: x\nEvent", NULL, NULL, NULL, "more than one line" },
    { "file and folder", "Event", "a", "a/b", NULL, "a file and a folder at once" },
    { "written and deleted", "Event", "a", NULL, "a", "written and deleted at once" },
    { "nothing to delete", "Event", NULL, NULL, ANNUAL "/none.csv", "to delete" },
  };
  assert_refused (f->store, rows, G_N_ELEMENTS (rows));
}

/* What could not be read again is not written: one byte more than an object has at most. */
static gboolean
large_event (Snapshot *head, Event *event, G_GNUC_UNUSED gpointer data, GError **error)
{
  RecordFile file = { ANNUAL "/a.csv", "a\n" };
  g_autoptr(GBytes) bytes = g_bytes_new_take (g_malloc0 ((256u << 20) + 1), (256u << 20) + 1);
  if (!record_event (head, event, &file, error))
    return FALSE;
  event_write (event, ANNUAL "/large.csv", bytes);
  return TRUE;
}

static void
test_too_large (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  Actor actor = record_actor (RECORD_TIME);
  g_assert_false (store_append (f->store, &actor, large_event, NULL, NULL, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "large.csv' would be larger than a file of a record may be, 256 MiB"));
}

/* What an event says and what it does must be of its kind. */
static void
test_kinds (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const Odd rows[] = {
    { "of no kind", "Event: x", NULL, NULL, NULL, "is no event of a kind" },
    { "another's file", "Event", "returns/annual/2025-26/13/P00413/a.csv", NULL, NULL,
      "may not write 'returns/annual/2025-26/13/P00413/a.csv', only change " ANNUAL "/*.csv" },
    { "the register", "Event", "register/persons.csv", NULL, NULL, "may not write 'reg" },
    { "gone", "Event", NULL, NULL, ANNUAL "/filing.json", "may not remove '" ANNUAL },
    { "neither", "Event", ANNUAL "/filing.txt", NULL, NULL, "may not write" },
  };
  assert_refused (f->store, rows, G_N_ELEMENTS (rows));
}

static void
test_delete (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_free (record_append (f->store, RECORD_TIME, ANNUAL "/note.csv", "a\n"));
  Odd odd = { "delete", "Event", NULL, NULL, ANNUAL "/note.csv", NULL };
  Actor actor = record_actor (RECORD_TIME);
  g_assert_true (store_append (f->store, &actor, odd_event, &odd, NULL, &error));
  g_autoptr(Snapshot) snapshot = store_snapshot (f->store, NULL, &error);
  g_auto(GStrv) names = snapshot_list (snapshot, "", &error);
  g_autofree char *list = g_strjoinv (" ", names);
  g_assert_cmpstr (list, ==, "register/");
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
}

static void
test_actors (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const bad[] = { "", "Ann", "<a@b>", " <a@b>", "Ann <>", "Ann <a>", "Ann<a@b>",
                                     "Ann <a@b> ", "Ann <a@b", "Ann > <a@b>", "A <b> <a@b>",
                                     "Ann <a @b>", "Ann\n<a@b>", "Ann\x01 <a@b>", "\xff <a@b>",
                                     " Ann <a@b>", "Ann  <a@b>" };
  g_autofree char *name = NULL, *mail = NULL;
  g_assert_true (actor_parse ("Zoë O'Neill <zoe@example.org>", &name, &mail, NULL));
  g_assert_cmpstr (name, ==, "Zoë O'Neill");
  g_assert_cmpstr (mail, ==, "zoe@example.org");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      char *no_name = NULL, *no_mail = NULL;
      g_test_message ("%s", bad[i]);
      g_assert_false (actor_parse (bad[i], &no_name, &no_mail, &error));
      g_assert_null (no_name);
      g_assert_null (strchr (error->message, '\n'));
    }
  RecordFile file = { "register/a.csv", "a\n" };
  const Actor odd[] = { { "A\nauthor B", "a@b", RECORD_TIME }, { "A", "a@b", -1 },
                        { "A", "a@b", (gint64) G_MAXUINT32 + 1 } };
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    g_assert_false (store_append (f->store, &odd[i], record_event, &file, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/event/refuses-paths-that-are-not-plain", test_paths);
  open_record_add ("/event/refuses-events-that-contradict-themselves", test_contradictions);
  open_record_add ("/event/refuses-files-that-could-not-be-read-again", test_too_large);
  open_record_add ("/event/refuses-what-an-event-of-its-kind-may-not-do", test_kinds);
  open_record_add ("/event/deletes-a-file-and-its-empty-folders", test_delete);
  open_record_add ("/event/refuses-actors-that-are-not-name-and-mail", test_actors);
  return g_test_run ();
}
