/* Files put in place together: what is there before, between and after, and
 * with which modes. */

#include "lib/base/file_set.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/folder.h"
#include "tests/scratch_folder.h"

typedef struct { char *above, *folder; } Fixture;

static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  f->above = scratch_folder ();
  f->folder = g_build_filename (f->above, "out", NULL);
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_free (f->folder);
  scratch_folder_remove (f->above);
}

static guint
mode_of (const Fixture *f, const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  struct stat status;
  g_assert_cmpint (g_lstat (path, &status), ==, 0);
  return status.st_mode & 07777;
}

static void
assert_holds (const Fixture *f, const char *name, const char *expected)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL), *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* EXPECTED: names with blanks between. */
static void
assert_names (const Fixture *f, const char *expected)
{
  g_auto(GStrv) names = folder_list (f->folder, NULL);
  g_autofree char *joined = g_strjoinv (" ", names);
  g_assert_cmpstr (joined, ==, expected);
}

/* Puts a, b and c in place, each with TEXT. */
static gboolean
write_three (const Fixture *f, gboolean private_, const char *text, GError **error)
{
  static const char *const names[] = { "a", "b", "c" };
  g_autoptr(FileSet) set = file_set_open (f->folder, private_, error);
  for (guint i = 0; set != NULL && i < G_N_ELEMENTS (names); i++)
    if (!file_set_add (set, names[i], text, error))
      return FALSE;
  return set != NULL && file_set_commit (set, error);
}

static void
test_modes (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const mode_t umasks[] = { 0, 022, 077, 0777 };
  mode_t kept = umask (0);
  for (guint i = 0; i < G_N_ELEMENTS (umasks); i++)
    for (int private_ = 0; private_ <= 1; private_++)
      for (int there = 0; there <= 1; there++)
        {
          g_autoptr(GError) error = NULL;
          umask (0);
          if (g_file_test (f->folder, G_FILE_TEST_EXISTS))
            scratch_folder_remove (g_strdup (f->folder));
          if (there)
            {
              g_autofree char *old = g_build_filename (f->folder, "b", NULL);
              g_assert_cmpint (g_mkdir (f->folder, 0755), ==, 0);
              g_assert_true (g_file_set_contents_full (old, "old", -1, G_FILE_SET_CONTENTS_NONE,
                                                       0666, NULL));
            }
          umask (umasks[i]);
          g_assert_true (write_three (f, private_, "new", &error));
          g_assert_no_error (error);
          g_assert_cmphex (mode_of (f, "."), ==, private_ ? 0700 : 0755);
          g_assert_cmphex (mode_of (f, "a"), ==, private_ ? 0600 : 0644);
          g_assert_cmphex (mode_of (f, "b"), ==, private_ ? 0600 : 0644);
          assert_names (f, "a b c");
        }
  umask (kept);
}

/* Before the commit nothing of the set is seen, and nobody else can look. */
static void
test_together (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_assert_true (write_three (f, FALSE, "old", &error));
  g_autofree char *other = g_build_filename (f->folder, "other", NULL);
  g_assert_true (g_file_set_contents (other, "x", -1, NULL));
  {
    g_autoptr(FileSet) set = file_set_open (f->folder, FALSE, &error);
    g_assert_true (file_set_add (set, "a", "new", &error));
    g_assert_true (file_set_add (set, "d", "new", &error));
    assert_holds (f, "a", "old");
    assert_names (f, ".unfinished a b c other");
    g_assert_cmphex (mode_of (f, ".unfinished"), ==, 0700);
    g_assert_true (file_set_commit (set, &error));
    assert_holds (f, "a", "new");
  }
  assert_holds (f, "b", "old");
  assert_holds (f, "d", "new");
  assert_names (f, "a b c d other");
}

/* What is not committed leaves nothing, and no folder that was made for it. */
static void
test_abandoned (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  FileSet *set = file_set_open (f->folder, TRUE, &error);
  g_assert_true (file_set_add (set, "a", "new", &error));
  file_set_free (set);
  g_assert_false (g_file_test (f->folder, G_FILE_TEST_EXISTS));
  g_assert_true (write_three (f, TRUE, "old", &error));
  set = file_set_open (f->folder, TRUE, &error);
  g_assert_true (file_set_add (set, "b", "new", &error));
  file_set_free (set);
  assert_holds (f, "b", "old");
  assert_names (f, "a b c");
  file_set_free (NULL);
}

