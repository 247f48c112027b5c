/* blank_return.h: the parts of a return to fill in, and a guide to them. */

#pragma once

#include "lib/returns/definition.h"
#include "lib/returns/submission.h"

/* The files: name ("statement.csv", "guide.md") -> GBytes. A part of lines has
 * a row for each, with its label, and z where a line has a total only; a part
 * of free rows has its header. With PRIOR, the return of the period before,
 * what carries over is filled in. The guide bears MARK, of the record that PRIOR is
 * from, when it has one; parts have no room for it. NULL with ERROR is a fault. */
GHashTable *blank_return_make (const Definition *definition, Period period, const Submission *prior,
                               const char *mark, const char *datadir, GError **error);
