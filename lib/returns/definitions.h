/* definitions.h: the definitions of returns, each read once for all who ask.
 *
 * What it gives is borrowed and lives as long as it does. The project's data
 * is taken to stay as it is meanwhile. */

#pragma once

#include "lib/returns/definition.h"

typedef struct _Definitions Definitions;

/* DATADIR is the project's data folder (see lib/cli/program.h). */
Definitions *definitions_new (const char *datadir);
void definitions_free (Definitions *definitions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Definitions, definitions_free)

/* The names of all returns, sorted. NULL is a fault. */
const char *const *definitions_returns (Definitions *definitions, GError **error);
/* As definition_load_editions(): an array of Definition *. */
GPtrArray *definitions_editions (Definitions *definitions, const char *return_id, GError **error);
/* The one that holds for PERIOD, as definition_load(). */
const Definition *definitions_for_period (Definitions *definitions, const char *return_id,
                                          const char *period, GError **error);
/* The edition of that name, as a filing records it. NULL with ERROR_REFUSED when
 * there is none. */
const Definition *definitions_edition (Definitions *definitions, const char *return_id,
                                       const char *edition, GError **error);

/* The hash of every file of DEFINITION, which is one of DEFINITIONS, and of the
 * editions it inherits from: content_hash_folders(), the names below the data
 * folder. NULL is a fault. Borrowed. */
const char *definitions_hash (Definitions *definitions, const Definition *definition, GError **error);
