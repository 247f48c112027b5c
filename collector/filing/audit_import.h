/* audit_import.h: whether what an import left in the record can be read. */

#pragma once

#include "lib/record/store.h"

/* What is wrong with the register, or with the list of establishments that the
 * event with MESSAGE brought, as SNAPSHOT of that event has them; *WHERE is the
 * path. NULL when nothing is. g_free() both. */
char *import_fault (Snapshot *snapshot, const char *message, char **where);
