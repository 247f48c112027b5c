/* A draft can become what it says, or is told. */

#include "collector/filing/audit_draft.h"

#include <string.h>

#include "collector/filing/draft.h"
#include "tests/filings.h"
#include "tests/record.h"

#define REF "refs/drafts/annual/2025-26/"

/* The one finding about drafts says PART of FILE; NULL: there is none. */
static void
assert_told (Filings *filings, const char *file, const char *part)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(Auditors) auditors = auditors_new (filings->store, filings->rulebook, &error);
  g_assert_no_error (error);
  g_assert_true (audit_drafts (auditors, findings, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (findings_length (findings), ==, part == NULL ? 0 : 1);
  if (part == NULL)
    return;
  const Finding *finding = findings_index (findings, 0);
  g_test_message ("%s: %s", finding->file, finding->message);
  g_assert_cmpstr (finding->rule, ==, "AUD-DRAFT");
  g_assert_cmpint (finding->severity, ==, SEVERITY_HARD);
  g_assert_cmpstr (finding->file, ==, file);
  g_assert_nonnull (strstr (finding->message, part));
}

/* The draft of P00001, its description with FROM as TO and a file of its own more,
 * as the draft of NAME. */
static void
save_as (Filings *filings, const char *name, const char *from, const char *to, const char *file)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) snapshot = NULL;
  g_assert_true (store_read_draft (filings->store, "annual/2025-26/P00001", &snapshot, &error));
  g_auto(GStrv) names = snapshot_list (snapshot, "", &error);
  g_autoptr(GHashTable) files = record_files (file, "x\n");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr(GBytes) bytes = NULL;
      g_assert_true (snapshot_read (snapshot, names[i], &bytes, &error));
      g_autoptr(GString) text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
      if (strcmp (names[i], "draft.json") == 0)
        g_assert_cmpuint (g_string_replace (text, from, to, 0), >, 0);
      if (strcmp (names[i], file) != 0)
        g_hash_table_insert (files, g_strdup (names[i]), g_bytes_new (text->str, text->len));
    }
  Actor actor = filings_signatory ("P00001", 2);
  g_assert_true (store_change_draft (filings->store, name, NULL, &actor, "saved", files, NULL, &error));
  g_assert_no_error (error);
}

static void
test_good (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  assert_told (filings, NULL, NULL);
  g_free (filings_draft (filings, "P00001", NULL, NULL, 1));
  assert_told (filings, NULL, NULL);
}

static void
test_other_files (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_free (filings_draft (filings, "P00001", NULL, NULL, 1));
  save_as (filings, "annual/2025-26/P00001", "annual", "annual", "statement.csv");
  assert_told (filings, REF "P00001", "'statement.csv' of the draft is not the file that was saved");
}

static void
test_other_key (Filings *filings, G_GNUC_UNUSED gconstpointer unused)
{
  g_free (filings_draft (filings, "P00001", NULL, NULL, 1));
  save_as (filings, "annual/2025-26/P00002", "annual", "annual", "none.csv");
  assert_told (filings, REF "P00002", "leads to the draft of annual/2025-26/P00001");
}

/* Right in itself, and of nobody, no return, no period. */
static void
test_unknown (Filings *filings, gconstpointer row)
{
  const char *const *names = row;
  g_free (filings_draft (filings, "P00001", NULL, NULL, 1));
  save_as (filings, names[0], names[1], names[2], "none.csv");
  g_autofree char *file = g_strconcat ("refs/drafts/", names[0], NULL);
  assert_told (filings, file, names[3]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const char *const person[] = { "annual/2025-26/P00099", "P00001", "P00099", "unknown person 'P00099'" };
  static const char *const form[] = { "annual/2025-26/anyone", "P00001", "anyone", "names no return, period and person" };
  static const char *const period[] = { "annual/1999-00/P00001", "\"2025-26\",\n  \"person\"",
                                        "\"1999-00\",\n  \"person\"", "1999-00" };
  static const char *const kind[] = { "annaul/2025-26/P00001", "annual", "annaul", "annaul" };
  static const struct { const char *name; gconstpointer row; void (*test) (Filings *, gconstpointer); } tests[] = {
    { "a-draft-that-can-be-filed-gives-nothing", NULL, test_good },
    { "files-that-were-not-saved-are-told", NULL, test_other_files },
    { "a-draft-of-another-is-told", NULL, test_other_key },
    { "a-draft-of-nobody-is-told", person, test_unknown },
    { "a-draft-of-no-person-is-told", form, test_unknown },
    { "a-draft-of-no-period-is-told", period, test_unknown },
    { "a-draft-of-no-return-is-told", kind, test_unknown },
  };
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/audit-draft/", tests[i].name, NULL);
      g_test_add (path, Filings, tests[i].row, filings_set_up, tests[i].test, filings_tear_down);
    }
  return g_test_run ();
}
