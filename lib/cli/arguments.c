#include "lib/cli/arguments.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/base/folder.h"
#include "lib/cli/open_record.h"

static const char *const format_names[] = {
  [FORMAT_TEXT] = "text", [FORMAT_CSV] = "csv", [FORMAT_JSON] = "json", NULL,
};

void
arguments_clear (Arguments *arguments)
{
  g_clear_pointer (&arguments->snapshot, snapshot_free);
  g_clear_pointer (&arguments->store, store_free);
  g_clear_pointer (&arguments->words, g_strfreev);
  for (guint i = 0; i < COMMAND_MAX_OPTIONS; i++)
    {
      g_clear_pointer (&arguments->values[i], g_free);
      g_clear_pointer (&arguments->lists[i], g_strfreev);
    }
  g_clear_pointer (&arguments->actor_name, g_free);
  g_clear_pointer (&arguments->actor_mail, g_free);
}

/* --- the options of a row, as GLib takes them --- */

static gboolean
is_path (ValueKind kind)
{
  return kind >= VALUE_FILE && kind <= VALUE_RECORD;
}

static GOptionEntry
option_entry (Arguments *out, guint i)
{
  const CommandOption *option = &out->command->options[i];
  GOptionEntry entry = { .long_name = option->name };
  entry.arg = option->kind == VALUE_FLAG ? G_OPTION_ARG_NONE
              : option->repeats          ? G_OPTION_ARG_FILENAME_ARRAY
              : is_path (option->kind)   ? G_OPTION_ARG_FILENAME
                                         : G_OPTION_ARG_STRING;
  entry.arg_data = option->kind == VALUE_FLAG ? (gpointer) &out->flags[i]
                   : option->repeats          ? (gpointer) &out->lists[i]
                                              : (gpointer) &out->values[i];
  return entry;
}

static gboolean
split (Arguments *out, int argc, char **argv, GError **error)
{
  const Command *command = out->command;
  GOptionEntry entries[COMMAND_MAX_OPTIONS + 3] = { 0 };
  guint n = command_n_options (command);
  for (guint i = 0; i < n; i++)
    entries[i] = option_entry (out, i);
  entries[n++] = (GOptionEntry) { .long_name = "help", .short_name = 'h', .arg_data = &out->help };
  entries[n] = (GOptionEntry) { .long_name = G_OPTION_REMAINING, .arg = G_OPTION_ARG_FILENAME_ARRAY,
                                .arg_data = &out->words };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  g_autoptr(GError) wrong = NULL;
  if (!g_option_context_parse (context, &argc, &argv, &wrong))
    return error_usage (error, "%s: %s; see '%s %s --help'", command->name, wrong->message, g_get_prgname (),
                        command->name);
  if (out->words == NULL)
    out->words = g_new0 (char *, 1);
  return TRUE;
}

/* --- what a row asks for --- */

/* Each argument has its word: as many as the row allows, groups whole. */
static gboolean
count_is_right (const Arguments *arguments)
{
  guint n = g_strv_length (arguments->words), most = command_n_arguments (arguments->command);
  const CommandArgument *rows = arguments->command->arguments;
  if (n > most)
    return most > 0 && rows[most - 1].count == COUNT_ANY;
  if (n == most)
    return TRUE;
  return rows[n].count == COUNT_OPTIONAL || rows[n].count == COUNT_ANY;
}

static gboolean
read_choice (const char *what, const char *text, const char *const *choices, GError **error)
{
  return g_strv_contains (choices, text) || name_error (error, ERROR_USAGE, what, text, choices);
}

static gboolean
read_date (const char *name, const char *text, GError **error)
{
  Date date;
  return date_parse (text, &date) || error_usage (error, "%s: '%s' is not a date: write it like 2026-04-30", name, text);
}

static gboolean
read_time (const char *name, const char *text, gint64 *out, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GDateTime) time = time_parse (text, &wrong);
  if (time == NULL)
    return error_usage (error, "%s: %s", name, wrong->message);
  *out = g_date_time_to_unix (time);
  return TRUE;
}

