#include "collector/commands/return_argument.h"

#include "lib/cli/program.h"

void
return_argument_close (ReturnArgument *argument)
{
  obligation_free (argument->obligation);
  rulebook_free (argument->rulebook);
}

static gboolean
resolve_in_record (ReturnArgument *argument, const char *return_id, const char *period, const char *person,
                   GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  argument->obligation = obligation_open (argument->rulebook, argument->head, return_id, period, person,
                                          date_of_time (now), error);
  if (argument->obligation == NULL)
    return FALSE;
  argument->definition = argument->obligation->definition;
  return TRUE;
}

gboolean
return_argument_open (ReturnArgument *argument, const Arguments *arguments, GError **error)
{
  const char *return_id = arguments_get (arguments, "RETURN"), *period = arguments_get (arguments, "PERIOD");
  const char *person = arguments_get (arguments, "person");
  argument->rulebook = rulebook_new (program_datadir ());
  argument->head = arguments->snapshot;
  if (person != NULL && !resolve_in_record (argument, return_id, period, person, error))
    return FALSE;
  if (person == NULL)
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

FilingKey
return_argument_key (const Arguments *arguments)
{
  return (FilingKey) {
    .return_id = (char *) arguments_get (arguments, "RETURN"),
    .period = (char *) arguments_get (arguments, "PERIOD"),
    .person = (char *) arguments_get (arguments, "PERSON"),
  };
}
