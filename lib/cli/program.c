#include "lib/cli/program.h"

#include <locale.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/base/period.h"
#include "lib/base/suggest.h"
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

static void
print_help (const char *program, const char *summary, const Command *commands, guint n)
{
  printf ("Usage: %s COMMAND [ARGUMENT...]\n\n%s\n\nCommands:\n", program, summary);
  for (guint i = 0; i < n; i++)
    printf ("  %-14s %s\n", commands[i].name, commands[i].summary);
  printf ("\n'%s COMMAND --help' says what a command takes.\n"
          "Exit status: 0 done, 1 findings or \"no\", 2 wrong usage, 3 a fault.\n", program);
}

static const Command *
find_command (const char *name, const Command *commands, guint n, GError **error)
{
  g_autofree const char **names = g_new0 (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      if (strcmp (commands[i].name, name) == 0)
        return &commands[i];
      names[i] = commands[i].name;
    }
  name_error (error, ERROR_USAGE, "command", name, names);
  return NULL;
}

/* One line on stderr, whatever the message holds. */
static int
report (const char *program, const GError *error)
{
  g_autofree char *line = g_strdup (error->message);
  g_strdelimit (line, "\r\n", ' ');
  fprintf (stderr, "%s: %s\n", program, g_strchomp (line));
  return exit_code_of (error);
}

int
program_main (const char *program, const char *summary, const Command *commands, guint n,
              int argc, char **argv)
{
  output_open ();
  /* Texts are UTF-8 whatever the user's locale, and numbers print one way. */
  setlocale (LC_CTYPE, "C.UTF-8");
  g_set_prgname (program);
  g_autoptr(GError) error = NULL;
  int code = EXIT_DONE;

  if (argc > 1 && (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0))
    print_help (program, summary, commands, n);
  else if (argc > 1 && strcmp (argv[1], "--version") == 0)
    printf ("%s %s\n", program, VERSION);
  else if (argc < 2)
    error_usage (&error, "no command given: see '%s --help'", program);
  else
    {
      const Command *command = find_command (argv[1], commands, n, &error);
      if (command != NULL)
        code = command->run (command, argc - 1, argv + 1, &error);
    }
  if (error != NULL)
    code = report (program, error);
  g_autoptr(GError) lost = NULL;
  if (output_flush (&lost))
    return code;
  return error != NULL ? EXIT_FAULT : report (program, lost);
}

static gboolean
count_is_right (guint count, int min, int max)
{
  return count >= (guint) min && (max < 0 || count <= (guint) max);
}

gboolean
command_options (int argc, char **argv, const Command *command, const GOptionEntry *entries,
                 int min, int max, GStrv *args, gboolean *done, GError **error)
{
  gboolean help = FALSE;
  g_auto(GStrv) rest = NULL;
  const GOptionEntry ours[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, "Show this and exit", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *name = g_strconcat (g_get_prgname (), " ", command->name, NULL);
  g_autoptr(GOptionContext) context = g_option_context_new (command->synopsis);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, command->summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, ours, NULL);
  g_autoptr(GError) wrong = NULL;
  if (!g_option_context_parse (context, &argc, &argv, &wrong))
    return error_usage (error, "%s: %s; see '%s --help'", command->name, wrong->message, name);
  *done = help;
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);
      const char *first_line_end = strchr (text, '\n');
      printf ("Usage:\n  %s [OPTION...] %s\n%s", name, command->synopsis,
              strchr (first_line_end + 1, '\n') + 1);
      return TRUE;
    }
  if (!count_is_right (rest == NULL ? 0 : g_strv_length (rest), min, max))
    return error_usage (error, "usage: %s %s", name, command->synopsis);
  *args = rest == NULL ? g_new0 (char *, 1) : g_steal_pointer (&rest);
  return TRUE;
}

gboolean
format_parse (const char *text, Format *out, GError **error)
{
  static const char *const names[] = { "text", "csv", "json", NULL };
  for (Format format = FORMAT_TEXT; format <= FORMAT_JSON; format++)
    if (text == NULL || strcmp (text, names[format]) == 0)
      {
        *out = format;
        return TRUE;
      }
  return name_error (error, ERROR_USAGE, "format", text, names);
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

gboolean
option_time (const char *text, gint64 *out, GError **error)
{
  if (text == NULL)
    {
      *out = g_get_real_time () / G_USEC_PER_SEC;
      return TRUE;
    }
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GDateTime) time = time_parse (text, &wrong);
  if (time == NULL)
    return error_usage (error, "--at: %s", wrong->message);
  *out = g_date_time_to_unix (time);
  return TRUE;
}

gboolean
option_choose (const char *option, const char *text, const char *otherwise,
               const char *const *names, guint *out, GError **error)
{
  const char *chosen = text != NULL ? text : otherwise;
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], chosen))
      {
        *out = i;
        return TRUE;
      }
  return name_error (error, ERROR_USAGE, option, chosen, names);
}
