/* returns.h: clean returns for tests to read and to spoil: the bases of the
 * rules' cases. */

#pragma once

#include "lib/returns/definition.h"

/* The shipped definition; never NULL. */
Definition *returns_define (const char *return_id, const char *period);
/* The parts of tests/cases/rules/base-<return>: part name -> GBytes. */
GHashTable *returns_base (const Definition *definition);
