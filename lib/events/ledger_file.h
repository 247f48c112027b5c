/* ledger_file.h: the ledger of main as it is kept in a file of the record, from
 * one program to the next: a base, and behind it, one after another, the rows of
 * what was appended since.
 *
 * It may be thrown away. Nothing that is wrong with it is an error: what does not
 * hold is as if it were not there. Each row of the tail has a check, which is
 * also of the event before it, so that it follows that one and no other. */

#pragma once

#include "lib/events/ledger_base.h"

/* Its name in a record, and what the name ends with of one that becomes it. */
#define LEDGER_FILE "ledger"
#define LEDGER_FILE_MADE ".made"

/* What the file of RECORD holds, up to where it holds: FALSE for nothing. It has to
 * be a file of the record's owner that nobody else may write. TAIL: LedgerRow *. */
gboolean ledger_file_read (const char *record, LedgerBase **base, GPtrArray **tail);

/* Whether this user may write it: the owner of the record's folder alone. */
gboolean ledger_file_is_ours (const char *record);
/* Puts BASE in place of what was there; a program that does so already is let
 * finish. TRUE when it is there. */
gboolean ledger_file_replace (const char *record, GBytes *base);
/* Makes TAIL that of the file, whose base is still BASE, if no other program is at
 * it. What a crash leaves of it is found by the checks. */
void ledger_file_append (const char *record, LedgerBase *base, const GPtrArray *tail);

/* Why FILE is no ledger of ROWS, all that main has, oldest first; NULL when it is,
 * of all of them or of the first of them. The text is constant. */
const char *ledger_file_fault (GBytes *file, const GPtrArray *rows);
