/* What HEAD, config, key and signers must say; whose signatures count. */

#include "lib/verify/verify_own.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tests/verification.h"

static void
replace (const char *path, const char *file, const char *from, const char *to)
{
  g_autofree char *text = verification_load (path, file, NULL);
  g_autoptr(GString) changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 0), >, 0);
  verification_save (path, file, changed->str, changed->len);
}

static void
test_texts (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  static const struct {
    const char *file, *from, *to, *rule;
  } rows[] = {
    { "HEAD", "main", "mail", "RECORD-HEAD" },
    { "config", "bare = true", "bare = True", "RECORD-CONFIG" },
    { "config", "[receive]", "[core]\n\tpager = x\n[receive]", "RECORD-CONFIG" },
    { "signing/allowed_signers", "record@", "recorD@", "RECORD-SIGNERS" },
    { "signing/allowed_signers", "namespaces=\"git,", "namespaces=\"", "RECORD-SIGNERS" },
    { "signing/allowed_signers", "\n", "\n\n", "RECORD-SIGNERS" },
    { "signing/key", "PRIVATE KEY-----\n", "PRIVATE KEY----- \n", "RECORD-KEY" },
    { "refs/heads/main", "\n", "", "RECORD-REF" },
    { "refs/heads/main", "\n", " \n", "RECORD-REF" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize length;
      g_autofree char *before = verification_load (f->path, rows[i].file, &length);
      replace (f->path, rows[i].file, rows[i].from, rows[i].to);
      assert_found (f->path, rows[i].rule, rows[i].file, "");
      verification_save (f->path, rows[i].file, before, length);
    }
  gsize length;
  g_autofree char *ref = verification_load (f->path, "refs/heads/main", &length);
  g_autofree char *upper = g_ascii_strup (ref, (gssize) length);
  verification_save (f->path, "refs/heads/main", upper, length);
  assert_found (f->path, "RECORD-REF", "refs/heads/main", "not as git writes it");
}

/* The comment of the key says nothing and is still part of the record. */
static void
test_key_comment (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  verification_save (f->path, "signing/key", test_key_text, strlen (test_key_text));
  assert_found (f->path, "RECORD-KEY", "signing/key", "is not as it was written");
}

static void
test_key_mode (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *key = g_build_filename (f->path, "signing/key", NULL);
  g_chmod (key, 0640);
  assert_found (f->path, "RECORD-KEY", "signing/key", "by others than its owner");
}

static void
test_other_signers (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(SshKey) other = ssh_key_generate ();
  g_autofree char *line = ssh_key_allowed_signers (other);
  verification_save (f->path, "signing/allowed_signers", line, strlen (line));
  g_autoptr(Findings) own = verification_by (f->path, NULL, NULL);
  assert_among (own, "RECORD-SIGNERS", "signing/allowed_signers", "does not name the key");
  assert_among (own, "RECORD-SIGNERS", "signing/allowed_signers", "no key that signed");
  assert_among (own, "RECORD-SIGNATURE", NULL, "not among the signers");
  assert_found (f->path, "RECORD-SIGNERS", "signing/allowed_signers", "not among those you trust");
}

static void
test_no_key (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *key = g_build_filename (f->path, "signing/key", NULL);
  g_remove (key);
  g_autoptr(Findings) findings = verification_run (f->path, NULL);
  g_assert_cmpuint (findings_count (findings, SEVERITY_NOTE), ==, 1);
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 0);
}

/* Signers that came along are told from signers one has. */
static void
test_trust (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(Findings) own = verification_by (f->path, NULL, NULL);
  g_assert_cmpuint (findings_length (own), ==, 1);
  g_assert_cmpstr (findings_index (own, 0)->rule, ==, "RECORD-SIGNERS");
  g_assert_cmpint (findings_index (own, 0)->severity, ==, SEVERITY_NOTE);
  g_autoptr(SshKey) other = ssh_key_generate ();
  g_autofree char *line = ssh_key_allowed_signers (other);
  g_autoptr(Signers) strangers = signers_parse (line, NULL);
  g_autoptr(Findings) findings = verification_by (f->path, strangers, NULL);
  assert_among (findings, "RECORD-SIGNATURE", NULL, "not among the signers");
  assert_among (findings, "RECORD-SIGNERS", "signing/allowed_signers", "not among those you trust");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  verification_add ("/verify-own/texts-have-one-form", test_texts);
  verification_add ("/verify-own/the-comment-of-the-key-counts", test_key_comment);
  verification_add ("/verify-own/the-key-is-its-owners-alone", test_key_mode);
  verification_add ("/verify-own/other-signers-are-told", test_other_signers);
  verification_add ("/verify-own/a-copy-without-the-key-is-whole", test_no_key);
  verification_add ("/verify-own/signers-that-came-along-are-said-to-have", test_trust);
  return g_test_run ();
}
