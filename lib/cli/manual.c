#include "lib/cli/manual.h"

/* What roff reads otherwise than it stands, and how it is written. */
static const struct {
  char letter;
  const char *written;
} escapes[] = {
  { '\\', "\\e" },
  { '-', "\\-" },
  { '\'', "\\(aq" },
  { '"', "\\(dq" },
  { '^', "\\(ha" },
  { '~', "\\(ti" },
  { '`', "\\(ga" },
  { '|', "|\\:" },       /* long lists of choices, and paths, may be broken here */
  { '/', "/\\:" },
};

static const char *
escape_of (gunichar letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (escapes); i++)
    if ((gunichar) escapes[i].letter == letter)
      return escapes[i].written;
  return NULL;
}

/* TEXT as its letters, in a line or an argument of a macro. */
static void
append_text (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      const char *written = escape_of (letter);
      if (written != NULL)
        g_string_append (out, written);
      else if (letter > 126)
        g_string_append_printf (out, "\\[u%04X]", letter);
      else
        g_string_append_unichar (out, letter);
    }
}

static void
append_macro (GString *out, const char *macro, const char *text)
{
  g_string_append_printf (out, ".%s \"", macro);
  append_text (out, text);
  g_string_append (out, "\"\n");
}

/* A line of running text, which a point at its start does not make a macro. */
static void
append_line (GString *out, const char *text)
{
  if (*text == '.')
    g_string_append (out, "\\&");
  append_text (out, text);
  g_string_append_c (out, '\n');
}

static void
append_entry (GString *out, const char *term, const char *text)
{
  g_string_append (out, ".TP\n");
  append_macro (out, "B", term);
  append_line (out, text);
}

static void
append_arguments (GString *out, const Command *command)
{
  for (guint i = 0; i < command_n_arguments (command); i++)
    {
      const CommandArgument *argument = &command->arguments[i];
      g_autofree char *choices = argument->choices == NULL ? NULL : g_strjoinv (", ", (GStrv) argument->choices);
      g_autofree char *what
        = choices == NULL ? g_strdup (argument->what) : g_strdup_printf ("%s: %s", argument->what, choices);
      append_entry (out, argument->name, what);
    }
}

static void
append_options (GString *out, const Command *command)
{
  for (guint i = 0; i < command_n_options (command); i++)
    {
      const CommandOption *option = &command->options[i];
      g_autofree char *term = option->value == NULL ? g_strconcat ("--", option->name, NULL)
                                                    : g_strconcat ("--", option->name, "=", option->value, NULL);
      g_autofree char *help = option->required == NULL ? g_strdup (option->help)
                                                       : g_strdup_printf ("%s. Must be given.", option->help);
      append_entry (out, term, help);
    }
}

static void
append_command (GString *out, const Program *program, const Command *command)
{
  static const char *const needs[] = {
    [NO_RECORD] = NULL,
    [READS_RECORD] = "A record that is given is read, and not changed.",
    [WRITES_RECORD] = "It writes to the record, signed with the record's key.",
  };
  g_autofree char *synopsis = command_synopsis (command);
  g_autofree char *usage = g_strjoin (" ", program->name, command->name, "[OPTION...]", synopsis, NULL);
  append_macro (out, "SS", command->name);
  append_macro (out, "B", usage);
  g_string_append (out, ".PP\n");
  append_line (out, command->about != NULL ? command->about : command->summary);
  if (needs[command->record] != NULL)
    append_line (out, needs[command->record]);
  append_arguments (out, command);
  append_options (out, command);
  if (command->refuses != NULL)
    append_entry (out, "Exit status 1", command->refuses);
}

static void
append_rest (GString *out, const Program *program)
{
  static const struct { const char *status, *says; } exits[] = {
    { "0", "Done." },
    { "1", "Findings, or the answer is no: what is wrong with the data is printed, with what to do." },
    { "2", "Wrong usage: one line on standard error says what is not understood." },
    { "3", "A fault: the world failed, and nothing is half done. One line on standard error says what failed, "
           "and what was done where the record had changed by then." },
  };
  append_macro (out, "SH", "EXIT STATUS");
  for (guint i = 0; i < G_N_ELEMENTS (exits); i++)
    append_entry (out, exits[i].status, exits[i].says);
  append_macro (out, "SH", "ENVIRONMENT");
  append_entry (out, "CARE_OVERSIGHT_DATA",
                "The folder with definitions of returns, methods and templates, instead of the one beside the program.");
  append_macro (out, "SH", "SEE ALSO");
  append_line (out, program->see_also);
}

char *
manual_of_program (const Program *program)
{
  g_autofree char *title = g_ascii_strup (program->name, -1);
  g_autofree char *about = g_strdup_printf ("%s - %s", program->name, program->summary);
  g_autofree char *usage = g_strdup_printf ("%s COMMAND [OPTION...] [ARGUMENT...]", program->name);
  GString *out = g_string_new (".\\\" Made by the program from its table of commands.\n");
  append_macro (out, "TH", title);
  g_string_truncate (out, out->len - 1);
  g_string_append (out, " \"1\" \"\" \"care-oversight " VERSION "\" \"User Commands\"\n.nh\n.ad l\n");
  append_macro (out, "SH", "NAME");
  append_line (out, about);
  append_macro (out, "SH", "SYNOPSIS");
  append_macro (out, "B", usage);
  append_macro (out, "SH", "COMMANDS");
  for (guint i = 0; i < program->n_commands; i++)
    append_command (out, program, program->commands[i]);
  append_rest (out, program);
  return g_string_free (out, FALSE);
}
