/* income.h: fee income by establishment, from the capacity returns in force.
 * Restricted: what is made from it may not be published as it is. */

#pragma once

#include "analyser/person/return.h"
#include "lib/register/establishment.h"

/* Quarters that count: as many as make a year. */
#define INCOME_QUARTERS 4

/* Fees in pence by row of LIST (INCOME_UNKNOWN of market.h where no return has
 * them, INCOME_OUT_OF_RANGE where they do not fit): the sum of the four quarters
 * that end on or before ON, as far as they were returned. *FIRST and *LAST get the
 * first and last of those quarters. Their returns are read one by one: none stays in memory. NULL is a
 * fault of one of them. g_free(). */
guint64 *income_by_establishment (Snapshot *snapshot, Definitions *definitions, const Establishments *list,
                                  Date on, Period *first, Period *last, GError **error);
