#include "collector/actor.h"

#include "lib/program.h"

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
    {
      g_set_error (error, USAGE_ERROR, 0, "--by 'Name <mail>' says who does this: it must be given");
      return FALSE;
    }
  g_auto(ActorOption) option = { 0 };
  g_autoptr(GError) wrong = NULL;
  if (!actor_parse (by, &option.name, &option.mail, &wrong))
    {
      g_set_error (error, USAGE_ERROR, 0, "--by: %s", wrong->message);
      return FALSE;
    }
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
