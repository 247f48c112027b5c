/* The record: what it promises to those who write and read it. */

#include "lib/base/error.h"
#include "lib/record/store.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "tests/record.h"

#define WRITERS 8
#define EACH 6
#define ANNUAL "returns/annual/2025-26/12/P00412"
#define SHORTER "returns/annual/2025-26/41/P0041"

typedef struct {
  char *folder, *path;
  Store *store;
} Fixture;

static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  f->folder = record_folder ();
  f->path = g_build_filename (f->folder, "record", NULL);
  f->store = record_make (f->path);
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  store_free (f->store);
  g_free (f->path);
  record_folder_remove (f->folder);
}

static char *
read_text (Store *store, const char *as_at, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) snapshot = store_snapshot (store, as_at, &error);
  g_assert_no_error (error);
  g_autoptr(GBytes) bytes = NULL;
  g_assert_true (snapshot_read (snapshot, path, &bytes, &error));
  g_assert_no_error (error);
  return bytes == NULL ? NULL : g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
head_of (Store *store)
{
  g_autoptr(Snapshot) snapshot = store_snapshot (store, NULL, NULL);
  g_assert_nonnull (snapshot);
  return g_strdup (snapshot_commit (snapshot));
}

static guint
mode_of (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat status;
  g_assert_cmpint (stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void
test_init (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_auto(GStrv) files = record_list_files (f->path);
  g_autoptr(GPtrArray) plain = g_ptr_array_new ();
  for (guint i = 0; files[i] != NULL; i++)
    if (!g_str_has_prefix (files[i], "objects/"))
      g_ptr_array_add (plain, files[i]);
  g_ptr_array_add (plain, NULL);
  g_autofree char *list = g_strjoinv (" ", (GStrv) plain->pdata);
  g_assert_cmpstr (list, ==, "HEAD config refs/heads/main signing/allowed_signers signing/key writing");
  g_assert_cmpuint (mode_of (f->path, "signing/key"), ==, 0600);
  g_assert_cmpuint (mode_of (f->path, "signing/allowed_signers") & 0444, ==, 0444);
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
  g_auto(GStrv) around = record_list_files (f->folder);
  g_assert_cmpuint (g_strv_length (around), ==, g_strv_length (files));
}

/* Who may read the record, its own folder says, whatever the umask: nobody but
 * its owner and group at first. What is in it only its owner may write (R22). */
static void
test_modes (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const struct {
    const char *name;
    guint mode;
  } rows[] = {
    { "", 0750 }, { "signing", 0755 }, { "signing/key", 0600 }, { "signing/allowed_signers", 0644 },
    { "objects", 0755 }, { "objects/pack", 0755 }, { "refs/heads", 0755 },
    { "refs/heads/main", 0644 }, { "refs/drafts/annual", 0755 }, { "config", 0644 },
    { "refs/drafts/annual/2025-26/P00412", 0644 }, { "writing", 0600 },
  };
  g_autofree char *path = g_build_filename (f->folder, "open", NULL);
  g_autoptr(GHashTable) files = record_files ("statement.csv", "a\n");
  Actor actor = record_actor (RECORD_TIME);
  mode_t mask = umask (0);
  g_autoptr(Store) store = record_make (path);
  g_assert_true (store_change_draft (store, "annual/2025-26/P00412", NULL, &actor, "saved", files, NULL, NULL));
  umask (mask);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].name);
      g_assert_cmphex (mode_of (path, rows[i].name), ==, rows[i].mode);
    }
}

/* As after a copy was restored beside another key (R8). */
static void
test_stranger_key (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SshKey) stranger = ssh_key_generate ();
  g_autofree char *path = g_build_filename (f->path, "signing/key", NULL);
  g_auto(GStrv) before = record_list_files (f->path);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_true (ssh_key_save (stranger, path, NULL));
  g_autoptr(Store) store = store_open (f->path, NULL);
  Actor actor = record_actor (RECORD_TIME);
  RecordFile file = { "register/a.csv", "a\n" };
  g_assert_false (store_append (store, &actor, record_event, &file, NULL, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "is not one that its 'signing/allowed_signers' names"));
  g_assert_null (store_key (store, NULL));
  g_auto(GStrv) after = record_list_files (f->path);
  g_assert_true (g_strv_equal ((const char *const *) before, (const char *const *) after));
}

