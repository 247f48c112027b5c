/* Everything that the references lead to: whose signatures, in which order of time. */

#include "lib/verify/verify_history.h"

#include <string.h>

#include "tests/verification.h"

static guint
count_rule (const Findings *findings, const char *rule)
{
  guint n = 0;
  for (guint i = 0; i < findings_length (findings); i++)
    n += strcmp (findings_index (findings, i)->rule, rule) == 0;
  return n;
}

static char *
commit_id (const char *path, const char *revision)
{
  char *id = NULL;
  g_assert_cmpint (record_git (path, &id, "rev-parse", revision, NULL), ==, 0);
  return g_strchomp (id);
}

/* Under the signers of another record all six are wrong for one reason. */
static void
test_strangers (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(SshKey) other = ssh_key_generate ();
  g_autofree char *line = ssh_key_allowed_signers (other);
  g_autoptr(Signers) strangers = signers_parse (line, NULL);
  g_autoptr(Findings) findings = verification_by (f->path, strangers, NULL);
  g_autofree char *newest = commit_id (f->path, "main"), *oldest = commit_id (f->path, "main~3");
  g_autofree char *message = g_strdup_printf ("6 commits, the newest %s and the oldest %s: signed with a "
                                              "key that is not among the signers", newest, oldest);
  assert_among (findings, "RECORD-SIGNATURE", NULL, message);
  g_assert_cmpuint (count_rule (findings, "RECORD-SIGNATURE"), ==, 1);
}

static void
test_one_stranger (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  const VerificationCommit made = { .other_key = TRUE };
  verification_commit (f, &made);
  g_autofree char *id = commit_id (f->path, "main");
  g_autofree char *message = g_strdup_printf ("commit %s: signed with a key", id);
  g_autoptr(Findings) findings = verification_run (f->path, NULL);
  assert_among (findings, "RECORD-SIGNATURE", NULL, message);
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 1);
}

/* Main's newest is of 1775000005: what came before it may stand on it, at its time. */
static void
test_times (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  static const struct { const char *time, *committed, *rule, *part; } rows[] = {
    { "1774999999", "1775000005", NULL, NULL },
    { "1774999705", "1775000005", NULL, NULL },
    { "1774999704", "1775000005", "RECORD-COMMIT", "does not have the form" },
    { "1774999999", "1775000006", "RECORD-TIME", "has two times, and no other event overtook it" },
    { "1775000004", "1775000004", "RECORD-TIME", "is later than the one that stands on it" },
    { "1775000005", "1775000005", NULL, NULL },
  };
  gsize length;
  g_autofree char *ref = verification_load (f->path, "refs/heads/main", &length);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const VerificationCommit made = { .time = rows[i].time, .committed = rows[i].committed };
      verification_commit (f, &made);
      g_autoptr(Findings) findings = verification_run (f->path, NULL);
      g_assert_cmpuint (findings_length (findings), ==, rows[i].rule == NULL ? 0 : 1);
      if (rows[i].rule != NULL)
        assert_among (findings, rows[i].rule, NULL, rows[i].part);
      verification_save (f->path, "refs/heads/main", ref, length);
    }
}

/* What the two lines share, here a file of the register that went, is told of the first. */
static void
test_crossed (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  const VerificationCommit made = { .tree = "main~1^{tree}" };
  verification_commit (f, &made);
  gsize length;
  g_autofree char *ref = verification_load (f->path, "refs/heads/main", &length);
  verification_save (f->path, "refs/drafts/annual/2025-26/P00412", ref, length);
  g_autoptr(Findings) findings = verification_run (f->path, NULL);
  assert_among (findings, "RECORD-REF", "refs/drafts/annual/2025-26/P00412",
                "which belongs to 'refs/heads/main'");
  g_assert_cmpuint (count_rule (findings, "RECORD-REF"), ==, 1);
  g_assert_cmpuint (count_rule (findings, "RECORD-EVENT"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  verification_add ("/verify-history/many-commits-of-a-stranger-are-told-once", test_strangers);
  verification_add ("/verify-history/one-commit-of-a-stranger-is-named", test_one_stranger);
  verification_add ("/verify-history/times-go-on-and-are-one-unless-overtaken", test_times);
  verification_add ("/verify-history/a-line-that-leads-into-another-is-told-once", test_crossed);
  return g_test_run ();
}
