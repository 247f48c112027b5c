/* Folders hold plain files and folders whose names a record may have. */

#include "lib/verify/verify_tree.h"

#include <glib/gstdio.h>

#include "tests/verification.h"

/* Trees that git itself would take: an executable file, a link, a file whose
 * name no path of a record has. */
static void
test_odd_trees (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const entries[][2] = {
    { "100755", "run" }, { "120000", "link" }, { "160000", "module" }, { "100644", ".hidden" },
    { "100644", "a:b" },
  };
  gsize length;
  g_autofree char *ref = verification_load (f->path, "refs/heads/main", &length), *id = NULL;
  record_git (f->path, &id, "rev-parse", VERIFICATION_STATEMENT, NULL);
  g_strchomp (id);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *info = g_strdup_printf ("%s,%s,%s", entries[i][0], id, entries[i][1]);
      g_autofree char *tree = NULL, *index = g_build_filename (f->path, "index", NULL);
      g_assert_cmpint (record_git (f->path, NULL, "update-index", "--add", "--cacheinfo", info, NULL), ==, 0);
      g_assert_cmpint (record_git (f->path, &tree, "write-tree", NULL), ==, 0);
      g_remove (index);
      const VerificationCommit made = { .tree = g_strchomp (tree) };
      verification_commit (f, &made);
      assert_found (f->path, "RECORD-TREE", NULL, "is not a folder as records have them");
      verification_save (f->path, "refs/heads/main", ref, length);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  verification_add ("/verify-tree/folders-with-anything-but-plain-files-are-told", test_odd_trees);
  return g_test_run ();
}
