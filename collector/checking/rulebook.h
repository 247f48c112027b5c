/* rulebook.h: what stays the same from one return to the next, so that it is read
 * once for all that are checked or filed at one sitting: the definitions, the
 * register and the rules.
 *
 * What a rulebook gives is borrowed and lives as long as the rulebook, but for the
 * register of a record, and its authorities: they live until the register is
 * asked for at a snapshot that has another (register_ref() keeps it). The
 * project's data (definitions, rules, the shipped reference) is taken to stay as
 * it is. */

#pragma once

#include "collector/checking/rule_set.h"
#include "lib/register/register.h"
#include "lib/returns/definitions.h"
#include "lib/returns/submission.h"

typedef struct _Rulebook Rulebook;

/* DATADIR is the project's data folder (see lib/cli/program.h). */
Rulebook *rulebook_new (const char *datadir);
/* Another with the same data, for another thread: no two may use one at once. */
Rulebook *rulebook_new_again (const Rulebook *rulebook);
void rulebook_free (Rulebook *rulebook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rulebook, rulebook_free)

Definitions *rulebook_definitions (Rulebook *rulebook);

/* The register at SNAPSHOT, as register_load(); of NULL, the shipped
 * reference. Read again only when register/ is another. */
Register *rulebook_register (Rulebook *rulebook, Snapshot *snapshot, GError **error);
/* The authorities there were on the first or the last day of PERIOD, of the
 * register at SNAPSHOT. */
Authorities *rulebook_authorities (Rulebook *rulebook, Snapshot *snapshot, Period period, GError **error);

/* The rules of DEFINITION, which is one of the rulebook's, for PERIOD: until the
 * next is asked for. */
RuleSet *rulebook_rule_set (Rulebook *rulebook, const Definition *definition, Period period, GError **error);
/* After a fault: the next check begins with a new one. */
void rulebook_forget_rules (Rulebook *rulebook);
