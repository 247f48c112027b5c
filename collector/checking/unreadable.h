/* unreadable.h: the cells of a return that could not be read, as the tables that
 * rules see have them: by number, and by what a rule judges by itself. */

#pragma once

#include <glib.h>

/* What a rule judges by itself, so that what stands in another of them cannot
 * change its answer: a row of a part of free rows, a line or a column of a part
 * of lines. */
typedef enum { EACH_NONE, EACH_ROW, EACH_LINE, EACH_COLUMN } Each;

/* "row of establishments": *PART is "establishments", for g_free(); "" is EACH_NONE
 * of no part. FALSE for anything else. */
gboolean each_parse (const char *text, Each *out, char **part);

/* The number of a cell: PART of the definition, ROW of its file,
 * COLUMN of the part. */
gint64 unreadable_cell (guint part, guint row, guint column);
guint unreadable_part (gint64 cell);
/* What the cell is judged with: equal for cells of the same row, line or column. */
gint64 unreadable_group (Each each, gint64 cell);