/* As after a mirror was fetched into a record that was made with another key:
 * key and signers are each other's, and all events are a stranger's (R8). */
static void
test_stranger_record (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SshKey) stranger = ssh_key_generate ();
  g_autoptr(GHashTable) files = record_files ("register/persons.csv", "person,name\n");
  g_autofree char *path = g_build_filename (f->folder, "restored", NULL);
  Actor actor = record_actor (RECORD_TIME);
  g_autoptr(Store) store = store_init (path, RECORD_PRACTICE, stranger, &actor, files, &error);
  g_assert_no_error (error);
  g_assert_cmpint (record_git (path, NULL, "fetch", "--quiet", "--no-write-fetch-head", f->path,
                               "+refs/*:refs/*", NULL), ==, 0);
  g_autofree char *theirs = head_of (f->store), *before = head_of (store);
  g_assert_cmpstr (before, ==, theirs);
  RecordFile file = { "register/a.csv", "a\n" };
  g_assert_false (store_append (store, &actor, record_event, &file, NULL, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "is not signed by a key that its 'signing/allowed_signers' names"));
  g_autofree char *after = head_of (store);
  g_assert_cmpstr (before, ==, after);
}

static void
test_git_accepts (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GHashTable) files = record_files ("statement.csv", "a\n");
  Actor actor = record_actor (RECORD_TIME);
  g_free (record_append (f->store, RECORD_TIME, "returns/annual/2025-26/12/P00412/statement.csv",
                         "line,total\n"));
  g_assert_true (store_change_draft (f->store, "annual/2025-26/P00412", NULL, &actor, "saved", files,
                                     NULL, NULL));
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
  g_autofree char *list = NULL;
  record_git (f->path, &list, "rev-list", "--all", NULL);
  g_auto(GStrv) commits = g_strsplit (g_strchomp (list), "\n", -1);
  g_assert_cmpuint (g_strv_length (commits), ==, 3);
  for (guint i = 0; commits[i] != NULL; i++)
    g_assert_cmpint (record_git (f->path, NULL, "verify-commit", commits[i], NULL), ==, 0);
}

static void
test_init_refused (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autofree char *nowhere = g_build_filename (f->folder, "no", "such", "place", NULL);
  g_autofree char *bad_file = g_build_filename (f->folder, "other", NULL);
  Actor actor = record_actor (RECORD_TIME);
  g_autoptr(GHashTable) good = record_files ("register/a.csv", "a\n");
  g_autoptr(GHashTable) bad = record_files ("../a.csv", "a\n");
  g_auto(GStrv) before = record_list_files (f->folder);
  const struct {
    const char *path;
    GHashTable *files;
    int code;
  } rows[] = {
    { f->path, good, ERROR_REFUSED },
    { nowhere, good, ERROR_FAULT },
    { bad_file, bad, ERROR_REFUSED },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_null (store_init (rows[i].path, RECORD_PRACTICE, key, &actor, rows[i].files, &error));
      g_assert_error (error, CARE_ERROR, rows[i].code);
      g_assert_null (strchr (error->message, '\n'));
    }
  g_auto(GStrv) after = record_list_files (f->folder);
  g_assert_true (g_strv_equal ((const char *const *) before, (const char *const *) after));
  g_assert_false (g_file_test (bad_file, G_FILE_TEST_EXISTS));
}

/* The folder a record is built in is locked by whoever builds there. */
static void
test_init_twice (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autoptr(GHashTable) files = record_files ("register/a.csv", "a\n");
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *place = g_build_filename (f->folder, "other", NULL);
  g_autofree char *workshop = g_build_filename (f->folder, ".other.making", NULL);
  g_assert_cmpint (g_mkdir (workshop, 0700), ==, 0);
  int lock = open (workshop, O_RDONLY | O_DIRECTORY);
  g_assert_cmpint (flock (lock, LOCK_EX), ==, 0);
  g_assert_null (store_init (place, RECORD_PRACTICE, key, &actor, files, &error));
  g_assert_nonnull (strstr (error->message, "another program is making a record there"));
  g_assert_true (g_file_test (workshop, G_FILE_TEST_IS_DIR));
  close (lock);
  g_autoptr(Store) store = store_init (place, RECORD_PRACTICE, key, &actor, files, NULL);
  g_assert_nonnull (store);
  g_assert_false (g_file_test (workshop, G_FILE_TEST_EXISTS));
}

