/* Verifying: a whole record passes however git has packed it; one changed bit
 * anywhere is told, with its file. */

#include "lib/verify/verify.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

#include "lib/base/error.h"
#include "tests/verification.h"

#define FLIPS_A_FILE 20

static gboolean
names (const Findings *findings, const char *file)
{
  for (guint i = 0; i < findings_length (findings); i++)
    if (strcmp (findings_index (findings, i)->file, file) == 0)
      return TRUE;
  return FALSE;
}

/* A list of packs that names one which is not there may be only old. */
static gboolean
counts (const Findings *findings, const char *file)
{
  return findings_count (findings, SEVERITY_HARD) > 0
         || (strcmp (file, "objects/info/packs") == 0
             && findings_count (findings, SEVERITY_SOFT) > 0);
}

static void
flip (const char *path, const char *file, gsize bit, char *text, gsize length)
{
  text[bit / 8] = (char) (text[bit / 8] ^ (1 << (bit % 8)));
  verification_save (path, file, text, length);
  g_autoptr(Findings) findings = verification_run (path, NULL);
  if (!counts (findings, file) || !names (findings, file))
    g_error ("bit %" G_GSIZE_FORMAT " of %s went unnoticed", bit, file);
  text[bit / 8] = (char) (text[bit / 8] ^ (1 << (bit % 8)));
}

/* Positions that look random and are the same each time. */
static void
flip_everywhere (const char *path)
{
  g_auto(GStrv) files = record_list_files (path);
  guint32 state = 2463534242u;
  for (guint i = 0; files[i] != NULL; i++)
    {
      gsize length;
      g_autofree char *text = verification_load (path, files[i], &length);
      if (length == 0)
        continue;     /* the file that writers lock */
      for (guint n = 0; n < FLIPS_A_FILE; n++)
        {
          state ^= state << 13;
          state ^= state >> 17;
          state ^= state << 5;
          flip (path, files[i], state % (length * 8), text, length);
        }
      flip (path, files[i], 0, text, length);
      flip (path, files[i], length * 8 - 1, text, length);
      verification_save (path, files[i], text, length);
    }
  assert_whole (path);
}

static void
test_whole (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  VerifyCounts counts;
  findings_free (verification_run (f->path, &counts));
  assert_whole (f->path);
  g_assert_cmpuint (counts.commits, ==, 6);
  g_assert_cmpuint (counts.drafts, ==, 1);
  g_autofree char *objects = NULL;
  record_git (f->path, &objects, "cat-file", "--batch-all-objects", "--batch-check", NULL);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (objects), "\n", -1);
  g_assert_cmpuint (counts.objects, ==, g_strv_length (lines));
}

static void
test_flips (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  flip_everywhere (f->path);
}

static void
test_repacked (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  verification_repack (f->path);
  g_auto(GStrv) files = record_list_files (f->path);
  g_assert_true (g_strv_contains ((const char *const *) files, "packed-refs"));
  g_assert_true (g_strv_contains ((const char *const *) files, "objects/info/commit-graph"));
  g_assert_true (g_strv_contains ((const char *const *) files, "objects/pack/multi-pack-index"));
  assert_whole (f->path);
  flip_everywhere (f->path);
}

static void
test_deltas (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(Store) store = store_open (f->path, NULL);
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      for (guint row = 0; row < 200; row++)
        g_string_append_printf (text, "%u,%u\n", row, row == i ? 7 : row * row);
      g_free (record_append (store, RECORD_TIME + 9, "establishments/z.csv", text->str));
    }
  g_assert_cmpint (record_git (f->path, NULL, "gc", "--quiet", "--aggressive", NULL), ==, 0);
  assert_whole (f->path);
}

static void
test_every_bit_of_refs (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const files[] = { "HEAD", "refs/heads/main" };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      gsize length;
      g_autofree char *text = verification_load (f->path, files[i], &length);
      for (gsize bit = 0; bit < length * 8; bit++)
        flip (f->path, files[i], bit, text, length);
      verification_save (f->path, files[i], text, length);
    }
}

static void
test_needed_files (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const files[] = { "HEAD", "config", "signing/allowed_signers",
                                       "refs/heads/main" };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *full = g_build_filename (f->path, files[i], NULL);
      gsize length;
      g_autofree char *text = verification_load (f->path, files[i], &length);
      g_remove (full);
      g_autoptr(Findings) findings = verification_run (f->path, NULL);
      g_assert_true (names (findings, files[i]));
      g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), >, 0);
      g_assert_true (g_file_set_contents (full, text, (gssize) length, NULL));
    }
}

static void
test_not_there (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Findings) findings = findings_new ();
  g_autofree char *path = g_build_filename (f->folder, "none", NULL);
  g_assert_false (store_verify (path, NULL, findings, NULL, &error));
  g_assert_nonnull (strstr (error->message, path));
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

/* No file can be opened: the world failed, and nothing is said of the record. */
static void
test_no_files (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Findings) findings = findings_new ();
  struct rlimit before;
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  const struct rlimit none = { 3, before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &none), ==, 0);
  gboolean done = store_verify (f->path, NULL, findings, NULL, &error);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
  g_assert_false (done);
  g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "oo many open files"));
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  verification_add ("/verify/a-whole-record-has-no-findings", test_whole);
  verification_add ("/verify/a-flipped-bit-in-any-file-is-told-with-the-file", test_flips);
  verification_add ("/verify/a-record-repacked-by-git-passes-and-its-flipped-bits-are-told", test_repacked);
  verification_add ("/verify/follows-long-chains-of-changes-in-a-pack", test_deltas);
  verification_add ("/verify/every-bit-of-head-and-main-counts", test_every_bit_of_refs);
  verification_add ("/verify/files-every-record-has-are-missed", test_needed_files);
  verification_add ("/verify/a-record-that-is-not-there-is-a-fault", test_not_there);
  verification_add ("/verify/too-many-open-files-is-a-fault", test_no_files);
  return g_test_run ();
}
