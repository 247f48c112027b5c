/* market.h: who holds how much of which market, from Ofsted's list alone.
 *
 * Shares are worked out after owners are mapped to groups on a date. Income is
 * the caller's: this file knows establishments and the register, and cannot
 * reach a return. A row without an owner is its own owner. */

#pragma once

#include "analyser/market/area_plan.h"
#include "analyser/market/concentration.h"
#include "analyser/market/owner_map.h"
#include "analyser/methods/methods.h"

typedef enum { BASIS_HOMES, BASIS_PLACES, BASIS_INCOME } MarketBasis;

/* What the command line and the tables call them; NULL-terminated. */
extern const char *const market_basis_names[];

/* Income of a row that no return gives. */
#define INCOME_UNKNOWN G_MAXUINT64
/* Income that does not fit: no figure of its market is known (u). */
#define INCOME_OUT_OF_RANGE (G_MAXUINT64 - 1)

/* A list of Ofsted's, and who counts by the methods that hold on its date. */
typedef struct {
  const Establishments *list;
  const Methods *methods;
  const Population *service, *sectors;
} MarketList;

/* LIST with the populations SERVICE and SECTORS of METHODS. FALSE with ERROR_REFUSED
 * when there is none of that name, the nearest offered; a fault when one names a
 * value that the list spells otherwise (population_check()). */
gboolean market_list_make (const Establishments *list, const Methods *methods, const char *service,
                           const char *sectors, MarketList *out, GError **error);

typedef struct {
  const Population *service, *sectors;
  OwnerLevel level;
  OwnerNames names;
  MarketBasis basis;
  AreaKind area;
  const char *in;          /* code or name of one area; NULL: all of them */
  Date mapped_on;          /* owners belong to groups as on this date */
  const guint64 *income;   /* pence by row of the list; for BASIS_INCOME alone */
  OwnerMap *owners;        /* of the list at LEVEL, by NAMES, on MAPPED_ON: made once for all markets of
                            * a list; NULL: made for this one */
} MarketQuery;

/* The market of one area. */
typedef struct {
  char *code, *name;
  Market market;           /* holdings number the owners of the set, and live as long */
  guint64 unknown;         /* establishments whose income is not known */
} AreaMarket;

typedef struct {
  GArray *areas;           /* AreaMarket, by code */
  OwnerMap *owners;        /* the same numbers whatever the basis, area and population */
  guint64 unplaced;        /* establishments of the population in no area of this kind */
} MarketSet;

/* The markets QUERY asks for, one an area, of LIST, which must outlive them; also for areas of England where the
 * population has no establishment. REG may be NULL where area_plans_make() and owner_map_make()
 * take that. NULL with ERROR_REFUSED when QUERY names an area there
 * is not, offering the nearest. */
MarketSet *market_set_build (const Establishments *list, const Register *reg,
                             const MarketQuery *query, GError **error);
guint market_set_length (const MarketSet *set);
const AreaMarket *market_set_area (const MarketSet *set, guint i);
void market_set_free (MarketSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarketSet, market_set_free)
