/* care-collector file STORE RETURN PERIOD PERSON --by ... --hash SHA256
 *
 * The named individual signs the draft whose hash is given. */

#include "collector/commands/commands.h"
#include "collector/commands/return_argument.h"
#include "collector/filing/receipt.h"
#include "collector/filing/signing.h"
#include "lib/base/error.h"
#include "lib/cli/output.h"
#include "lib/returns/filed_return.h"
#include "lib/tables/finding_print.h"

#include <stdio.h>
#include <string.h>

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
hand_over (const Arguments *arguments, const SigningResult *result, GError **error)
{
  if (give_receipt (arguments->store, result, arguments_get (arguments, "receipt"), error))
    return EXIT_DONE;
  g_prefix_error (error, "filed: version %u, commit %s; 'care-collector receipt %s %s %s %s' gives the "
                  "receipt again, for it did not get out: ", result->filing->version, result->commit,
                  arguments_get (arguments, "STORE"), arguments_get (arguments, "RETURN"),
                  arguments_get (arguments, "PERIOD"), arguments_get (arguments, "PERSON"));
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
      g_autoptr(Filing) in_force = NULL;
      g_autoptr(Snapshot) head = store_snapshot (store, NULL, NULL);
      gboolean read = head != NULL
                      && (!person_id_is_valid (key.person) || filing_read (head, &key, &in_force, NULL));
      if (!read || (in_force != NULL && strcmp (in_force->hash, request->hash) == 0))
        return;
    }
  g_prefix_error (error, "nothing was filed: ");
}

static int
file_return (const Arguments *arguments, GError **error)
{
  const FilingKey key = return_argument_key (arguments);
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  const SigningRequest request = {
    key.return_id, key.period, key.person, arguments_get (arguments, "hash"), arguments->actor,
  };
  g_auto(SigningResult) result = { 0 };
  g_autoptr(Filing) in_force = NULL;
  if (person_id_is_valid (key.person) && !filed_return_look_up (arguments->snapshot, &key, &in_force, error))
    {
      g_prefix_error (error, "nothing was filed: ");
      return EXIT_FAULT;
    }
  if (signing_file (arguments->store, rulebook, &request, &result, error))
    return hand_over (arguments, &result, error);
  say_whether_filed (arguments->store, &request, error);
  if (result.check != NULL)
    findings_print (result.check->findings, arguments->format, arguments->mark, stdout);
  return EXIT_FAULT;
}

const Command command_file = {
  .name = "file",
  .summary = "sign a draft and file it",
  .about = "The individual named for the person signs the draft whose hash is given: it becomes the version in "
           "force, and its receipt is printed.",
  .refuses = "Nothing was filed: the draft has findings that stand in the way, or is not what was approved, or "
             "another person must sign.",
  .record = WRITES_RECORD,
  .arguments = { ARGUMENT_STORE, ARGUMENT_RETURN, ARGUMENT_PERIOD, ARGUMENT_PERSON },
  .options = {
    OPTION_BY ("The named individual, who signs", BY_REQUIRED),
    OPTION_AT,
    { "hash", "SHA256", "The hash of the draft that is approved", .kind = VALUE_TEXT,
      .required = "--hash says which content is approved: 'draft' and 'status' print it" },
    { "receipt", "FILE", "Write the receipt to FILE and its signature to FILE.sig", .kind = VALUE_NEW_FILE },
    OPTION_FORMAT ("text (default), csv or json, of findings"),
  },
  .run = file_return,
};
