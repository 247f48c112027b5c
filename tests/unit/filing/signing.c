/* What becomes the version in force is what was approved, by whom the register
 * names, under the rules that hold. */

#include "collector/filing/signing.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/returns/filed_return.h"
#include "tests/datadir.h"
#include "tests/filings.h"
#include "tests/record.h"

static const FilingKey asked = { (char *) "annual", (char *) "2025-26", (char *) "P00001" };

static FiledReturn *
read_filed (Filings *filings)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) head = store_snapshot (filings->store, NULL, &error);
  FiledReturn *filed = NULL;
  filed_return_read (head, rulebook_definitions (filings->rulebook), &asked, &filed, &error);
  g_assert_no_error (error);
  return filed;
}

static void
assert_refused (Filings *filings, const char *hash, const char *reason)
{
  g_autoptr(GError) error = NULL;
  g_assert_false (filings_sign (filings, "P00001", hash, 2, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, reason));
  g_autoptr(FiledReturn) none = read_filed (filings);
  g_assert_null (none);
}

static void
test_signed (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = filings_draft (filings, "P00001", NULL, NULL, 1);
  filings_sign (filings, "P00001", hash, 2, &error);
  g_assert_no_error (error);
  g_autoptr(FiledReturn) filed = read_filed (filings);
  Definitions *definitions = rulebook_definitions (filings->rulebook);
  g_assert_cmpstr (filed->filing->hash, ==, hash);
  g_assert_cmpstr (filed->filing->signatory, ==, "Ann Example");
  g_assert_cmpstr (filed->filing->edition_sha256, ==, definitions_hash (definitions, filed->definition, NULL));
  g_assert_cmpuint (filed->filing->version, ==, 1);
  g_assert_false (filings_sign (filings, "P00001", hash, 3, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "already in force: version 1"));
}

static void
test_correction (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *first = filings_draft (filings, "P00001", NULL, NULL, 1);
  filings_sign (filings, "P00001", first, 2, &error);
  g_assert_no_error (error);
  g_autofree char *second = filings_draft (filings, "P00001", "Another Parent Ltd", "sold", 3);
  g_assert_cmpstr (first, !=, second);
  filings_sign (filings, "P00001", second, 4, &error);
  g_assert_no_error (error);
  g_autoptr(FiledReturn) filed = read_filed (filings);
  g_assert_cmpuint (filed->filing->version, ==, 2);
  g_assert_cmpstr (filed->filing->reason, ==, "sold");
  g_assert_cmpstr (filed->filing->hash, ==, second);
}

static void
test_other_signatory (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = filings_draft (filings, "P00001", NULL, NULL, 1);
  const SigningRequest request = { "annual", "2025-26", "P00001", hash, filings_signatory ("P00002", 2) };
  g_auto(SigningResult) result = { 0 };
  g_assert_false (signing_file (filings->store, filings->rulebook, &request, &result, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "only the named individual of P00001 may sign: Ann Example"));
}

/* The draft of P00002 under the name of P00001's. */
static void
test_moved (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_free (filings_draft (filings, "P00001", NULL, NULL, 1));
  g_autofree char *hash = filings_draft (filings, "P00002", "Another Parent Ltd", NULL, 1);
  g_autofree char *path = g_build_filename (filings->folder, "record", NULL);
  g_assert_cmpint (record_git (path, NULL, "update-ref", "refs/drafts/annual/2025-26/P00001",
                               "refs/drafts/annual/2025-26/P00002", NULL), ==, 0);
  const SigningRequest request = { "annual", "2025-26", "P00001", hash, filings_signatory ("P00002", 2) };
  g_auto(SigningResult) result = { 0 };
  g_assert_false (signing_file (filings->store, filings->rulebook, &request, &result, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "its reference leads to the draft of annual/2025-26/P00002"));
}

/* The files in force are held against the event that filed them: what they say of
 * themselves, the version among it, is nothing to sign the next on. */
static void
test_changed_since (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *first = filings_draft (filings, "P00001", NULL, NULL, 1);
  filings_sign (filings, "P00001", first, 2, &error);
  g_assert_no_error (error);
  g_autofree char *second = filings_draft (filings, "P00001", "Another Parent Ltd", "sold", 3);
  g_free (record_append (filings->store, filings_time (4), "returns/annual/2025-26/01/P00001/ownership.csv", "line,value\n"));
  g_assert_false (filings_sign (filings, "P00001", second, 5, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "was filed by commit"));
}

