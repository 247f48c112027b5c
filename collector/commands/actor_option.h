/* actor_option.h: the options --by and --at: who makes an event, and when. */

#pragma once

#include "lib/base/period.h"
#include "lib/record/store.h"

/* Who acts where the command line lets --by be left out: the record itself. */
#define RECORD_ACTOR "care-oversight <record@care-oversight.invalid>"

typedef struct {
  char *name, *mail;       /* owned */
  Actor actor;             /* points to them */
} ActorOption;

/* BY is 'Name <mail>' and must be given; AT a time, or NULL for now. FALSE
 * with ERROR_USAGE. */
gboolean actor_option_parse (const char *by, const char *at, ActorOption *out, GError **error);
void actor_option_clear (ActorOption *option);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ActorOption, actor_option_clear)

/* The London date of the event. */
Date actor_date (const Actor *actor);