/* The second of three cannot be put in place, for a folder stands there now:
 * the first, which was new, and the old ones are as they were. */
static void
test_taken_back (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *in_the_way = g_build_filename (f->folder, "d", NULL);
  g_assert_true (write_three (f, TRUE, "old", &error));
  {
    g_autoptr(FileSet) set = file_set_open (f->folder, TRUE, &error);
    g_assert_true (file_set_add (set, "a", "new", &error));
    g_assert_true (file_set_add (set, "0", "new", &error));
    g_assert_true (file_set_add (set, "d", "new", &error));
    g_assert_true (file_set_add (set, "b", "new", &error));
    g_assert_cmpint (g_mkdir (in_the_way, 0700), ==, 0);
    g_assert_false (file_set_commit (set, &error));
    g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  }
  assert_holds (f, "a", "old");
  assert_holds (f, "b", "old");
  assert_names (f, "a b c d");
  g_assert_cmphex (mode_of (f, "d"), ==, 0700);
}

/* Of all that was done only the flush failed, for the folder has no such name
 * from here: then nobody is told that nothing was written. */
static void
test_may_not_last (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *here = g_get_current_dir ();
  g_assert_cmpint (g_chdir (f->above), ==, 0);
  {
    g_autoptr(FileSet) set = file_set_open ("out", FALSE, &error);
    g_assert_true (file_set_add (set, "a", "new", &error));
    g_assert_cmpint (g_chdir (here), ==, 0);
    g_assert_false (file_set_commit (set, &error));
  }
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_true (g_str_has_prefix (error->message, "the files in 'out' are all new, but may not last"));
  assert_holds (f, "a", "new");
}

static void
test_in_the_way (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (f->folder, "b", NULL);
  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_false (write_three (f, TRUE, "new", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  assert_names (f, "b");
}

/* A link is replaced, and what it leads to is left alone. */
static void
test_link (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *kept = g_build_filename (f->above, "kept", NULL);
  g_autofree char *link = g_build_filename (f->folder, "b", NULL);
  g_assert_true (g_file_set_contents (kept, "kept", -1, NULL));
  g_assert_cmpint (g_mkdir (f->folder, 0700), ==, 0);
  g_assert_cmpint (symlink (kept, link), ==, 0);
  g_assert_true (write_three (f, TRUE, "new", &error));
  assert_holds (f, "b", "new");
  assert_holds (f, "../kept", "kept");
}

/* What a process left that was killed is gone after the next. */
static void
test_left_over (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  pid_t child = fork ();
  if (child == 0)
    {
      FileSet *set = file_set_open (f->folder, TRUE, NULL);
      _exit (set != NULL && file_set_add (set, "a", "left", NULL) ? 0 : 1);
    }
  int status;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  assert_names (f, ".unfinished");
  g_auto(GStrv) before = file_set_list (f->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (before), ==, 0);
  g_assert_true (write_three (f, TRUE, "new", &error));
  g_assert_no_error (error);
  assert_names (f, "a b c");
  g_auto(GStrv) after = file_set_list (f->folder, &error);
  g_assert_cmpstrv (after, ((const char *const[]) { "a", "b", "c", NULL }));
  g_auto(GStrv) nowhere = file_set_list ("/nowhere/at/all", &error);
  g_assert_cmpuint (g_strv_length (nowhere), ==, 0);
}

static void
test_one_at_a_time (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FileSet) first = file_set_open (f->folder, TRUE, &error);
  g_assert_true (file_set_add (first, "a", "first", &error));
  g_assert_null (file_set_open (f->folder, TRUE, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (file_set_commit (first, &error));
  assert_holds (f, "a", "first");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/file-set/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("modes", test_modes);
  ADD ("together", test_together);
  ADD ("abandoned", test_abandoned);
  ADD ("taken-back", test_taken_back);
  ADD ("may-not-last", test_may_not_last);
  ADD ("in-the-way", test_in_the_way);
  ADD ("link", test_link);
  ADD ("left-over", test_left_over);
  ADD ("one-at-a-time", test_one_at_a_time);
  return g_test_run ();
}
