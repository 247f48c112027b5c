/* audit_import.h: whether what an event left of the register, and of Ofsted's
 * lists, is what it says it left. */

#pragma once

#include "lib/record/store.h"

/* What is wrong with what ENTRY, an event "init", "imported" or "withdrawn", left
 * at SNAPSHOT, which is of that event; *WHERE is the path. NULL when nothing is:
 * the register and the list can be read and are complete, the event changed the
 * file that it names, and establishments/<date>.json says the same as the event.
 * g_free() both. */
char *import_fault (Snapshot *snapshot, const LogEntry *entry, char **where);
