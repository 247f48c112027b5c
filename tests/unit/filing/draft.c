/* Explanations cover what they were given for, and nothing else. */

#include "collector/filing/draft.h"

#include <string.h>

#include "tests/record.h"
#include "tests/scratch_folder.h"
#include "lib/base/error.h"

static CheckResult *
result_with (const char *const *values)
{
  CheckResult *result = g_new0 (CheckResult, 1);
  result->findings = findings_new ();
  for (guint i = 0; values[i] != NULL; i++)
    finding_describe (findings_add (result->findings, SEVERITY_SOFT, "ANN-014", "statement.csv", i + 2, 7, "moved"),
                      "total", values[i], NULL, NULL);
  return result;
}

static void
result_free (CheckResult *result)
{
  findings_free (result->findings);
  g_free (result);
}

/* A draft of one part. */
static Draft *
draft_of (const char *ownership)
{
  const FilingKey key = { (char *) "annual", (char *) "2025-26", (char *) "P00412" };
  g_autoptr(GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_bytes_unref);
  g_hash_table_insert (files, g_strdup ("ownership"), g_bytes_new (ownership, strlen (ownership)));
  return draft_new (&key, "2025-26", files, NULL, NULL);
}

static void
explain (Draft *draft, const char *place, const char *value)
{
  Explanation *explanation = g_new0 (Explanation, 1);
  explanation->rule = g_strdup ("ANN-014");
  explanation->location = g_strdup (place);
  explanation->value = g_strdup (value);
  g_ptr_array_add (draft->filing->explanations, explanation);
}

static void
assert_to_explain (const Draft *draft, const CheckResult *result, const char *expected)
{
  g_auto(GStrv) names = draft_to_explain (draft, result);
  g_autofree char *list = g_strjoinv (" ", names);
  g_assert_cmpstr (list, ==, expected);
}

static void
test_one_place (void)
{
  const char *values[] = { "10", "20", NULL };
  CheckResult *result = result_with (values);
  g_autoptr(Draft) draft = draft_of ("a");
  g_assert_cmpuint (draft_unexplained (draft, result), ==, 2);
  assert_to_explain (draft, result, "ANN-014:2 ANN-014:3");
  explain (draft, "statement.csv:2:total", "10");
  g_assert_cmpuint (draft_unexplained (draft, result), ==, 1);
  assert_to_explain (draft, result, "ANN-014:3");
  explain (draft, "statement.csv:3:total", "19");
  g_assert_cmpuint (draft_unexplained (draft, result), ==, 1);
  explain (draft, "*", NULL);
  g_assert_cmpuint (draft_unexplained (draft, result), ==, 0);
  assert_to_explain (draft, result, "");
  result_free (result);
}

/* Each of many needs an explanation, or one of the whole rule. */
static void
test_flood (void)
{
  const char *values[1001] = { NULL };
  for (guint i = 0; i < G_N_ELEMENTS (values) - 1; i++)
    values[i] = "1";
  CheckResult *result = result_with (values);
  g_autoptr(Draft) draft = draft_of ("a");
  g_assert_cmpuint (draft_unexplained (draft, result), ==, 1000);
  explain (draft, "*", NULL);
  g_assert_cmpuint (draft_unexplained (draft, result), ==, 0);
  result_free (result);
}

static void
test_kept (void)
{
  const char *values[] = { "10", "21", NULL };
  CheckResult *result = result_with (values);
  g_autoptr(Draft) old = draft_of ("a"), changed = draft_of ("b"), same = draft_of ("a");
  explain (old, "statement.csv:2:total", "10");
  explain (old, "statement.csv:3:total", "20");
  explain (old, "*", NULL);
  draft_keep_explanations (changed, old, result);
  g_assert_cmpuint (changed->filing->explanations->len, ==, 1);
  draft_keep_explanations (same, old, result);
  g_assert_cmpuint (same->filing->explanations->len, ==, 2);
  result_free (result);
}

/* An explanation of a draft that was saved again meanwhile does not bring the
 * old figures back. */
static void
test_changed_meanwhile (void)
{
  g_autofree char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  g_autoptr(GError) error = NULL;
  Actor actor = record_actor (RECORD_TIME);
  {
    g_autoptr(Store) store = record_make (path);
    g_autoptr(Draft) first = draft_of ("line,value\n"), second = draft_of ("line,value\nnote,x\n");
    g_assert_true (draft_save (store, first, &actor, "drafted", &error));
    g_autoptr(Draft) read = NULL;
    g_assert_true (draft_read (store, &first->filing->key, &read, &error));
    g_assert_true (draft_save (store, second, &actor, "drafted", &error));
    explain (read, "*", NULL);
    g_assert_false (draft_save (store, read, &actor, "explained", &error));
    g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
    g_clear_error (&error);
    g_autoptr(Draft) kept = NULL;
    g_assert_true (draft_read (store, &first->filing->key, &kept, &error));
    g_assert_cmpstr (kept->filing->hash, ==, second->filing->hash);
    explain (kept, "*", NULL);
    g_assert_true (draft_save (store, kept, &actor, "explained", &error));
  }
  scratch_folder_remove (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draft/an-explanation-covers-its-place-and-value", test_one_place);
  g_test_add_func ("/draft/findings-over-the-cap-need-explaining-too", test_flood);
  g_test_add_func ("/draft/explanations-of-changed-figures-are-dropped", test_kept);
  g_test_add_func ("/draft/nothing-is-lost-when-two-save-at-once", test_changed_meanwhile);
  return g_test_run ();
}
