/* filed_list.h: which returns a record has, before any of them is read: what its
 * events filed, and what lies where returns lie. */

#pragma once

#include "lib/returns/filed_event.h"

/* The returns of WANTED, any text of which may be NULL for all, by return, period,
 * person: FiledEvent *, one each. Where there are files that no event filed, it has
 * no commit. NULL is a fault. */
GPtrArray *filed_list (Snapshot *snapshot, const FilingKey *wanted, GError **error);
/* PERSON's returns RETURN_ID, oldest first: at least one. NULL with ERROR_REFUSED,
 * the nearest of those who filed one offered, when there is none; or a fault. */
GPtrArray *filed_list_of (Snapshot *snapshot, const char *return_id, const char *person, GError **error);

/* Of LIST: the persons, and the periods as texts, sorted, each once. g_strfreev(). */
GStrv filed_list_persons (const GPtrArray *list);
GStrv filed_list_periods (const GPtrArray *list);
/* Of LIST by person: id -> GPtrArray of FiledEvent *, in order; both borrowed from
 * LIST. g_hash_table_unref(). */
GHashTable *filed_list_by_person (const GPtrArray *list);
