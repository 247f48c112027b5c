/* An event made a commit: the one that git would make, the same anywhere. */

#include "lib/record/store.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tests/open_record.h"

static void
test_git_accepts (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
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

static gboolean
note_author (const LogEntry *entry, gpointer data)
{
  *(char **) data = g_strdup_printf ("%s <%s>", entry->author, entry->mail);
  return FALSE;
}

/* libgit2 strips points and quotes at the ends of a name; the record must not. */
static void
test_names_kept (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const names[] = { "Ann Lee Jr.", "\"Nan\"", "Zoë O'Neill", "李" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      Actor actor = { names[i], "ann.@example.org", RECORD_TIME };
      RecordFile file = { "register/a.csv", names[i] };
      g_assert_true (store_append (f->store, &actor, record_event, &file, NULL, NULL));
      g_autoptr(Snapshot) snapshot = store_snapshot (f->store, NULL, NULL);
      g_autofree char *author = g_strdup_printf ("%s <ann.@example.org>", names[i]);
      g_autofree char *ours = NULL, *gits = NULL;
      g_assert_true (store_log (snapshot, note_author, &ours, NULL));
      g_assert_cmpstr (ours, ==, author);
      record_git (f->path, &gits, "log", "-1", "--format=%an <%ae>", NULL);
      g_assert_cmpstr (g_strchomp (gits), ==, author);
    }
}

static int
make_and_print (const char *path)
{
  g_autoptr(Store) store = record_make (path);
  g_free (record_append (store, RECORD_TIME, "register/a.csv", "a\n"));
  g_autoptr(GHashTable) files = record_files ("statement.csv", "1\n");
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *draft = NULL, *head = record_head (store);
  g_assert_true (store_change_draft (store, "annual/2025-26/P1", NULL, &actor, "x", files, &draft, NULL));
  g_print ("%s %s\n", head, draft);
  return 0;
}

static void
test_same_anywhere (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
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
  g_autofree char *first = record_finish (record_start ("--make", one, "", here));
  g_autofree char *second = record_finish (record_start ("--make", two, "", there));
  g_assert_cmpuint (strlen (first), ==, 82);
  g_assert_cmpstr (first, ==, second);
}

/* What git itself makes of the same commit: its id, without any part of ours. */
static void
test_id_is_gits (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
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

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--make") == 0)
    return make_and_print (argv[2]);
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-commit/git-accepts-every-commit", test_git_accepts);
  open_record_add ("/store-commit/keeps-names-as-they-are", test_names_kept);
  open_record_add ("/store-commit/the-same-event-has-the-same-id-anywhere", test_same_anywhere);
  open_record_add ("/store-commit/a-commit-is-what-git-would-make-of-it", test_id_is_gits);
  return g_test_run ();
}
