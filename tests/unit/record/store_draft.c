/* Drafts, beside main. */

#include "lib/base/error.h"
#include "lib/base/folder.h"
#include "lib/record/store.h"

#include <string.h>

#include "tests/open_record.h"
#include "tests/scratch_folder.h"

static void
test_drafts (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) first = record_files ("statement.csv", "1\n");
  g_autoptr(GHashTable) second = record_files ("borrowings.csv", "2\n");
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *one = NULL, *two = NULL, *head = record_head (f->store);
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
  g_autofree char *parent = NULL, *after = record_head (f->store);
  record_git (f->path, &parent, "rev-parse", "refs/drafts/annual/2025-26/P1^", NULL);
  g_assert_cmpstr (g_strchomp (parent), ==, one);
  g_assert_cmpstr (head, ==, after);
}

static guint
count_packs (const OpenRecord *f)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (f->path, "objects", "pack", NULL);
  g_auto(GStrv) names = folder_list (path, &error);
  g_assert_no_error (error);
  guint n = 0;
  for (guint i = 0; names[i] != NULL; i++)
    n += g_str_has_suffix (names[i], ".pack") ? 1 : 0;
  return n;
}

/* Sixteen packs of a size become one, also of those that one sitting makes. */
static void
test_many_drafts (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  Actor actor = record_actor (RECORD_TIME);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *name = g_strdup_printf ("annual/2025-26/P%u", i);
      g_autoptr(GHashTable) files = record_files ("statement.csv", name);
      g_assert_true (store_change_draft (f->store, name, NULL, &actor, "draft", files, NULL, &error));
      g_assert_cmpuint (count_packs (f), <=, 17);
    }
}

static void
test_draft_names (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
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

/* What a reference leads to is the draft of its name, signed by the record's key. */
static void
test_check (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) files = record_files ("statement.csv", "a\n");
  Actor actor = record_actor (RECORD_TIME);
  g_autofree char *first = NULL, *second = NULL, *unsigned_one = NULL;
  g_assert_true (store_change_draft (f->store, "annual/2025-26/P1", NULL, &actor, "one", files, &first, NULL));
  g_assert_true (store_change_draft (f->store, "annual/2025-26/P1", NULL, &actor, "two", files, &second, NULL));
  g_assert_true (store_check_draft (f->store, "annual/2025-26/P1", second, &error));
  g_assert_false (store_check_draft (f->store, "annual/2025-26/P2", second, &error));
  g_assert_nonnull (strstr (error->message, "is of another draft"));
  g_clear_error (&error);
  g_assert_cmpint (record_git (f->path, &unsigned_one, "-c", "user.name=A", "-c", "user.email=a@b.c", "commit-tree",
                               "-p", second, "-m", "x\n\nEvent: draft\nReturn: annual\nPeriod: 2025-26\nPerson: P1",
                               "main^{tree}", NULL), ==, 0);
  g_assert_false (store_check_draft (f->store, "annual/2025-26/P1", g_strchomp (unsigned_one), &error));
  g_assert_nonnull (strstr (error->message, "is not signed by the record's key"));
}

/* What a writer is about to place is none; what cannot be read is not none. */
static void
test_unreadable (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) files = record_files ("statement.csv", "1\n");
  Actor actor = record_actor (RECORD_TIME);
  g_assert_true (store_change_draft (f->store, "annual/2025-26/P1", NULL, &actor, "first", files, NULL, &error));
  scratch_folder_put (f->path, "refs/drafts/annual/2025-26/P2.lock", "");
  g_auto(GStrv) drafts = store_list_drafts (f->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (drafts), ==, 1);
  scratch_folder_put (f->path, "refs/drafts/annual/2025-26/P2", "");
  g_assert_null (store_list_drafts (f->store, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "'refs/drafts/annual/2025-26/P2'"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  open_record_add ("/store-draft/drafts-stand-beside-the-record", test_drafts);
  open_record_add ("/store-draft/many-of-one-sitting-are-few-packs", test_many_drafts);
  open_record_add ("/store-draft/refuses-names-of-drafts", test_draft_names);
  open_record_add ("/store-draft/what-cannot-be-read-is-not-none", test_unreadable);
  open_record_add ("/store-draft/what-a-draft-leads-to-is-its-own", test_check);
  return g_test_run ();
}
