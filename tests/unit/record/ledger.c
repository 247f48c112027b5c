/* What the ledger answers, held against a walk of main. */

#include "lib/record/ledger.h"

#include <string.h>

#include "tests/open_record.h"

static const char *const returns[] = { "annual", "capacity" };
static const char *const periods[] = { "2024-25", "2025-26" };
static const char *const persons[] = { "P00001", "P00002", "P00101" };

/* Events of every kind of main but the first: filings of all keys in turn, a second
 * apart or in one second, an import now and then. */
static void
append (Store *store, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u\n", n);
  g_autofree char *path = NULL;
  if (n % 5 == 4)
    path = g_strdup_printf ("register/x%u.csv", n % 3);
  else
    {
      const char *person = persons[n % 3];
      path = g_strdup_printf ("returns/%s/%s/%s/%s/x.csv", returns[n / 2 % 2], periods[n / 3 % 2], person + 4,
                              person);
    }
  g_free (record_append (store, RECORD_TIME + n / 2, path, text));
}

static const char *
choice (const char *const *texts, guint n, guint i)
{
  return i == 0 ? NULL : i <= n ? texts[i - 1] : i == n + 1 ? "" : "other";
}

typedef struct {
  const LedgerKey *key;
  GString *commits;
} Walk;

static gboolean
note (const LogEntry *entry, gpointer data)
{
  Walk *walk = data;
  const char *const names[] = { "Return", "Period", "Person" };
  for (guint i = 0; i < LEDGER_KEYS; i++)
    {
      g_autofree char *value = message_trailer (entry->message, names[i]);
      if (walk->key->text[i] != NULL && strcmp (value == NULL ? "" : value, walk->key->text[i]) != 0)
        return TRUE;
    }
  g_autofree char *trailers = message_trailers (entry->message);
  g_string_append_printf (walk->commits, "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n", entry->commit,
                          entry->time, entry->authored, trailers);
  return TRUE;
}

static char *
found (Snapshot *snapshot, const LedgerKey *key)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ledger_find (snapshot, key, &error);
  g_assert_no_error (error);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const LedgerRow *row = g_ptr_array_index (rows, i);
      g_autofree char *commit = object_id_to_hex (&row->commit);
      g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n", commit, row->time,
                              row->authored, row->trailers);
    }
  return g_string_free (text, FALSE);
}

/* Every key there is, and keys that there are not, at SNAPSHOT. */
static void
compare_all (Snapshot *snapshot)
{
  for (guint i = 0; i < 5 * 5 * 6; i++)
    {
      const LedgerKey key = { { choice (returns, 2, i % 5), choice (periods, 2, i / 5 % 5),
                                choice (persons, 3, i / 25) } };
      Walk walk = { &key, g_string_new (NULL) };
      g_assert_true (store_log (snapshot, note, &walk, NULL));
      g_autofree char *text = found (snapshot, &key);
      g_assert_cmpstr (text, ==, walk.commits->str);
      g_string_free (walk.commits, TRUE);
    }
}

static gboolean
keep_commit (const LogEntry *entry, gpointer data)
{
  g_ptr_array_add (data, g_strdup (entry->commit));
  return TRUE;
}

static GPtrArray *
all_commits (Store *store)
{
  GPtrArray *commits = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(Snapshot) head = store_snapshot (store, NULL, NULL);
  g_assert_true (store_log (head, keep_commit, commits, NULL));
  return commits;
}

static void
test_as_at_each (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  for (guint n = 0; n < 25; n++)
    append (f->store, n);
  g_autoptr(GPtrArray) commits = all_commits (f->store);
  g_assert_cmpuint (commits->len, ==, 26);
  for (guint i = 0; i < commits->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(Snapshot) then = store_snapshot (f->store, commits->pdata[i], &error);
      g_assert_no_error (error);
      g_assert_cmpstr (snapshot_commit (then), ==, commits->pdata[i]);
      compare_all (then);
    }
}

/* A ledger that is open takes in what is appended since, by it or by others. */
static void
test_grows (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(Store) other = store_open (f->path, NULL);
  for (guint n = 0; n < 12; n++)
    {
      append (n % 2 == 0 ? f->store : other, n);
      g_autoptr(Snapshot) head = store_snapshot (f->store, NULL, NULL);
      compare_all (head);
    }
}

/* Main is led back, and goes on another way. */
static void
test_other_line (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  for (guint n = 0; n < 8; n++)
    append (f->store, n);
  g_autofree char *left = record_head (f->store);
  g_autoptr(Snapshot) before = store_snapshot (f->store, NULL, NULL);
  compare_all (before);
  g_assert_cmpint (record_git (f->path, NULL, "update-ref", "refs/heads/main", "main~5", NULL), ==, 0);
  for (guint n = 20; n < 24; n++)
    {
      append (f->store, n);
      g_autoptr(Snapshot) head = store_snapshot (f->store, NULL, NULL);
      compare_all (head);
    }
  g_autoptr(GError) error = NULL;
  g_assert_null (store_snapshot (f->store, left, &error));
  g_assert_nonnull (strstr (error->message, "not on the main line"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/ledger/answers-what-a-walk-does-as-at-each-event", test_as_at_each);
  open_record_add ("/ledger/takes-in-what-is-appended", test_grows);
  open_record_add ("/ledger/forgets-what-main-has-no-more", test_other_line);
  return g_test_run ();
}
