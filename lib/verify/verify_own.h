/* verify_own.h: the few files that a record has beside its objects and
 * references: what each must say. */

#pragma once

#include "lib/verify/verify_report.h"

void verify_head (Verify *verify, const char *file);
void verify_config (Verify *verify, const char *file);
/* Those that came with the record. */
void verify_signers (Verify *verify, const char *file);
void verify_key (Verify *verify, const char *file);
/* Those that signatures are held against: the trusted ones, or, with a note,
 * the record's own; how the two differ. After the files above. */
void verify_trust (Verify *verify);
