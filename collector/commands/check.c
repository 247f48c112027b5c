/* care-collector check RETURN PERIOD DIR [--person ID --store STORE]: everything
 * that is wrong with a return, before it is sent. */

#include "collector/commands/commands.h"
#include "collector/commands/return_argument.h"
#include "collector/checking/verdict.h"
#include "lib/base/error.h"
#include "lib/tables/finding_print.h"

/* Of a folder without any part there is no content to have a hash. */
static void
print_verdict (const CheckResult *result, gboolean has_parts)
{
  guint64 soft = findings_count (result->findings, SEVERITY_SOFT);
  g_autofree char *text = verdict_text (result, soft);
  if (has_parts)
    printf ("content hash %s\n", result->hash);
  printf ("%snext: %s\n", text, verdict_next (verdict_of (result, soft)));
}

static void
print_result (const Arguments *arguments, const CheckResult *result, gboolean has_parts)
{
  if (arguments->format == FORMAT_JSON)
    {
      g_autoptr(JsonObject) more = verdict_json (result, findings_count (result->findings, SEVERITY_SOFT));
      findings_print_json (result->findings, arguments->mark, more, stdout);
      return;
    }
  findings_print (result->findings, arguments->format, arguments->mark, stdout);
  if (arguments->format == FORMAT_TEXT)
    print_verdict (result, has_parts);
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
check (const Arguments *arguments, GError **error)
{
  const char *folder = arguments_get (arguments, "DIR");
  g_auto(ReturnArgument) argument = { 0 };
  if (!refuse_file (folder, error) || !return_argument_open (&argument, arguments, error))
    return EXIT_FAULT;
  const CheckContext context = return_argument_context (&argument);
  g_autoptr(GHashTable) files = NULL;
  g_autoptr(CheckResult) result = NULL;
  if (!check_folder (argument.rulebook, argument.definition, argument.period, folder, &context, &files, &result,
                     error))
    return EXIT_FAULT;
  print_result (arguments, result, g_hash_table_size (files) > 0);
  return findings_count (result->findings, SEVERITY_HARD) > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

const Command command_check = {
  .name = "check",
  .summary = "find everything that is wrong with a return; needs no record",
  .about = "Reads the parts of a return from a folder and lists every finding at once, each with its place, "
           "what is there, what is expected and what to do. Needs no record; with --person and --store a "
           "return is compared with the register and with earlier returns as well.",
  .refuses = "The return has hard findings: it cannot be filed as it is.",
  .record = READS_RECORD,
  .arguments = {
    ARGUMENT_RETURN,
    ARGUMENT_PERIOD,
    { "DIR", "the folder that holds its parts", .kind = VALUE_FOLDER },
  },
  .options = {
    { "person", "ID", "Whose return it is", .kind = VALUE_PERSON, .with = "store" },
    { "store", "STORE", "The record to compare with: the register and earlier returns", .kind = VALUE_RECORD },
    OPTION_FORMAT ("text (default), csv or json"),
  },
  .run = check,
};
