/* The content of the public report, on three small lists worked out by hand. */

#include "analyser/market/market_summary.h"

#include "tests/markets.h"

static Register *
make_register (void)
{
  Register *reg = register_new ();
  markets_add (reg, "authorities",
               "code,la_code,name,region,region_name,former_code,from,to\n"
               "E06000001,805,Hartlepool,E12000001,North East,,2009-04-01,\n"
               "E06000002,806,Middlesbrough,E12000001,North East,,2009-04-01,\n"
               "E08000025,330,Birmingham,E12000005,West Midlands,,2009-04-01,\n");
  markets_add (reg, "groups", "group,name,ownership_type,from,to\nG001,Alpha Group,corporate,2025-01-01,\n");
  markets_add (reg, "owners", "owner,person,group,from,to\nAlpha Ltd,,G001,2025-01-01,\nBeta Ltd,,G001,2025-01-01,\n");
  return reg;
}

static const char rows_2024[]
  = "SC000001,,Children's home,Active,,Private,Alpha Ltd,E06000001,4,\n"
    "SC000002,,Children's home,Active,,Private,Beta Ltd,E06000001,4,\n"
    "SC000003,,Children's home,Active,,Private,Gamma Ltd,E08000025,2,\n"
    "SC000004,,Children's home,Active,,Local Authority,Council,E08000025,9,\n";
/* 1 grew and is spelt another way, 2 was sold, 3 closed, 5 and 6 opened. */
static const char rows_2025[]
  = "SC000001,,Children's home,Active,,Private,ALPHA LIMITED,E06000001,6,\n"
    "SC000002,,Children's home,Active,,Private,Delta Ltd,E06000001,3,\n"
    "SC000004,,Children's home,Active,,Local Authority,Council,E08000025,9,\n"
    "SC000005,,Children's home,Active,,Private,Beta Ltd,E08000025,5,\n"
    "SC000006,,Children's home,Active,,Private,,E06000002,1,\n";

typedef struct {
  Register *reg;
  Methods *methods;
  Establishments *lists[2];
  MarketList dated[2];
  MarketSummary *summary;
} Fixture;

/* The list of 2024 counts FIRST_SECTORS, that of 2025 independent homes. */
static void
set_up_with (Fixture *fixture, OwnerLevel level, const char *service, const char *first_sectors)
{
  g_autoptr(GError) error = NULL;
  fixture->reg = make_register ();
  fixture->lists[0] = markets_list (2024, rows_2024);
  fixture->lists[1] = markets_list (2025, rows_2025);
  fixture->methods = methods_load (g_getenv ("CARE_OVERSIGHT_DATA"), fixture->lists[1]->as_at, &error);
  g_assert_no_error (error);
  MarketSummaryQuery query = {
    .level = level, .names = NAMES_NORMALISED, .mapped_on = fixture->lists[1]->as_at,
  };
  for (guint i = 0; i < G_N_ELEMENTS (fixture->dated); i++)
    fixture->dated[i] = (MarketList) {
      .list = fixture->lists[i], .methods = fixture->methods,
      .service = population_find (fixture->methods->populations, "service", service, NULL),
      .sectors = population_find (fixture->methods->populations, "sectors",
                                  i == 0 ? first_sectors : "independent", NULL),
    };
  fixture->summary = market_summary_make (fixture->dated, 2, fixture->reg, &query);
}

static void
set_up (Fixture *fixture, OwnerLevel level, const char *service)
{
  set_up_with (fixture, level, service, "independent");
}

static void
tear_down (Fixture *fixture)
{
  market_summary_free (fixture->summary);
  methods_free (fixture->methods);
  establishments_free (fixture->lists[0]);
  establishments_free (fixture->lists[1]);
  register_free (fixture->reg);
}

