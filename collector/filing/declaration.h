/* declaration.h: the words a signatory signs, by date:
 * submissions/declarations.csv (version,from,text). */

#pragma once

#include "lib/base/period.h"

typedef struct {
  char *version, *text;    /* owned */
} Declaration;

void declaration_free (Declaration *declaration);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Declaration, declaration_free)

/* The one in force on ON. NULL with ERROR when the file is broken or none is. */
Declaration *declaration_load (const char *datadir, Date on, GError **error);
