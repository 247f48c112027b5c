/* What git's index of commits says is what the commits say. */

#include "lib/verify/verify_graph.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tests/verification.h"

#define FILE_NAME "objects/info/commit-graph"

static void
set_up (Verification *f, G_GNUC_UNUSED gconstpointer unused)
{
  verification_set_up (f, NULL);
  g_assert_cmpint (record_git (f->path, NULL, "commit-graph", "write", "--reachable", NULL), ==, 0);
}

/* Where the chunk NAME begins: the file is small, two bytes say it. */
static gsize
chunk (const char *text, const char *name)
{
  const char *row = text + 8;
  while (memcmp (row, name, 4) != 0)
    row += 12;
  return ((gsize) (guint8) row[10] << 8) + (guint8) row[11];
}

/* Saves the LENGTH bytes of TEXT with the checksum that is right for them. */
static void
save (const char *path, char *text, gsize length)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  gsize size = 20;
  g_checksum_update (sum, (const guchar *) text, (gssize) (length - 20));
  g_checksum_get_digest (sum, (guint8 *) text + length - 20, &size);
  verification_save (path, FILE_NAME, text, length);
}

static void
test_right (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  assert_whole (f->path);
  /* An index that is behind says nothing wrong. */
  g_autoptr(Store) store = store_open (f->path, NULL);
  g_free (record_append (store, RECORD_TIME + 9, "register/c.csv", "c\n"));
  assert_whole (f->path);
  g_assert_cmpint (record_git (f->path, NULL, "commit-graph", "write", "--reachable", "--changed-paths", NULL),
                   ==, 0);
  assert_whole (f->path);
}

/* Each byte of what the chunk NAME says, in a row of SIZE bytes, of each of six commits. */
static void
forge (const char *path, const char *name, gsize size)
{
  gsize length;
  g_autofree char *text = verification_load (path, FILE_NAME, &length);
  for (gsize i = 0; i < 6 * size; i++)
    {
      gsize at = chunk (text, name) + i;
      g_test_message ("%s %" G_GSIZE_FORMAT, name, i);
      text[at] = (char) (text[at] ^ 1);
      save (path, text, length);
      assert_found (path, "RECORD-GRAPH", FILE_NAME, "says what the commit does not say");
      text[at] = (char) (text[at] ^ 1);
    }
  save (path, text, length);
  assert_whole (path);
}

static void
test_forged (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  forge (f->path, "CDAT", 36);
  forge (f->path, "GDA2", 4);
}

/* As older gits write it, without times that only go up. */
static void
test_forged_old (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = g_build_filename (f->path, FILE_NAME, NULL);
  g_assert_cmpint (g_remove (file), ==, 0);
  g_assert_cmpint (record_git (f->path, NULL, "-c", "commitGraph.generationVersion=1", "commit-graph", "write",
                               "--reachable", NULL), ==, 0);
  forge (f->path, "CDAT", 36);
}

static void
test_malformed (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  /* Magic, versions, number of chunks, base files; a chunk that ends before it begins, or
   * behind the file; how many commits there are. */
  static const struct { gsize at; int add; } rows[] = {
    { 0, 1 }, { 4, 1 }, { 5, 1 }, { 6, 100 }, { 7, 1 }, { 8 + 10, 100 }, { 8 + 4, 1 }, { 0, 0 },
  };
  gsize length;
  g_autofree char *text = verification_load (f->path, FILE_NAME, &length);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *changed = g_memdup2 (text, length);
      gsize at = rows[i].add == 0 ? chunk (text, "OIDF") + 1023 : rows[i].at;
      changed[at] = (char) (changed[at] + (rows[i].add == 0 ? 1 : rows[i].add));
      save (f->path, changed, length);
      assert_found (f->path, "RECORD-GRAPH", FILE_NAME, "is not as git writes it");
    }
  for (gsize size = 20; size < 120; size += 9)
    {
      g_autofree char *changed = g_memdup2 (text, length);
      save (f->path, changed, size);
      assert_found (f->path, "RECORD-GRAPH", FILE_NAME, "is not as git writes it");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  static const struct { const char *name; void (*test) (Verification *, gconstpointer); } tests[] = {
    { "/verify-graph/what-git-wrote-passes", test_right },
    { "/verify-graph/what-the-commits-do-not-say-is-told", test_forged },
    { "/verify-graph/nor-does-that-of-an-older-git", test_forged_old },
    { "/verify-graph/another-form-is-told", test_malformed },
  };
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Verification, NULL, set_up, tests[i].test, verification_tear_down);
  return g_test_run ();
}
