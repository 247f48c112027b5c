/* Concentration: the published and hand-worked figures of the methods, and
 * bounds against every possible market on small cases. */

#include "analyser/market/concentration.h"

/* A market of the holdings listed up to the first 0, in any order. */
typedef struct {
  Holding holdings[32];
  Market market;
} Sample;

static void
sample_fill (Sample *sample, const guint64 *held)
{
  guint n = 0;
  guint64 total = 0;
  for (; held[n] > 0; n++)
    {
      sample->holdings[n] = (Holding) { .owner = n, .held = held[n] };
      total += held[n];
    }
  market_sort (sample->holdings, n);
  sample->market = (Market) { .holdings = sample->holdings, .n = n, .total = total, .units = n };
}

static void
assert_figure (Figure figure, guint dp, const char *expected)
{
  g_autofree char *text = figure_to_string (figure, 0, dp);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_index (void)
{
  static const struct {
    guint64 held[32];
    const char *hhi, *effective, *gini;
  } rows[] = {
    /* 900 + 900 + 400 + 400. Gini: (-3*20 - 20 + 30 + 3*30) / (4 * 100). */
    { { 30, 30, 20, 20 }, "2600.000", "3.846", "0.100" },
    { { 20, 20, 20, 20, 20 }, "2000.000", "5.000", "0.000" },
    /* Gini: (-4*10 - 2*15 + 0 + 2*20 + 4*40) / (5 * 100). */
    { { 40, 20, 15, 15, 10 }, "2550.000", "3.922", "0.260" },
    { { 10, 9, 12, 15, 12, 11, 15, 16 }, "1296.000", "7.716", "0.108" },
    /* Hartlepool, private homes, 31 March 2025: 185 over 31 squared. */
    { { 9, 6, 5, 5, 3, 3 }, "1925.078", "5.195", "0.210" },
    { { 7 }, "10000.000", "1.000", "0.000" },
    { { 1, 3 }, "6250.000", "1.600", "0.250" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Sample sample;
      sample_fill (&sample, rows[i].held);
      assert_figure (concentration_hhi (&sample.market), 3, rows[i].hhi);
      assert_figure (concentration_effective_number (&sample.market), 3, rows[i].effective);
      assert_figure (concentration_gini (&sample.market), 3, rows[i].gini);
    }
}

static void
test_ratios (void)
{
  Sample sample;
  sample_fill (&sample, (guint64[]) { 15, 40, 10, 20, 15, 0 });
  assert_figure (concentration_ratio (&sample.market, 1), 2, "0.40");
  assert_figure (concentration_ratio (&sample.market, 3), 2, "0.75");
  assert_figure (concentration_ratio (&sample.market, 5), 2, "1.00");
  assert_figure (concentration_ratio (&sample.market, 10), 2, "1.00");
  assert_figure (concentration_share (&sample.market, 1), 2, "0.20");
  assert_figure (concentration_owners_to (&sample.market, 25), 0, "1");
  /* 40 + 20 is 60, just enough; 61 needs a third. */
  assert_figure (concentration_owners_to (&sample.market, 60), 0, "2");
  assert_figure (concentration_owners_to (&sample.market, 61), 0, "3");
  assert_figure (concentration_owners_to (&sample.market, 100), 0, "5");
}

static void
test_thin (void)
{
  Sample sample;
  sample_fill (&sample, (guint64[]) { 0 });
  assert_figure (concentration_hhi (&sample.market), 3, "z");
  assert_figure (concentration_effective_number (&sample.market), 3, "z");
  assert_figure (concentration_gini (&sample.market), 3, "z");
  assert_figure (concentration_ratio (&sample.market, 1), 3, "z");
  assert_figure (concentration_owners_to (&sample.market, 25), 0, "z");
  g_assert_cmpstr (concentration_note (&sample.market), ==, "nothing to share");
  sample_fill (&sample, (guint64[]) { 5, 5, 0 });
  g_assert_cmpstr (concentration_note (&sample.market), ==, "too thin to index");
  sample_fill (&sample, (guint64[]) { 5, 5, 5, 0 });
  g_assert_cmpstr (concentration_note (&sample.market), ==, "");
}

static void
test_order (void)
{
  Holding holdings[] = { { 3, 5 }, { 1, 5 }, { 2, 9 }, { 0, 1 } };
  market_sort (holdings, G_N_ELEMENTS (holdings));
  g_assert_cmpuint (holdings[0].owner, ==, 2);
  g_assert_cmpuint (holdings[1].owner, ==, 1);
  g_assert_cmpuint (holdings[2].owner, ==, 3);
  g_assert_cmpuint (holdings[3].owner, ==, 0);
}

static void
test_merger (void)
{
  Sample sample;
  sample_fill (&sample, (guint64[]) { 40, 30, 15, 15, 0 });
  Merger merger = concentration_merger (&sample.market, 1, 2);
  assert_figure (merger.share_a, 2, "0.30");
  assert_figure (merger.share_b, 2, "0.15");
  assert_figure (merger.share, 2, "0.45");
  assert_figure (merger.before, 0, "2950");
  assert_figure (merger.change, 0, "900");
  assert_figure (merger.after, 0, "3850");
  assert_figure (concentration_merger (&sample.market, 2, 2).change, 0, "z");
}

static void
test_range (void)
{
  Sample sample;
  sample_fill (&sample, (guint64[]) { G_MAXUINT64 / 2, G_MAXUINT64 / 4, 0 });
  assert_figure (concentration_hhi (&sample.market), 3, "u");
  assert_figure (concentration_merger (&sample.market, 0, 1).after, 3, "u");
  /* GBP 100 billion in pence, twice over and unevenly, is no trouble. */
  sample_fill (&sample, (guint64[]) { 10000000000001, 9999999999999, 0 });
  assert_figure (concentration_hhi (&sample.market), 3, "5000.000");
}

/* Index of the known squares plus every way to split REST into parts of at
 * most LARGEST (exactly UNSEEN parts when not 0): the least and the most. */
static void
split (guint rest, guint largest, guint unseen, guint parts, guint squares, guint *least, guint *most)
{
  if (rest == 0)
    {
      if (unseen == 0 || parts == unseen)
        {
          *least = MIN (*least, squares);
          *most = MAX (*most, squares);
        }
      return;
    }
  for (guint part = 1; part <= MIN (rest, largest); part++)
    split (rest - part, part, unseen, parts + 1, squares + part * part, least, most);
}

static void
check_bounds (const Market *known, guint rest, guint unseen)
{
  guint least = G_MAXUINT, most = 0, squares = 0;
  guint64 total = known->total + rest;
  Figure low, high;
  for (guint i = 0; i < known->n; i++)
    squares += (guint) (known->holdings[i].held * known->holdings[i].held);
  split (rest, (guint) known->holdings[known->n - 1].held, unseen, 0, squares, &least, &most);
  concentration_bounds (known, rest, unseen, &low, &high);
  if (least == G_MAXUINT)
    return;
  Figure scale = figure_ratio (10000, (Wide) total * (Wide) total);
  g_assert_true (figure_is_value (&low) && figure_is_value (&high));
  g_assert_cmpint (figure_compare (low, figure_mul (scale, figure_integer (least))), <=, 0);
  g_assert_cmpint (figure_compare (high, figure_mul (scale, figure_integer (most))), >=, 0);
  /* The bounds are reached: by the blocks, and by equal parts where there are such. */
  if (unseen == 0)
    g_assert_cmpint (figure_compare (high, figure_mul (scale, figure_integer (most))), ==, 0);
  if (unseen > 0 && rest % unseen == 0)
    g_assert_cmpint (figure_compare (low, figure_mul (scale, figure_integer (least))), ==, 0);
}

static void
test_bounds_by_brute_force (void)
{
  static const guint64 known[][4] = { { 9, 5, 3, 0 }, { 4, 4, 0 }, { 7, 1, 0 }, { 6, 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    for (guint rest = 0; rest <= 18; rest++)
      for (guint unseen = 0; unseen <= 6; unseen++)
        {
          Sample sample;
          sample_fill (&sample, known[i]);
          check_bounds (&sample.market, rest, unseen);
        }
}

static void
test_bounds (void)
{
  Sample sample;
  Figure low, high;
  sample_fill (&sample, (guint64[]) { 9, 5, 5, 2, 2, 2, 2, 1, 1, 1, 0 });
  concentration_bounds (&sample.market, 70, 0, &low, &high);
  assert_figure (low, 3, "150.000");
  assert_figure (high, 3, "220.000");
  /* 140 unseen owners: 150 + 70^2 / 140. */
  concentration_bounds (&sample.market, 70, 140, &low, &high);
  assert_figure (low, 3, "185.000");
  assert_figure (high, 3, "220.000");
  concentration_bounds (&sample.market, 70, 69, &low, &high);
  assert_figure (low, 3, "z");
  assert_figure (high, 3, "z");
  concentration_bounds (&sample.market, 0, 0, &low, &high);
  g_assert_cmpint (figure_compare (low, concentration_hhi (&sample.market)), ==, 0);
  g_assert_cmpint (figure_compare (high, low), ==, 0);
  /* Nothing known: anything above 0 up to one owner of all. */
  sample_fill (&sample, (guint64[]) { 0 });
  concentration_bounds (&sample.market, 12, 0, &low, &high);
  assert_figure (low, 3, "0.000");
  assert_figure (high, 3, "10000.000");
  concentration_bounds (&sample.market, 0, 0, &low, &high);
  assert_figure (low, 3, "z");
}

/* What tables print, in their order: of 30, 30, 20 and 20 the largest has 0.3, three
 * have 0.8, all are five or fewer, and one holds a quarter. */
static void
test_figures (void)
{
  static const char *const expected[CONCENTRATION_N_FIGURES] = {
    "2600.000", "3.846", "0.300", "0.800", "1.000", "1.000", "1.000", "0.100",
  };
  static const guint64 held[] = { 30, 30, 20, 20, 0 };
  Sample sample;
  Figure figures[CONCENTRATION_N_FIGURES];
  sample_fill (&sample, held);
  concentration_figures (&sample.market, figures);
  for (guint i = 0; i < CONCENTRATION_N_FIGURES; i++)
    assert_figure (figures[i], 3, expected[i]);
}

/* Many are sorted in another way than few: as an insertion one by one has them. Some hold so much
 * that every byte of it counts. */
static void
test_order_of_many (void)
{
  enum { N = 3000 };
  g_autofree Holding *holdings = g_new (Holding, N), *expected = g_new (Holding, N);
  for (guint i = 0; i < N; i++)
    {
      guint64 held = i % 10 == 0 ? (guint64) 1 << (i % 64) : (guint64) (i * 7919 % 97 + 1);
      holdings[i] = (Holding) { i * 104729 % 1000003, held };
      guint at = i;
      for (; at > 0 && (expected[at - 1].held < held
                        || (expected[at - 1].held == held && expected[at - 1].owner > holdings[i].owner)); at--)
        expected[at] = expected[at - 1];
      expected[at] = holdings[i];
    }
  market_sort (holdings, N);
  for (guint i = 0; i < N; i++)
    {
      g_assert_cmpuint (holdings[i].held, ==, expected[i].held);
      g_assert_cmpuint (holdings[i].owner, ==, expected[i].owner);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/concentration/index-effective-number-and-gini-are-exact", test_index);
  g_test_add_func ("/concentration/ratios-and-owners-needed", test_ratios);
  g_test_add_func ("/concentration/thin-and-empty-markets-say-so", test_thin);
  g_test_add_func ("/concentration/largest-first-then-by-owner", test_order);
  g_test_add_func ("/concentration/many-sort-as-few", test_order_of_many);
  g_test_add_func ("/concentration/change-by-a-merger", test_merger);
  g_test_add_func ("/concentration/beyond-the-range-is-unreliable-not-wrong", test_range);
  g_test_add_func ("/concentration/bounds-of-the-unknown-rest", test_bounds);
  g_test_add_func ("/concentration/bounds-agree-with-every-possible-market", test_bounds_by_brute_force);
  g_test_add_func ("/concentration/figures-of-tables", test_figures);
  return g_test_run ();
}
