/* What each name of a file or folder is in a record, and in a mirror of one. */

#include "lib/verify/verify_kind.h"

#define PACK "objects/pack/pack-0123456789abcdef0123456789abcdef01234567"
#define EVENTS "objects/pack/pack-event-0123456789abcdef0123456789abcdef01234567"
#define OBJECT "objects/ab/0123456789abcdef0123456789abcdef012345"

static void
test_files (void)
{
  static const struct { const char *file; FileKind kind, in_mirror; } rows[] = {
    { "HEAD", FILE_HEAD, FILE_HEAD },
    { "config", FILE_CONFIG, FILE_CONFIG },
    { "signing/key", FILE_KEY, FILE_KEY },
    { "signing/allowed_signers", FILE_SIGNERS, FILE_SIGNERS },
    { "writing", FILE_LOCK, FILE_LOCK },
    { "refs/heads/main", FILE_REF, FILE_REF },
    { "refs/drafts/annual/2025-26/P00412", FILE_REF, FILE_REF },
    { "packed-refs", FILE_PACKED_REFS, FILE_PACKED_REFS },
    { "info/refs", FILE_INFO_REFS, FILE_INFO_REFS },
    { OBJECT, FILE_LOOSE, FILE_LOOSE },
    { PACK ".pack", FILE_PACK, FILE_PACK },
    { PACK ".idx", FILE_BESIDE_PACK, FILE_BESIDE_PACK },
    { EVENTS ".pack", FILE_PACK, FILE_PACK },
    { EVENTS ".idx", FILE_BESIDE_PACK, FILE_BESIDE_PACK },
    { EVENTS ".rev", FILE_FOREIGN, FILE_FOREIGN },
    { PACK ".rev", FILE_BESIDE_PACK, FILE_BESIDE_PACK },
    { "objects/info/packs", FILE_INFO_PACKS, FILE_INFO_PACKS },
    { "objects/info/commit-graph", FILE_CHECKSUMMED, FILE_CHECKSUMMED },
    { "refs/heads/main.lock", FILE_LEFTOVER, FILE_LEFTOVER },
    { "refs/heads/main.made.lock", FILE_LEFTOVER, FILE_LEFTOVER },
    { "refs/drafts/annual/2025-26/P00412.lock", FILE_LEFTOVER, FILE_LEFTOVER },
    { "objects/tmp_event", FILE_LEFTOVER, FILE_LEFTOVER },
    { "gc.pid", FILE_LEFTOVER, FILE_LEFTOVER },
    { "hooks/post-update", FILE_HOOK, FILE_HOOK },
    { "hooks/update.sample", FILE_HOOK, FILE_GIT },
    { "description", FILE_FOREIGN, FILE_GIT },
    { "info/exclude", FILE_FOREIGN, FILE_GIT },
    /* Near to what a record has, and none of it. */
    { "", FILE_FOREIGN, FILE_FOREIGN },
    { "head", FILE_FOREIGN, FILE_FOREIGN },
    { "refs/heads/other", FILE_FOREIGN, FILE_FOREIGN },
    { "refs/drafts/annual/2025-26", FILE_FOREIGN, FILE_FOREIGN },
    { "refs/drafts/annual/2025-26/P00412/x", FILE_FOREIGN, FILE_FOREIGN },
    { "objects/AB/0123456789abcdef0123456789abcdef012345", FILE_FOREIGN, FILE_FOREIGN },
    { OBJECT "6", FILE_FOREIGN, FILE_FOREIGN },
    { PACK ".pack.gz", FILE_FOREIGN, FILE_FOREIGN },
    { "objects/info/alternates", FILE_FOREIGN, FILE_FOREIGN },
    { "hooks/a/b", FILE_FOREIGN, FILE_FOREIGN },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].file);
      g_assert_cmpint (file_kind (rows[i].file, FALSE), ==, rows[i].kind);
      g_assert_cmpint (file_kind (rows[i].file, TRUE), ==, rows[i].in_mirror);
      g_assert_cmpint (file_is_leftover (rows[i].file), ==, rows[i].kind == FILE_LEFTOVER);
    }
}

static void
test_folders (void)
{
  static const struct { const char *folder; gboolean of_record, of_mirror, leftover; } rows[] = {
    { "objects/ab", TRUE, TRUE, FALSE }, { "objects/pack", TRUE, TRUE, FALSE },
    { "refs/drafts/annual/2025-26", TRUE, TRUE, FALSE }, { "signing", TRUE, TRUE, FALSE },
    { "hooks", FALSE, TRUE, FALSE }, { "branches", FALSE, TRUE, FALSE },
    { "objects/abc", FALSE, FALSE, FALSE }, { "refs/remotes", FALSE, FALSE, FALSE },
    { "refs/drafts/annual/2025-26/P00412", FALSE, FALSE, FALSE }, { "worktrees", FALSE, FALSE, FALSE },
    { "objects/tmp_objdir-incoming-a1B2c3", FALSE, FALSE, TRUE },
    { "objects/incoming-a1B2c3", FALSE, FALSE, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].folder);
      g_assert_cmpint (folder_is_of_record (rows[i].folder, FALSE), ==, rows[i].of_record);
      g_assert_cmpint (folder_is_of_record (rows[i].folder, TRUE), ==, rows[i].of_mirror);
      g_assert_cmpint (folder_is_leftover (rows[i].folder), ==, rows[i].leftover);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verify-kind/files", test_files);
  g_test_add_func ("/verify-kind/folders", test_folders);
  return g_test_run ();
}
