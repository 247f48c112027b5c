/* registers.h: what tests of the register share. */

#pragma once

#include "lib/register/authorities.h"

/* The day that TEXT, YYYY-MM-DD, is. */
Date register_day (const char *text);
/* Reads TEXT, a file of KIND, into REG; its findings in order, as
 * "REG-CODE:2:1;": rule, line and column. Each has advice. */
char *register_findings (Register *reg, const char *kind, const char *text);
/* Adds to FILES (path of the record -> GBytes) those of the register that it
 * lacks, without rows: every record has them all. */
void register_complete (GHashTable *files);
/* A record at PATH with a whole register without rows, of RECORD_TIME. */
Store *register_record (const char *path);
/* The areas that the project ships. */
Register *register_reference (void);
/* Those of them that there were at either end of 2025-26-Q1. */
Authorities *register_reference_authorities (void);
