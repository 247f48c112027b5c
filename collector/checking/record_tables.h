/* record_tables.h: the tables that come from the record: the earlier return, the
 * person's other returns, and the register. */

#pragma once

#include "collector/checking/return_tables.h"

/* Adds to SANDBOX, that of the rule set, those of them that its rules name. FALSE is a fault. */
gboolean record_tables_add (const TableSources *sources, Sandbox *sandbox, GError **error);
