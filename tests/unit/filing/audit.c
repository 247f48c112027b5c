/* A filing is what was signed, by whom it should be, under its own rules. */

#include "collector/filing/audit.h"

#include <string.h>

#include "tests/datadir.h"
#include "tests/filings.h"
#include "tests/record.h"

#define FOLDER "returns/annual/2025-26/01/P00001"

/* "AUD-PART note returns/...": what is found, in the order it is found; g_free(). */
static char *
audit (Filings *filings)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GString) out = g_string_new (NULL);
  audit_filings (filings->store, filings->rulebook, findings, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      g_string_append_printf (out, "%s%s %s %s", i > 0 ? "; " : "", severity_name (finding->severity),
                              finding->rule, finding->file);
    }
  return g_strdup (out->str);
}

static void
file_return (Filings *filings, const char *parent, guint time)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = filings_draft (filings, "P00001", parent, parent == NULL ? NULL : "sold", time);
  filings_sign (filings, "P00001", hash, time + 1, &error);
  g_assert_no_error (error);
}

static void
test_good (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  file_return (filings, NULL, 1);
  file_return (filings, "Another Parent Ltd", 3);
  g_autofree char *found = audit (filings);
  g_assert_cmpstr (found, ==, "");
}

/* An event that has the record's signature, and changes a part under its filing. */
static void
test_part (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  file_return (filings, NULL, 1);
  g_free (record_append (filings->store, filings_time (5), FOLDER "/ownership.csv", "line,value\n"));
  g_autofree char *found = audit (filings);
  g_assert_nonnull (strstr (found, "hard AUD-PART " FOLDER "/ownership.csv"));
}

static void
test_stray (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  file_return (filings, NULL, 1);
  g_free (record_append (filings->store, filings_time (5), FOLDER "/another.csv", "x\n"));
  g_autofree char *found = audit (filings);
  g_assert_nonnull (strstr (found, "hard AUD-PART " FOLDER "/another.csv"));
}

/* FROM as TO in the filing.json of a version, which another event by another hand puts in
 * its place at another time: what is FOUND beside that. */
typedef struct { const char *name, *from, *to, *found; } Description;
#define REASON "\"reason\" : null"
static const Description descriptions[] = {
  { "the-same-again", "Ann", "Ann", "" },
  { "explanations-that-there-are-none-of", REASON, "\"explanations\" : [], " REASON, "" },
  { "explanations-that-nobody-signed", REASON, "\"explanations\" : [{\"rule\" : \"A\", \"place\" : \"*\"}], " REASON,
    "hard AUD-HASH " FOLDER "; " },
};

static void
test_description (Filings *filings, gconstpointer data)
{
  const Description *row = data;
  file_return (filings, NULL, 1);
  g_autoptr(Snapshot) head = store_snapshot (filings->store, NULL, NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_assert_true (snapshot_read (head, FOLDER "/filing.json", &bytes, NULL));
  g_autoptr(GString) text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_assert_cmpuint (g_string_replace (text, row->from, row->to, 1), ==, 1);
  g_string_append (text, "\n");     /* it is another file, whatever was replaced */
  g_free (record_append (filings->store, filings_time (5), FOLDER "/filing.json", text->str));
  g_autofree char *found = audit (filings);
  g_autofree char *expected = g_strconcat (row->found, "hard AUD-SIGNATORY " FOLDER "; hard AUD-TIME " FOLDER
                                           "; hard AUD-VERSION annual/2025-26/P00001", NULL);
  g_assert_cmpstr (found, ==, expected);
}

/* Two versions judged by the same other text of the edition: one note. */
static void
test_edition (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  filings_copy_data (filings);
  file_return (filings, NULL, 1);
  file_return (filings, "Another Parent Ltd", 3);
  datadir_edit (filings->datadir, "submissions/annual/2025-26/guidance.md", NULL, "Other words.\n");
  filings_read_again (filings);
  g_autofree char *found = audit (filings);
  g_assert_cmpstr (found, ==, "note AUD-EDITION submissions/annual/2025-26");
}

/* Judged by the edition it was filed under, though another holds for its period now. */
static void
test_own_edition (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  filings_copy_data (filings);
  file_return (filings, NULL, 1);
  datadir_edit (filings->datadir, "submissions/annual/2025-26/return.ini", "last-period = 2025-26", "last-period = 2024-25");
  datadir_edit (filings->datadir, "submissions/annual/2026-27/return.ini", NULL,
                "[return]\nid = annual\nedition = 2026-27\ntitle = Annual\ninherits = 2025-26\nfirst-period = 2025-26\n"
                "parts = statement; adjustments; borrowings\n");
  filings_read_again (filings);
  g_autofree char *found = audit (filings);
  g_assert_cmpstr (found, ==, "note AUD-EDITION submissions/annual/2025-26");
}

/* The program's own data is broken, and nothing in the record. */
static void
assert_data_fault (Filings *filings, const char *message)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Findings) findings = findings_new ();
  filings_read_again (filings);
  g_assert_false (audit_filings (filings->store, filings->rulebook, findings, &error));
  g_assert_nonnull (strstr (error->message, message));
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

static void
test_broken_edition (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  filings_copy_data (filings);
  file_return (filings, NULL, 1);
  datadir_edit (filings->datadir, "submissions/annual/2026-27/return.ini", NULL, "[return]\n");
  assert_data_fault (filings, "submissions/annual/2026-27/return.ini");
}

static void
test_broken_rule (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  filings_copy_data (filings);
  file_return (filings, NULL, 1);
  datadir_edit (filings->datadir, "submissions/annual/2025-26/rules/ANN-012.sql", "severity: hard", "severity: grave");
  assert_data_fault (filings, "rules/ANN-012.sql");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const struct {
    const char *name;
    void (*test) (Filings *, gconstpointer);
  } tests[] = {
    { "good-filings-give-nothing", test_good },
    { "a-part-that-was-changed-is-found", test_part },
    { "a-file-that-was-not-filed-is-found", test_stray },
    { "another-text-of-the-edition-is-noted-once", test_edition },
    { "a-filing-is-judged-by-its-own-edition", test_own_edition },
    { "a-broken-edition-of-the-program-is-a-fault", test_broken_edition },
    { "a-broken-rule-of-the-program-is-a-fault", test_broken_rule },
  };
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/audit/", tests[i].name, NULL);
      g_test_add (path, Filings, NULL, filings_set_up, tests[i].test, filings_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (descriptions); i++)
    {
      g_autofree char *path = g_strconcat ("/audit/a-description-of-another-event/", descriptions[i].name, NULL);
      g_test_add (path, Filings, &descriptions[i], filings_set_up, test_description, filings_tear_down);
    }
  return g_test_run ();
}
