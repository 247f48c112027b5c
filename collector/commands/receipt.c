/* care-collector receipt STORE RETURN PERIOD PERSON [--receipt FILE]: the
 * receipt of the version in force, byte for byte as it was first given. */

#include "collector/commands/commands.h"
#include "collector/commands/return_argument.h"
#include "collector/filing/obligation.h"
#include "collector/filing/receipt.h"
#include "lib/base/error.h"
#include "lib/returns/filed_return.h"

#include <stdio.h>

/* The receipt of FILING, which COMMIT filed, with the name that the person had in
 * the register when it was filed: rows added since do not change what was handed
 * over. */
static char *
make_text (Store *store, Rulebook *rulebook, Snapshot *snapshot, const Filing *filing, const char *commit,
           GError **error)
{
  g_autoptr(Snapshot) then = snapshot_at_event (snapshot, commit, error);
  g_autoptr(GDateTime) filed_at = then == NULL ? NULL : time_parse (filing->filed_at, error);
  g_autoptr(Obligation) obligation = filed_at == NULL ? NULL
    : obligation_open (rulebook, then, filing->key.return_id, filing->key.period, filing->key.person,
                       date_of_time (filed_at), error);
  RecordKind kind;
  return obligation != NULL && store_kind (store, &kind, error)
           ? receipt_text (kind, filing, obligation->person->name, commit) : NULL;
}

static int
receipt (const Arguments *arguments, GError **error)
{
  const char *path = arguments_get (arguments, "receipt");
  const FilingKey key = return_argument_key (arguments);
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  g_autoptr(FiledEvent) event = NULL;
  g_autoptr(Filing) filing = NULL;
  if (!obligation_event (rulebook, arguments->snapshot, &key, &event, error)
      || !filed_return_in_force (arguments->snapshot, &key, event, &filing, error))
    return EXIT_FAULT;
  if (filing == NULL)
    {
      error_refuse (error, "%s %s of %s has not been filed", key.return_id, key.period,
                    key.person);
      return EXIT_FAULT;
    }
  g_autofree char *text = make_text (arguments->store, rulebook, arguments->snapshot, filing, event->commit, error);
  if (text == NULL)
    return EXIT_FAULT;
  if (path == NULL)
    {
      fputs (text, stdout);
      return EXIT_DONE;
    }
  const SshKey *signer = store_key (arguments->store, error);
  if (signer == NULL || !receipt_write (signer, text, path, error))
    return EXIT_FAULT;
  printf ("receipt %s, its signature %s.sig\n", path, path);
  return EXIT_DONE;
}

const Command command_receipt = {
  .name = "receipt",
  .summary = "the receipt of what was filed",
  .about = "Prints the receipt of the version in force, byte for byte as it was first given.",
  .refuses = "The return has not been filed.",
  .record = READS_RECORD,
  .arguments = { ARGUMENT_STORE, ARGUMENT_RETURN, ARGUMENT_PERIOD, ARGUMENT_PERSON },
  .options = {
    { "receipt", "FILE", "Write it to FILE and its signature to FILE.sig", .kind = VALUE_NEW_FILE },
    OPTION_AS_AT,
  },
  .run = receipt,
};
