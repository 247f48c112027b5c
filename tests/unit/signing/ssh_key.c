/* Keys, against those that stock ssh-keygen makes and reads. */

#include "lib/signing/ssh_key.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/error.h"
#include "tests/record.h"
#include "tests/scratch_folder.h"

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

static void
test_stock_reads_key (void)
{
  char *folder = scratch_folder ();
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
  scratch_folder_remove (folder);
}

static void
test_save (void)
{
  char *folder = scratch_folder ();
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
  scratch_folder_remove (folder);
}

/* A key that others can read is nobody's own any more; the cure is said (R22). */
static void
test_key_open_to_others (void)
{
  char *folder = scratch_folder ();
  g_autoptr(SshKey) key = ssh_key_generate ();
  g_autofree char *path = g_build_filename (folder, "key", NULL);
  g_assert_true (ssh_key_save (key, path, NULL));
  for (mode_t bit = 1; bit <= 0040; bit <<= 1)
    {
      g_autoptr(GError) error = NULL;
      g_assert_cmpint (chmod (path, 0600 | bit), ==, 0);
      g_assert_null (ssh_key_load (path, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_autofree char *cure = g_strdup_printf ("run chmod 600 '%s'", path);
      g_assert_true (g_str_has_suffix (error->message, cure));
    }
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  g_autoptr(SshKey) again = ssh_key_load (path, NULL);
  g_assert_nonnull (again);
  scratch_folder_remove (folder);
}

/* Every single-bit change of a key file either makes it unreadable or leaves a
 * key whose text is another one: nothing is silently the same. */
static void
test_key_bits (void)
{
  g_autoptr(SshKey) key = ssh_key_parse (test_key_text, NULL);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key/stock-ssh-keygen-reads-ours", test_stock_reads_key);
  g_test_add_func ("/key/is-saved-for-its-owner-alone-and-never-over-another", test_save);
  g_test_add_func ("/key/that-others-can-read-is-refused", test_key_open_to_others);
  g_test_add_func ("/key/a-flipped-bit-shows", test_key_bits);
  g_test_add_func ("/key/says-why-one-is-refused", test_refused_keys);
  return g_test_run ();
}
