/* care-collector receipt STORE RETURN PERIOD PERSON [--receipt FILE]: the
 * receipt of the version in force, byte for byte as it was first given. */

#include "collector/commands.h"
#include "collector/obligation.h"
#include "collector/receipt.h"

static int
receipt (char **args, const char *path, const char *as_at, GError **error)
{
  g_autoptr(Store) store = store_open (args[0], error);
  g_autoptr(Snapshot) snapshot = store == NULL ? NULL : store_snapshot (store, as_at, error);
  if (snapshot == NULL)
    return EXIT_FAULT;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (snapshot_time (snapshot));
  g_autoptr(Obligation) obligation = obligation_open (snapshot, args[1], args[2], args[3],
                                                      date_of_time (time), error);
  if (obligation == NULL)
    return EXIT_FAULT;
  g_autofree char *name = obligation_name (obligation), *folder = filing_folder (&obligation->key);
  g_autofree char *description = g_strconcat (folder, "/filing.json", NULL);
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Filing) filing = filing_read (snapshot, &obligation->key, &wrong);
  g_autofree char *commit = filing == NULL ? NULL : snapshot_last_change (snapshot, description, &wrong);
  if (commit == NULL)
    {
      if (wrong != NULL)
        g_propagate_error (error, g_steal_pointer (&wrong));
      else
        g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, "%s has not been filed", name);
      return EXIT_FAULT;
    }
  /* The person's name on the day it signed, not today's. */
  g_autoptr(GDateTime) filed_at = time_parse (filing->filed_at, error);
  if (filed_at == NULL)
    return EXIT_FAULT;
  const Person *then = register_person (obligation->reg, filing->key.person, date_of_time (filed_at));
  g_autofree char *text = receipt_text (filing, (then == NULL ? obligation->person : then)->name, commit);
  if (path == NULL)
    {
      fputs (text, stdout);
      return EXIT_DONE;
    }
  const SigningKey *key = store_key (store, error);
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