static void
test_init_empty_folder (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "empty", NULL);
  g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
  g_autoptr(Store) store = record_make (path);
  g_autofree char *text = read_text (store, NULL, "register/persons.csv");
  g_assert_cmpstr (text, ==, "person,name\nP00001,A\n");
}

static void
test_open_refused (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (store_open ("/nonexistent/record", &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_cmpstr (error->message, ==, "there is no record at '/nonexistent/record'");
  g_clear_error (&error);
  g_assert_null (store_open (f->folder, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
}

static void
test_read (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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
  g_autofree char *text = read_text (f->store, NULL, ANNUAL "/c.csv");
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
test_read_other_kind (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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

/* 2026-03-31T23:33:20Z is the first event; 1600 seconds later it is April. */
static void
test_as_at (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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
      g_autofree char *text = read_text (f->store, rows[i].as_at, "establishments/x.csv");
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_as_at_refused (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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
test_overtaken (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *before = head_of (f->store);
  g_autofree char *other = record_append (f->store, RECORD_TIME + 9, "register/other.csv", "first\n");
  record_git (f->path, NULL, "update-ref", "refs/heads/main", before, NULL);
  Overtaken state = { f->path, other, 0 };
  g_assert_true (store_append (f->store, &actor, overtaken_event, &state, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (state.calls, ==, 2);
  g_autofree char *text = read_text (f->store, NULL, "register/mine.csv");
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
test_backdated (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_free (record_append (f->store, RECORD_TIME + 1000, "register/a.csv", "a\n"));
  g_free (record_append (f->store, RECORD_TIME + 1000 - STORE_CLOCK_SKEW, "register/b.csv", "b\n"));
  g_autofree char *before = head_of (f->store);
  Actor actor = record_actor (RECORD_TIME + 1000 - STORE_CLOCK_SKEW - 1);
  RecordFile file = { "register/c.csv", "c\n" };
  g_assert_false (store_append (f->store, &actor, record_event, &file, NULL, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "the event's time 2026-03-31T23:44:59Z is before the newest "
                   "event of the record, 2026-03-31T23:50:00Z");
  g_autofree char *after = head_of (f->store);
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
test_group (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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
test_group_same_ids (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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
  g_autofree char *one = head_of (f->store), *two = head_of (second);
  g_assert_cmpstr (one, ==, two);
}

/* An empty file that was written AGE seconds ago. */
static void
leave (const char *path, gint64 age)
{
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  struct utimbuf then = { 0, g_get_real_time () / G_USEC_PER_SEC - age };
  g_assert_cmpint (g_utime (path, &then), ==, 0);
}

/* Of a git that died: no git holds one for as long. */
static void
test_lock_left (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *lock = g_build_filename (f->path, "refs/heads/main.lock", NULL);
  leave (lock, 2 * 3600);
  g_free (record_append (f->store, RECORD_TIME, "register/a.csv", "a\n"));
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
}

/* What cannot be removed is no reason to try for ever. */
static void
test_lock_stays (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *lock = g_build_filename (f->path, "refs/heads/main.lock", NULL);
  g_assert_cmpint (g_mkdir (lock, 0755), ==, 0);
  struct utimbuf then = { 0, g_get_real_time () / G_USEC_PER_SEC - 2 * 3600 };
  g_assert_cmpint (g_utime (lock, &then), ==, 0);
  g_autofree char *before = head_of (f->store);
  RecordFile file = { "register/a.csv", "a\n" };
  Actor actor = record_actor (RECORD_TIME);
  g_assert_false (store_append (f->store, &actor, record_event, &file, NULL, &error));
  g_assert_nonnull (strstr (error->message, "main.lock': Is a directory"));
  g_autofree char *after = head_of (f->store);
  g_assert_cmpstr (before, ==, after);
}

/* What writers that were killed left: a lock of ours, known by its other name,
 * whatever its age; temporary files of other programs once they are old. */
static void
test_left_by_a_kill (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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
      leave (path, rows[i].age);
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
test_lock_held (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *lock = g_build_filename (f->path, "refs/heads/main.lock", NULL);
  for (gint64 age = 0; age <= 300; age += 300)
    {
      leave (lock, age);
      GThread *git = g_thread_new ("git", remove_when_waited_for, lock);
      g_free (record_append (f->store, RECORD_TIME, "register/a.csv", age == 0 ? "a\n" : "b\n"));
      g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (git)), ==, 0);
    }
}

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
test_moved_for_us (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *before = head_of (f->store), *commit = NULL;
  g_autofree char *ours = record_append (f->store, RECORD_TIME, "register/mine.csv", "mine\n");
  record_git (f->path, NULL, "update-ref", "refs/heads/main", before, NULL);
  Overtaken state = { f->path, ours, 0 };
  g_assert_true (store_append (f->store, &actor, same_event, &state, &commit, &error));
  g_assert_cmpstr (commit, ==, ours);
  g_assert_cmpuint (state.calls, ==, 1);
  g_autofree char *after = head_of (f->store);
  g_assert_cmpstr (after, ==, ours);
}

static void
test_paths (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *longest = g_strnfill (255, 'a');
  g_autofree char *too_long = g_strnfill (256, 'a');
  const char *const good[] = { "a", "a/b.csv", "P00412/a_b-c.json", "a..b", longest };
  const char *const bad[] = { "", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", ".git",
                              "a/.git/config", "a\\b", "a\nb", "a\tb", "a\x7f", "\xff", "é", "a:b",
                              "git~1", "a*", "1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7", too_long };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (record_path_check (good[i], NULL));
  g_autofree char *before = head_of (f->store);
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
  g_autofree char *after = head_of (f->store);
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

static void
test_contradictions (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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
  g_autofree char *before = head_of (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      Actor actor = record_actor (RECORD_TIME);
      g_test_message ("%s", rows[i].subject);
      g_assert_false (store_append (f->store, &actor, odd_event, (gpointer) &rows[i], NULL,
                                    &error));
      g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, rows[i].reason));
    }
  g_autofree char *after = head_of (f->store);
  g_assert_cmpstr (before, ==, after);
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
test_too_large (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  Actor actor = record_actor (RECORD_TIME);
  g_assert_false (store_append (f->store, &actor, large_event, NULL, NULL, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "large.csv' would be larger than a file of a record may be, 256 MiB"));
}

static void
test_delete (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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

/* What a record made as KIND says to an event AGE seconds old. */
static gboolean
takes (RecordKind kind, gint64 age, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("care-kind-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", folder);
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autoptr(GHashTable) files = record_files ("register/persons.csv", "person,name\n");
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  Actor first = record_actor (kind == RECORD_PRACTICE ? RECORD_TIME : now);
  g_autoptr(Store) store = store_init (path, kind, key, &first, files, error);
  g_assert_nonnull (store);
  RecordFile file = { "register/groups.csv", "group\n" };
  Actor actor = record_actor (now - age);
  gboolean taken = store_append (store, &actor, record_event, &file, NULL, error);
  g_autoptr(Store) again = store_open (path, NULL);
  RecordKind found;
  g_assert_true (store_kind (again, &found, NULL));
  g_assert_cmpint (found, ==, kind);
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
  return taken;
}

static void
test_clock (void)
{
  static const struct {
    RecordKind kind;
    gint64 age;
    gboolean taken;
  } rows[] = {
    { RECORD_REAL, 0, TRUE },
    { RECORD_REAL, 3600, FALSE },
    { RECORD_REAL, -3600, FALSE },
    { RECORD_PRACTICE, 3600, TRUE },
    { RECORD_PRACTICE, -36 * 365 * 86400, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_cmpint (takes (rows[i].kind, rows[i].age, &error), ==, rows[i].taken);
      if (!rows[i].taken)
        {
          g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
          g_assert_nonnull (strstr (error->message, "is not now"));
        }
    }
}

/* What an event says and what it does must be of its kind. */
static void
test_kinds (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const Odd rows[] = {
    { "of no kind", "Event: x", NULL, NULL, NULL, "is no event of a kind" },
    { "another's file", "Event", "returns/annual/2025-26/13/P00413/a.csv", NULL, NULL,
      "may not write 'returns/annual/2025-26/13/P00413/a.csv', only change " ANNUAL "/*.csv" },
    { "the register", "Event", "register/persons.csv", NULL, NULL, "may not write 'reg" },
    { "gone", "Event", NULL, NULL, ANNUAL "/filing.json", "may not remove '" ANNUAL },
    { "neither", "Event", ANNUAL "/filing.txt", NULL, NULL, "may not write" },
  };
  g_autofree char *before = head_of (f->store);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      Actor actor = record_actor (RECORD_TIME);
      g_test_message ("%s", rows[i].subject);
      g_assert_false (store_append (f->store, &actor, odd_event, (gpointer) &rows[i], NULL,
                                    &error));
      g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, rows[i].reason));
    }
  g_autofree char *after = head_of (f->store);
  g_assert_cmpstr (before, ==, after);
}

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
test_log (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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

static void
test_last_change (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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

/* libgit2 strips points and quotes at the ends of a name; the record must not. */
static void
test_names_kept (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const names[] = { "Ann Lee Jr.", "\"Nan\"", "Zoë O'Neill", "李" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;
      Actor actor = { names[i], "ann.@example.org", RECORD_TIME };
      Odd odd = { "stop.csv", "Event", NULL, NULL, NULL, NULL };
      g_assert_true (store_append (f->store, &actor, odd_event, &odd, NULL, &error));
      g_assert_no_error (error);
      g_autoptr(Snapshot) snapshot = store_snapshot (f->store, NULL, &error);
      Seen seen = { g_string_new (NULL), NULL, NULL };
      g_assert_true (store_log (snapshot, "", note_entry, &seen, &error));
      g_autofree char *author = g_strdup_printf ("%s <ann.@example.org>", names[i]);
      g_assert_cmpstr (seen.author, ==, author);
      g_assert_cmpstr (seen.reason, ==, "filed");
      g_assert_cmpstr (seen.subjects->str, ==, "stop.csv;");
      g_string_free (seen.subjects, TRUE);
      g_free (seen.author);
      g_free (seen.reason);
      g_autofree char *show = NULL;
      record_git (f->path, &show, "log", "-1", "--format=%an", NULL);
      g_assert_true (g_str_has_prefix (show, names[i]));
    }
}

static void
test_actors (Fixture *f, G_GNUC_UNUSED gconstpointer data)
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

static void
test_drafts (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) first = record_files ("statement.csv", "1\n");
  g_autoptr(GHashTable) second = record_files ("borrowings.csv", "2\n");
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *one = NULL, *two = NULL, *head = head_of (f->store);
  g_autoptr(Snapshot) draft = NULL;
  g_assert_true (store_read_draft (f->store, "annual/2025-26/P1", &draft, &error));
  g_assert_null (draft);
  g_assert_true (store_change_draft (f->store, "annual/2025-26/P1", NULL, &actor, "first", first, &one,
                                     &error));
  g_assert_true (store_change_draft (f->store, "annual/2025-26/P1", NULL, &actor, "second", second, &two,
                                     &error));
  g_assert_true (store_change_draft (f->store, "annual/2024-25/P1", NULL, &actor, "other", first, NULL,
                                     &error));
  g_assert_true (store_read_draft (f->store, "annual/2025-26/P1", &draft, &error));
  g_assert_cmpstr (snapshot_commit (draft), ==, two);
  g_auto(GStrv) names = snapshot_list (draft, "", &error);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
  g_assert_cmpstr (names[0], ==, "borrowings.csv");
  g_auto(GStrv) drafts = store_list_drafts (f->store, &error);
  g_autofree char *list = g_strjoinv (" ", drafts);
  g_assert_cmpstr (list, ==, "annual/2024-25/P1 annual/2025-26/P1");
  g_autofree char *parent = NULL, *after = head_of (f->store);
  record_git (f->path, &parent, "rev-parse", "refs/drafts/annual/2025-26/P1^", NULL);
  g_assert_cmpstr (g_strchomp (parent), ==, one);
  g_assert_cmpstr (head, ==, after);
}

static void
test_draft_names (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const bad[] = { "", "a", "a/b", "a/b/c/d", "a/b/..", "a/b/c.lock", "../b/c",
                                     "a/b/c d", "a/b/@{x}", "a/b/c." };
  g_autoptr(GHashTable) files = record_files ("statement.csv", "1\n");
  g_autoptr(Snapshot) draft = NULL;
  Actor actor = record_actor (RECORD_TIME);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_test_message ("%s", bad[i]);
      g_assert_false (store_change_draft (f->store, bad[i], NULL, &actor, "x", files, NULL, &error));
      g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
      g_assert_false (store_read_draft (f->store, bad[i], &draft, NULL));
    }
}

static void
test_repacked (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_free (record_append (f->store, RECORD_TIME, "register/a.csv", "1\n"));
  g_assert_cmpint (record_git (f->path, NULL, "gc", "--quiet", NULL), ==, 0);
  g_free (record_append (f->store, RECORD_TIME, "register/b.csv", "2\n"));
  g_autofree char *a = read_text (f->store, NULL, "register/a.csv"), *b = read_text (f->store, NULL, "register/b.csv");
  g_assert_cmpstr (a, ==, "1\n");
  g_assert_cmpstr (b, ==, "2\n");
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
}

/* This program again, as another process: see main(). */
static GSubprocess *
start (const char *word, const char *path, const char *name, const char *const *environment)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  for (guint i = 0; environment != NULL && environment[i] != NULL; i += 2)
    g_subprocess_launcher_setenv (launcher, environment[i], environment[i + 1], TRUE);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", &error);
  g_assert_no_error (error);
  GSubprocess *child = g_subprocess_launcher_spawn (launcher, &error, self, word, path, name, NULL);
  g_assert_no_error (error);
  return child;
}

static char *
finish (GSubprocess *child)
{
  g_autoptr(GError) error = NULL;
  char *out = NULL;
  g_subprocess_communicate_utf8 (child, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (child));
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  g_object_unref (child);
  return out;
}

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

static int
make_and_print (const char *path)
{
  g_autoptr(Store) store = record_make (path);
  g_free (record_append (store, RECORD_TIME, "register/a.csv", "a\n"));
  g_autoptr(GHashTable) files = record_files ("statement.csv", "1\n");
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *draft = NULL, *head = head_of (store);
  g_assert_true (store_change_draft (store, "annual/2025-26/P1", NULL, &actor, "x", files, &draft, NULL));
  g_print ("%s %s\n", head, draft);
  return 0;
}

static void
test_eight_processes (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  GSubprocess *children[WRITERS];
  for (guint i = 0; i < WRITERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("P%u", i);
      children[i] = start ("--write", f->path, name, NULL);
    }
  for (guint i = 0; i < WRITERS; i++)
    g_free (finish (children[i]));
  g_autofree char *commits = NULL, *paths = NULL;
  record_git (f->path, &commits, "rev-list", "--count", "--first-parent", "main", NULL);
  record_git (f->path, &paths, "ls-tree", "-r", "--name-only", "main", "returns", NULL);
  g_assert_cmpint (atoi (commits), ==, 1 + WRITERS * EACH);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (paths), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, WRITERS * EACH);
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
}

static void
test_same_anywhere (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *home = g_build_filename (f->folder, "home", NULL);
  g_autofree char *config = g_build_filename (home, ".gitconfig", NULL);
  g_assert_cmpint (g_mkdir (home, 0755), ==, 0);
  g_assert_true (g_file_set_contents (config, "[core]\n\tcompression = 9\n\tlogAllRefUpdates = true\n"
                                              "[i18n]\n\tcommitEncoding = latin1\n[init]\n"
                                              "\tdefaultBranch = other\n\ttemplateDir = /\n[broken",
                                      -1, NULL));
  const char *const here[] = { "LC_ALL", "C", "TZ", "UTC", NULL };
  const char *const there[] = { "LC_ALL", "tr_TR.UTF-8", "TZ", "Pacific/Kiritimati", "HOME", home,
                                "XDG_CONFIG_HOME", home, "GIT_DIR", "/nonexistent",
                                "GIT_OBJECT_DIRECTORY", "/nonexistent", "GIT_AUTHOR_NAME", "X",
                                "GIT_CONFIG_GLOBAL", config, NULL };
  g_autofree char *one = g_build_filename (f->folder, "one", NULL);
  g_autofree char *two = g_build_filename (home, "Zoë's folder", NULL);
  g_autofree char *first = finish (start ("--make", one, "", here));
  g_autofree char *second = finish (start ("--make", two, "", there));
  g_assert_cmpuint (strlen (first), ==, 82);
  g_assert_cmpstr (first, ==, second);
}

/* What git itself makes of the same commit: its id, without any part of ours. */
static void
test_id_is_gits (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *id = record_append (f->store, RECORD_TIME, "register/a.csv", "a\n");
  g_autofree char *text = NULL, *file = g_build_filename (f->folder, "commit", NULL), *hash = NULL;
  record_git (f->path, &text, "cat-file", "commit", id, NULL);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  record_git (f->path, &hash, "hash-object", "-t", "commit", file, NULL);
  g_assert_cmpstr (g_strchomp (hash), ==, id);
  g_assert_true (g_str_has_suffix (text, "\n\nPRACTICE: write register/a.csv\n\nEvent: imported\n"
                                         "Register: a\nAs-At: a\nSource: a test\n"
                                         "Source-SHA256: 1\nRecord: PRACTICE\n"));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--write") == 0)
    return write_several (argv[2], argv[3]);
  if (argc == 4 && strcmp (argv[1], "--make") == 0)
    return make_and_print (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/only-practice-takes-another-time-than-now", test_clock);
  add ("/store/init-makes-nothing-but-a-record", test_init);
  add ("/store/only-its-owner-may-write-and-its-folder-says-who-may-read", test_modes);
  add ("/store/signs-nothing-with-a-key-it-does-not-name", test_stranger_key);
  add ("/store/signs-nothing-on-top-of-a-strangers-events", test_stranger_record);
  add ("/store/git-accepts-every-commit", test_git_accepts);
  add ("/store/init-leaves-nothing-behind-when-it-fails", test_init_refused);
  add ("/store/init-says-that-another-is-at-it", test_init_twice);
  add ("/store/init-takes-an-empty-folder", test_init_empty_folder);
  add ("/store/open-says-what-is-not-there", test_open_refused);
  add ("/store/reads-files-and-lists-folders", test_read);
  add ("/store/a-folder-is-no-file-and-a-file-no-folder", test_read_other_kind);
  add ("/store/reads-the-record-as-at-a-date-or-a-commit", test_as_at);
  add ("/store/says-why-there-is-no-record-as-at", test_as_at_refused);
  add ("/store/calls-an-overtaken-builder-again", test_overtaken);
  add ("/store/refuses-an-event-older-than-the-newest", test_backdated);
  add ("/store/a-group-is-written-whole-or-not-at-all", test_group);
  add ("/store/a-group-makes-the-commits-its-events-would-make", test_group_same_ids);
  add ("/store/what-a-killed-writer-left-is-cleared-away", test_left_by_a_kill);
  add ("/store/a-lock-that-git-left-behind-is-removed", test_lock_left);
  add ("/store/a-lock-that-cannot-be-removed-is-a-fault", test_lock_stays);
  add ("/store/a-lock-that-git-holds-is-waited-for", test_lock_held);
  add ("/store/what-a-git-moved-for-us-is-there-once", test_moved_for_us);
  add ("/store/refuses-paths-that-are-not-plain", test_paths);
  add ("/store/refuses-events-that-contradict-themselves", test_contradictions);
  add ("/store/refuses-files-that-could-not-be-read-again", test_too_large);
  add ("/store/deletes-a-file-and-its-empty-folders", test_delete);
  add ("/store/refuses-what-an-event-of-its-kind-may-not-do", test_kinds);
  add ("/store/log-shows-what-changed-a-path", test_log);
  add ("/store/finds-the-last-change-of-a-path", test_last_change);
  add ("/store/keeps-names-as-they-are", test_names_kept);
  add ("/store/refuses-actors-that-are-not-name-and-mail", test_actors);
  add ("/store/drafts-stand-beside-the-record", test_drafts);
  add ("/store/refuses-names-of-drafts", test_draft_names);
  add ("/store/works-on-after-stock-git-repacked-it", test_repacked);
  add ("/store/eight-processes-lose-nothing", test_eight_processes);
  add ("/store/the-same-event-has-the-same-id-anywhere", test_same_anywhere);
  add ("/store/a-commit-is-what-git-would-make-of-it", test_id_is_gits);
  return g_test_run ();
}
