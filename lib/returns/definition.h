/* definition.h: what a return is: its parts, columns and lines, as data.
 *
 * One folder per return and edition under submissions/:
 *   return.ini            id, title, periods it holds for, parts, inheritance
 *   parts/<part>.csv      a row per column: column,type,required,key,sign,choices,
 *                         label,guidance and perhaps decimals,z (no: z is not taken),
 *                         carry (yes: last period's value begins the next form)
 *   lines.csv             a row per line of a keyed part: part,line,section,label,type,
 *                         activities,sign,required,choices,definition and perhaps
 *                         decimals,z,carry
 *   rules/<ID>.sql        the rules, and parameters.csv, their dated parameters
 *                         (see collector/checking/rule.h)
 *   guidance.md           for the person who fills it in
 *
 * `rules` of return.ini lists those of the folder, each a file, and none is there
 * that is not listed; `rules = none` says that there are none: one that is lost
 * must not pass for none. An edition may say `inherits = <edition>` of the same return. Then it starts
 * as that one and its own files change it: a file in parts/ or rules/ replaces
 * the one of the same name or adds one; a row of lines.csv replaces the line of
 * the same code, or adds one at the end of its section; `parts`, when given, is
 * the whole list; `remove-lines` (of a [part ...]) and `remove-rules` take away.
 * `rules` then lists what it adds or replaces, and `changes` which of lines.csv,
 * parameters.csv and parts/<part>.csv it has.
 */

#pragma once

#include "lib/returns/edition.h"

/* The definition of RETURN_ID that holds for PERIOD. NULL with an error that
 * names what is unknown and offers the nearest known one. DATADIR is the
 * project's data folder (see lib/cli/program.h). */
Definition *definition_load (const char *datadir, const char *return_id, const char *period,
                             GError **error);
/* All the editions of RETURN_ID, sorted by name: an array of Definition *. */
GPtrArray *definition_load_editions (const char *datadir, const char *return_id, GError **error);
/* The position of the one of EDITIONS that holds for PERIOD. FALSE as
 * definition_load(). */
gboolean definition_find (GPtrArray *editions, const char *period, guint *position, GError **error);
gboolean definition_holds_for (const Definition *definition, Period period);
/* Whether there is such a return, and an edition of it for PERIOD (NULL: any). */
gboolean definition_is_known (const char *datadir, const char *return_id, const char *period,
                              GError **error);
/* The names of all returns, sorted. NULL with an error when they cannot be read.
 * g_strfreev(). */
GStrv definition_list_returns (const char *datadir, GError **error);

const PartDefinition *definition_part (const Definition *definition, const char *name);
