/* return_argument.h: which return a command without a draft is about: one of a person
 * in a record, or, offline, of nobody in particular. */

#pragma once

#include "collector/checking/check.h"
#include "collector/filing/obligation.h"

typedef struct {
  Rulebook *rulebook;
  Store *store;
  Snapshot *head;
  Obligation *obligation;           /* NULL offline */
  const Definition *definition;     /* borrowed from the rulebook */
  Period period;
} ReturnArgument;

/* Resolves RETURN_ID and PERIOD; PERSON and STORE are both given or both NULL
 * (ERROR_USAGE otherwise). */
gboolean return_argument_open (ReturnArgument *argument, const char *return_id, const char *period,
                       const char *person, const char *store, GError **error);
CheckContext return_argument_context (const ReturnArgument *argument);
void return_argument_close (ReturnArgument *argument);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ReturnArgument, return_argument_close)
