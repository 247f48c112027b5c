/* filed_event.h: what the line of main says was filed, whatever became of the
 * files since: the newest event "filed" of each return. */

#pragma once

#include "lib/returns/filing.h"

/* Every text is owned. */
typedef struct {
  FilingKey key;
  char *commit;            /* the newest event that filed it, and ... */
  guint version;           /* ... the version it names; 0 when it names none */
  gint64 first;            /* when it was first filed: seconds since 1970, UTC */
} FiledEvent;
void filed_event_free (FiledEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FiledEvent, filed_event_free)

/* Those of WANTED, any text of which may be NULL for all, as the ledger has them
 * up to SNAPSHOT: filing_draft_name() -> FiledEvent *. One person's, or one
 * return's, cost what they are, whatever else the record holds. NULL is a fault. */
GHashTable *filed_events (Snapshot *snapshot, const FilingKey *wanted, GError **error);

/* snapshot_content_id() of its folder as EVENT, which has a commit, left it; NULL for
 * none. FALSE is a fault. g_free(). */
gboolean filed_event_content (const FiledEvent *event, Snapshot *snapshot, char **content, GError **error);
