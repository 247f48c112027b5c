/* register_check.h: what rows of the register are held against when they are
 * imported: returns, conditions, lists and mail, of which lib/register knows
 * nothing. What the record has already is not judged again. */

#pragma once

#include "lib/base/finding.h"
#include "lib/record/store.h"

/* Checks BYTES, a file of KIND called FILE, which is to be added at HEAD. Rules:
 *   REG-RETURN      no such return, or one for periods of another length; soft
 *                   when no edition of it holds for the period yet
 *   REG-CONDITION   none of collector/intake/words/conditions.csv
 *   REG-MAIL        not an address
 *   REG-INVISIBLE   a name with characters that are not seen, or blanks that
 *                   are no ordinary ones
 *   REG-OWNER       owners that stand on no list of Ofsted's in the record: one
 *                   soft finding that counts them; none where there is no list
 * FALSE with ERROR is a fault. */
gboolean register_check (Snapshot *head, const char *datadir, const char *kind, GBytes *bytes,
                         const char *file, Findings *findings, GError **error);

/* Whether TEXT is an address like ann.lee@example.org. */
gboolean register_is_mail (const char *text);
