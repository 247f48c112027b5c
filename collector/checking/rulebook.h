/* desk.h: what stays the same from one return to the next, so that it is read
 * once for all that are checked or filed at one sitting: the definitions, the
 * register and the rules.
 *
 * What a desk gives is borrowed and lives as long as the desk, but for the
 * register of a record, and its authorities: they live until the register is
 * asked for at a snapshot that has another (register_ref() keeps it). The project's data (definitions,
 * rules, the shipped reference) is taken to stay as it is. */

#pragma once

#include "collector/checking/rule_set.h"
#include "lib/register/register.h"
#include "lib/returns/submission.h"

typedef struct _Desk Desk;

/* DATADIR is the project's data folder (see lib/cli/program.h). */
Desk *desk_new (const char *datadir);
void desk_free (Desk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* The names of all returns, sorted. NULL is a fault. */
const char *const *desk_returns (Desk *desk, GError **error);
/* As definition_load_editions() and definition_load(). */
GPtrArray *desk_editions (Desk *desk, const char *return_id, GError **error);
const Definition *desk_definition (Desk *desk, const char *return_id, const char *period,
                                   GError **error);

/* The register at SNAPSHOT, as register_load(); of NULL, the shipped
 * reference. Read again only when register/ is another. */
Register *desk_register (Desk *desk, Snapshot *snapshot, GError **error);
/* The authorities there were on the first or the last day of PERIOD, of the
 * register at SNAPSHOT. */
Authorities *desk_authorities (Desk *desk, Snapshot *snapshot, Period period, GError **error);

/* The rules of DEFINITION, which is one of DESK's, for PERIOD: until the next
 * is asked for. */
Checklist *desk_checklist (Desk *desk, const Definition *definition, Period period, GError **error);
/* After a fault: the next check begins with a new one. */
void desk_forget_checklists (Desk *desk);
