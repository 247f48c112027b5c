/* subject.h: which return a command without a draft is about: one of a person
 * in a record, or, offline, of nobody in particular. */

#pragma once

#include "collector/checking/check.h"
#include "collector/filing/obligation.h"

typedef struct {
  Desk *desk;
  Store *store;
  Snapshot *head;
  Obligation *obligation;           /* NULL offline */
  const Definition *definition;     /* borrowed from the desk */
  Period period;
} Subject;

/* Resolves RETURN_ID and PERIOD; PERSON and STORE are both given or both NULL
 * (ERROR_USAGE otherwise). */
gboolean subject_open (Subject *subject, const char *return_id, const char *period,
                       const char *person, const char *store, GError **error);
CheckContext subject_context (const Subject *subject);
void subject_close (Subject *subject);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subject, subject_close)
