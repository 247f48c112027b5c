/* ledger.h: the events of main as they are looked up: of one person, of one
 * return, at a time, without walking main for each. */

#pragma once

#include "lib/events/ledger_row.h"
#include "lib/record/store.h"

/* The events of main up to SNAPSHOT that are of KEY, newest first: LedgerRow *.
 * NULL is a fault. */
GPtrArray *ledger_find (Snapshot *snapshot, const LedgerKey *key, GError **error);
