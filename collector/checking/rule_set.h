/* rule_set.h: the rules of a return for a period, ready to be run over one
 * return after another: read and compiled once, over the same tables, which
 * are emptied and filled again (see rule_tables.h). */

#pragma once

#include "collector/checking/sandbox.h"
#include "lib/returns/definition.h"

typedef struct {
  GPtrArray *rules;          /* Rule *: those that hold at the end of the period */
  Sandbox *sandbox;          /* knows the parameters of that day */
  char *source;              /* what the tables of the register were filled from; NULL: not yet */
  GHashTable *named;         /* table -> whether a rule names it, as far as asked */
} RuleSet;

/* NULL with ERROR: a rule or parameter is broken, or cannot be read. */
RuleSet *rule_set_new (const Definition *definition, Period period, GError **error);
void rule_set_free (RuleSet *rule_set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RuleSet, rule_set_free)

/* Whether any rule names TABLE: what none names need not be filled. */
gboolean rule_set_names (RuleSet *rule_set, const char *table);
