/* A report when the world fails while it is written: no space, no permission.
 * Each time: one line that says what failed, and the report that was there
 * before, whole. */

#define _GNU_SOURCE
#include "analyser/publish/report.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/folder.h"
#include "lib/cli/program.h"

#define NOBODY 65534
#define BLOCK 4096

static const char *const written[] = { "index.html", "index.md", "styles.css" };

typedef struct { char *above, *folder; } Fixture;

static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  f->above = g_dir_make_tmp ("report-XXXXXX", NULL);
  f->folder = g_build_filename (f->above, "reports", NULL);
  g_assert_cmpint (g_mkdir (f->folder, 0700), ==, 0);
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, written[i], NULL);
      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_assert_cmpint (g_rmdir (f->above), ==, 0);
  g_free (f->above);
  g_free (f->folder);
}

/* The index of one assessment called TITLE, written to FOLDER. */
static gboolean
write_report (const char *folder, const char *title, GError **error)
{
  g_autoptr(Report) report = report_new ("index", "index", TRUE);
  JsonArray *rows = json_array_new ();
  JsonObject *row = json_object_new ();
  static const char *const keys[] = { "file", "level", "count", "words", "period" };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    json_object_set_string_member (row, keys[i], "1");
  json_object_set_string_member (row, "title", title);
  json_array_add_object_element (rows, row);
  json_object_set_boolean_member (report->context, "restricted", TRUE);
  json_object_set_boolean_member (report->context, "has_assessments", TRUE);
  json_object_set_null_member (report->context, "market");
  json_object_set_array_member (report->context, "assessments", rows);
  g_autoptr(FileSet) files = file_set_open (folder, TRUE, error);
  return files != NULL && report_write_styles (program_datadir (), files, error)
         && report_write (report, program_datadir (), files, error)
         && file_set_commit (files, error);
}

/* In a process of its own, after PREPARE: whether it failed in one line. */
static gboolean
fails_plainly (const char *folder, gboolean (*prepare) (gsize number), gsize number)
{
  pid_t child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      g_autoptr(GError) error = NULL;
      if (!prepare (number) || write_report (folder, "new", &error))
        _exit (1);
      _exit (*error->message != '\0' && strchr (error->message, '\n') == NULL ? 0 : 2);
    }
  int status;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), !=, 2);
  return WEXITSTATUS (status) == 0;
}

/* The names in FOLDER, and what its page holds. */
static char *
state_of (const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = folder_list (folder, &error);
  g_assert_no_error (error);
  g_autofree char *joined = g_strjoinv (" ", names), *page = NULL, *words = NULL;
  g_autofree char *page_path = g_build_filename (folder, "index.html", NULL);
  g_autofree char *words_path = g_build_filename (folder, "index.md", NULL);
  g_assert_true (g_file_get_contents (page_path, &page, NULL, NULL));
  g_assert_true (g_file_get_contents (words_path, &words, NULL, NULL));
  return g_strdup_printf ("%s\n%s\n%s", joined, page, words);
}

static gboolean
limit_files (gsize bytes)
{
  struct rlimit bound = { bytes, bytes };
  return signal (SIGXFSZ, SIG_IGN) != SIG_ERR && setrlimit (RLIMIT_FSIZE, &bound) == 0;
}

/* No file may grow past a limit: the first that cannot, and the last. */
static void
test_file_limit (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const gsize limits[] = { 0, 1, 800, 2000 };
  g_assert_true (write_report (f->folder, "old", NULL));
  g_autofree char *before = state_of (f->folder);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_assert_true (fails_plainly (f->folder, limit_files, limits[i]));
      g_autofree char *after = state_of (f->folder);
      g_assert_cmpstr (after, ==, before);
    }
}

static gboolean
do_nothing (G_GNUC_UNUSED gsize number)
{
  return TRUE;
}

/* Fills the disk of FOLDER but for LEFT blocks; what takes the room. */
static char *
fill (const char *folder, gsize left)
{
  char *path = g_build_filename (folder, "..", "filler", NULL);
  g_autofree char *block = g_malloc0 (BLOCK);
  FILE *stream = g_fopen (path, "w");
  if (stream == NULL)
    g_error ("cannot write '%s'", path);
  setvbuf (stream, NULL, _IONBF, 0);
  while (fwrite (block, BLOCK, 1, stream) == 1)
    ;
  g_assert_cmpint (ftruncate (fileno (stream), MAX (0, ftell (stream) - (long) (left * BLOCK))), ==, 0);
  fclose (stream);
  return path;
}

/* A small disk that only this process sees, with so many blocks left that each
 * file in turn is the one that does not fit. */
static void
test_full_disk (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0
      || mount ("tmpfs", f->folder, "tmpfs", 0, "size=200k") != 0)
    {
      g_autofree char *reason = g_strdup_printf ("cannot mount a small disk: %s", g_strerror (errno));
      g_test_skip (reason);
      return;
    }
  guint failed = 0, done = 0;
  g_autofree char *folder = g_build_filename (f->folder, "in", NULL);
  g_assert_true (write_report (folder, "old", NULL));
  for (gsize left = 0; left <= 12; left++)
    {
      g_autofree char *before = state_of (folder), *filler = fill (folder, left);
      gboolean failing = fails_plainly (folder, do_nothing, 0);
      g_autofree char *after = state_of (folder);
      g_assert_true (g_str_equal (before, after) == failing);
      failed += failing ? 1 : 0;
      done += failing ? 0 : 1;
      g_assert_cmpint (g_remove (filler), ==, 0);
      g_assert_true (write_report (folder, "old", NULL));
    }
  g_assert_cmpint (umount (f->folder), ==, 0);
  g_assert_cmpuint (failed, >, 1);
  g_assert_cmpuint (done, >, 1);
}

static gboolean
be_nobody (G_GNUC_UNUSED gsize number)
{
  return geteuid () != 0 || setuid (NOBODY) == 0;
}

/* Whoever runs the tests may be root, whom no mode stops: the child is nobody then. */
static void
test_read_only (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_true (write_report (f->folder, "old", NULL));
  g_autofree char *before = state_of (f->folder);
  g_assert_cmpint (g_chmod (f->above, 0755), ==, 0);
  g_assert_cmpint (g_chmod (f->folder, 0555), ==, 0);
  g_assert_true (fails_plainly (f->folder, be_nobody, 0));
  g_assert_cmpint (g_chmod (f->folder, 0700), ==, 0);
  g_autofree char *after = state_of (f->folder);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/report/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("file-limit", test_file_limit);
  ADD ("read-only", test_read_only);
  ADD ("full-disk", test_full_disk);
  return g_test_run ();
}
