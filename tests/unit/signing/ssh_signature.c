/* Signatures and their signers, against those that stock ssh-keygen makes and accepts. */

#include "lib/base/error.h"
#include "lib/signing/ssh_signature.h"

#include <string.h>

#include "tests/record.h"
#include "tests/scratch_folder.h"

/* ssh-keygen -Y sign -n care-oversight-receipt of "a receipt\n" with test_key_text. */
static const char stock_signature[] =
  "-----BEGIN SSH SIGNATURE-----\n"
  "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgGv0Z0wXRXHWldTY74w+1/dim8P\n"
  "gyL1xpeooh2dZvqkkAAAAWY2FyZS1vdmVyc2lnaHQtcmVjZWlwdAAAAAAAAAAGc2hhNTEy\n"
  "AAAAUwAAAAtzc2gtZWQyNTUxOQAAAECDEf0aaVdVLFQd9w49wmOAIVHdv3Pgu4GK5mgOZE\n"
  "0dqRNEF3WjLw3bbjgj+vbVvDz5aX5xXRhdZnE8pNeJfYwE\n"
  "-----END SSH SIGNATURE-----\n";
static const char receipt[] = "a receipt\n";
static SshKey *
stock_key (void)
{
  g_autoptr(GError) error = NULL;
  SshKey *key = ssh_key_parse (test_key_text, &error);
  g_assert_no_error (error);
  return key;
}

static Signers *
signers_of (const SshKey *key)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = ssh_key_allowed_signers (key);
  Signers *signers = signers_parse (text, &error);
  g_assert_no_error (error);
  return signers;
}

static void
test_same_as_stock (void)
{
  g_autoptr(SshKey) key = stock_key ();
  g_autofree char *line = ssh_key_allowed_signers (key);
  g_assert_nonnull (strstr (line, " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBr9GdMF0Vx1pXU2O+MPtf3Y"
                                  "pvD4Mi9caXqKIdnWb6pJ\n"));
  g_autofree char *made = ssh_signature_make (key, SSH_NAMESPACE_RECEIPT, receipt,
                                          strlen (receipt));
  g_assert_cmpstr (made, ==, stock_signature);
}

/* ssh-keygen -Y verify of MESSAGE; its exit status. */
static int
stock_verify (const char *folder, const char *namespace_, const char *message)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *signers = g_build_filename (folder, "signers", NULL);
  g_autofree char *signature = g_build_filename (folder, "sig", NULL);
  const char *words[] = { "ssh-keygen", "-Y", "verify", "-f", signers, "-I",
                          SSH_PRINCIPAL, "-n", namespace_, "-s", signature, NULL };
  g_autoptr(GSubprocess) child = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_STDIN_PIPE
                                                     | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                                     | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, message, NULL, NULL, NULL, &error));
  return g_subprocess_get_exit_status (child);
}

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_stock_accepts (void)
{
  char *folder = scratch_folder ();
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autofree char *line = ssh_key_allowed_signers (key);
  g_autofree char *made = ssh_signature_make (key, SSH_NAMESPACE_RECEIPT, receipt,
                                          strlen (receipt));
  put (folder, "signers", line);
  put (folder, "sig", made);
  g_assert_cmpint (stock_verify (folder, SSH_NAMESPACE_RECEIPT, receipt), ==, 0);
  g_assert_cmpint (stock_verify (folder, SSH_NAMESPACE_RECEIPT, "a receipT\n"), !=, 0);
  g_assert_cmpint (stock_verify (folder, "file", receipt), !=, 0);
  scratch_folder_remove (folder);
}

static void
test_signature_bits (void)
{
  g_autoptr(SshKey) key = stock_key ();
  g_autoptr(Signers) signers = signers_of (key);
  gsize length = strlen (stock_signature);
  g_assert_true (ssh_signature_verify (signers, SSH_NAMESPACE_RECEIPT, stock_signature, receipt,
                                   strlen (receipt), NULL));
  /* The last LF may be missing, so its bits do not matter only when it becomes NUL. */
  for (gsize bit = 0; bit < (length - 1) * 8; bit++)
    {
      g_autofree char *changed = g_strdup (stock_signature);
      changed[bit / 8] = (char) (changed[bit / 8] ^ (1 << (bit % 8)));
      g_assert_false (ssh_signature_verify (signers, SSH_NAMESPACE_RECEIPT, changed, receipt,
                                        strlen (receipt), NULL));
    }
}

static void
test_refused_signatures (void)
{
  g_autoptr(SshKey) key = stock_key ();
  g_autoptr(SshKey) other = ssh_key_generate ();
  g_autoptr(Signers) signers = signers_of (key);
  g_autofree char *foreign = ssh_signature_make (other, "git", receipt, strlen (receipt));
  g_autofree char *file = ssh_signature_make (key, "file", receipt, strlen (receipt));
  const struct {
    const char *armour, *namespace_, *bytes, *message;
  } rows[] = {
    { stock_signature, "git", receipt, "signed for another use" },
    { stock_signature, SSH_NAMESPACE_RECEIPT, "A receipt\n",
      "the signature is of something else" },
    { foreign, "git", receipt, "signed with a key that is not among the signers" },
    { file, "file", receipt, "signed for another use" },
    { "", "git", receipt, "not an Ed25519 SSH signature" },
    { "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n", "git", receipt,
      "not an Ed25519 SSH signature" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_false (ssh_signature_verify (signers, rows[i].namespace_, rows[i].armour,
                                        rows[i].bytes, strlen (rows[i].bytes), &error));
      g_assert_cmpstr (error->message, ==, rows[i].message);
    }
}

static void
test_signers (void)
{
  g_autoptr(SshKey) key = stock_key ();
  g_autofree char *line = ssh_key_allowed_signers (key);
  const char *base64 = strstr (line, "AAAA");
  g_autofree char *plain = g_strdup_printf ("# a comment\n\n%s ssh-ed25519 %s", SSH_PRINCIPAL,
                                            base64);
  g_autoptr(Signers) any = signers_parse (plain, NULL);
  g_assert_nonnull (any);
  g_assert_true (signers_include (any, key));
  g_autofree char *again = signers_to_text (any);
  g_assert_cmpstr (again, ==, line);
  const char *const bad[] = { "x", "someone@else ssh-ed25519 AAAA", "record@care-oversight rsa AAAA",
                              "record@care-oversight cert-authority ssh-ed25519 AAAA",
                              "record@care-oversight ssh-ed25519 AAAA" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_null (signers_parse (bad[i], &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_assert_true (g_str_has_prefix (error->message, "line 1 "));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signature/is-the-one-stock-ssh-keygen-makes", test_same_as_stock);
  g_test_add_func ("/signature/stock-ssh-keygen-accepts-ours", test_stock_accepts);
  g_test_add_func ("/signature/a-flipped-bit-in-a-signature-shows", test_signature_bits);
  g_test_add_func ("/signature/says-why-a-signature-is-refused", test_refused_signatures);
  g_test_add_func ("/signature/reads-lists-of-signers", test_signers);
  return g_test_run ();
}
