/* care-collector check RETURN PERIOD DIR [--person ID --store STORE]: everything
 * that is wrong with a return, before it is sent. */

#include "collector/commands/commands.h"
#include "collector/commands/return_argument.h"
#include "collector/checking/verdict.h"
#include "lib/base/error.h"
#include "lib/tables/finding_print.h"

typedef struct {
  char *person, *store, *format;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->person);
  g_free (options->store);
  g_free (options->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_verdict (const CheckResult *result)
{
  guint64 soft = findings_count (result->findings, SEVERITY_SOFT);
  g_autofree char *text = verdict_text (result, soft);
  printf ("content hash %s\n%snext: %s\n", result->hash, text, verdict_next (verdict_of (result, soft)));
}

static void
print_result (const CheckResult *result, Format format)
{
  if (format == FORMAT_JSON)
    {
      g_autoptr(JsonObject) more = verdict_json (result, findings_count (result->findings, SEVERITY_SOFT));
      findings_print_json (result->findings, more, stdout);
      return;
    }
  findings_print (result->findings, format, stdout);
  if (format == FORMAT_TEXT)
    print_verdict (result);
}

static gboolean
refuse_file (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  return error_usage (error, "'%s' is a file: give the folder that holds the parts as CSV files",
                      path);
}

static int
check (char **args, const Options *options, GError **error)
{
  Format format;
  g_auto(ReturnArgument) argument = { 0 };
  if (!format_parse (options->format, &format, error) || !refuse_file (args[2], error)
      || !return_argument_open (&argument, args[0], args[1], options->person, options->store, error))
    return EXIT_FAULT;
  const CheckContext context = return_argument_context (&argument);
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) result = NULL;
  if (!check_folder (argument.rulebook, argument.definition, argument.period, args[2], &context, &files, &result,
                     error))
    return EXIT_FAULT;
  print_result (result, format);
  return findings_count (result->findings, SEVERITY_HARD) > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

int
command_check (const Command *command, int argc, char **argv, GError **error)
{
  g_auto(Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "person", 0, 0, G_OPTION_ARG_STRING, &options.person, "Whose return it is", "ID" },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &options.store,
      "The record to compare with: the register and earlier returns", "STORE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, "text, csv or json", "FORMAT" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  if (!command_options (argc, argv, command, entries, 3, 3, &args, &done, error))
    return EXIT_USAGE;
  return done ? EXIT_DONE : check (args, &options, error);
}
