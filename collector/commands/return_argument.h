/* return_argument.h: which return a command is about: one of a person in a record,
 * or, offline, of nobody in particular. */

#pragma once

#include "collector/checking/check.h"
#include "collector/filing/obligation.h"
#include "lib/cli/arguments.h"

typedef struct {
  Rulebook *rulebook;
  Snapshot *head;                   /* borrowed; NULL offline */
  Obligation *obligation;           /* NULL offline */
  const Definition *definition;     /* borrowed from the rulebook */
  Period period;
} ReturnArgument;

/* Resolves what ARGUMENTS, of which OUT borrows the record, have as RETURN,
 * PERIOD and --person. */
gboolean return_argument_open (ReturnArgument *out, const Arguments *arguments, GError **error);
CheckContext return_argument_context (const ReturnArgument *argument);
void return_argument_close (ReturnArgument *argument);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ReturnArgument, return_argument_close)

/* The return that RETURN PERIOD PERSON name; its texts are borrowed, and NULL where
 * they may be left out and were. */
FilingKey return_argument_key (const Arguments *arguments);