static gboolean
read_actor (const char *name, const char *text, Arguments *out, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  if (!actor_parse (text, &out->actor_name, &out->actor_mail, &wrong))
    return error_usage (error, "%s: %s", name, wrong->message);
  out->actor.name = out->actor_name;
  out->actor.mail = out->actor_mail;
  return TRUE;
}

static gboolean
read_format (const char *text, Format *out, GError **error)
{
  if (!read_choice ("format", text, format_names, error))
    return FALSE;
  for (Format format = FORMAT_TEXT; format <= FORMAT_JSON; format++)
    if (strcmp (format_names[format], text) == 0)
      *out = format;
  return TRUE;
}

/* An empty path is the slip of a script: a variable that is not set. */
static gboolean
read_path (const char *name, const char *text, GError **error)
{
  return *text != '\0' || error_usage (error, "%s is empty: name a file or folder", name);
}

/* TEXT was given for OPTION. */
static gboolean
read_option (const CommandOption *option, const char *text, Arguments *out, GError **error)
{
  g_autofree char *name = g_strconcat ("--", option->name, NULL);
  switch (option->kind)
    {
    case VALUE_CHOICE:
      return read_choice (option->name, text, option->choices, error);
    case VALUE_DATE:
      return read_date (name, text, error);
    case VALUE_TIME:
      return read_time (name, text, &out->actor.time, error);
    case VALUE_ACTOR:
      return read_actor (name, text, out, error);
    case VALUE_FORMAT:
      return read_format (text, &out->format, error);
    case VALUE_FILE:
    case VALUE_FOLDER:
    case VALUE_NEW_FILE:
    case VALUE_NEW_FOLDER:
    case VALUE_RECORD:
      return read_path (name, text, error);
    case VALUE_TEXT:
    case VALUE_FLAG:
    case VALUE_RETURN:
    case VALUE_PERIOD:
    case VALUE_PERSON:
    case VALUE_AS_AT:
      return TRUE;
    }
  g_assert_not_reached ();
}

/* The text of OPTION, or of what stands otherwise; NULL for none. */
static const char *
text_of (const Arguments *arguments, guint i)
{
  const CommandOption *option = &arguments->command->options[i];
  if (arguments->values[i] != NULL)
    return arguments->values[i];
  return option->kind == VALUE_ACTOR ? RECORD_ACTOR : option->otherwise;
}

static guint
option_index (const Arguments *arguments, const char *name)
{
  for (guint i = 0; i < command_n_options (arguments->command); i++)
    if (g_str_equal (arguments->command->options[i].name, name))
      return i;
  g_error ("command '%s' has no option or argument '%s'", arguments->command->name, name);
}

static gboolean
is_given (const Arguments *arguments, guint i)
{
  return arguments->values[i] != NULL || arguments->lists[i] != NULL || arguments->flags[i];
}

