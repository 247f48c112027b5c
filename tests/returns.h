/* returns.h: clean returns for tests to read and to spoil: the bases of the
 * rules' cases. */

#pragma once

#include "lib/returns/definition.h"
#include "lib/returns/filing.h"

/* The shipped definition; never NULL. */
Definition *returns_define (const char *return_id, const char *period);
/* The parts of tests/cases/rules/base-<return>: part name -> GBytes. */
GHashTable *returns_base (const Definition *definition);
/* Puts NEW_TEXT for the first OLD, which is there, in PART of FILES. */
void returns_change (GHashTable *files, const char *part, const char *old, const char *new_text);
/* A signed filing of PARTS as KEY, version 1, edition 2025-26. */
Filing *returns_filing (const FilingKey *key, GHashTable *parts);
/* FILING and PARTS as files of a record: path -> GBytes. */
GHashTable *returns_files (const Filing *filing, GHashTable *parts);
