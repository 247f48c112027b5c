/* The files that are there, and who may change them. */

#include "lib/verify/verify_list.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/verification.h"

static void
create (const char *path, const char *file)
{
  g_autofree char *full = g_build_filename (path, file, NULL);
  g_autofree char *parent = g_path_get_dirname (full);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
  g_assert_true (g_file_set_contents (full, "x\n", -1, NULL));
}

static void
test_foreign_files (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const files[] = {
    "hooks/post-update", "objects/info/alternates", "description", "commondir", "refs/heads/other",
    "refs/drafts/a/b", "refs/drafts/a/b/c/d", "refs/tags/v1", "refs/replace/x", "signing/key2",
    "objects/ab/cdef", "objects/AB/12345678901234567890123456789012345678", "shallow", ".config",
    "objects/pack/pack-x.pack",
  };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *full = g_build_filename (f->path, files[i], NULL);
      create (f->path, files[i]);
      assert_found (f->path, "RECORD-FILE", files[i], "is no part of a record");
      g_autofree char *folder = g_path_get_dirname (full);
      g_remove (full);
      g_rmdir (folder);      /* where this file was all it held */
    }
  assert_whole (f->path);
  g_autofree char *link = g_build_filename (f->path, "refs/heads/link", NULL);
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  assert_found (f->path, "RECORD-FILE", "refs/heads/link", "neither a file nor a folder");
}

/* Objects that are kept elsewhere are not of the record, whole as they are. */
static void
test_objects_elsewhere (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *objects = g_build_filename (f->path, "objects", NULL);
  g_autofree char *elsewhere = g_build_filename (f->folder, "elsewhere", NULL);
  g_assert_cmpint (g_rename (objects, elsewhere), ==, 0);
  g_assert_cmpint (symlink (elsewhere, objects), ==, 0);
  assert_found (f->path, "RECORD-FILE", "objects", "neither a file nor a folder");
  g_autoptr(Store) store = store_open (f->path, &error);
  g_assert_null (store);
  g_assert_nonnull (strstr (error->message, "is neither a file nor a folder"));
}

/* A record without objects is damaged, and not one that git is at work on. */
static void
test_no_objects (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *objects = g_build_filename (f->path, "objects", NULL);
  g_autofree char *elsewhere = g_build_filename (f->folder, "elsewhere", NULL);
  g_assert_cmpint (g_rename (objects, elsewhere), ==, 0);
  assert_found (f->path, "RECORD-FILE", "objects", "is missing");
}

static void
test_leftovers (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  create (f->path, "refs/heads/main.lock");
  create (f->path, "refs/drafts/annual/2025-26/P00412.lock");
  create (f->path, "objects/tmp_object_git2_a1B2c3");
  g_autoptr(Findings) findings = verification_run (f->path, NULL);
  g_assert_cmpuint (findings_count (findings, SEVERITY_SOFT), ==, 3);
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 0);
}

/* Who may change a file may change the record; of the signers its group is too many. */
static void
test_modes (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  static const struct { const char *file; mode_t bit; Severity severity; const char *part; } rows[] = {
    { "HEAD", 020, SEVERITY_SOFT, "can be changed by its group" },
    { "HEAD", 002, SEVERITY_HARD, "can be changed by anyone" },
    { "objects", 002, SEVERITY_HARD, "can be changed by anyone" },
    { ".", 020, SEVERITY_SOFT, "can be changed by its group" },
    { "signing", 020, SEVERITY_HARD, "can be changed by its group" },
    { "signing/allowed_signers", 020, SEVERITY_HARD, "can be changed by its group" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *full = g_build_filename (f->path, rows[i].file, NULL);
      struct stat status;
      g_assert_cmpint (stat (full, &status), ==, 0);
      g_assert_cmpint (chmod (full, (status.st_mode & 07777) | rows[i].bit), ==, 0);
      g_autoptr(Findings) findings = verification_run (f->path, NULL);
      g_assert_cmpuint (findings_length (findings), ==, 1);
      const Finding *finding = findings_index (findings, 0);
      g_assert_cmpstr (finding->rule, ==, "RECORD-MODE");
      g_assert_cmpstr (finding->file, ==, rows[i].file);
      g_assert_cmpint (finding->severity, ==, rows[i].severity);
      g_assert_nonnull (strstr (finding->message, rows[i].part));
      g_assert_cmpint (chmod (full, status.st_mode & 07777), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  verification_add ("/verify-list/files-that-are-no-part-of-a-record-are-told", test_foreign_files);
  verification_add ("/verify-list/what-an-interrupted-write-left-is-no-damage", test_leftovers);
  verification_add ("/verify-list/what-others-can-change-is-told", test_modes);
  verification_add ("/verify-list/objects-that-are-kept-elsewhere-are-told", test_objects_elsewhere);
  verification_add ("/verify-list/a-record-without-objects-is-told", test_no_objects);
  return g_test_run ();
}
