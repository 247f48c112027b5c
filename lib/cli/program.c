#include "lib/cli/program.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/cli/arguments.h"
#include "lib/cli/completion.h"
#include "lib/cli/help.h"
#include "lib/cli/manual.h"
#include "lib/cli/output.h"

static ExitCode
exit_code_of (const GError *error)
{
  static const ExitCode codes[] = {
    [ERROR_USAGE] = EXIT_USAGE,
    [ERROR_REFUSED] = EXIT_FINDINGS,
    [ERROR_FAULT] = EXIT_FAULT,
  };
  return codes[error_kind (error)];
}

static const Command *
find_command (const Program *program, const char *name, GError **error)
{
  g_autofree const char **names = g_new0 (const char *, program->n_commands + 1);
  for (guint i = 0; i < program->n_commands; i++)
    {
      if (strcmp (program->commands[i]->name, name) == 0)
        return program->commands[i];
      names[i] = program->commands[i]->name;
    }
  name_error (error, ERROR_USAGE, "command", name, names);
  return NULL;
}

static int
run_command (const Program *program, int argc, char **argv, GError **error)
{
  const Command *command = find_command (program, argv[0], error);
  g_auto(Arguments) arguments = { 0 };
  if (command == NULL || !arguments_parse (&arguments, command, argc, argv, error))
    return EXIT_USAGE;
  if (arguments.help)
    {
      g_autofree char *help = help_of_command (program, command);
      fputs (help, stdout);
      return EXIT_DONE;
    }
  if (command->record == WRITES_RECORD)
    output_outlive_reader ();
  return arguments_open (&arguments, error) ? command->run (&arguments, error) : EXIT_FAULT;
}

static char *
say_help (const Program *program, G_GNUC_UNUSED GError **error)
{
  return help_of_program (program);
}

static char *
say_version (const Program *program, G_GNUC_UNUSED GError **error)
{
  return g_strdup_printf ("%s %s\n", program->name, VERSION);
}

static char *
say_manual (const Program *program, G_GNUC_UNUSED GError **error)
{
  return manual_of_program (program);
}

static char *
say_completion (const Program *program, GError **error)
{
  g_auto(GStrv) returns = program->list_returns (program_datadir (), error);
  return returns == NULL ? NULL : completion_of_program (program, (const char *const *) returns);
}

/* What a program says of itself, for each option it has without a command; NULL
 * with ERROR when it cannot. */
static const struct {
  const char *option;
  char *(*text) (const Program *program, GError **error);
} sayings[] = {
  { "--help", say_help },
  { "-h", say_help },
  { "--version", say_version },
  { "--manual", say_manual },
  { "--completion", say_completion },
};

/* Whether OPTION was one of them; it is printed. */
static gboolean
say (const Program *program, const char *option, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (sayings); i++)
    if (strcmp (sayings[i].option, option) == 0)
      {
        g_autofree char *text = sayings[i].text (program, error);
        if (text != NULL)
          fputs (text, stdout);
        return TRUE;
      }
  return FALSE;
}

/* One line on stderr, whatever the message holds. */
static int
report (const char *program, const GError *error)
{
  g_autofree char *line = g_strdup (error->message);
  g_strdelimit (line, "\r\n", ' ');
  fprintf (stderr, "%s: %s\n", program, g_strchomp (line));
  return (int) exit_code_of (error);
}

int
program_main (const Program *program, int argc, char **argv)
{
  output_open ();
  /* Past a limit on the size of files (ulimit -f) writing fails, and is told. */
  signal (SIGXFSZ, SIG_IGN);
  /* Texts are UTF-8 whatever the user's locale, and numbers print one way. */
  setlocale (LC_CTYPE, "C.UTF-8");
  g_set_prgname (program->name);
  g_autoptr(GError) error = NULL;
  int code = EXIT_DONE;

  if (argc < 2)
    error_usage (&error, "no command given: see '%s --help'", program->name);
  else if (!say (program, argv[1], &error))
    code = run_command (program, argc - 1, argv + 1, &error);
  if (error != NULL)
    code = report (program->name, error);
  g_autoptr(GError) lost = NULL;
  if (output_flush (&lost))
    return code;
  return error != NULL ? EXIT_FAULT : report (program->name, lost);
}

static gboolean
holds_data (const char *folder)
{
  g_autofree char *probe = g_build_filename (folder, "submissions", "annual", NULL);
  return g_file_test (probe, G_FILE_TEST_IS_DIR);
}

static char *
find_datadir (void)
{
  const char *named = g_getenv ("CARE_OVERSIGHT_DATA");
  if (named != NULL && *named != '\0')
    return g_strdup (named);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  if (program != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (program);
      char *beside = g_build_filename (folder, "..", "share", "care-oversight", NULL);
      if (holds_data (beside))
        return beside;
      g_free (beside);
      if (holds_data (folder))
        return g_steal_pointer (&folder);
    }
  return g_strdup (PKGDATADIR);
}

const char *
program_datadir (void)
{
  static char *folder;
  if (g_once_init_enter (&folder))
    g_once_init_leave (&folder, find_datadir ());
  return folder;
}
