/* A receipt verifies with this program and with stock ssh-keygen; one that
 * was changed, or another file than was filed, does not. */

#include "collector/filing/receipt.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "lib/base/folder.h"
#include "tests/scratch_folder.h"

typedef struct {
  char *folder, *receipt, *beside, *part, *signers;
  SshKey *key;
} Fixture;

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
set_up (Fixture *f)
{
  g_autoptr(GBytes) statement = g_bytes_new_static ("line,total\n", 11);
  g_autoptr(Filing) filing = example (statement);
  g_autofree char *text = receipt_text (RECORD_REAL, filing, "Larch House Group", "0123456789012345678901234567890123456789");
  f->folder = scratch_folder ();
  f->receipt = g_build_filename (f->folder, "receipt.txt", NULL);
  f->beside = g_strconcat (f->receipt, ".sig", NULL);
  f->part = g_build_filename (f->folder, "statement.csv", NULL);
  f->signers = g_build_filename (f->folder, "allowed_signers", NULL);
  f->key = ssh_key_generate ();
  g_autofree char *allowed = ssh_key_allowed_signers (f->key);
  g_assert_true (receipt_write (f->key, text, f->receipt, NULL));
  g_assert_true (g_file_set_contents (f->signers, allowed, -1, NULL));
  g_assert_true (g_file_set_contents (f->part, "line,total\n", 11, NULL));
}

static void
tear_down (Fixture *f)
{
  g_free (f->receipt);
  g_free (f->beside);
  g_free (f->part);
  g_free (f->signers);
  scratch_folder_remove (f->folder);
  ssh_key_free (f->key);
}

/* The rules of the findings of verifying the receipt of F, joined; g_free(). */
static char *
verified (const Fixture *f)
{
  const char *files[] = { f->part, NULL };
  g_autofree char *allowed = NULL;
  g_assert_true (g_file_get_contents (f->signers, &allowed, NULL, NULL));
  g_autoptr(Signers) signers = signers_parse (allowed, NULL);
  g_autoptr(Findings) findings = findings_new ();
  g_assert_true (receipt_verify (f->receipt, files, signers, findings, NULL, NULL));
  GString *rules = g_string_new (NULL);
  for (guint i = 0; i < findings_length (findings); i++)
    g_string_append_printf (rules, "%s ", findings_index (findings, i)->rule);
  return g_string_free (rules, FALSE);
}

static void
test_good (void)
{
  Fixture f;
  set_up (&f);
  g_autofree char *rules = verified (&f);
  g_assert_cmpstr (rules, ==, "");
  tear_down (&f);
}

static void
test_ssh_keygen (void)
{
  Fixture f;
  set_up (&f);
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                                                       | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_stdin_file_path (launcher, f.receipt);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) keygen = g_subprocess_launcher_spawn (
    launcher, &error, "ssh-keygen", "-Y", "verify", "-f", f.signers, "-I", SSH_PRINCIPAL,
    "-n", SSH_NAMESPACE_RECEIPT, "-s", f.beside, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (keygen, NULL, &error));
  g_assert_no_error (error);
  tear_down (&f);
}

/* A role with a line break in it cannot add a line of its own. */
static void
test_one_line_each (void)
{
  Fixture f;
  set_up (&f);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (f.receipt, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "role: Finance director forged: yes\n"));
  tear_down (&f);
}

static void
test_changed (void)
{
  static const struct { gsize file; const char *contents, *rules; } rows[] = {
    { G_STRUCT_OFFSET (Fixture, part), "line,total\r\n", "RCP-HASH " },
    { G_STRUCT_OFFSET (Fixture, receipt), "care-oversight receipt 1\nreturn: annual\n", "RCP-SIGNATURE RCP-PART " },
    { G_STRUCT_OFFSET (Fixture, receipt), "hello\n", "RCP-TITLE RCP-SIGNATURE RCP-PART " },
    { G_STRUCT_OFFSET (Fixture, beside), "not a signature", "RCP-SIGNATURE " },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Fixture f;
      set_up (&f);
      g_assert_true (g_file_set_contents (G_STRUCT_MEMBER (char *, &f, rows[i].file), rows[i].contents, -1, NULL));
      g_autofree char *rules = verified (&f);
      g_assert_cmpstr (rules, ==, rows[i].rules);
      tear_down (&f);
    }
}

/* Where the text cannot be written, or the signature, the other that was there
 * stays as it was; nothing else is left (R22). */
static void
test_both_or_neither (void)
{
  static const gsize files[] = { G_STRUCT_OFFSET (Fixture, receipt), G_STRUCT_OFFSET (Fixture, beside) };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      Fixture f;
      set_up (&f);
      const char *blocked = G_STRUCT_MEMBER (char *, &f, files[i]);
      const char *other = G_STRUCT_MEMBER (char *, &f, files[1 - i]);
      g_autofree char *before = NULL, *after = NULL;
      g_assert_true (g_file_get_contents (other, &before, NULL, NULL));
      g_assert_true (g_unlink (blocked) == 0 && g_mkdir (blocked, 0755) == 0);
      g_assert_false (receipt_write (f.key, RECEIPT_TITLE "\nanother\n", f.receipt, NULL));
      g_assert_true (g_file_get_contents (other, &after, NULL, NULL));
      g_assert_cmpstr (before, ==, after);
      g_assert_cmpint (g_rmdir (blocked), ==, 0);
      g_auto(GStrv) left = folder_list (f.folder, NULL);
      g_assert_cmpuint (g_strv_length (left), ==, 3);     /* the other, the part, the signers */
      tear_down (&f);
    }
}

static gpointer
write_often (gpointer data)
{
  const Fixture *f = data;
  guint failed = 0;
  g_autofree char *text = g_strdup_printf (RECEIPT_TITLE "\nof: %p\n", (void *) g_thread_self ());
  for (guint i = 0; i < 20; i++)
    failed += !receipt_write (f->key, text, f->receipt, NULL);
  return GUINT_TO_POINTER (failed);
}

/* Whoever writes to one path last, the text there has its own signature. */
static void
test_at_once (void)
{
  Fixture f;
  GThread *threads[4];
  set_up (&f);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", write_often, &f);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 0);
  g_autofree char *rules = verified (&f);
  g_assert_cmpstr (rules, ==, "RCP-PART ");     /* these texts name none */
  tear_down (&f);
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
