/* condition.h: comparisons of formulas, as the methods' data files have them.
 *
 *   after > 1800; change > 100
 *
 * Each compares two formulas with < <= = >= or >, so that it says itself
 * whether it is strict; several stand with ';' between and must all hold.
 * Figures are compared exactly, before any rounding. */

#pragma once

#include "analyser/methods/formula.h"
#include "lib/sheet/data_file.h"

typedef struct _Conditions Conditions;

/* Reads "a < b; c >= 2"; "" always holds. */
Conditions *conditions_parse (const char *text, GError **error);
/* The same of a cell of a data file; NULL is a fault at its row. */
Conditions *conditions_read (DataRow row, guint column, GError **error);
void conditions_free (Conditions *conditions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Conditions, conditions_free)

/* Whether all hold. One with a missing value on either side does not. */
gboolean conditions_hold (const Conditions *conditions, FormulaLookup lookup, gpointer data);
/* The first missing value that keeps one of them from being decided; a value
 * when all can be. */
Figure conditions_missing (const Conditions *conditions, FormulaLookup lookup, gpointer data);
const char *conditions_text (const Conditions *conditions);
/* As formula_names(), of all of them. g_free() the array, not the names. */
const char **conditions_names (const Conditions *conditions);
