/* The place of a record: made whole or not at all, opened, of one kind for ever. */

#include "lib/base/error.h"
#include "lib/record/store.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/open_record.h"

static guint
mode_of (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat status;
  g_assert_cmpint (stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void
test_init (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
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
test_modes (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
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
test_stranger_key (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
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
test_stranger_record (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
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
  g_autofree char *theirs = record_head (f->store), *before = record_head (store);
  g_assert_cmpstr (before, ==, theirs);
  RecordFile file = { "register/a.csv", "a\n" };
  g_assert_false (store_append (store, &actor, record_event, &file, NULL, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "is not signed by a key that its 'signing/allowed_signers' names"));
  g_autofree char *after = record_head (store);
  g_assert_cmpstr (before, ==, after);
}

static void
test_init_refused (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
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
test_init_twice (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
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
test_init_empty_folder (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "empty", NULL);
  g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
  g_autoptr(Store) store = record_make (path);
  g_autofree char *text = record_read_text (store, NULL, "register/persons.csv");
  g_assert_cmpstr (text, ==, "person,name\nP00001,A\n");
}

/* The folder that is worked in would be gone, with the record under its name. */
static void
test_init_here (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autoptr(GHashTable) files = record_files ("register/persons.csv", "person,name\n");
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *path = g_build_filename (f->folder, "here", NULL), *before = g_get_current_dir ();
  g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
  g_assert_cmpint (g_chdir (path), ==, 0);
  g_assert_null (store_init (".", RECORD_PRACTICE, key, &actor, files, &error));
  g_assert_cmpint (g_chdir (before), ==, 0);
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "the folder that you are in"));
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
test_open_refused (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (store_open ("/nonexistent/record", &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_cmpstr (error->message, ==, "there is no record at '/nonexistent/record'");
  g_clear_error (&error);
  g_assert_null (store_open (f->folder, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store/init-makes-nothing-but-a-record", test_init);
  open_record_add ("/store/only-its-owner-may-write-and-its-folder-says-who-may-read", test_modes);
  open_record_add ("/store/signs-nothing-with-a-key-it-does-not-name", test_stranger_key);
  open_record_add ("/store/signs-nothing-on-top-of-a-strangers-events", test_stranger_record);
  open_record_add ("/store/init-leaves-nothing-behind-when-it-fails", test_init_refused);
  open_record_add ("/store/init-says-that-another-is-at-it", test_init_twice);
  open_record_add ("/store/init-takes-an-empty-folder", test_init_empty_folder);
  open_record_add ("/store/init-takes-not-the-place-of-the-folder-it-runs-in", test_init_here);
  open_record_add ("/store/open-says-what-is-not-there", test_open_refused);
  g_test_add_func ("/store/only-practice-takes-another-time-than-now", test_clock);
  return g_test_run ();
}
