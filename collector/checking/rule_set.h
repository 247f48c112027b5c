/* checklist.h: the rules of a return for a period, ready to be run over one
 * return after another: read and compiled once, over the same tables, which
 * are emptied and filled again (see world.h). */

#pragma once

#include "collector/checking/sandbox.h"
#include "lib/returns/definition.h"

typedef struct {
  GPtrArray *rules;          /* Rule *: those that hold at the end of the period */
  Sandbox *sandbox;          /* knows the parameters of that day */
  char *source;              /* what the tables of the register were filled from; NULL: not yet */
  GHashTable *named;         /* table -> whether a rule names it, as far as asked */
} Checklist;

/* NULL with ERROR: a rule or parameter is broken, or cannot be read. */
Checklist *checklist_new (const Definition *definition, Period period, GError **error);
void checklist_free (Checklist *checklist);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Checklist, checklist_free)

/* Whether any rule names TABLE: what none names need not be filled. */
gboolean checklist_names (Checklist *checklist, const char *table);
