#include "lib/cli/help.h"

#include <string.h>

#define HELP_OPTION "-h, --help"
/* Blanks between the longest option and what is said of it. */
#define GAP 5

char *
help_of_program (const Program *program)
{
  GString *out = g_string_new (NULL);
  g_string_append_printf (out, "Usage: %s COMMAND [ARGUMENT...]\n\n%s\n\nCommands:\n", program->name,
                          program->summary);
  for (guint i = 0; i < program->n_commands; i++)
    g_string_append_printf (out, "  %-14s %s\n", program->commands[i]->name, program->commands[i]->summary);
  g_string_append_printf (out, "\n'%s COMMAND --help' says what a command takes; --manual prints the manual page,\n"
                               "--completion what bash completes with, --version which release this is.\n"
                               "Exit status: 0 done, 1 findings or \"no\", 2 wrong usage, 3 a fault.\n",
                          program->name);
  return g_string_free (out, FALSE);
}

static char *
option_words (const CommandOption *option)
{
  return option->value == NULL ? g_strdup_printf ("--%s", option->name)
                               : g_strdup_printf ("--%s=%s", option->name, option->value);
}

static void
append_options (GString *out, const Command *command)
{
  guint n = command_n_options (command);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  gsize width = strlen (HELP_OPTION);
  for (guint i = 0; i < n; i++)
    {
      char *option = option_words (&command->options[i]);
      g_ptr_array_add (words, option);
      width = MAX (width, strlen (option));
    }
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "  %-*s%s%s\n", (int) width + GAP, (char *) words->pdata[i],
                            command->options[i].help,
                            command->options[i].required != NULL ? " (must be given)" : "");
  g_string_append_printf (out, "  %-*sShow this and exit\n", (int) width + GAP, HELP_OPTION);
}

char *
help_of_command (const Program *program, const Command *command)
{
  g_autofree char *synopsis = command_synopsis (command);
  GString *out = g_string_new (NULL);
  g_string_append_printf (out, "Usage:\n  %s %s [OPTION...] %s\n\n%s\n\nOptions:\n", program->name, command->name,
                          synopsis, command->summary);
  append_options (out, command);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}
