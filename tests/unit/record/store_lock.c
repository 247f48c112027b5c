/* One writer at a time, and what one that died left. */

#include "lib/record/store.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "tests/open_record.h"
#include "tests/scratch_folder.h"

#define WRITERS 8
#define EACH 6

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

static void
test_eight_processes (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  GSubprocess *children[WRITERS];
  for (guint i = 0; i < WRITERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("P%u", i);
      children[i] = record_start ("--write", f->path, name, NULL);
    }
  for (guint i = 0; i < WRITERS; i++)
    g_free (record_finish (children[i]));
  g_autofree char *commits = NULL, *paths = NULL;
  record_git (f->path, &commits, "rev-list", "--count", "--first-parent", "main", NULL);
  record_git (f->path, &paths, "ls-tree", "-r", "--name-only", "main", "returns", NULL);
  g_assert_cmpint (atoi (commits), ==, 1 + WRITERS * EACH);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (paths), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, WRITERS * EACH);
  g_assert_cmpint (record_git (f->path, NULL, "fsck", "--strict", NULL), ==, 0);
}

/* What writers that were killed left: a lock of ours, known by its other name,
 * whatever its age; temporary files of other programs once they are old. */
static void
test_left_by_a_kill (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
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
      record_leave (path, rows[i].age);
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

/* A program that waited for its turn, or writes its second event, knew the key of
 * before: signers that were changed since count. */
static void
test_signer_withdrawn (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (f->folder, "other", NULL);
  g_autoptr(Store) store = record_make (path);
  g_free (record_append (store, RECORD_TIME + 1, "register/a.csv", "1\n"));
  g_autoptr(SshKey) stranger = ssh_key_generate ();
  g_autofree char *signers = ssh_key_allowed_signers (stranger);
  scratch_folder_put (path, "signing/allowed_signers", signers);
  RecordFile file = { "register/b.csv", "2\n" };
  Actor actor = record_actor (RECORD_TIME + 2);
  g_assert_false (store_append (store, &actor, record_event, &file, NULL, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "is not one that its 'signing/allowed_signers' names"));
  g_autoptr(SshKey) own = ssh_key_parse (test_key_text, NULL);
  g_autofree char *named = ssh_key_allowed_signers (own);
  scratch_folder_put (path, "signing/allowed_signers", named);
  g_free (record_append (store, RECORD_TIME + 2, "register/b.csv", "2\n"));    /* nothing stayed locked */
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--write") == 0)
    return write_several (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-lock/eight-processes-lose-nothing", test_eight_processes);
  open_record_add ("/store-lock/what-a-killed-writer-left-is-cleared-away", test_left_by_a_kill);
  open_record_add ("/store-lock/signs-nothing-with-a-key-that-is-named-no-longer", test_signer_withdrawn);
  return g_test_run ();
}
