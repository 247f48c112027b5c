#include "analyser/market/concentration.h"

#include <string.h>

#include <stdlib.h>

#define MANY 256      /* holdings from which sorting by bytes pays */
#define SCALE 10000   /* shares in per cent, squared */

static const char nothing_to_share[] = "nothing to share";
static const char out_of_range[] = "out of range";

static int
compare_holdings (gconstpointer a, gconstpointer b)
{
  const Holding *left = a, *right = b;
  if (left->held != right->held)
    return left->held > right->held ? -1 : 1;
  return (left->owner > right->owner) - (left->owner < right->owner);
}

/* Byte I of what HOLDING is sorted by, the last first: its owner, and before that how much it falls
 * short of everything. */
static guint8
sort_byte (const Holding *holding, guint i)
{
  guint64 bits = i < sizeof holding->owner ? (guint64) holding->owner >> 8 * i
                                           : ~holding->held >> 8 * (i - sizeof holding->owner);
  return (guint8) (bits & 0xff);
}

/* Sorts FROM by byte I into TO, in order where it is equal. FALSE, and nothing done, when it is in all. */
static gboolean
sort_by_byte (const Holding *from, Holding *to, guint n, guint i)
{
  guint start[256] = { 0 };
  for (guint k = 0; k < n; k++)
    start[sort_byte (&from[k], i)]++;
  if (start[sort_byte (&from[0], i)] == n)
    return FALSE;
  for (guint byte = 0, sum = 0; byte < G_N_ELEMENTS (start); byte++)
    {
      guint here = start[byte];
      start[byte] = sum;
      sum += here;
    }
  for (guint k = 0; k < n; k++)
    to[start[sort_byte (&from[k], i)]++] = from[k];
  return TRUE;
}

/* Byte by byte, for most holdings are of few, and their number alone makes a comparison slow. */
static void
sort_many (Holding *holdings, guint n)
{
  g_autofree Holding *other = g_new (Holding, n);
  Holding *from = holdings, *to = other;
  for (guint i = 0; i < sizeof from->owner + sizeof from->held; i++)
    if (sort_by_byte (from, to, n, i))
      {
        Holding *sorted = to;
        to = from;
        from = sorted;
      }
  if (from != holdings)
    memcpy (holdings, from, n * sizeof *holdings);
}

void
market_sort (Holding *holdings, guint n)
{
  if (n >= MANY)
    sort_many (holdings, n);
  else if (n > 1)
    qsort (holdings, n, sizeof *holdings, compare_holdings);
}

/* Adds TIMES x A x B to SUM, which is negative once something did not fit. */
static void
add_product (Wide *sum, Wide times, Wide a, Wide b)
{
  Wide product;
  if (*sum < 0 || __builtin_mul_overflow (a, b, &product)
      || __builtin_mul_overflow (product, times, &product)
      || __builtin_add_overflow (*sum, product, sum))
    *sum = -1;
}

static Wide
sum_of_squares (const Market *market, Wide times)
{
  Wide sum = 0;
  for (guint i = 0; i < market->n; i++)
    add_product (&sum, times, market->holdings[i].held, market->holdings[i].held);
  return sum;
}

/* SUM, a sum of TIMES the squares, over the square of TOTAL. */
static Figure
over_square (Wide sum, Wide times, Wide total)
{
  Wide square = 0;
  if (total == 0)
    return figure_missing (FIGURE_NOT_APPLICABLE, nothing_to_share);
  add_product (&square, times, total, total);
  if (sum < 0 || square < 0)
    return figure_missing (FIGURE_UNRELIABLE, out_of_range);
  return figure_ratio (sum, square);
}

static Figure
index_of (Wide sum, Wide times, Wide total)
{
  return figure_mul (figure_integer (SCALE), over_square (sum, times, total));
}

Figure
concentration_total (const Market *market)
{
  if (market->total == MARKET_TOTAL_MAX)
    return figure_missing (FIGURE_UNRELIABLE, out_of_range);
  return figure_integer (market->total);
}

/* Whether MARKET has no figures at all, and which missing value stands for them. */
static gboolean
has_none (const Market *market, Figure *out)
{
  if (market->total == 0)
    *out = figure_missing (FIGURE_NOT_APPLICABLE, nothing_to_share);
  else if (market->total == MARKET_TOTAL_MAX)
    *out = figure_missing (FIGURE_UNRELIABLE, out_of_range);
  else
    return FALSE;
  return TRUE;
}

