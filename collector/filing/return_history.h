/* return_history.h: what happened to one return: its versions, and what is not
 * signed yet. */

#pragma once

#include "lib/returns/filing.h"

/* Every text is owned. */
typedef struct {
  gint64 time;
  char *event;             /* "filed", "draft", as the record names it */
  char *by;                /* 'Name <mail>' */
  char *subject, *commit;
  char *reason;            /* why a version changes what was filed; NULL for none */
} ReturnEvent;

/* The events of KEY at SNAPSHOT, of STORE, newest first: ReturnEvent *. With the
 * events of its draft, unless it is a past record that is asked about: drafts
 * are of today. The reason of a draft stands with its newest event. NULL is a
 * fault. */
GPtrArray *return_history (Store *store, Snapshot *snapshot, const FilingKey *key,
                           gboolean with_draft, GError **error);
