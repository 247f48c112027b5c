/* A receipt verifies with this program and with stock ssh-keygen; one that
 * was changed, or another file than was filed, does not. */

#include "collector/filing/receipt.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder, *receipt, *beside, *part, *signers;
  SshKey *key;
} Rulebook;

static Filing *
example (GBytes *statement)
{
  Filing *filing = filing_new ();
  filing->key = (FilingKey) { g_strdup ("annual"), g_strdup ("2025-26"), g_strdup ("P00412") };
  filing->edition = g_strdup ("2025-26");
  filing->version = 1;
  filing->hash = g_strdup ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
  filing->signatory = g_strdup ("Ann Lee");
  filing->mail = g_strdup ("ann@example.org");
  filing->role = g_strdup ("Finance director\nforged: yes");
  filing->declaration = g_strdup ("2026-1");
  filing->filed_at = g_strdup ("2026-06-30T09:15:00Z");
  filing_add_part (filing, "statement", statement);
  return filing;
}

static void
rulebook_open (Rulebook *rulebook)
{
  g_autoptr(GBytes) statement = g_bytes_new_static ("line,total\n", 11);
  g_autoptr(Filing) filing = example (statement);
  g_autofree char *text = receipt_text (RECORD_REAL, filing, "Larch House Group", "0123456789012345678901234567890123456789");
  rulebook->folder = g_dir_make_tmp ("receipt-XXXXXX", NULL);
  rulebook->receipt = g_build_filename (rulebook->folder, "receipt.txt", NULL);
  rulebook->beside = g_strconcat (rulebook->receipt, ".sig", NULL);
  rulebook->part = g_build_filename (rulebook->folder, "statement.csv", NULL);
  rulebook->signers = g_build_filename (rulebook->folder, "allowed_signers", NULL);
  rulebook->key = ssh_key_generate ();
  g_autofree char *allowed = ssh_key_allowed_signers (rulebook->key);
  g_assert_true (receipt_write (rulebook->key, text, rulebook->receipt, NULL));
  g_assert_true (g_file_set_contents (rulebook->signers, allowed, -1, NULL));
  g_assert_true (g_file_set_contents (rulebook->part, "line,total\n", 11, NULL));
}

static void
rulebook_close (Rulebook *rulebook)
{
  char *paths[] = { rulebook->receipt, rulebook->beside, rulebook->part, rulebook->signers };
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_unlink (paths[i]);
      g_free (paths[i]);
    }
  g_rmdir (rulebook->folder);
  g_free (rulebook->folder);
  ssh_key_free (rulebook->key);
}

/* The rules of the findings of verifying DESK's receipt, joined; g_free(). */
static char *
verified (const Rulebook *rulebook)
{
  const char *files[] = { rulebook->part, NULL };
  g_autofree char *allowed = NULL;
  g_assert_true (g_file_get_contents (rulebook->signers, &allowed, NULL, NULL));
  g_autoptr(Signers) signers = signers_parse (allowed, NULL);
  g_autoptr(Findings) findings = findings_new ();
  g_assert_true (receipt_verify (rulebook->receipt, files, signers, findings, NULL));
  GString *rules = g_string_new (NULL);
  for (guint i = 0; i < findings_length (findings); i++)
    g_string_append_printf (rules, "%s ", findings_index (findings, i)->rule);
  return g_string_free (rules, FALSE);
}

static void
test_good (void)
{
  Rulebook rulebook;
  rulebook_open (&rulebook);
  g_autofree char *rules = verified (&rulebook);
  g_assert_cmpstr (rules, ==, "");
  rulebook_close (&rulebook);
}

static void
test_ssh_keygen (void)
{
  Rulebook rulebook;
  rulebook_open (&rulebook);
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                                                       | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_stdin_file_path (launcher, rulebook.receipt);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) keygen = g_subprocess_launcher_spawn (
    launcher, &error, "ssh-keygen", "-Y", "verify", "-f", rulebook.signers, "-I", SSH_PRINCIPAL,
    "-n", SSH_NAMESPACE_RECEIPT, "-s", rulebook.beside, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (keygen, NULL, &error));
  g_assert_no_error (error);
  rulebook_close (&rulebook);
}

