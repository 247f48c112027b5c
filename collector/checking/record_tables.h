/* world_record.h: the tables that come from the record: the earlier return, the
 * person's other returns, and the register. */

#pragma once

#include "collector/checking/return_tables.h"

gboolean world_add_record (const World *world, Sandbox *sandbox, GError **error);
