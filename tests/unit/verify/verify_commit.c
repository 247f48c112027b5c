/* The text of a commit, in the one form it can have, signed, and on commits that are there. */

#include "lib/verify/verify_commit.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tests/verification.h"

static void
test_missing_commit (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = verification_object (f->path, "main~3");
  g_autofree char *full = g_build_filename (f->path, file, NULL);
  g_remove (full);
  assert_found (f->path, "RECORD-MISSING", file, "the commit before");
}

static void
test_stock_commit_passes (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  const VerificationCommit made = { .tree = "main^{tree}" };
  verification_commit (f, &made);
  assert_whole (f->path);
}

static void
test_odd_commits (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  static const VerificationCommit rows[] = {
    { .rule = "RECORD-COMMIT", .not_signed = TRUE },
    { .rule = "RECORD-SIGNATURE", .other_key = TRUE },
    { .rule = "RECORD-COMMIT", .parent_too = "main~1" },
    { .rule = "RECORD-COMMIT", .zone = "+0100" },
    { .rule = "RECORD-COMMIT", .name = "Bob Day" },
    { .rule = "RECORD-COMMIT", .committed = "1775000099" },
    { .rule = "RECORD-TIME", .time = "1774999999" },
  };
  verification_try_commits (f, rows, G_N_ELEMENTS (rows));
}

/* A commit of no bytes, that main leads to: only in a pack has it no head either. */
static void
test_empty_commit (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  static const guint8 start[] = { 'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, 1,
                                  0x10, 0x78, 0x9c, 3, 0, 0, 0, 0, 1 };
  static const char ref[] = "dcf5b16e76cce7425d0beaef62d79a7d10fce1f5\n";
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 pack[sizeof start + 20];
  gsize length = 20;
  memcpy (pack, start, sizeof start);
  g_checksum_update (sum, start, sizeof start);
  g_checksum_get_digest (sum, pack + sizeof start, &length);
  g_autofree char *name = g_strdup_printf ("objects/pack/pack-%040d.pack", 0);
  g_autofree char *full = g_build_filename (f->path, name, NULL);
  g_assert_true (g_file_set_contents (full, (const char *) pack, sizeof pack, NULL));
  g_assert_cmpint (record_git (f->path, NULL, "index-pack", name, NULL), ==, 0);
  verification_save (f->path, "refs/heads/main", ref, strlen (ref));
  assert_found (f->path, "RECORD-COMMIT", name, "commit dcf5b16e76cce7425d0beaef62d79a7d10fce1f5 does not have the form");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  verification_add ("/verify-commit/a-missing-commit-is-told", test_missing_commit);
  verification_add ("/verify-commit/a-commit-of-stock-git-in-our-form-passes", test_stock_commit_passes);
  verification_add ("/verify-commit/commits-of-another-form-are-told", test_odd_commits);
  verification_add ("/verify-commit/a-commit-of-no-bytes-is-told", test_empty_commit);
  return g_test_run ();
}
