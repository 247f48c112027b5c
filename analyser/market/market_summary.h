/* market_summary.h: what Ofsted's lists say of a market: the content of the
 * public report "State of the market". It takes lists and the register and
 * nothing else, so that no figure of a return can reach it. */

#pragma once

#include "analyser/market/market.h"
#include "analyser/methods/methods.h"

/* One area at one date: concentration by places (by homes for a service that
 * has none). */
typedef struct {
  const char *code, *name;
  guint64 homes, places;
  guint owners;              /* with something of the basis */
  Figure hhi, effective_number, cr1, cr3, cr5, cr10, owners_to_25, gini;
  const char *note;          /* "too thin to index", "nothing to share" or "" */
} AreaSummary;

typedef struct {
  const char *name;
  const char *group;         /* id, at that level; else NULL */
  guint64 homes, places;
  Figure share;              /* of the basis, 0 to 1 */
  guint authorities;         /* in which it has a home */
} OwnerSummary;

/* One list: the market of England on that date. */
typedef struct {
  Date as_at;
  AreaSummary england;
  GArray *regions;           /* AreaSummary, by code */
} MarketDate;

/* What happened between two lists, matched on URN. */
typedef struct {
  Date from, to;
  guint64 stayed, entered, left;
  guint64 places_entered, places_left;
  gint64 places_changed;     /* of those that stayed: net */
  guint64 owner_changed;     /* of those that stayed */
} MarketChange;

/* What each guideline would call the national index: it describes, it is not law. */
typedef struct {
  const char *guideline, *title, *outcome, *words, *source;
  Date from, to;             /* when it was in force; to 0: still is */
  gboolean in_force;         /* on the date of the list */
} GuidelineNote;

typedef struct {
  const Population *service, *sectors;    /* of the last list */
  OwnerLevel level;
  OwnerNames names;
  MarketBasis basis;         /* BASIS_PLACES, or BASIS_HOMES where no places are published */
  Date as_at;                /* of the last list */
  Date mapped_on;
  AreaSummary england;
  GArray *regions, *rccs, *authorities;   /* AreaSummary, by code */
  GArray *owners;            /* OwnerSummary, largest first: ten at most */
  GArray *dates;             /* MarketDate, oldest first, the last list included */
  GArray *changes;           /* MarketChange between each list and the next */
  GArray *guidelines;        /* GuidelineNote */
  GPtrArray *sets;           /* MarketSet *: what the texts above borrow */
} MarketSummary;

typedef struct {
  OwnerLevel level;
  OwnerNames names;
  Date mapped_on;            /* of the last list; earlier lists are mapped on their own dates */
} MarketSummaryQuery;

/* Summarises LISTS (oldest first, at least one), each as its own methods have it.
 * REG, LISTS and what they name must outlive the result. */
MarketSummary *market_summary_make (const MarketList *lists, guint n_lists, const Register *reg,
                                    const MarketSummaryQuery *query);
void market_summary_free (MarketSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarketSummary, market_summary_free)
