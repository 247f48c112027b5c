/* rule_tables.h: all the tables that rules see. */

#pragma once

#include "collector/checking/return_tables.h"

/* Fills the tables of the rule set's sandbox. FALSE is a fault. */
gboolean rule_tables_fill (const TableSources *sources, GError **error);
