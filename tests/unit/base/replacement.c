/* Files put in the place of others: whole or not at all, by one program at a time. */

#include "lib/base/replacement.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/folder.h"
#include "tests/scratch_folder.h"

#define WRITERS 6
#define TURNS 20
#define TEXT_LENGTH 3000

typedef struct {
  char *folder, *file, *beside, *kept;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->folder = scratch_folder ();
  f->file = g_build_filename (f->folder, "file", NULL);
  f->beside = g_build_filename (f->folder, ".file.writing", NULL);
  f->kept = g_build_filename (f->folder, "kept", NULL);
  g_assert_true (g_file_set_contents (f->file, "old\n", -1, NULL));
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_free (f->file);
  g_free (f->beside);
  g_free (f->kept);
  scratch_folder_remove (f->folder);
}

static void
assert_holds (const char *path, const char *expected)
{
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static gboolean
replace (const char *path, const char *text, GError **error)
{
  g_autoptr(Replacement) replacement = replacement_prepare (path, text, error);
  return replacement != NULL && replacement_place (replacement, error) && replacement_flush (replacement, error);
}

/* What is prepared changes nothing until it is placed, and is gone when it is not. */
static void
test_prepares (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  {
    g_autoptr(Replacement) given_up = replacement_prepare (f->file, "given up\n", &error);
    g_assert_no_error (error);
    g_assert_nonnull (given_up);
    assert_holds (f->beside, "given up\n");
    assert_holds (f->file, "old\n");
  }
  g_assert_false (g_file_test (f->beside, G_FILE_TEST_EXISTS));
  assert_holds (f->file, "old\n");
  g_assert_true (replace (f->file, "new\n", &error));
  assert_holds (f->file, "new\n");
  g_assert_false (g_file_test (f->beside, G_FILE_TEST_EXISTS));
  replacement_free (NULL);
}

/* Whatever the umask lets others do, they never write. */
static void
test_mode (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  struct stat status;
  mode_t mask = umask (0);
  g_assert_true (replace (f->file, "open to all?\n", NULL));
  umask (mask);
  g_assert_cmpint (g_stat (f->file, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0644);
}

static void
test_other_kinds (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  struct stat status;
  g_autoptr(GError) error = NULL;
  g_assert_false (replace (f->folder, "x", &error));
  g_assert_nonnull (strstr (error->message, "it is a folder"));
  g_clear_error (&error);
  g_assert_cmpint (symlink ("file", f->kept), ==, 0);
  g_assert_false (replace (f->kept, "x", &error));
  g_assert_nonnull (strstr (error->message, "it is a link"));
  g_clear_error (&error);
  g_unlink (f->kept);
  g_assert_cmpint (mkfifo (f->kept, 0600), ==, 0);
  g_assert_false (replace (f->kept, "x", &error));
  g_assert_nonnull (strstr (error->message, "it is not a regular file"));
  g_assert_true (g_lstat (f->kept, &status) == 0 && S_ISFIFO (status.st_mode));
  assert_holds (f->file, "old\n");
}

/* A link that somebody put where we write is not followed. */
static void
test_planted_link (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_assert_true (g_file_set_contents (f->kept, "kept\n", -1, NULL));
  g_assert_cmpint (symlink ("kept", f->beside), ==, 0);
  g_assert_true (replace (f->file, "new\n", &error));
  g_assert_no_error (error);
  assert_holds (f->kept, "kept\n");
  assert_holds (f->file, "new\n");
  g_assert_cmpint (g_unlink (f->kept), ==, 0);
  g_assert_cmpint (link (f->file, f->kept), ==, 0);
  g_assert_cmpint (link (f->kept, f->beside), ==, 0);
  g_assert_true (replace (f->file, "newer\n", &error));
  assert_holds (f->kept, "new\n");
}

/* What a program left that was killed is in nobody's way. */
static void
test_left_over (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  pid_t child = fork ();
  if (child == 0)
    _exit (replacement_prepare (f->file, "left, and longer than what follows", NULL) != NULL ? 0 : 1);
  int status;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  assert_holds (f->beside, "left, and longer than what follows");
  g_assert_true (replace (f->file, "new\n", &error));
  g_assert_no_error (error);
  assert_holds (f->file, "new\n");
  g_assert_false (g_file_test (f->beside, G_FILE_TEST_EXISTS));
}

typedef struct { const char *path; char letter; } Writer;

/* The number of turns that failed. */
static gpointer
write_often (gpointer data)
{
  const Writer *writer = data;
  guint failed = 0;
  g_autofree char *text = g_strnfill (TEXT_LENGTH, writer->letter);
  for (guint i = 0; i < TURNS; i++)
    failed += !replace (writer->path, text, NULL);
  return GUINT_TO_POINTER (failed);
}

/* Each text is of one letter: none is lost half way or mixed with another's. A
 * lock is of what was opened, so threads stand for programs. */
static void
test_takes_turns (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  Writer writers[WRITERS];
  GThread *threads[WRITERS];
  g_assert_true (replace (f->file, "aaa", NULL));
  for (guint i = 0; i < WRITERS; i++)
    {
      writers[i] = (Writer) { f->file, (char) ('a' + i) };
      threads[i] = g_thread_new ("writer", write_often, &writers[i]);
    }
  for (guint i = 0; i < WRITERS; i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 0);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (f->file, &text, NULL, NULL));
  g_autofree char *expected = g_strnfill (TEXT_LENGTH, *text);
  g_assert_cmpstr (text, ==, expected);
  g_auto(GStrv) names = folder_list (f->folder, NULL);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/replacement/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("changes-nothing-until-it-is-placed", test_prepares);
  ADD ("is-written-by-nobody-else", test_mode);
  ADD ("is-of-no-folder-pipe-or-link", test_other_kinds);
  ADD ("follows-no-link-planted-beside", test_planted_link);
  ADD ("clears-away-what-a-killed-program-left", test_left_over);
  ADD ("takes-turns-with-other-programs", test_takes_turns);
  return g_test_run ();
}
