/* What is read of a filing is what was signed, or a fault that says which file
 * is another. */

#include "lib/returns/filed_return.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/record.h"
#include "tests/returns.h"
#include "tests/scratch_folder.h"

#define FOLDER "returns/annual/2025-26/12/P00412"

static const FilingKey asked = { (char *) "annual", (char *) "2025-26", (char *) "P00412" };

typedef struct {
  char *folder;
  Store *store;
  Definitions *definitions;
  GHashTable *parts;       /* part name -> GBytes */
  Filing *filing;          /* of those parts; not filed yet */
} Fixture;

static void
set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  fixture->folder = scratch_folder ();
  g_autofree char *path = g_build_filename (fixture->folder, "record", NULL);
  fixture->store = record_make (path);
  fixture->definitions = definitions_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  g_autoptr(Definition) definition = returns_define ("annual", "2025-26");
  fixture->parts = returns_base (definition);
  fixture->filing = returns_filing (&asked, fixture->parts);
}

static void
tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  filing_free (fixture->filing);
  g_hash_table_unref (fixture->parts);
  definitions_free (fixture->definitions);
  store_free (fixture->store);
  scratch_folder_remove (fixture->folder);
}

/* Appends what the fixture holds as one event. */
static void
put_in_force (Fixture *fixture)
{
  g_autoptr(GHashTable) files = returns_files (fixture->filing, fixture->parts);
  g_free (record_append_files (fixture->store, RECORD_TIME + 60, files));
}

static FiledReturn *
read_filed (Fixture *fixture, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Snapshot) head = store_snapshot (fixture->store, NULL, &wrong);
  g_assert_no_error (wrong);
  FiledReturn *filed = NULL;
  gboolean read = filed_return_read (head, fixture->definitions, &asked, &filed, error);
  g_assert_true (read || filed == NULL);
  return filed;
}

static void
assert_fault (Fixture *fixture, const char *first, const char *second)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (read_filed (fixture, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, first));
  g_assert_nonnull (strstr (error->message, second));
}

static void
test_whole (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (read_filed (fixture, &error));
  g_assert_no_error (error);    /* nothing was filed yet */
  put_in_force (fixture);
  g_autoptr(FiledReturn) filed = read_filed (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (filed->definition->edition, ==, "2025-26");
  g_assert_cmpuint (filed->period.year, ==, 2025);
  g_assert_cmpstr (filed->folder, ==, FOLDER);
  g_assert_cmpuint (g_hash_table_size (filed->files), ==, 4);
  g_autoptr(Submission) submission = filed_return_submission (filed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (submission_part_row_of (submission_part (submission, "statement"), "ebitda"), >=, 0);
}

static void
test_changed (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  const char *other = "line,value\n";
  put_in_force (fixture);
  g_free (record_append (fixture->store, RECORD_TIME + 120, FOLDER "/ownership.csv", other));
  g_autofree char *was = bytes_sha256 (g_hash_table_lookup (fixture->parts, "ownership"));
  g_autofree char *found = g_compute_checksum_for_string (G_CHECKSUM_SHA256, other, -1);
  assert_fault (fixture, FOLDER "/ownership.csv: not what was signed", was);
  assert_fault (fixture, "found", found);
}

static void
test_lost (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_hash_table_remove (fixture->parts, "borrowings");
  put_in_force (fixture);
  assert_fault (fixture, FOLDER "/borrowings.csv", "found missing, expected ");
}

static void
test_stray (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  put_in_force (fixture);
  g_free (record_append (fixture->store, RECORD_TIME + 120, FOLDER "/statement2.csv", "x\n"));
  assert_fault (fixture, FOLDER "/statement2.csv", "found present, expected not filed");
}

/* Parts and hashes agree with one another, and not with what was signed. */
static void
test_whole_hash (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  fixture->filing->hash[0] = fixture->filing->hash[0] == 'a' ? 'b' : 'a';
  put_in_force (fixture);
  assert_fault (fixture, FOLDER ": not what was signed", fixture->filing->hash);
}

/* A filing that leaves out a part of its edition, hashes and all. */
static void
test_part_left_out (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_hash_table_remove (fixture->parts, "borrowings");
  filing_free (fixture->filing);
  fixture->filing = returns_filing (&asked, fixture->parts);
  put_in_force (fixture);
  assert_fault (fixture, FOLDER ": it has no part 'borrowings'", "2025-26");
}

static void
test_edition (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_free (fixture->filing->edition);
  fixture->filing->edition = g_strdup ("2025-27");
  put_in_force (fixture);
  assert_fault (fixture, FOLDER ": it cannot be read as the edition it was filed under", "2025-27");
}

static void
test_other_key (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_bytes_unref);
  g_free (fixture->filing->key.person);
  fixture->filing->key.person = g_strdup ("P00512");
  char *json = filing_to_json (fixture->filing, NULL);
  g_hash_table_insert (files, g_strdup (FOLDER "/" FILING_DESCRIPTION), g_bytes_new_take (json, strlen (json)));
  g_free (record_append_files (fixture->store, RECORD_TIME + 60, files));
  assert_fault (fixture, FOLDER "/filing.json", "speaks of returns/annual/2025-26/12/P00512");
}

/* Put into filing.json after it was approved. */
static void
test_explanations_outside (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GHashTable) files = returns_files (fixture->filing, fixture->parts);
  gsize length;
  const char *text = g_bytes_get_data (g_hash_table_lookup (files, FOLDER "/" FILING_DESCRIPTION), &length);
  g_autoptr(GString) json = g_string_new_len (text, (gssize) length);
  g_assert_cmpuint (g_string_replace (json, "\"edition_sha256\" : null", "\"edition_sha256\" : "
                                      "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"", 1), ==, 1);
  g_assert_cmpuint (g_string_replace (json, "\"parts\" :", "\"explanations\" : [ { \"rule\" : \"ANN-014\", "
                                      "\"place\" : \"*\", \"text\" : \"x\" } ],\n  \"parts\" :", 1), ==, 1);
  g_hash_table_replace (files, g_strdup (FOLDER "/" FILING_DESCRIPTION), g_bytes_new (json->str, json->len));
  g_free (record_append_files (fixture->store, RECORD_TIME + 60, files));
  assert_fault (fixture, FOLDER "/filing.json: it holds explanations", "not what was approved");
}

/* The one answer to whether it was filed: NULL and no ERROR when it was not. */
static Filing *
in_force (Fixture *fixture, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Snapshot) head = store_snapshot (fixture->store, NULL, &wrong);
  g_assert_no_error (wrong);
  g_autoptr(GHashTable) events = filed_events (head, &asked, &wrong);
  g_assert_no_error (wrong);
  Filing *filing = NULL;
  gboolean answered = filed_return_in_force (head, &asked, g_hash_table_lookup (events, "annual/2025-26/P00412"),
                                             &filing, error);
  g_assert_true (answered || filing == NULL);
  return filing;
}

static void
assert_no_answer (Fixture *fixture, const char *said)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (in_force (fixture, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, said));
  g_assert_nonnull (strstr (error->message, "run 'verify'"));
}

