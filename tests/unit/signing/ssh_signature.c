/* Keys and signatures, against those that stock ssh-keygen makes and accepts. */

#include "lib/base/error.h"
#include "lib/signing/ssh_signature.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/record.h"

/* ssh-keygen -Y sign -n care-oversight-receipt of "a receipt\n" with test_key_text. */
static const char stock_signature[] =
  "-----BEGIN SSH SIGNATURE-----\n"
  "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgGv0Z0wXRXHWldTY74w+1/dim8P\n"
  "gyL1xpeooh2dZvqkkAAAAWY2FyZS1vdmVyc2lnaHQtcmVjZWlwdAAAAAAAAAAGc2hhNTEy\n"
  "AAAAUwAAAAtzc2gtZWQyNTUxOQAAAECDEf0aaVdVLFQd9w49wmOAIVHdv3Pgu4GK5mgOZE\n"
  "0dqRNEF3WjLw3bbjgj+vbVvDz5aX5xXRhdZnE8pNeJfYwE\n"
  "-----END SSH SIGNATURE-----\n";
static const char receipt[] = "a receipt\n";
/* ssh-keygen -t ed25519 -N 'secret pass' */
static const char locked_key[] =
  "-----BEGIN OPENSSH PRIVATE KEY-----\n"
  "b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABDY5H1Gqi\n"
  "ghBgBGw4blW1IWAAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIDYf2EhHShLtHAOi\n"
  "SiAFFDNKQuLCHfbS3Y1/VYnjbgnDAAAAkBLmRPQ0Tr8bUWLkdpuxkWeqFEKBR7MDUkBFyf\n"
  "eTqnaBPlPfsFBgjnStqEqlK+ivq0nnCGglD/mv7o5LatpddcG6XTw62aVsBfFYxcNT6Cgj\n"
  "P1M1BP+1KLz2pUXGCPdJq9Ynh5xecWk1VCc9ChhTQOH7676QWgvPqxnVgYWiyJgbyWQZDQ\n"
  "8I+LKJYu42dFlwKw==\n"
  "-----END OPENSSH PRIVATE KEY-----\n";

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
  char *folder = record_folder ();
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autofree char *line = ssh_key_allowed_signers (key);
  g_autofree char *made = ssh_signature_make (key, SSH_NAMESPACE_RECEIPT, receipt,
                                          strlen (receipt));
  put (folder, "signers", line);
  put (folder, "sig", made);
  g_assert_cmpint (stock_verify (folder, SSH_NAMESPACE_RECEIPT, receipt), ==, 0);
  g_assert_cmpint (stock_verify (folder, SSH_NAMESPACE_RECEIPT, "a receipT\n"), !=, 0);
  g_assert_cmpint (stock_verify (folder, "file", receipt), !=, 0);
  record_folder_remove (folder);
}

static void
test_stock_reads_key (void)
{
  char *folder = record_folder ();
  g_autoptr(GError) error = NULL;
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autofree char *path = g_build_filename (folder, "key", NULL);
  g_assert_true (ssh_key_save (key, path, &error));
  g_autofree char *line = ssh_key_allowed_signers (key);
  g_autofree char *public = NULL;
  const char *words[] = { "ssh-keygen", "-y", "-f", path, NULL };
  g_assert_true (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               &public, NULL, NULL, &error));
  g_auto(GStrv) parts = g_strsplit (public, " ", 3);
  g_assert_cmpstr (parts[0], ==, "ssh-ed25519");
  g_assert_nonnull (strstr (line, parts[1]));
  record_folder_remove (folder);
}

static void
test_save (void)
{
  char *folder = record_folder ();
  g_autoptr(GError) error = NULL;
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autoptr(SshKey) other = ssh_key_generate ();
  g_autofree char *path = g_build_filename (folder, "key", NULL);
  g_assert_true (ssh_key_save (key, path, &error));
  struct stat status;
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_false (ssh_key_save (other, path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  g_clear_error (&error);
  g_autoptr(SshKey) again = ssh_key_load (path, &error);
  g_assert_no_error (error);
  g_autofree char *before = ssh_key_to_text (key);
  g_autofree char *after = ssh_key_to_text (again);
  g_assert_cmpstr (before, ==, after);
  record_folder_remove (folder);
}

/* A key that others can read is nobody's own any more; the cure is said (R22). */
static void
test_key_open_to_others (void)
{
  char *folder = record_folder ();
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autofree char *path = g_build_filename (folder, "key", NULL);
  g_assert_true (ssh_key_save (key, path, NULL));
  for (mode_t bit = 1; bit <= 0040; bit <<= 1)
    {
      g_autoptr(GError) error = NULL;
      g_assert_cmpint (chmod (path, 0600 | bit), ==, 0);
      g_assert_null (ssh_key_load (path, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_autofree char *cure = g_strdup_printf ("run 'chmod 600 %s'", path);
      g_assert_true (g_str_has_suffix (error->message, cure));
    }
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  g_autoptr(SshKey) again = ssh_key_load (path, NULL);
  g_assert_nonnull (again);
  record_folder_remove (folder);
}

/* Every single-bit change of a key file either makes it unreadable or leaves a
 * key whose text is another one: nothing is silently the same. */
static void
test_key_bits (void)
{
  g_autoptr(SshKey) key = stock_key ();
  g_autofree char *text = ssh_key_to_text (key);
  for (gsize bit = 0; bit < strlen (text) * 8; bit++)
    {
      g_autofree char *changed = g_strdup (text);
      changed[bit / 8] = (char) (changed[bit / 8] ^ (1 << (bit % 8)));
      g_autoptr(SshKey) read = ssh_key_parse (changed, NULL);
      g_autofree char *again = read != NULL ? ssh_key_to_text (read) : NULL;
      g_assert_cmpstr (again, !=, changed);
    }
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
test_refused_keys (void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (ssh_key_parse (locked_key, &error));
  g_assert_nonnull (strstr (error->message, "passphrase"));
  g_clear_error (&error);
  g_assert_null (ssh_key_parse ("", &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_clear_error (&error);
  for (gsize length = 0; length < strlen (test_key_text) - 1; length++)
    {
      g_autofree char *part = g_strndup (test_key_text, length);
      g_assert_null (ssh_key_parse (part, NULL));
    }
  g_assert_null (ssh_key_load ("/nonexistent/key", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
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
  g_test_add_func ("/signature/stock-ssh-keygen-reads-our-keys", test_stock_reads_key);
  g_test_add_func ("/signature/a-key-is-saved-for-its-owner-alone-and-never-over-another",
                   test_save);
  g_test_add_func ("/signature/a-key-that-others-can-read-is-refused", test_key_open_to_others);
  g_test_add_func ("/signature/a-flipped-bit-in-a-key-shows", test_key_bits);
  g_test_add_func ("/signature/a-flipped-bit-in-a-signature-shows", test_signature_bits);
  g_test_add_func ("/signature/says-why-a-signature-is-refused", test_refused_signatures);
  g_test_add_func ("/signature/says-why-a-key-is-refused", test_refused_keys);
  g_test_add_func ("/signature/reads-lists-of-signers", test_signers);
  return g_test_run ();
}
