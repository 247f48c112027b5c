/* findings.h: where findings stand, for tests to compare. */

#pragma once

#include "lib/base/finding.h"

/* FINDINGS, sorted, as "rule:line:column:byte;". Each has a message, and advice
 * if it is more than a note. g_free(). */
char *findings_positions (Findings *findings);
