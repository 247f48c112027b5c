/* filed_return.h: a return in force, read again from the record. */

#pragma once

#include "lib/returns/filing.h"
#include "lib/returns/submission.h"

/* The files of the return KEY at SNAPSHOT: part name -> GBytes, for the parts
 * of DEFINITION that are there; empty when nothing was filed. NULL is a fault. */
GHashTable *filed_return_files (Snapshot *snapshot, const FilingKey *key,
                                const Definition *definition, GError **error);

/* FILES as a submission. It had no finding about its form when it was filed,
 * so none is looked for again. AUTHORITIES are those of its period. */
Submission *filed_return_read (const Definition *definition, GHashTable *files,
                               Authorities *authorities);
