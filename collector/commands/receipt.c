/* care-collector receipt STORE RETURN PERIOD PERSON [--receipt FILE]: the
 * receipt of the version in force, byte for byte as it was first given. */

#include "collector/commands/commands.h"
#include "collector/filing/obligation.h"
#include "collector/filing/receipt.h"
#include "lib/base/error.h"
#include "lib/cli/open_record.h"

/* The receipt of FILING, with the name that the person had in the register
 * when it was filed: rows added since do not change what was handed over. */
static char *
make_text (Store *store, Rulebook *rulebook, Snapshot *snapshot, const Filing *filing, GError **error)
{
  g_autofree char *folder = filing_folder (&filing->key);
  g_autofree char *description = g_strconcat (folder, "/filing.json", NULL);
  g_autofree char *commit = snapshot_last_change (snapshot, description, error);
  g_autoptr(Snapshot) then = commit == NULL ? NULL : store_snapshot (store, commit, error);
  g_autoptr(GDateTime) filed_at = then == NULL ? NULL : time_parse (filing->filed_at, error);
  g_autoptr(Obligation) obligation = filed_at == NULL ? NULL
    : obligation_open (rulebook, then, filing->key.return_id, filing->key.period, filing->key.person,
                       date_of_time (filed_at), error);
  RecordKind kind;
  return obligation != NULL && store_kind (store, &kind, error)
           ? receipt_text (kind, filing, obligation->person->name, commit) : NULL;
}

static int
receipt (char **args, const char *path, const char *as_at, GError **error)
{
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  g_autoptr(Store) store = open_record (args[0], error);
  g_autoptr(Snapshot) snapshot = store == NULL ? NULL : store_snapshot (store, as_at, error);
  if (snapshot == NULL)
    return EXIT_FAULT;
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Filing) filing = obligation_filing (rulebook, snapshot, args[1], args[2], args[3], &wrong);
  if (filing == NULL && wrong == NULL)
    error_refuse (&wrong, "%s %s of %s has not been filed", args[1], args[2], args[3]);
  g_autofree char *text = filing == NULL ? NULL : make_text (store, rulebook, snapshot, filing, &wrong);
  if (text == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return EXIT_FAULT;
    }
  if (path == NULL)
    {
      fputs (text, stdout);
      return EXIT_DONE;
    }
  const SshKey *key = store_key (store, error);
  if (key == NULL || !receipt_write (key, text, path, error))
    return EXIT_FAULT;
  printf ("receipt %s, its signature %s.sig\n", path, path);
  return EXIT_DONE;
}

int
command_receipt (const Command *command, int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL, *as_at = NULL;
  const GOptionEntry entries[] = {
    { "receipt", 0, 0, G_OPTION_ARG_FILENAME, &path, "Write it to FILE and its signature to FILE.sig", "FILE" },
    { "as-at", 0, 0, G_OPTION_ARG_STRING, &as_at, "The record as it was at a commit or date", "COMMIT|DATE" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  if (!command_options (argc, argv, command, entries, 4, 4, &args, &done, error))
    return EXIT_USAGE;
  return done ? EXIT_DONE : receipt (args, path, as_at, error);
}
