/* list_doubt.h: what makes one doubt a list that can be read: that it is of
 * another date, not all of it, or one that the record has already.
 *
 * A doubt is a soft finding: the list is taken only with a reason, which the
 * record keeps. How much is too little is in collector/intake/words:
 * partial.csv and limits.csv. */

#pragma once

#include "collector/intake/ofsted_about.h"
#include "lib/register/establishment.h"
#include "lib/register/register.h"

/* What the list shows alone. Rules:
 *   OFS-DATE-BANNER   no date above the header is that of the list
 *   OFS-DATE-LATER    an establishment registered after the date of the list
 *   OFS-DATE-GAP      nobody registered in the weeks before it
 *   OFS-FEW-NEW       hardly anybody registered in the year before it: the end is gone
 *   OFS-PARTIAL       a list of some providers only, by a mark of partial.csv
 *   OFS-CUT           its last line has no end
 *   OFS-REGION-NONE   a region of England has no row in a long list */
void list_doubt_alone (const OfstedRequest *request, const OfstedAbout *about,
                       const ListWords *words, const Register *reg, Findings *findings);

/* What LIST shows beside NEIGHBOUR, the record's list of the date before or
 * after. FILE is what findings call LIST. Rules:
 *   OFS-SAME       they are the same to the row
 *   OFS-FEWER      far fewer homes than in the older of the two
 *   OFS-MORE       far more
 *   OFS-KIND-GONE  a provision type or region of the older that the younger lacks */
void list_doubt_beside (const Establishments *list, const Establishments *neighbour,
                        const ListWords *words, const Register *reg, const char *file,
                        Findings *findings);
