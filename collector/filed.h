/* filed.h: a return in force, read again from the record. */

#pragma once

#include "collector/desk.h"
#include "lib/filing.h"
#include "lib/register.h"
#include "lib/submission.h"

/* The return in force that a user named. NULL without ERROR when nothing was
 * filed; NULL with ERROR when a name is not known (as obligation_open()), or on
 * a fault. Whoever filed is known for ever, in the register still or not. */
Filing *filed_find (Desk *desk, Snapshot *snapshot, const char *return_id, const char *period,
                    const char *person, GError **error);

/* The files of the return KEY at SNAPSHOT: part name -> GBytes, for the parts
 * of DEFINITION that are there; empty when nothing was filed. NULL is a fault. */
GHashTable *filed_files (Snapshot *snapshot, const FilingKey *key, const Definition *definition,
                         GError **error);

/* The authorities there were on the first or the last day of PERIOD: code ->
 * name, borrowed from REG. */
Authorities *filed_authorities (const Register *reg, Period period);

/* FILES as a submission. It had no finding about its form when it was filed,
 * so none is looked for again. AUTHORITIES are those of its period. */
Submission *filed_read (const Definition *definition, GHashTable *files, Authorities *authorities);
