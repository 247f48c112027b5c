#include "collector/commands/return_argument.h"

#include "lib/base/error.h"
#include "lib/cli/program.h"

void
subject_close (Subject *subject)
{
  obligation_free (subject->obligation);
  snapshot_free (subject->head);
  store_free (subject->store);
  desk_free (subject->desk);
}

static gboolean
open_record (Subject *subject, const char *return_id, const char *period, const char *person,
             const char *store, GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  subject->store = store_open (store, error);
  subject->head = subject->store == NULL ? NULL : store_snapshot (subject->store, NULL, error);
  if (subject->head == NULL)
    return FALSE;
  subject->obligation = obligation_open (subject->desk, subject->head, return_id, period, person,
                                         date_of_time (now), error);
  if (subject->obligation == NULL)
    return FALSE;
  subject->definition = subject->obligation->definition;
  return TRUE;
}

gboolean
subject_open (Subject *subject, const char *return_id, const char *period, const char *person,
              const char *store, GError **error)
{
  if ((person == NULL) != (store == NULL))
    return error_usage (error, "--person and --store are given together or not at all");
  subject->desk = desk_new (program_datadir ());
  if (store != NULL && !open_record (subject, return_id, period, person, store, error))
    return FALSE;
  if (store == NULL)
    subject->definition = desk_definition (subject->desk, return_id, period, error);
  if (subject->definition == NULL)
    return FALSE;
  gboolean parsed = period_parse (period, &subject->period);
  g_assert (parsed);    /* a definition was found for it */
  return TRUE;
}

CheckContext
subject_context (const Subject *subject)
{
  if (subject->obligation == NULL)
    return (CheckContext) { 0 };
  return (CheckContext) { subject->obligation->key.person, subject->head };
}
