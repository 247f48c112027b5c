/* register_import.h: adding rows to a file of the register. */

#pragma once

#include "lib/base/finding.h"
#include "lib/record/store.h"

/* Appends to register/KIND.csv the rows of BYTES (called FILE in findings)
 * that are not there yet; *ADDED says how many. FALSE with ERROR_REFUSED
 * when FINDINGS has what is wrong with them (register.h, register_check.h), or
 * nothing is new. DATADIR is the project's data folder. */
gboolean register_import (Store *store, const char *datadir, const char *kind, GBytes *bytes,
                          const char *file, const Actor *actor, Findings *findings, guint *added, GError **error);
