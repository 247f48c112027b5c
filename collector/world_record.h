/* world_record.h: the tables of world.c that come from the record: the earlier
 * return, the person's other returns, and the register. */

#pragma once

#include "collector/world.h"

gboolean world_add_record (const World *world, Sandbox *sandbox, GError **error);

/* --- of world.c --- */

/* Adds the parts of a return as tables PREFIX<part> and PREFIX<part>_missing;
 * ABSENT, when not NULL, says why there is none. */
gboolean world_add_return (const World *world, Sandbox *sandbox, const char *prefix,
                           const Definition *definition, const Submission *submission,
                           const char *absent, GError **error);
SqlValue sql_text (const char *text);      /* NULL or "" is null */
SqlValue sql_integer (gint64 number);
