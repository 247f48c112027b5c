/* part.h: reading what a part of a return holds: the columns and the lines of
 * a definition's data files. Used by edition.c alone. */

#pragma once

#include "lib/returns/definition.h"

PartDefinition *part_new (const char *name);
void part_free (PartDefinition *part);

/* Whether the rows of PART are its lines; lines it has already are kept. */
void part_set_lines (PartDefinition *part, gboolean lines);

/* Codes become names of tables and of files: lower-case letters, digits and '_'. */
gboolean part_is_code (const char *text);

/* Replaces the columns of PART by those of FOLDER/parts/<part>.csv. Errors name
 * the file and the line. */
gboolean part_read_columns (PartDefinition *part, const char *folder, GError **error);
/* Replaces and adds lines of PARTS (PartDefinition *) as FOLDER/lines.csv says,
 * when there is one. */
gboolean part_read_lines (GPtrArray *parts, const char *folder, GError **error);
/* Whether PART makes sense as a whole; FALSE with an error that names FILE. */
gboolean part_check (const PartDefinition *part, const char *file, GError **error);

PartDefinition *part_find (GPtrArray *parts, const char *name);
GStrv part_names (GPtrArray *parts);
