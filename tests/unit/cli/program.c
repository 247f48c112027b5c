/* A program run: which exit code each kind of trouble has, what is printed where,
 * and that an error is one line. */

#include "lib/cli/program.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/cli/arguments.h"
#include "tests/scratch_folder.h"

/* Does what its argument says. */
static int
act (const Arguments *arguments, GError **error)
{
  const char *what = arguments_get (arguments, "WHAT");
  if (strcmp (what, "refuse") == 0)
    error_refuse (error, "no:\n\r the answer is\nno\n");
  else if (strcmp (what, "fault") == 0)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_IO, "the disk is gone");
  else if (strcmp (what, "usage") == 0)
    error_usage (error, "not like that");
  else
    printf ("did %s\n", what);
  return strcmp (what, "find") == 0 ? EXIT_FINDINGS : EXIT_DONE;
}

static const Command command_act = {
  .name = "act", .summary = "do it", .arguments = { { "WHAT", "", .kind = VALUE_TEXT } }, .run = act,
};
static const Command *const commands[] = { &command_act };

static GStrv
list_returns (const char *datadir, GError **error)
{
  if (*datadir != '/')
    error_fault (error, "no data");
  return *datadir != '/' ? NULL : g_strsplit ("annual capacity", " ", -1);
}

static const Program program = {
  .name = "care-test", .summary = "Tests.", .commands = commands, .n_commands = G_N_ELEMENTS (commands),
  .see_also = "git(1)", .list_returns = list_returns,
};

typedef struct { char *folder, *paths[2], *texts[2]; } Fixture;

static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer unused)
{
  f->folder = scratch_folder ();
  f->paths[0] = g_build_filename (f->folder, "out", NULL);
  f->paths[1] = g_build_filename (f->folder, "err", NULL);
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer unused)
{
  for (guint i = 0; i < 2; i++)
    {
      g_free (f->paths[i]);
      g_free (f->texts[i]);
    }
  scratch_folder_remove (f->folder);
}

/* Runs the program with WORDS, with blanks between; what it printed is in TEXTS.
 * The exit code. */
static int
run (Fixture *f, const char *out, const char *words)
{
  g_autofree char *line = g_strconcat ("care-test ", words, NULL);
  g_auto(GStrv) argv = g_strsplit (g_strchomp (line), " ", -1);
  g_autofree char **given = g_memdup2 (argv, (g_strv_length (argv) + 1) * sizeof *argv);
  const char *to[] = { out, f->paths[1] };
  int kept[2];
  fflush (stdout);
  clearerr (stdout);     /* a run before may have failed to print */
  for (int i = 0; i < 2; i++)
    {
      kept[i] = dup (i + STDOUT_FILENO);
      int fd = open (to[i], O_WRONLY | O_CREAT | O_TRUNC, 0600);
      g_assert_cmpint (dup2 (fd, i + STDOUT_FILENO), ==, i + STDOUT_FILENO);
      close (fd);
    }
  int code = program_main (&program, (int) g_strv_length (argv), given);
  for (int i = 0; i < 2; i++)
    {
      dup2 (kept[i], i + STDOUT_FILENO);
      close (kept[i]);
      g_clear_pointer (&f->texts[i], g_free);
      g_assert_true (to[i] != f->paths[i] || g_file_get_contents (f->paths[i], &f->texts[i], NULL, NULL));
    }
  return code;
}

static void
test_codes (Fixture *f, G_GNUC_UNUSED gconstpointer unused)
{
  static const struct { const char *words; int code; const char *out, *err; } cases[] = {
    { "act well", 0, "did well\n", "" },
    { "act find", 1, "did find\n", "" },
    { "act refuse", 1, "", "care-test: no:   the answer is no\n" },
    { "act usage", 2, "", "care-test: not like that\n" },
    { "act fault", 3, "", "care-test: the disk is gone\n" },
    { "", 2, "", "care-test: no command given: see 'care-test --help'\n" },
    { "axt well", 2, "", "care-test: unknown command 'axt'; did you mean 'act'?\n" },
    { "act", 2, "", "care-test: usage: care-test act WHAT\n" },
    { "--version", 0, "care-test " VERSION "\n", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (run (f, f->paths[0], cases[i].words), ==, cases[i].code);
      g_assert_cmpstr (f->texts[0], ==, cases[i].out);
      g_assert_cmpstr (f->texts[1], ==, cases[i].err);
    }
}

/* What it says of itself is each time another text, and no error. */
static void
test_sayings (Fixture *f, G_GNUC_UNUSED gconstpointer unused)
{
  static const struct { const char *words, *begin; } cases[] = {
    { "--help", "Usage: care-test COMMAND" },
    { "-h", "Usage: care-test COMMAND" },
    { "act --help", "Usage:\n  care-test act [OPTION...] WHAT\n" },
    { "--manual", ".\\\" Made by the program" },
    { "--completion", "# Made by the program" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (run (f, f->paths[0], cases[i].words), ==, 0);
      g_assert_true (g_str_has_prefix (f->texts[0], cases[i].begin));
      g_assert_cmpstr (f->texts[1], ==, "");
    }
  g_assert_nonnull (strstr (f->texts[0], "_returns='annual capacity'"));
}

/* What was lost on its way out is a fault, whatever the command made of it. */
static void
test_lost (Fixture *f, G_GNUC_UNUSED gconstpointer unused)
{
  g_assert_cmpint (run (f, "/dev/full", "act find"), ==, 3);
  g_assert_cmpstr (f->texts[1], ==, "care-test: cannot write to standard output: No space left on device\n");
  g_assert_cmpint (run (f, "/dev/full", "act refuse"), ==, 1);
}

static void
test_datadir (void)
{
  g_assert_cmpstr (program_datadir (), ==, g_getenv ("CARE_OVERSIGHT_DATA"));
  g_assert_true (program_datadir () == program_datadir ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/program/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("each-kind-of-trouble-has-its-exit-code", test_codes);
  ADD ("says-what-it-is", test_sayings);
  ADD ("output-that-is-lost-is-a-fault", test_lost);
  g_test_add_func ("/program/data-are-where-the-environment-says", test_datadir);
  return g_test_run ();
}
