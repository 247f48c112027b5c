/* world.h: all the tables that rules see. */

#pragma once

#include "collector/checking/return_tables.h"

/* Fills the tables of the checklist's sandbox. */
gboolean world_fill (const World *world, GError **error);