/* A role with a line break in it cannot add a line of its own. */
static void
test_one_line_each (void)
{
  Rulebook rulebook;
  rulebook_open (&rulebook);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (rulebook.receipt, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "role: Finance director forged: yes\n"));
  rulebook_close (&rulebook);
}

static void
test_changed (void)
{
  static const struct { gsize file; const char *contents, *rules; } rows[] = {
    { G_STRUCT_OFFSET (Rulebook, part), "line,total\r\n", "RCP-HASH " },
    { G_STRUCT_OFFSET (Rulebook, receipt), "care-oversight receipt 1\nreturn: annual\n", "RCP-SIGNATURE RCP-PART " },
    { G_STRUCT_OFFSET (Rulebook, receipt), "hello\n", "RCP-TITLE RCP-SIGNATURE RCP-PART " },
    { G_STRUCT_OFFSET (Rulebook, beside), "not a signature", "RCP-SIGNATURE " },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Rulebook rulebook;
      rulebook_open (&rulebook);
      g_assert_true (g_file_set_contents (G_STRUCT_MEMBER (char *, &rulebook, rows[i].file), rows[i].contents, -1, NULL));
      g_autofree char *rules = verified (&rulebook);
      g_assert_cmpstr (rules, ==, rows[i].rules);
      rulebook_close (&rulebook);
    }
}

/* Where the text cannot be written, or the signature, the other that was there
 * stays as it was; nothing else is left (R22). */
static void
test_both_or_neither (void)
{
  static const gsize files[] = { G_STRUCT_OFFSET (Rulebook, receipt), G_STRUCT_OFFSET (Rulebook, beside) };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      Rulebook rulebook;
      rulebook_open (&rulebook);
      const char *blocked = G_STRUCT_MEMBER (char *, &rulebook, files[i]);
      const char *other = G_STRUCT_MEMBER (char *, &rulebook, files[1 - i]);
      g_autofree char *before = NULL, *after = NULL;
      g_assert_true (g_file_get_contents (other, &before, NULL, NULL));
      g_assert_true (g_unlink (blocked) == 0 && g_mkdir (blocked, 0755) == 0);
      g_assert_false (receipt_write (rulebook.key, RECEIPT_TITLE "\nanother\n", rulebook.receipt, NULL));
      g_assert_true (g_file_get_contents (other, &after, NULL, NULL));
      g_assert_cmpstr (before, ==, after);
      g_assert_cmpint (g_rmdir (blocked), ==, 0);
      g_autofree char *folder = g_strdup (rulebook.folder);
      rulebook_close (&rulebook);
      g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
    }
}

static gpointer
write_often (gpointer data)
{
  const Rulebook *rulebook = data;
  guint failed = 0;
  g_autofree char *text = g_strdup_printf (RECEIPT_TITLE "\nof: %p\n", (void *) g_thread_self ());
  for (guint i = 0; i < 20; i++)
    failed += !receipt_write (rulebook->key, text, rulebook->receipt, NULL);
  return GUINT_TO_POINTER (failed);
}

/* Whoever writes to one path last, the text there has its own signature. */
static void
test_at_once (void)
{
  Rulebook rulebook;
  GThread *threads[4];
  rulebook_open (&rulebook);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", write_often, &rulebook);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 0);
  g_autofree char *rules = verified (&rulebook);
  g_assert_cmpstr (rules, ==, "RCP-PART ");     /* these texts name none */
  rulebook_close (&rulebook);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/receipt/verifies", test_good);
  g_test_add_func ("/receipt/verifies-with-ssh-keygen", test_ssh_keygen);
  g_test_add_func ("/receipt/has-one-line-for-each-fact", test_one_line_each);
  g_test_add_func ("/receipt/a-change-anywhere-is-found", test_changed);
  g_test_add_func ("/receipt/is-written-with-its-signature-or-not-at-all", test_both_or_neither);
  g_test_add_func ("/receipt/is-of-one-of-those-who-write-it-at-once", test_at_once);
  return g_test_run ();
}
