/* concentration.h: how much of a market its largest owners hold.
 *
 * Holdings are the integers that were registered or returned (homes, places,
 * pence); every figure below is an exact ratio of them and nothing is rounded
 * here. A market with nothing to share gives `z`. Source: methods,
 * "Concentration". */

#pragma once

#include "lib/base/figure.h"

/* What one owner holds of a market. */
typedef struct {
  guint owner;        /* the caller's number for the owner */
  guint64 held;       /* more than 0 */
} Holding;

/* A total that says it does not fit: every figure of such a market is `u`. */
#define MARKET_TOTAL_MAX G_MAXUINT64

/* One market: the holdings of its owners, largest first. */
typedef struct {
  const Holding *holdings;   /* borrowed; as market_sort() leaves them */
  guint n;                   /* owners */
  guint64 total;             /* the sum of what they hold */
  guint64 units;             /* establishments counted, with or without places */
} Market;

/* Sorts HOLDINGS largest first, equal ones by owner, so that the same market
 * always lists the same way. */
void market_sort (Holding *holdings, guint n);

/* Fewer owners than this are "too thin to index". */
#define CONCENTRATION_THIN 3

/* What all owners hold together; missing (u) when it does not fit. */
Figure concentration_total (const Market *market);
/* Herfindahl-Hirschman index, above 0 to 10,000; 10,000 when one owner holds
 * everything. */
Figure concentration_hhi (const Market *market);
/* The number of equal owners that would give the same index: 1 / sum of squared shares. */
Figure concentration_effective_number (const Market *market);
/* The share, 0 to 1, of the K largest owners together. */
Figure concentration_ratio (const Market *market, guint k);
/* The share, 0 to 1, of the owner at position I (from 0) of the holdings. */
Figure concentration_share (const Market *market, guint i);
/* How many of the largest owners it takes to hold at least PERCENT of the
 * market (Ofsted's 2025 definition of "largest owners" uses 25). */
Figure concentration_owners_to (const Market *market, guint percent);
/* Gini coefficient of the holdings, 0 (all equal) to below 1. Owners that hold
 * nothing are not in the market and do not count. */
Figure concentration_gini (const Market *market);

/* What to say beside the figures of MARKET: "too thin to index", "nothing to
 * share", "out of range", or "". Static. */
const char *concentration_note (const Market *market);

/* What a merger of two owners would do. Shares are 0 to 1. */
typedef struct {
  Figure share_a, share_b, share;   /* before, and of both together */
  Figure before, change, after;     /* index */
} Merger;

/* The owners at positions A and B of the holdings become one; all are missing
 * (z) when A is B. */
Merger concentration_merger (const Market *market, guint a, guint b);

/* Between which indices the market lies when UNKNOWN of it is held by owners
 * of whom none holds more than the smallest one of KNOWN (whose total leaves
 * UNKNOWN out). UNSEEN is how many they are; 0 when nobody knows. The upper
 * bound gives the rest away in blocks of the smallest known holding. Both are
 * missing (z) when so few cannot hold so much. */
void concentration_bounds (const Market *known, guint64 unknown, guint unseen,
                           Figure *low, Figure *high);

/* What tables say of a market, in their order: the index, the effective number of
 * owners, the shares of the 1, 3, 5 and 10 largest, the owners that hold 25%, the
 * Gini coefficient. */
#define CONCENTRATION_N_FIGURES 8
void concentration_figures (const Market *market, Figure out[CONCENTRATION_N_FIGURES]);
