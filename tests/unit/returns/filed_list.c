/* Which returns a record has: in order, of all or of one person; what lies where
 * returns lie and nobody filed: tests/cli/not-as-signed.t. */

#include "lib/returns/filed_list.h"

#include "lib/base/error.h"
#include "tests/record.h"
#include "tests/scratch_folder.h"

typedef struct {
  char *folder;
  Store *store;
  Snapshot *head;
} Fixture;

static void
set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  /* In no order; the first is filed again. */
  static const char *const folders[] = {
    "annual/2025-26/12/P00412", "capacity/2024-25-Q4/12/P00412", "annual/2024-25/07/P00407",
    "annual/2024-25/12/P00412", "annual/2025-26/12/P00412",
  };
  g_autoptr(GError) error = NULL;
  fixture->folder = scratch_folder ();
  g_autofree char *path = g_build_filename (fixture->folder, "record", NULL);
  fixture->store = record_make (path);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *file = g_strdup_printf ("returns/%s/filing.json", folders[i]);
      g_autofree char *text = g_strdup_printf ("%u\n", i);
      g_free (record_append (fixture->store, RECORD_TIME + 60 + i, file, text));
    }
  fixture->head = store_snapshot (fixture->store, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  snapshot_free (fixture->head);
  store_free (fixture->store);
  scratch_folder_remove (fixture->folder);
}

static void
assert_list (const GPtrArray *list, const char *expected)
{
  g_autoptr(GString) names = g_string_new (NULL);
  for (guint i = 0; i < list->len; i++)
    {
      const FiledEvent *event = list->pdata[i];
      g_autofree char *name = filing_draft_name (&event->key);
      g_assert_nonnull (event->commit);
      g_string_append_printf (names, "%s;", name);
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
assert_texts (GStrv texts, const char *expected)
{
  g_autofree char *joined = g_strjoinv (" ", texts);
  g_assert_cmpstr (joined, ==, expected);
  g_strfreev (texts);
}

static void
test_all (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  const FilingKey wanted = { 0 };
  g_autoptr(GPtrArray) list = filed_list (fixture->head, &wanted, &error);
  g_assert_no_error (error);
  assert_list (list, "annual/2024-25/P00407;annual/2024-25/P00412;annual/2025-26/P00412;"
                     "capacity/2024-25-Q4/P00412;");
  assert_texts (filed_list_persons (list), "P00407 P00412");
  assert_texts (filed_list_periods (list), "2024-25 2024-25-Q4 2025-26");
  g_autoptr(GHashTable) by_person = filed_list_by_person (list);
  g_assert_cmpuint (g_hash_table_size (by_person), ==, 2);
  assert_list (g_hash_table_lookup (by_person, "P00407"), "annual/2024-25/P00407;");
  assert_list (g_hash_table_lookup (by_person, "P00412"),
               "annual/2024-25/P00412;annual/2025-26/P00412;capacity/2024-25-Q4/P00412;");
}

static void
test_some (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  const FilingKey quarter = { .return_id = (char *) "capacity", .period = (char *) "2024-25-Q4" };
  const FilingKey none = { .return_id = (char *) "capacity", .person = (char *) "P00407" };
  g_autoptr(GPtrArray) one = filed_list (fixture->head, &quarter, &error);
  g_assert_no_error (error);
  assert_list (one, "capacity/2024-25-Q4/P00412;");
  g_autoptr(GPtrArray) nothing = filed_list (fixture->head, &none, &error);
  g_assert_no_error (error);
  assert_list (nothing, "");
  assert_texts (filed_list_persons (nothing), "");
}

static void
test_person (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = filed_list_of (fixture->head, "annual", "P00412", &error);
  g_assert_no_error (error);
  assert_list (list, "annual/2024-25/P00412;annual/2025-26/P00412;");
  /* Who filed another return alone is not offered. */
  g_assert_null (filed_list_of (fixture->head, "capacity", "P00407", &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "unknown person 'P00407'; did you mean 'P00412'?");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/filed-list/by-return-period-and-person", Fixture, NULL, set_up, test_all, tear_down);
  g_test_add ("/filed-list/those-that-are-wanted", Fixture, NULL, set_up, test_some, tear_down);
  g_test_add ("/filed-list/of-one-person-or-the-nearest", Fixture, NULL, set_up, test_person, tear_down);
  return g_test_run ();
}
