#include "collector/commands/actor_option.h"

#include "lib/base/error.h"
#include "lib/cli/program.h"

void
actor_option_clear (ActorOption *option)
{
  g_clear_pointer (&option->name, g_free);
  g_clear_pointer (&option->mail, g_free);
}

gboolean
actor_option_parse (const char *by, const char *at, ActorOption *out, GError **error)
{
  if (by == NULL)
    return error_usage (error, "--by 'Name <mail>' says who does this: it must be given");
  g_auto(ActorOption) option = { 0 };
  g_autoptr(GError) wrong = NULL;
  if (!actor_parse (by, &option.name, &option.mail, &wrong))
    return error_usage (error, "--by: %s", wrong->message);
  if (!option_time (at, &option.actor.time, error))
    return FALSE;
  option.actor.name = option.name;
  option.actor.mail = option.mail;
  *out = option;
  option = (ActorOption) { 0 };
  return TRUE;
}

Date
actor_date (const Actor *actor)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (actor->time);
  return date_of_time (time);
}