/* A draft as it was kept before explanations were a file: its hash leaves them out. */
static void
test_old_explanations (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = filings_draft (filings, "P00001", NULL, NULL, 1);
  g_autoptr(Snapshot) draft = NULL;
  g_assert_true (store_read_draft (filings->store, "annual/2025-26/P00001", &draft, &error));
  g_autoptr(GHashTable) files
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_auto(GStrv) names = snapshot_list (draft, "", &error);
  for (guint i = 0; names[i] != NULL; i++)
    {
      GBytes *bytes = NULL;
      g_assert_true (snapshot_read (draft, names[i], &bytes, &error));
      g_hash_table_insert (files, g_strdup (names[i]), bytes);
    }
  gsize length;
  const char *text = g_bytes_get_data (g_hash_table_lookup (files, "draft.json"), &length);
  g_autoptr(GString) json = g_string_new_len (text, (gssize) length);
  g_assert_cmpuint (g_string_replace (json, "\"parts\" :", "\"explanations\" : [ { \"rule\" : \"ANN-019\", "
                                      "\"place\" : \"*\", \"text\" : \"x\" } ],\n  \"parts\" :", 1), ==, 1);
  g_hash_table_replace (files, g_strdup ("draft.json"), g_bytes_new (json->str, json->len));
  const Actor actor = filings_signatory ("P00001", 1);
  store_change_draft (filings->store, "annual/2025-26/P00001", NULL, &actor, "explained", files, NULL, &error);
  g_assert_no_error (error);
  assert_refused (filings, hash, "explanations are not in its hash");
}

/* Another edition holds for the period since the draft was saved. */
static void
test_edition_changed (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  filings_copy_data (filings);
  g_autofree char *hash = filings_draft (filings, "P00001", NULL, NULL, 1);
  datadir_edit (filings->datadir, "submissions/annual/2025-26/return.ini", "last-period = 2025-26", "last-period = 2024-25");
  datadir_edit (filings->datadir, "submissions/annual/2026-27/return.ini", NULL,
                "[return]\nid = annual\nedition = 2026-27\ntitle = Annual\ninherits = 2025-26\nfirst-period = 2025-26\n");
  filings_read_again (filings);
  assert_refused (filings, hash, "the draft is of edition 2025-26, and edition 2026-27 holds");
  g_autofree char *again = filings_draft (filings, "P00001", NULL, NULL, 3);
  filings_sign (filings, "P00001", again, 4, &error);
  g_assert_no_error (error);
  g_autoptr(FiledReturn) filed = read_filed (filings);
  g_assert_cmpstr (filed->filing->edition, ==, "2026-27");
  g_assert_cmpstr (filed->definition->edition, ==, "2026-27");
}

/* A rule that changed since the draft was saved judges it, and is what is named. */
static void
test_rules_changed (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  filings_copy_data (filings);
  g_autofree char *hash = filings_draft (filings, "P00001", NULL, NULL, 1);
  Definitions *definitions = rulebook_definitions (filings->rulebook);
  g_autofree char *before = g_strdup (definitions_hash (
    definitions, definitions_edition (definitions, "annual", "2025-26", NULL), NULL));
  datadir_edit (filings->datadir, "submissions/annual/2025-26/guidance.md", NULL, "Other words.\n");
  filings_read_again (filings);
  filings_sign (filings, "P00001", hash, 2, &error);
  g_assert_no_error (error);
  g_autoptr(FiledReturn) filed = read_filed (filings);
  definitions = rulebook_definitions (filings->rulebook);
  g_assert_cmpstr (filed->filing->edition_sha256, !=, before);
  g_assert_cmpstr (filed->filing->edition_sha256, ==, definitions_hash (definitions, filed->definition, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const struct {
    const char *name;
    void (*test) (Filings *, gconstpointer);
  } tests[] = {
    { "what-was-approved-is-in-force", test_signed },
    { "a-correction-is-the-next-version", test_correction },
    { "only-the-named-individual-signs", test_other_signatory },
    { "files-that-were-changed-are-not-corrected", test_changed_since },
    { "a-draft-of-another-is-not-signed", test_moved },
    { "explanations-outside-the-hash-are-not-signed", test_old_explanations },
    { "a-draft-of-an-edition-that-holds-no-more-is-refused", test_edition_changed },
    { "the-rules-of-the-day-are-named", test_rules_changed },
  };
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/signing/", tests[i].name, NULL);
      g_test_add (path, Filings, NULL, filings_set_up, tests[i].test, filings_tear_down);
    }
  return g_test_run ();
}
