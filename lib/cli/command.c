#include "lib/cli/command.h"

guint
command_n_arguments (const Command *command)
{
  guint n = 0;
  while (n < COMMAND_MAX_ARGUMENTS && command->arguments[n].name != NULL)
    n++;
  return n;
}

guint
command_n_options (const Command *command)
{
  guint n = 0;
  while (n < COMMAND_MAX_OPTIONS && command->options[n].name != NULL)
    n++;
  return n;
}

char *
command_synopsis (const Command *command)
{
  GString *out = g_string_new (NULL);
  guint open = 0;
  for (guint i = 0; i < command_n_arguments (command); i++)
    {
      const CommandArgument *argument = &command->arguments[i];
      g_autofree char *choices = argument->choices == NULL ? NULL : g_strjoinv ("|", (GStrv) argument->choices);
      const char *name = choices == NULL ? argument->name : choices;
      gboolean opens = argument->count == COUNT_OPTIONAL || argument->count == COUNT_ANY;
      open += opens ? 1 : 0;
      g_string_append_printf (out, "%s%s%s%s", i > 0 ? " " : "", opens ? "[" : "", name,
                              argument->count == COUNT_ANY ? "..." : "");
    }
  for (; open > 0; open--)
    g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}