static Figure
part_of (const Market *market, Wide part)
{
  Figure none;
  return has_none (market, &none) ? none : figure_ratio (part, market->total);
}

Figure
concentration_hhi (const Market *market)
{
  return index_of (sum_of_squares (market, 1), 1, market->total);
}

Figure
concentration_effective_number (const Market *market)
{
  return figure_div (figure_integer (1),
                     over_square (sum_of_squares (market, 1), 1, market->total));
}

Figure
concentration_ratio (const Market *market, guint k)
{
  Wide sum = 0;
  for (guint i = 0; i < MIN (k, market->n); i++)
    sum += market->holdings[i].held;
  return part_of (market, sum);
}

Figure
concentration_share (const Market *market, guint i)
{
  g_assert (i < market->n);
  return part_of (market, market->holdings[i].held);
}

Figure
concentration_owners_to (const Market *market, guint percent)
{
  Wide sum = 0;
  Figure none;
  g_assert (percent <= 100);
  if (has_none (market, &none))
    return none;
  for (guint i = 0; i < market->n; i++)
    {
      sum += market->holdings[i].held;
      if (sum * 100 >= (Wide) market->total * percent)
        return figure_integer (i + 1);
    }
  g_assert_not_reached ();
}

Figure
concentration_gini (const Market *market)
{
  Wide sum = 0;
  Figure none;
  gint64 n = market->n;
  if (has_none (market, &none))
    return none;
  /* The holding at rank r of the ascending order weighs 2r - n - 1; holdings are descending. */
  for (gint64 i = 0; i < n; i++)
    sum += (Wide) market->holdings[i].held * (n - 1 - 2 * i);
  return figure_ratio (sum, (Wide) market->total * n);
}

const char *
concentration_note (const Market *market)
{
  if (market->total == 0)
    return nothing_to_share;
  if (market->total == MARKET_TOTAL_MAX)
    return out_of_range;
  return market->n < CONCENTRATION_THIN ? "too thin to index" : "";
}

static Merger
no_merger (const char *reason)
{
  Figure none = figure_missing (FIGURE_NOT_APPLICABLE, reason);
  return (Merger) { none, none, none, none, none, none };
}

Merger
concentration_merger (const Market *market, guint a, guint b)
{
  if (a == b)
    return no_merger ("an owner cannot merge with itself");
  Wide held_a = market->holdings[a].held, held_b = market->holdings[b].held;
  Wide before = sum_of_squares (market, 1), change = 0, after = before;
  add_product (&change, 2, held_a, held_b);
  add_product (&after, 2, held_a, held_b);
  return (Merger) {
    .share_a = concentration_share (market, a),
    .share_b = concentration_share (market, b),
    .share = part_of (market, held_a + held_b),
    .before = index_of (before, 1, market->total),
    .change = index_of (change, 1, market->total),
    .after = index_of (after, 1, market->total),
  };
}

void
concentration_bounds (const Market *known, guint64 unknown, guint unseen,
                      Figure *low, Figure *high)
{
  Wide total = (Wide) known->total + unknown, rest = unknown;
  Wide block = known->n > 0 ? known->holdings[known->n - 1].held : rest;
  if (unseen > 0 && rest > unseen * block)
    {
      *low = *high = figure_missing (FIGURE_NOT_APPLICABLE,
                                     "the unseen owners are too few to hold the rest");
      return;
    }
  /* Unseen owners add at least their number of equal parts: rest^2 / unseen. */
  Wide parts = MAX (unseen, 1);
  Wide least = sum_of_squares (known, parts);
  if (unseen > 0)
    add_product (&least, 1, rest, rest);
  *low = index_of (least, parts, total);

  Wide most = sum_of_squares (known, 1);
  if (rest > 0)
    {
      add_product (&most, rest / block, block, block);
      add_product (&most, 1, rest % block, rest % block);
    }
  *high = index_of (most, 1, total);
}

void
concentration_figures (const Market *market, Figure out[CONCENTRATION_N_FIGURES])
{
  const Figure figures[CONCENTRATION_N_FIGURES] = {
    concentration_hhi (market),
    concentration_effective_number (market),
    concentration_ratio (market, 1),
    concentration_ratio (market, 3),
    concentration_ratio (market, 5),
    concentration_ratio (market, 10),
    concentration_owners_to (market, 25),
    concentration_gini (market),
  };
  memcpy (out, figures, sizeof figures);
}
