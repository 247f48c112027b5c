/* care-collector file STORE RETURN PERIOD PERSON --by ... --hash SHA256
 *
 * The named individual signs the draft whose hash is given. */

#include "collector/commands/actor_option.h"
#include "collector/commands/commands.h"
#include "collector/filing/receipt.h"
#include "collector/filing/signing.h"
#include "lib/base/error.h"
#include "lib/cli/output.h"
#include "lib/cli/open_record.h"
#include "lib/tables/finding_print.h"

#include <string.h>

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

static gboolean
give_receipt (Store *store, const SigningResult *result, const char *path, GError **error)
{
  RecordKind kind;
  if (!store_kind (store, &kind, error))
    return FALSE;
  g_autofree char *text = receipt_text (kind, result->filing, result->person_name, result->commit);
  if (path == NULL)
    {
      fputs (text, stdout);
      return output_flush (error);
    }
  const SshKey *key = store_key (store, error);
  if (key == NULL || !receipt_write (key, text, path, error))
    return FALSE;
  printf ("filed: version %u, commit %s\nreceipt %s, its signature %s.sig\n", result->filing->version,
          result->commit, path, path);
  return output_flush (error);
}

/* Prints the receipt, or writes it where --receipt says. The filing stands
 * whatever becomes of it: `receipt` makes the same bytes again. */
static int
hand_over (Store *store, const SigningResult *result, char **args, const char *path, GError **error)
{
  if (give_receipt (store, result, path, error))
    return EXIT_DONE;
  g_prefix_error (error, "filed: version %u, commit %s; 'care-collector receipt %s %s %s %s' gives the "
                  "receipt again, for it did not get out: ", result->filing->version, result->commit,
                  args[0], args[1], args[2], args[3]);
  return EXIT_FAULT;
}

/* Says that nothing was filed where that is known: who lost sight of an event on
 * its way (ERROR is a fault) and finds it in force says nothing of the kind. */
static void
say_whether_filed (Store *store, const SigningRequest *request, GError **error)
{
  if (!error_is_refusal (*error))
    {
      const FilingKey key = { (char *) request->return_id, (char *) request->period, (char *) request->person };
      g_autoptr(GError) unread = NULL;
      g_autoptr(Snapshot) head = store_snapshot (store, NULL, &unread);
      g_autoptr(Filing) in_force = head == NULL || !person_id_is_valid (key.person) ? NULL
                                                                                   : filing_read (head, &key, &unread);
      if (unread != NULL || (in_force != NULL && strcmp (in_force->hash, request->hash) == 0))
        return;
    }
  g_prefix_error (error, "nothing was filed: ");
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
  output_outlive_reader ();
  const SigningRequest request = { args[1], args[2], args[3], options->hash, by.actor };
  g_auto(SigningResult) result = { 0 };
  if (signing_file (store, rulebook, &request, &result, error))
    return hand_over (store, &result, args, options->receipt, error);
  say_whether_filed (store, &request, error);
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
