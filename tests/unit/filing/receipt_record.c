/* A receipt held against the record it was given for: as it was, with a later
 * version, cut short, or with another filing than the receipt names. */

#include "collector/filing/receipt_record.h"

#include "tests/filings.h"
#include "tests/record.h"

#define COMMIT "0123456789012345678901234567890123456789"

/* Files the return of P00001, with PARENT, and gives the text of its receipt. g_free(). */
static char *
file_return (Filings *filings, const char *parent, guint time)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = filings_draft (filings, "P00001", parent, parent == NULL ? NULL : "sold", time);
  const SigningRequest request = { "annual", "2025-26", "P00001", hash, filings_signatory ("P00001", time + 1) };
  g_auto(SigningResult) result = { 0 };
  signing_file (filings->store, filings->rulebook, &request, &result, &error);
  g_assert_no_error (error);
  return receipt_text (RECORD_REAL, result.filing, result.person_name, result.commit);
}

/* TEXT with OLD, which it has once, replaced by NEW. g_free(). */
static char *
changed (const char *text, const char *old, const char *new)
{
  g_autoptr(GString) out = g_string_new (text);
  g_assert_cmpuint (g_string_replace (out, old, new, 0), ==, 1);
  return g_strdup (out->str);
}

/* "hard RCP-GONE; ...": what a receipt with TEXT, signed by the record's key, says of STORE. g_free(). */
static char *
compare (const Filings *filings, Store *store, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(SshKey) key = ssh_key_parse (test_key_text, NULL);
  g_autofree char *allowed = ssh_key_allowed_signers (key);
  g_autoptr(Signers) signers = signers_parse (allowed, NULL);
  g_autofree char *path = g_build_filename (filings->folder, "receipt.txt", NULL);
  receipt_write (key, text, path, &error);
  g_assert_no_error (error);
  receipt_compare (store, path, signers, findings, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      g_string_append_printf (out, "%s%s %s", i > 0 ? "; " : "", severity_name (finding->severity), finding->rule);
    }
  return g_strdup (out->str);
}

static void
test_good (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autofree char *first = file_return (filings, NULL, 1);
  g_autofree char *found = compare (filings, filings->store, first);
  g_assert_cmpstr (found, ==, "");
  g_autofree char *second = file_return (filings, "Another Parent Ltd", 3);
  g_autofree char *superseded = compare (filings, filings->store, first);
  g_autofree char *in_force = compare (filings, filings->store, second);
  g_assert_cmpstr (superseded, ==, "note RCP-SUPERSEDED");
  g_assert_cmpstr (in_force, ==, "");
}

/* The receipts of what was taken off the end, and of what was never there. */
static void
test_cut_short (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_autofree char *first = file_return (filings, NULL, 1);
  g_autofree char *second = file_return (filings, "Another Parent Ltd", 3);
  g_autofree char *path = g_build_filename (filings->folder, "record", NULL);
  g_assert_cmpint (record_git (path, NULL, "update-ref", "refs/heads/main", "main~1", NULL), ==, 0);
  g_autoptr(Store) store = store_open (path, NULL);
  g_autofree char *kept = compare (filings, store, first);
  g_autofree char *lost = compare (filings, store, second);
  g_assert_cmpstr (kept, ==, "");
  g_assert_cmpstr (lost, ==, "hard RCP-COMMIT");
  g_autofree char *commit = receipt_value (first, "commit");
  g_autofree char *elsewhere = changed (first, commit, COMMIT);
  g_autofree char *never = compare (filings, store, elsewhere);
  g_assert_cmpstr (never, ==, "hard RCP-COMMIT");
}

/* The event is there, but what it filed is not what the receipt says. */
static void
test_other_filing (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  static const struct { const char *old, *new, *found; } rows[] = {
    { "version: 1\n", "version: 2\n", "hard RCP-FILING; hard RCP-GONE" },
    { "person: P00001", "person: P00002", "hard RCP-FILING; hard RCP-GONE" },
    { "period: 2025-26\n", "period: 2024-25\n", "hard RCP-FILING; hard RCP-GONE" },
    { "  ownership.csv\n", "  other.csv\n", "hard RCP-FILING" },
    { "version: 1\n", "", "hard RCP-TITLE" },
    { "person: P00001", "person: ../P00001", "hard RCP-TITLE" },
  };
  g_autofree char *text = file_return (filings, NULL, 1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *other = changed (text, rows[i].old, rows[i].new);
      g_autofree char *found = compare (filings, filings->store, other);
      g_test_message ("%s", rows[i].new);
      g_assert_cmpstr (found, ==, rows[i].found);
    }
  g_autofree char *hash = receipt_value (text, "hash");
  g_autofree char *zeros = g_strnfill (64, '0');
  g_autofree char *other = changed (text, hash, zeros);
  g_autofree char *found = compare (filings, filings->store, other);
  g_assert_cmpstr (found, ==, "hard RCP-FILING; hard RCP-GONE");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/receipt-record/holds-what-was-filed-or-a-later-version", Filings, NULL, filings_set_up, test_good,
              filings_tear_down);
  g_test_add ("/receipt-record/a-record-cut-short-is-told", Filings, NULL, filings_set_up, test_cut_short,
              filings_tear_down);
  g_test_add ("/receipt-record/another-filing-is-told", Filings, NULL, filings_set_up, test_other_filing,
              filings_tear_down);
  return g_test_run ();
}
