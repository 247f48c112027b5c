/* care-collector file STORE RETURN PERIOD PERSON --by ... --hash SHA256
 *
 * The named individual signs the draft whose hash is given. */

#include "collector/commands/actor_option.h"
#include "collector/commands/commands.h"
#include "collector/filing/receipt.h"
#include "collector/filing/signing.h"
#include "lib/base/error.h"
#include "lib/cli/open_record.h"
#include "lib/tables/finding_print.h"

typedef struct {
  char *by, *at, *hash, *receipt, *format;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->by);
  g_free (options->at);
  g_free (options->hash);
  g_free (options->receipt);
  g_free (options->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Prints the receipt, or writes it where --receipt says. The filing stands
 * whatever becomes of it: `receipt` makes the same bytes again. */
static int
hand_over (Store *store, const SigningResult *result, const Options *options, GError **error)
{
  RecordKind kind;
  if (!store_kind (store, &kind, error))
    return EXIT_FAULT;
  g_autofree char *text
    = receipt_text (kind, result->filing, result->person_name, result->commit);
  if (options->receipt == NULL)
    {
      fputs (text, stdout);
      return EXIT_DONE;
    }
  const SshKey *key = store_key (store, error);
  if (key == NULL || !receipt_write (key, text, options->receipt, error))
    {
      g_prefix_error (error, "the return is filed as %s, but its receipt could not be written: ", result->commit);
      return EXIT_FAULT;
    }
  printf ("filed: version %u, commit %s\nreceipt %s, its signature %s.sig\n", result->filing->version,
          result->commit, options->receipt, options->receipt);
  return EXIT_DONE;
}

static int
file_return (char **args, const Options *options, GError **error)
{
  Format format;
  g_auto(ActorOption) by = { 0 };
  if (!format_parse (options->format, &format, error)
      || !actor_option_parse (options->by, options->at, &by, error))
    return EXIT_USAGE;
  if (options->hash == NULL)
    {
      error_usage (error, "--hash says which content is approved: 'draft' and 'status' print it");
      return EXIT_USAGE;
    }
  g_autoptr(Store) store = open_record (args[0], error);
  if (store == NULL)
    return EXIT_FAULT;
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  const SigningRequest request = { args[1], args[2], args[3], options->hash, by.actor };
  g_auto(SigningResult) result = { 0 };
  if (signing_file (store, rulebook, &request, &result, error))
    return hand_over (store, &result, options, error);
  if (result.check != NULL)
    findings_print (result.check->findings, format, stdout);
  return EXIT_FAULT;
}

int
command_file (const Command *command, int argc, char **argv, GError **error)
{
  g_auto(Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "The named individual, who signs", "'NAME <MAIL>'" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, "When (default: now; another time for practice alone)", "TIME" },
    { "hash", 0, 0, G_OPTION_ARG_STRING, &options.hash, "The hash of the draft that is approved", "SHA256" },
    { "receipt", 0, 0, G_OPTION_ARG_FILENAME, &options.receipt, "Write the receipt to FILE and its signature to FILE.sig", "FILE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, "text, csv or json, of findings", "FORMAT" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  if (!command_options (argc, argv, command, entries, 4, 4, &args, &done, error))
    return EXIT_USAGE;
  return done ? EXIT_DONE : file_return (args, &options, error);
}
