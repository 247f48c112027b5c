/* The returns in force at a commit: found by kind, period and person; as they were
 * signed, or not at all. They are returns of the examples. */

#include "analyser/person/dataset.h"

#include "lib/base/error.h"
#include "lib/returns/filed_list.h"
#include "tests/filed_examples.h"
#include "tests/record.h"

#define PERSON "P00108"

static void
file_all (FiledExamples *examples)
{
  /* In no order. */
  static const FiledExample rows[] = {
    { PERSON, "annual", "2025-26" }, { "P00109", "annual", "2024-25" }, { PERSON, "capacity", "2025-26-Q4" },
    { PERSON, "annual", "2024-25" }, { PERSON, "capacity", "2024-25-Q4" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_free (filed_examples_add (examples, rows[i]));
}

/* By return, then period, then person. */
static void
test_order (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  file_all (examples);
  g_autoptr(Snapshot) now = filed_examples_snapshot (examples, NULL);
  g_autoptr(Dataset) dataset = filed_examples_load (examples, now);
  g_autoptr(GString) order = g_string_new (NULL);
  for (guint i = 0; i < dataset_length (dataset); i++)
    {
      const Return *ret = dataset_index (dataset, i);
      g_autofree char *period = period_to_string (return_period (ret));
      g_string_append_printf (order, "%s %s %s;", return_id (ret), period, return_person (ret));
    }
  g_assert_cmpstr (order->str, ==,
                   "annual 2024-25 P00108;annual 2024-25 P00109;annual 2025-26 P00108;"
                   "capacity 2024-25-Q4 P00108;capacity 2025-26-Q4 P00108;");
}

static void
test_find (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  file_all (examples);
  g_autoptr(Snapshot) now = filed_examples_snapshot (examples, NULL);
  g_autoptr(Dataset) dataset = filed_examples_load (examples, now);
  const Return *ret = dataset_find (dataset, "annual", (Period) { 2024, 0 }, "P00109");
  g_assert_cmpstr (return_folder (ret), ==, "returns/annual/2024-25/09/P00109");
  g_assert_null (dataset_find (dataset, "annual", (Period) { 2025, 0 }, "P00109"));
  g_assert_null (dataset_find (dataset, "capacity", (Period) { 2025, 3 }, PERSON));
  /* The newest of each kind, though it was filed first. */
  g_assert_true (dataset_newest (dataset, "annual", PERSON)
                 == dataset_find (dataset, "annual", (Period) { 2025, 0 }, PERSON));
  g_assert_true (dataset_newest (dataset, "capacity", PERSON)
                 == dataset_find (dataset, "capacity", (Period) { 2025, 4 }, PERSON));
  g_assert_null (dataset_newest (dataset, "capacity", "P00109"));
}

/* The record as it was before the second return. */
static void
test_then (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_autofree char *first = filed_examples_add (examples, (FiledExample) { PERSON, "annual", "2024-25" });
  g_autofree char *second = filed_examples_add (examples, (FiledExample) { PERSON, "annual", "2025-26" });
  g_autoptr(Snapshot) then = filed_examples_snapshot (examples, first);
  g_autoptr(Snapshot) now = filed_examples_snapshot (examples, second);
  g_autoptr(Dataset) before = filed_examples_load (examples, then);
  g_autoptr(Dataset) after = filed_examples_load (examples, now);
  g_assert_cmpuint (dataset_length (before), ==, 1);
  g_assert_cmpuint (return_period (dataset_newest (before, "annual", PERSON)).year, ==, 2024);
  g_assert_cmpuint (dataset_length (after), ==, 2);
  g_assert_cmpuint (return_period (dataset_newest (after, "annual", PERSON)).year, ==, 2025);
}

/* A record without a return is one of nobody. */
static void
test_none (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(Snapshot) now = filed_examples_snapshot (examples, NULL);
  g_autoptr(Dataset) dataset = filed_examples_load (examples, now);
  g_assert_cmpuint (dataset_length (dataset), ==, 0);
  g_assert_null (dataset_newest (dataset, "annual", PERSON));
}

/* What the record has of PERSON, read. */
static Dataset *
load_person (FiledExamples *examples, const char *person, GError **error)
{
  g_autoptr(Snapshot) now = filed_examples_snapshot (examples, NULL);
  g_autoptr(GPtrArray) filed = filed_list_of (now, "annual", person, error);
  return filed == NULL ? NULL : dataset_load (now, examples->definitions, filed, error);
}

/* Nothing is read of PERSON when one return is not to be had; others are not asked. */
static void
assert_fault (FiledExamples *examples, const char *begins)
{
  g_autoptr(GError) error = NULL, none = NULL;
  g_autoptr(Dataset) other = load_person (examples, "P00109", &none);
  g_assert_no_error (none);
  g_assert_cmpuint (dataset_length (other), ==, 1);
  g_assert_null (load_person (examples, PERSON, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, begins));
}

static void
test_unreadable (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  g_free (filed_examples_add (examples, (FiledExample) { "P00109", "annual", "2024-25" }));
  g_free (filed_examples_add (examples, (FiledExample) { PERSON, "annual", "2025-26", .spoilt = "-1588604" }));
  assert_fault (examples, "returns/annual/2025-26/08/" PERSON "/statement.csv:14: ");
}

/* A return that was changed after it was signed is computed from by nobody. */
static void
test_altered (FiledExamples *examples, G_GNUC_UNUSED gconstpointer unused)
{
  const FiledExample other = { PERSON, "annual", "2024-25" };
  g_free (filed_examples_add (examples, (FiledExample) { "P00109", "annual", "2024-25" }));
  g_free (filed_examples_add (examples, (FiledExample) { PERSON, "annual", "2025-26" }));
  g_autoptr(GBytes) bytes = filed_example_part (&other, "statement");
  g_autoptr(GHashTable) files = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (files, (gpointer) "returns/annual/2025-26/08/" PERSON "/statement.csv", bytes);
  g_free (record_append_files (examples->store, RECORD_TIME + 120, files));
  assert_fault (examples, "returns/annual/2025-26/08/" PERSON "/statement.csv: not what was signed");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (FiledExamples *examples, gconstpointer unused);
  } tests[] = {
    { "/dataset/by-return-period-and-person", test_order },
    { "/dataset/found-and-the-newest-by-period", test_find },
    { "/dataset/the-record-as-it-was", test_then },
    { "/dataset/a-record-without-returns", test_none },
    { "/dataset/unreadable-return-is-named", test_unreadable },
    { "/dataset/a-return-changed-since-it-was-signed-is-a-fault", test_altered },
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, FiledExamples, NULL, filed_examples_set_up, tests[i].test, filed_examples_tear_down);
  int result = g_test_run ();
  dataset_free (NULL);
  return result;
}