static void
assert_figure (Figure figure, guint dp, const char *expected)
{
  g_autofree char *text = figure_to_string (figure, 0, dp);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_areas (void)
{
  Fixture fixture;
  set_up (&fixture, LEVEL_ORGANISATION, "childrens-homes");
  const MarketSummary *summary = fixture.summary;
  /* Alpha 6, Beta 5, Delta 3, the one without a name 1: (36 + 25 + 9 + 1) / 225. */
  g_assert_cmpint (summary->basis, ==, BASIS_PLACES);
  g_assert_cmpuint (summary->england.homes, ==, 4);
  g_assert_cmpuint (summary->england.places, ==, 15);
  g_assert_cmpuint (summary->england.owners, ==, 4);
  assert_figure (summary->england.hhi, 3, "3155.556");
  g_assert_cmpuint (summary->regions->len, ==, 2);
  const AreaSummary *north_east = &g_array_index (summary->regions, AreaSummary, 0);
  g_assert_cmpstr (north_east->name, ==, "North East");
  g_assert_cmpuint (north_east->homes, ==, 3);
  g_assert_cmpuint (north_east->places, ==, 10);
  assert_figure (north_east->hhi, 0, "4600");
  g_assert_cmpuint (summary->authorities->len, ==, 3);
  const AreaSummary *birmingham = &g_array_index (summary->authorities, AreaSummary, 2);
  g_assert_cmpstr (birmingham->name, ==, "Birmingham");
  g_assert_cmpstr (birmingham->note, ==, "too thin to index");
  tear_down (&fixture);
}

static void
test_owners (void)
{
  Fixture fixture;
  set_up (&fixture, LEVEL_GROUP, "childrens-homes");
  const MarketSummary *summary = fixture.summary;
  const OwnerSummary *largest = &g_array_index (summary->owners, OwnerSummary, 0);
  g_assert_cmpuint (summary->owners->len, ==, 3);
  g_assert_cmpstr (largest->name, ==, "Alpha Group");
  g_assert_cmpstr (largest->group, ==, "G001");
  g_assert_cmpuint (largest->homes, ==, 2);
  g_assert_cmpuint (largest->places, ==, 11);
  g_assert_cmpuint (largest->authorities, ==, 2);
  assert_figure (largest->share, 4, "0.7333");
  /* The year before is mapped on its own date, when there was no group. */
  g_assert_cmpuint (summary->dates->len, ==, 2);
  assert_figure (g_array_index (summary->dates, MarketDate, 0).england.hhi, 0, "3600");
  tear_down (&fixture);
}

static void
test_changes (void)
{
  Fixture fixture;
  set_up (&fixture, LEVEL_ORGANISATION, "childrens-homes");
  g_assert_cmpuint (fixture.summary->changes->len, ==, 1);
  const MarketChange *change = &g_array_index (fixture.summary->changes, MarketChange, 0);
  g_assert_cmpuint (change->stayed, ==, 2);
  g_assert_cmpuint (change->entered, ==, 2);
  g_assert_cmpuint (change->left, ==, 1);
  g_assert_cmpuint (change->places_entered, ==, 6);
  g_assert_cmpuint (change->places_left, ==, 2);
  g_assert_cmpint (change->places_changed, ==, 1);
  g_assert_cmpuint (change->owner_changed, ==, 1);
  tear_down (&fixture);
}

/* Each list counts who its own methods count: the council's home of 9 places is in
 * the market of 2024, which has 4 + 4 + 2 + 9 = 19, and leaves it. */
static void
test_own_methods (void)
{
  Fixture fixture;
  set_up_with (&fixture, LEVEL_ORGANISATION, "childrens-homes", "all");
  const MarketDate *then = &g_array_index (fixture.summary->dates, MarketDate, 0);
  const MarketDate *now = &g_array_index (fixture.summary->dates, MarketDate, 1);
  g_assert_cmpuint (then->england.places, ==, 19);
  g_assert_cmpuint (now->england.places, ==, 15);
  const MarketChange *change = &g_array_index (fixture.summary->changes, MarketChange, 0);
  g_assert_cmpuint (change->left, ==, 2);
  g_assert_cmpuint (change->places_left, ==, 11);
  tear_down (&fixture);
}

static void
test_guidelines (void)
{
  Fixture fixture;
  set_up (&fixture, LEVEL_ORGANISATION, "childrens-homes");
  const GArray *notes = fixture.summary->guidelines;
  g_assert_cmpuint (notes->len, ==, 3);
  const GuidelineNote *us = &g_array_index (notes, GuidelineNote, 0);
  const GuidelineNote *replaced = &g_array_index (notes, GuidelineNote, 1);
  const GuidelineNote *uk = &g_array_index (notes, GuidelineNote, 2);
  g_assert_cmpstr (us->outcome, ==, "highly concentrated");
  g_assert_true (us->in_force);
  g_assert_cmpint (us->to, ==, 0);
  g_assert_cmpstr (replaced->guideline, ==, "us-2010");
  g_assert_cmpstr (replaced->words, ==, "an index above 2500");
  g_assert_false (replaced->in_force);
  g_assert_cmpint (replaced->to + 1, ==, us->from);
  g_assert_cmpstr (uk->guideline, ==, "cma-2010");
  g_assert_cmpstr (uk->outcome, ==, "highly concentrated");
  g_assert_false (uk->in_force);
  tear_down (&fixture);
}

static void
test_nothing (void)
{
  Fixture fixture;
  set_up (&fixture, LEVEL_ORGANISATION, "fostering");
  g_assert_cmpint (fixture.summary->basis, ==, BASIS_HOMES);
  g_assert_cmpuint (fixture.summary->owners->len, ==, 0);
  g_assert_cmpuint (fixture.summary->guidelines->len, ==, 0);
  assert_figure (fixture.summary->england.hhi, 3, "z");
  g_assert_cmpstr (fixture.summary->england.note, ==, "nothing to share");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market-summary/areas-by-hand", test_areas);
  g_test_add_func ("/market-summary/largest-owners-as-groups", test_owners);
  g_test_add_func ("/market-summary/entry-exit-and-change-between-lists", test_changes);
  g_test_add_func ("/market-summary/each-list-by-its-own-methods", test_own_methods);
  g_test_add_func ("/market-summary/guidelines-in-force-and-withdrawn", test_guidelines);
  g_test_add_func ("/market-summary/an-empty-market-is-not-zero", test_nothing);
  return g_test_run ();
}