static void
test_in_force (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (in_force (fixture, &error));
  g_assert_no_error (error);
  put_in_force (fixture);
  g_autoptr(Filing) filing = in_force (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (filing->hash, ==, fixture->filing->hash);
}

/* An event that says it filed version 1, over a filing that says it is the second. */
static void
test_other_version (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  fixture->filing->version = 2;
  put_in_force (fixture);
  assert_no_answer (fixture, "it is of version 2; version 1 was filed by commit");
}

/* The newest event wrote a part alone: what it left is not what filing.json says. */
static void
test_part_alone (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  put_in_force (fixture);
  g_free (record_append (fixture->store, RECORD_TIME + 120, FOLDER "/ownership.csv", "line,value\n"));
  assert_no_answer (fixture, FOLDER "/ownership.csv: not what was signed");
}

/* What other events do to it, and what becomes of a lost folder: tests/cli/not-as-signed.t. */
static void
test_no_event (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  put_in_force (fixture);
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) head = store_snapshot (fixture->store, NULL, &error);
  g_assert_no_error (error);
  g_autoptr(Filing) filing = NULL;
  g_assert_false (filed_return_in_force (head, &asked, NULL, &filing, &error));
  g_assert_nonnull (strstr (error->message, "no event of the record filed it"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const struct {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "what-was-signed-is-read", test_whole },
    { "a-part-that-was-changed-is-named-with-both-hashes", test_changed },
    { "a-part-that-is-lost-is-named", test_lost },
    { "a-file-that-was-not-filed-is-named", test_stray },
    { "parts-that-agree-with-themselves-alone-are-refused", test_whole_hash },
    { "a-filing-that-leaves-out-a-part-is-refused", test_part_left_out },
    { "an-edition-that-is-not-here-is-refused", test_edition },
    { "a-filing-of-another-is-refused", test_other_key },
    { "explanations-outside-the-hash-are-refused", test_explanations_outside },
    { "what-is-in-force-is-what-was-filed", test_in_force },
    { "another-version-than-the-event-filed-is-damage", test_other_version },
    { "a-part-that-an-event-wrote-alone-is-damage", test_part_alone },
    { "files-that-no-event-filed-are-damage", test_no_event },
  };
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/filed-return/", tests[i].name, NULL);
      g_test_add (path, Fixture, NULL, set_up, tests[i].test, tear_down);
    }
  return g_test_run ();
}