static gboolean
read_options (Arguments *out, GError **error)
{
  for (guint i = 0; i < command_n_options (out->command); i++)
    {
      const CommandOption *option = &out->command->options[i];
      const char *text = text_of (out, i);
      if (!is_given (out, i) && option->required != NULL)
        return error_usage (error, "%s", option->required);
      if (option->with != NULL && is_given (out, i) != is_given (out, option_index (out, option->with)))
        return error_usage (error, "--%s and --%s are given together or not at all", option->name, option->with);
      if (text != NULL && !read_option (option, text, out, error))
        return FALSE;
      for (char **each = out->lists[i]; each != NULL && *each != NULL; each++)
        if (!read_option (option, *each, out, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
read_word (const CommandArgument *argument, const char *text, GError **error)
{
  if (argument->kind == VALUE_CHOICE)
    return read_choice (argument->what, text, argument->choices, error);
  if (is_path (argument->kind))
    return read_path (argument->name, text, error);
  return argument->kind != VALUE_DATE || read_date (argument->name, text, error);
}

static gboolean
read_words (const Arguments *arguments, GError **error)
{
  const CommandArgument *rows = arguments->command->arguments;
  guint n = command_n_arguments (arguments->command);
  for (guint i = 0; arguments->words[i] != NULL; i++)
    if (!read_word (&rows[MIN (i, n - 1)], arguments->words[i], error))
      return FALSE;
  return TRUE;
}

gboolean
arguments_parse (Arguments *out, const Command *command, int argc, char **argv, GError **error)
{
  out->command = command;
  out->actor.time = g_get_real_time () / G_USEC_PER_SEC;
  if (!split (out, argc, argv, error))
    return FALSE;
  if (out->help)
    return TRUE;
  if (!count_is_right (out))
    {
      g_autofree char *synopsis = command_synopsis (command);
      return error_usage (error, "usage: %s %s %s", g_get_prgname (), command->name, synopsis);
    }
  return read_words (out, error) && read_options (out, error);
}

/* --- the record --- */

static const char *
value_of_kind (const Arguments *arguments, ValueKind kind)
{
  const Command *command = arguments->command;
  for (guint i = 0; i < command_n_arguments (command) && arguments->words[i] != NULL; i++)
    if (command->arguments[i].kind == kind)
      return arguments->words[i];
  for (guint i = 0; i < command_n_options (command); i++)
    if (command->options[i].kind == kind)
      return arguments->values[i];
  return NULL;
}

/* What is written goes over a record's own files, or makes it one that does not
 * verify: before anything is done it is known where it goes. */
static gboolean
writes_outside (const Arguments *arguments, const char *record, GError **error)
{
  static const ValueKind written[] = { VALUE_NEW_FILE, VALUE_NEW_FOLDER };
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      const char *path = value_of_kind (arguments, written[i]);
      if (path != NULL && folder_holds (record, path))
        return error_usage (error, "'%s' is in record '%s', where nothing else may be: name another place", path,
                            record);
    }
  return TRUE;
}

FILE *
arguments_said_to (const Arguments *arguments)
{
  for (guint i = 0; i < command_n_options (arguments->command); i++)
    if (arguments->command->options[i].kind == VALUE_FORMAT)
      return arguments->format == FORMAT_TEXT ? stdout : stderr;
  return stderr;
}

gboolean
arguments_open (Arguments *arguments, GError **error)
{
  const char *path = value_of_kind (arguments, VALUE_RECORD);
  if (path == NULL || arguments->command->record == NO_RECORD)
    return TRUE;
  if (!writes_outside (arguments, path, error))
    return FALSE;
  arguments->store = open_record (path, arguments_said_to (arguments), &arguments->mark, error);
  if (arguments->store == NULL)
    return FALSE;
  arguments->snapshot = store_snapshot (arguments->store, value_of_kind (arguments, VALUE_AS_AT), error);
  return arguments->snapshot != NULL;
}

/* --- asking --- */

const char *
arguments_get (const Arguments *arguments, const char *name)
{
  guint given = g_strv_length (arguments->words);
  for (guint i = 0; i < command_n_arguments (arguments->command); i++)
    if (g_str_equal (arguments->command->arguments[i].name, name))
      return i < given ? arguments->words[i] : NULL;
  return text_of (arguments, option_index (arguments, name));
}

gboolean
arguments_flag (const Arguments *arguments, const char *name)
{
  return arguments->flags[option_index (arguments, name)];
}

guint
arguments_choice (const Arguments *arguments, const char *name)
{
  guint i = option_index (arguments, name), chosen = 0;
  const char *text = text_of (arguments, i);
  const char *const *choices = arguments->command->options[i].choices;
  while (!g_str_equal (choices[chosen], text))
    chosen++;
  return chosen;
}

gboolean
arguments_date (const Arguments *arguments, const char *name, Date *out)
{
  const char *text = arguments_get (arguments, name);
  return text != NULL && date_parse (text, out);
}

const char *const *
arguments_list (const Arguments *arguments, const char *name)
{
  static const char *const none[] = { NULL };
  guint i = option_index (arguments, name);
  g_assert (arguments->command->options[i].repeats);
  return arguments->lists[i] == NULL ? none : (const char *const *) arguments->lists[i];
}

const char *const *
arguments_rest (const Arguments *arguments)
{
  guint n = command_n_arguments (arguments->command), given = g_strv_length (arguments->words);
  g_assert (n > 0 && arguments->command->arguments[n - 1].count == COUNT_ANY);
  return (const char *const *) arguments->words + MIN (given, n - 1);
}

Date
arguments_day (const Arguments *arguments)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (arguments->actor.time);
  return date_of_time (time);
}
