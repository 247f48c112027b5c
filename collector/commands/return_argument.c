#include "collector/commands/return_argument.h"

#include "lib/base/error.h"
#include "lib/cli/open_record.h"
#include "lib/cli/program.h"

void
return_argument_close (ReturnArgument *argument)
{
  obligation_free (argument->obligation);
  snapshot_free (argument->head);
  store_free (argument->store);
  rulebook_free (argument->rulebook);
}

static gboolean
resolve_in_record (ReturnArgument *argument, const char *return_id, const char *period, const char *person,
             const char *store, GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  argument->store = open_record (store, error);
  argument->head = argument->store == NULL ? NULL : store_snapshot (argument->store, NULL, error);
  if (argument->head == NULL)
    return FALSE;
  argument->obligation = obligation_open (argument->rulebook, argument->head, return_id, period, person,
                                         date_of_time (now), error);
  if (argument->obligation == NULL)
    return FALSE;
  argument->definition = argument->obligation->definition;
  return TRUE;
}

gboolean
return_argument_open (ReturnArgument *argument, const char *return_id, const char *period, const char *person,
              const char *store, GError **error)
{
  if ((person == NULL) != (store == NULL))
    return error_usage (error, "--person and --store are given together or not at all");
  argument->rulebook = rulebook_new (program_datadir ());
  if (store != NULL && !resolve_in_record (argument, return_id, period, person, store, error))
    return FALSE;
  if (store == NULL)
    argument->definition = definitions_for_period (rulebook_definitions (argument->rulebook),
                                                   return_id, period, error);
  if (argument->definition == NULL)
    return FALSE;
  gboolean parsed = period_parse (period, &argument->period);
  g_assert (parsed);    /* a definition was found for it */
  return TRUE;
}

CheckContext
return_argument_context (const ReturnArgument *argument)
{
  if (argument->obligation == NULL)
    return (CheckContext) { 0 };
  return (CheckContext) { argument->obligation->key.person, argument->head };
}
