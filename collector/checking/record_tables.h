/* record_tables.h: the tables that come from the record: the earlier return, the
 * person's other returns, and the register. */

#pragma once

#include "collector/checking/return_tables.h"

gboolean record_tables_add (const TableSources *sources, Sandbox *sandbox, GError **error);
