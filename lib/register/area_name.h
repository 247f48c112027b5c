/* area_name.h: which area a name or code means, as people and publishers write
 * them.
 *
 * Compared are folded names: any case of letters, punctuation, '&', "the",
 * "City of" and "County of" make no difference, and the register's
 * authority-names.csv has further spellings. Nothing is taken for another area
 * because it is spelt nearly so: what is near is only offered. */

#pragma once

#include "lib/register/register.h"

typedef struct { const char *code, *name; } AreaName;

typedef enum {
  AREA_MEANT,       /* the code, the name or a published spelling of the one found */
  AREA_BEGUN,       /* how the names found begin, and no other's */
  AREA_REPLACED,    /* an authority whose place those found have taken by the date */
  AREA_TO_COME,     /* an authority that will take the place of those found */
  AREA_NEAR,        /* spelt nearly like those found */
  AREA_UNKNOWN,     /* nothing was found */
} AreaMatchKind;

typedef struct {
  AreaMatchKind kind;
  GPtrArray *found;        /* const AreaName *, borrowed from the areas */
  Date since;              /* REPLACED, TO_COME: the day of the change */
} AreaMatch;
void area_match_clear (AreaMatch *match);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AreaMatch, area_match_clear)

/* What TEXT means among the N AREAS, which are those of ON. REG (may be NULL)
 * knows spellings, and what authorities were and became. */
AreaMatch area_name_match (const AreaName *areas, gsize n, const Register *reg, Date on,
                           const char *text);
/* "Did you mean 'Hartlepool'?", or "It was replaced on 1 April 2025 by 'Sheffield'
 * (E08000039)."; NULL when nothing was found. g_free(). */
char *area_match_advice (const AreaMatch *match);

/* The one of AREAS that somebody means who writes TEXT, be it only the beginning
 * of its name. NULL with ERROR_REFUSED, which says "unknown KIND", or which
 * ones it may be. Borrowed. */
const AreaName *area_name_resolve (const AreaName *areas, gsize n, const Register *reg, Date on,
                                   const char *kind, const char *text, GError **error);
