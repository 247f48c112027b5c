#include "lib/cli/completion.h"

/* What the script calls the kinds it can offer something for; the rest are "text". */
static const char *const kind_words[] = {
  [VALUE_TEXT] = "text",
  [VALUE_FLAG] = "flag",
  [VALUE_CHOICE] = "choice",
  [VALUE_DATE] = "text",
  [VALUE_FILE] = "file",
  [VALUE_FOLDER] = "folder",
  [VALUE_NEW_FILE] = "file",
  [VALUE_NEW_FOLDER] = "folder",
  [VALUE_RECORD] = "folder",
  [VALUE_RETURN] = "return",
  [VALUE_PERIOD] = "text",
  [VALUE_PERSON] = "text",
  [VALUE_AS_AT] = "text",
  [VALUE_ACTOR] = "text",
  [VALUE_TIME] = "text",
  [VALUE_FORMAT] = "format",
};

/* The part that is the same for every program; @f@ is the name of its function.
 * Options are words like "--format:format", arguments like "folder" or "choice:a|b",
 * the last with "..." when it may be given again. bash makes words of
 * its own of the "=" in "--format=csv". */
static const char script[] =
  "@f@_offer () # KIND\n"
  "{\n"
  "  case $1 in\n"
  "    file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n"
  "    folder) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") ;;\n"
  "    format) mapfile -t COMPREPLY < <(compgen -W 'text csv json' -- \"$cur\") ;;\n"
  "    return) mapfile -t COMPREPLY < <(compgen -W \"$@f@_returns\" -- \"$cur\") ;;\n"
  "    choice:*) local names=${1#choice:}; mapfile -t COMPREPLY < <(compgen -W \"${names//|/ }\" -- \"$cur\") ;;\n"
  "  esac\n"
  "}\n"
  "\n"
  "@f@_kind () # OPTION: sets kind to what it takes\n"
  "{\n"
  "  local option\n"
  "  kind=flag\n"
  "  for option in \"${options[@]}\"; do\n"
  "    [ \"${option%%:*}\" = \"$1\" ] && kind=${option#*:}\n"
  "  done\n"
  "}\n"
  "\n"
  "@f@ ()\n"
  "{\n"
  "  local cur=${COMP_WORDS[COMP_CWORD]} kind options=() arguments=() given=0 i word\n"
  "  COMPREPLY=()\n"
  "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
  "    mapfile -t COMPREPLY < <(compgen -W \"$@f@_commands --help --version\" -- \"$cur\")\n"
  "    return\n"
  "  fi\n"
  "  @f@_row \"${COMP_WORDS[1]}\"\n"
  "  for ((i = 2; i < COMP_CWORD; i++)); do\n"
  "    word=${COMP_WORDS[i]}\n"
  "    if [[ $word != --* ]]; then\n"
  "      given=$((given + 1))\n"
  "      continue\n"
  "    fi\n"
  "    @f@_kind \"$word\"\n"
  "    [ \"$kind\" = flag ] && continue\n"
  "    i=$((i + 1))\n"
  "    [ \"${COMP_WORDS[i]}\" = = ] && [ \"$i\" -lt \"$COMP_CWORD\" ] && i=$((i + 1))\n"
  "    if [ \"$i\" -ge \"$COMP_CWORD\" ]; then\n"
  "      [ \"$cur\" = = ] && cur=\n"
  "      @f@_offer \"$kind\"\n"
  "      return\n"
  "    fi\n"
  "  done\n"
  "  if [[ $cur == -* ]]; then\n"
  "    mapfile -t COMPREPLY < <(compgen -W \"${options[*]%%:*} --help\" -- \"$cur\")\n"
  "    return\n"
  "  fi\n"
  "  [ \"${#arguments[@]}\" -gt 0 ] || return\n"
  "  if [ \"$given\" -ge \"${#arguments[@]}\" ]; then\n"
  "    [[ ${arguments[-1]} == *... ]] || return\n"
  "    given=$((${#arguments[@]} - 1))\n"
  "  fi\n"
  "  kind=${arguments[given]}\n"
  "  @f@_offer \"${kind%...}\"\n"
  "}\n";

static void
append_kind (GString *out, ValueKind kind, const char *const *choices)
{
  g_string_append (out, kind_words[kind]);
  if (kind != VALUE_CHOICE)
    return;
  g_autofree char *names = g_strjoinv ("|", (GStrv) choices);
  g_string_append_printf (out, ":%s", names);
}

static void
append_row (GString *out, const Command *command)
{
  g_string_append_printf (out, "    %s)\n      options=(", command->name);
  for (guint i = 0; i < command_n_options (command); i++)
    {
      const CommandOption *option = &command->options[i];
      g_string_append_printf (out, " '--%s:", option->name);
      append_kind (out, option->kind, option->choices);
      g_string_append_c (out, '\'');
    }
  g_string_append (out, " )\n      arguments=(");
  for (guint i = 0; i < command_n_arguments (command); i++)
    {
      const CommandArgument *argument = &command->arguments[i];
      g_string_append (out, " '");
      append_kind (out, argument->kind, argument->choices);
      g_string_append (out, argument->count == COUNT_ANY ? "...'" : "'");
    }
  g_string_append (out, " ) ;;\n");
}

char *
completion_of_program (const Program *program, const char *const *returns)
{
  g_autofree char *function = g_strconcat ("_", program->name, NULL);
  g_strdelimit (function, "-", '_');
  g_autofree char *known = g_strjoinv (" ", (GStrv) returns);
  GString *out = g_string_new (script);
  g_string_append (out, "\n@f@_row () # COMMAND: sets what it takes\n{\n  case $1 in\n");
  for (guint i = 0; i < program->n_commands; i++)
    append_row (out, program->commands[i]);
  g_string_append (out, "  esac\n}\n\n@f@_commands='");
  for (guint i = 0; i < program->n_commands; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "", program->commands[i]->name);
  g_string_append_printf (out, "'\n@f@_returns='%s'\ncomplete -F @f@ %s\n", known, program->name);
  g_string_replace (out, "@f@", function, 0);
  g_string_prepend (out, "# Made by the program from its table of commands.\n");
  return g_string_free (out, FALSE);
}
