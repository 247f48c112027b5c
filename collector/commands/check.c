/* care-collector check RETURN PERIOD DIR [--person ID --store STORE]: everything
 * that is wrong with a return, before it is sent. */

#include "collector/commands/commands.h"
#include "collector/commands/return_argument.h"
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
print_next (const CheckResult *result)
{
  guint64 hard = findings_count (result->findings, SEVERITY_HARD);
  guint64 soft = findings_count (result->findings, SEVERITY_SOFT);
  printf ("content hash %s\n", result->hash);
  if (hard > 0)
    printf ("next: put the hard findings right and check again\n");
  else if (soft > 0)
    printf ("next: put the soft findings right, or explain each when the return is filed\n");
  else
    printf ("next: the return can be filed; whoever signs it signs this hash\n");
}

static void
print_result (const CheckResult *result, Format format)
{
  if (format == FORMAT_JSON)
    printf ("{\"hash\": \"%s\", \"findings\":\n", result->hash);
  findings_print (result->findings, format, stdout);
  if (format == FORMAT_JSON)
    printf ("}\n");
  if (format == FORMAT_TEXT)
    print_next (result);
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
