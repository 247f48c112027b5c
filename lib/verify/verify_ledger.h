/* verify_ledger.h: the ledger that programs answer from, against the events of
 * main. It proves nothing of a record, and may be deleted. */

#pragma once

#include "lib/verify/verify_report.h"

/* Keeps what FILE holds: what a writer adds to it is in main before, so it is read
 * before main is. */
void verify_ledger_file (Verify *verify, const char *file);
/* Holds it against LINE, the steps of main, newest first, when these go back to the
 * first. */
void verify_ledger (Verify *verify, const GPtrArray *line);
