/* return_history.h: what happened to one return: its versions, and what is not
 * signed yet. */

#pragma once

#include "lib/returns/filed_event.h"

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
 * are of today. A reason stands with the event that gave it. NULL is a fault.
 *
 * *DAMAGE (g_free()) says why what EVENT filed (NULL: none did), or the draft, is
 * not what was signed or saved; NULL when all is well. Events stay what happened. */
GPtrArray *return_history (Store *store, Snapshot *snapshot, const FilingKey *key, const FiledEvent *event,
                           gboolean with_draft, char **damage, GError **error);
