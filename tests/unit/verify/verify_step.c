/* What one commit says: to which line it belongs, for practice or not, signed or not. */

#include "lib/verify/verify_step.h"

#include <string.h>

#include "tests/verification.h"

static void
test_line (void)
{
  static const struct { const char *message, *line; } rows[] = {
    { VERIFICATION_MESSAGE, "refs/heads/main" },
    { "init\n\nEvent: init\n", "refs/heads/main" },
    { "x\n\nEvent: draft\nReturn: annual\nPeriod: 2025-26\nPerson: P00412\n",
      "refs/drafts/annual/2025-26/P00412" },
    { "x\n\nEvent: draft\nReturn: annual\nPeriod: 2025-26\n", NULL },      /* of no draft */
    { "x\n\nEvent: other\n", NULL }, { "", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *line = event_line (event_kind_of (rows[i].message), rows[i].message);
      g_assert_cmpstr (line, ==, rows[i].line);
    }
}

/* By its trailer: not by its subject, nor by another word. */
static void
test_practice (void)
{
  g_assert_true (event_is_practice (VERIFICATION_MESSAGE));
  g_assert_false (event_is_practice ("PRACTICE: x\n\nEvent: filed\n"));
  g_assert_false (event_is_practice ("x\n\nEvent: filed\nRecord: practice\n"));
  g_assert_false (event_is_practice ("x\n\nRecord: PRACTICE\n\nEvent: filed\n"));
}

/* The commit at main; *ID is its name. */
static GBytes *
read_commit (const char *path, ObjectId *id)
{
  char *text = NULL;
  g_autofree char *hex = NULL;
  g_assert_cmpint (record_git (path, &hex, "rev-parse", "main", NULL), ==, 0);
  g_assert_true (object_id_parse (hex, id));
  g_assert_cmpint (record_git (path, &text, "cat-file", "commit", "main", NULL), ==, 0);
  return g_bytes_new_take (text, strlen (text));
}

static void
test_signed (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  ObjectId id;
  gsize length, signers_length;
  g_autoptr(GBytes) commit = read_commit (f->path, &id);
  const guint8 *bytes = g_bytes_get_data (commit, &length);
  g_autofree char *own = verification_load (f->path, "signing/allowed_signers", &signers_length);
  g_autoptr(Signers) signers = signers_parse (own, NULL);
  g_autoptr(SshKey) other = ssh_key_generate ();
  g_autofree char *line = ssh_key_allowed_signers (other);
  g_autoptr(Signers) strangers = signers_parse (line, NULL);
  Step *good = step_read (signers, &id, bytes, length), *bad = step_read (strangers, &id, bytes, length);
  g_assert_null (good->unsigned_reason);
  g_assert_cmpstr (good->line, ==, "refs/heads/main");
  g_assert_cmpstr (bad->unsigned_reason, ==, "signed with a key that is not among the signers");
  g_assert_null (step_read (signers, &id, bytes, length / 4));
  g_assert_null (step_read (signers, &id, NULL, 0));
  step_free (good);
  step_free (bad);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verify-step/belongs-to-one-line", test_line);
  g_test_add_func ("/verify-step/says-that-it-is-for-practice", test_practice);
  verification_add ("/verify-step/is-signed-by-one-of-the-signers-or-says-why-not", test_signed);
  return g_test_run ();
}
