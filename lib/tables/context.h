/* context.h: filling the context of a template: texts ready to print. */

#pragma once

#include <json-glib/json-glib.h>

#include "lib/tables/table.h"

/* "41.3", "14.2%", "[z]". g_free(). */
char *figure_style_print (const FigureStyle *style, Figure figure);

void context_figure (JsonObject *context, const char *key, const FigureStyle *style, Figure figure);
/* With commas between thousands. */
void context_count (JsonObject *context, const char *key, guint64 count);
void context_text (JsonObject *context, const char *key, const char *text);   /* NULL: "" */
void context_flag (JsonObject *context, const char *key, gboolean flag);
/* Each cell of ROW whose column has a key, as a reader sees it: figures with commas
 * and units, dates in words; flags as flags. */
void context_cells (JsonObject *context, const Table *table, guint row);
/* An object, a list, an object at the end of a list: made, and borrowed. */
JsonObject *context_object (JsonObject *context, const char *key);
JsonArray *context_list (JsonObject *context, const char *key);
JsonObject *context_row (JsonArray *list);
/* Sets KEY to { rows, count, has_rows }: fill the list, then end the table. */
JsonArray *context_table (JsonObject *context, const char *key);
void context_end_table (JsonObject *context, const char *key);
