/* part_columns.h: the columns of the table of each part of a return, the same
 * whichever of the return's editions it is filled from: a rule is compiled once
 * and run over returns of one edition and of another. */

#pragma once

#include "lib/returns/definition.h"

typedef struct {
  const char *part;        /* borrowed from the editions, as all names */
  GPtrArray *names;        /* const char *, different; "row" is the first */
} PartColumns;

/* What every part of EDITIONS (Definition *) has in any of them: PartColumns *,
 * in the order in which they are met. */
GPtrArray *part_columns_of (GPtrArray *editions);
/* The columns that the table of PART fills: "row", "line", "column" and "value"
 * of a part of lines, "row" and then its own of one of free rows. const char *. */
GPtrArray *part_columns_own (const PartDefinition *part);
/* The position of NAME, which is one of COLUMNS. */
guint part_columns_find (const PartColumns *columns, const char *name);
