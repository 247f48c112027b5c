/* Markets: who counts, who is one owner, which area; and the fast counting
 * against a slow one on random lists. */

#include "analyser/market/market.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/markets.h"

static const char authorities[]
  = "code,la_code,name,region,region_name,former_code,from,to\n"
    "E06000001,805,Hartlepool,E12000001,North East,,2009-04-01,\n"
    "E06000002,806,Middlesbrough,E12000001,North East,,2009-04-01,\n"
    "E08000025,330,Birmingham,E12000005,West Midlands,,2009-04-01,\n"
    "E06000023,801,Bristol,E12000009,South West,,2009-04-01,\n"
    "W06000001,660,Isle of Anglesey,W92000004,Wales,,2009-04-01,\n"
    "W06000002,661,Gwynedd,W92000004,Wales,,2009-04-01,\n";
static const char areas[] = "area,name,kind,authority,from,to\n"
                            "TEES,Tees and Birmingham,rcc,E06000001,2024-01-01,\n"
                            "TEES,Tees and Birmingham,rcc,E08000025,2024-01-01,\n"
                            "NORTH,North,rcc,E06000001,2024-01-01,\n"
                            "NORTH,North,rcc,E06000002,2024-01-01,\n";
static const char groups[] = "group,name,ownership_type,from,to\n"
                             "G001,Alpha Group,private_equity,2020-01-01,\n";
static const char owners[] = "owner,person,group,from,to\n"
                             "Alpha Ltd,,G001,2020-01-01,\n"
                             "BETA & SONS,,G001,2020-01-01,2024-12-31\n";
static const char list_rows[]
  = "SC000001,,Children's home,Active,,Private,Alpha Ltd,E06000001,4,\n"
    "SC000002,,Children's home,Suspended,,Private,ALPHA LIMITED ,E06000001,2,\n"
    "SC000003,,Children's home,Active,,Private,Beta and Sons,E06000002,6,\n"
    "SC000004,,Children's home,Active,,Private,,E06000001,3,\n"
    "SC000005,,Children's home,Active,,Voluntary,,E08000025,3,\n"
    "SC000006,,Children's home,Active,,Local Authority,Birmingham City Council,E08000025,5,\n"
    "SC000007,,Children's home,Active,,Private,Gamma Ltd,E08000025,,\n"
    "SC000008,,Children's Home,Active,,Private,Alpha Ltd,E08000025,1,\n"
    "SC000009,,Independent Fostering Agency,Active,,Private,Alpha Ltd,E06000001,,\n"
    "SC000010,,Children's home,Active,,Private,Alpha Ltd,W06000001,2,\n";

static Register *
make_register (void)
{
  Register *reg = register_new ();
  markets_add (reg, "authorities", authorities);
  markets_add (reg, "areas", areas);
  markets_add (reg, "groups", groups);
  markets_add (reg, "owners", owners);
  return reg;
}

static const Population homes = { .kind = (char *) "service", .id = (char *) "childrens-homes",
                                  .values = (char *[]) { (char *) "children's home", NULL } };
static const Population fostering
  = { .kind = (char *) "service", .id = (char *) "fostering",
      .values = (char *[]) { (char *) "independent fostering agency", NULL } };
static const Population independent
  = { .kind = (char *) "sectors", .id = (char *) "independent",
      .values = (char *[]) { (char *) "private", (char *) "voluntary", NULL } };
static const Population private_alone
  = { .kind = (char *) "sectors", .id = (char *) "private",
      .values = (char *[]) { (char *) "private", NULL } };
static const Population all = { .kind = (char *) "sectors", .id = (char *) "all" };

/* A market as a line: "E06000001 units 3 total 9: Alpha Ltd 6, Beta 3". */
static char *
describe (const MarketSet *set)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < market_set_length (set); i++)
    {
      const AreaMarket *area = market_set_area (set, i);
      g_string_append_printf (text, "%s%s units %u total %u:", i > 0 ? "\n" : "", area->code,
                              (guint) area->market.units, (guint) area->market.total);
      for (guint j = 0; j < area->market.n; j++)
        {
          const Holding *holding = &area->market.holdings[j];
          g_string_append_printf (text, "%s %s %u", j > 0 ? "," : "",
                                  set->owners->owners[holding->owner].name, (guint) holding->held);
        }
    }
  return g_string_free (text, FALSE);
}

static void
test_markets (void)
{
  g_autoptr(Register) reg = make_register ();
  g_autoptr(Establishments) list = markets_list (2025, list_rows);
  const Date in_2024 = date_from_ymd (2024, 12, 31), in_2025 = date_from_ymd (2025, 3, 31);
  const struct {
    MarketQuery query;
    const char *expected;
  } rows[] = {
    { { &homes, &all, LEVEL_ORGANISATION, NAMES_TRIMMED, BASIS_PLACES, AREA_ENGLAND, NULL, in_2025, NULL },
      "E92000001 units 9 total 26: Alpha Ltd 7, Beta and Sons 6, Birmingham City Council 5, "
      "No owner named (URN SC000004) 3, No owner named (URN SC000005) 3, ALPHA LIMITED 2" },
    { { &homes, &independent, LEVEL_ORGANISATION, NAMES_NORMALISED, BASIS_PLACES, AREA_ENGLAND, NULL, in_2025, NULL },
      "E92000001 units 8 total 21: Alpha Ltd 9, Beta and Sons 6, "
      "No owner named (URN SC000004) 3, No owner named (URN SC000005) 3" },
    { { &homes, &independent, LEVEL_GROUP, NAMES_NORMALISED, BASIS_PLACES, AREA_ENGLAND, NULL, in_2024, NULL },
      "E92000001 units 8 total 21: Alpha Group 15, "
      "No owner named (URN SC000004) 3, No owner named (URN SC000005) 3" },
    { { &homes, &independent, LEVEL_GROUP, NAMES_NORMALISED, BASIS_PLACES, AREA_ENGLAND, NULL, in_2025, NULL },
      "E92000001 units 8 total 21: Alpha Group 9, Beta and Sons 6, "
      "No owner named (URN SC000004) 3, No owner named (URN SC000005) 3" },
    { { &homes, &independent, LEVEL_ORGANISATION, NAMES_NORMALISED, BASIS_HOMES, AREA_AUTHORITY, NULL, in_2025, NULL },
      "E06000001 units 3 total 3: Alpha Ltd 2, No owner named (URN SC000004) 1\n"
      "E06000002 units 1 total 1: Beta and Sons 1\n"
      "E06000023 units 0 total 0:\n"
      "E08000025 units 3 total 3: Alpha Ltd 1, Gamma Ltd 1, No owner named (URN SC000005) 1\n"
      "W06000001 units 1 total 1: Alpha Ltd 1" },
    { { &homes, &all, LEVEL_ORGANISATION, NAMES_NORMALISED, BASIS_PLACES, AREA_REGION, NULL, in_2025, NULL },
      "E12000001 units 4 total 15: Alpha Ltd 6, Beta and Sons 6, No owner named (URN SC000004) 3\n"
      "E12000005 units 4 total 9: Birmingham City Council 5, No owner named (URN SC000005) 3, Alpha Ltd 1\n"
      "E12000009 units 0 total 0:\n"
      "W92000004 units 1 total 2: Alpha Ltd 2" },
    { { &homes, &independent, LEVEL_ORGANISATION, NAMES_NORMALISED, BASIS_PLACES, AREA_RCC, NULL, in_2025, NULL },
      "NORTH units 4 total 15: Alpha Ltd 6, Beta and Sons 6, No owner named (URN SC000004) 3\n"
      "TEES units 6 total 13: Alpha Ltd 7, No owner named (URN SC000004) 3, "
      "No owner named (URN SC000005) 3" },
    { { &homes, &all, LEVEL_ORGANISATION, NAMES_NORMALISED, BASIS_PLACES, AREA_AUTHORITY, "birmingham", in_2025, NULL },
      "E08000025 units 4 total 9: Birmingham City Council 5, No owner named (URN SC000005) 3, Alpha Ltd 1" },
    { { &fostering, &all, LEVEL_ORGANISATION, NAMES_NORMALISED, BASIS_PLACES, AREA_ENGLAND, NULL, in_2025, NULL },
      "E92000001 units 1 total 0:" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MarketSet) set = market_set_build (list, reg, &rows[i].query, &error);
      g_assert_no_error (error);
      g_autofree char *found = describe (set);
      g_test_message ("row %u", i);
      g_assert_cmpstr (found, ==, rows[i].expected);
    }
}

static void
test_unplaced (void)
{
  g_autoptr(Register) reg = make_register ();
  g_autoptr(Establishments) list = markets_list (2025, list_rows);
  MarketQuery query = { &homes, &independent, LEVEL_ORGANISATION, NAMES_NORMALISED, BASIS_HOMES,
                        AREA_RCC, NULL, list->as_at, NULL };
  g_autoptr(MarketSet) set = market_set_build (list, reg, &query, NULL);
  g_assert_cmpuint (set->unplaced, ==, 1);
}

static void
test_unknown (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Register) reg = make_register ();
  g_autoptr(Establishments) list = markets_list (2025, list_rows);
  MarketQuery query = { &homes, &independent, LEVEL_ORGANISATION, NAMES_NORMALISED, BASIS_HOMES,
                        AREA_AUTHORITY, "Hartlepol", list->as_at, NULL };
  g_assert_null (market_set_build (list, reg, &query, &error));
  g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "unknown authority 'Hartlepol'; did you mean 'Hartlepool' (E06000001)?");
}

static void
test_income (void)
{
  g_autoptr(Register) reg = make_register ();
  g_autoptr(Establishments) list = markets_list (2025, list_rows);
  guint64 income[10] = { 500, INCOME_UNKNOWN, 700, 0, 300, 1, 1, INCOME_UNKNOWN, 9, 200 };
  MarketQuery query = { &homes, &independent, LEVEL_ORGANISATION, NAMES_NORMALISED, BASIS_INCOME,
                        AREA_ENGLAND, NULL, list->as_at, income };
  g_autoptr(MarketSet) set = market_set_build (list, reg, &query, NULL);
  g_autofree char *found = describe (set);
  g_assert_cmpstr (found, ==,
                   "E92000001 units 8 total 1701: Alpha Ltd 700, Beta and Sons 700, "
                   "No owner named (URN SC000005) 300, Gamma Ltd 1");
  g_assert_cmpuint (market_set_area (set, 0)->unknown, ==, 2);

  /* More than can be added up: no figure at all, rather than a wrong one. */
  income[0] = income[2] = G_MAXUINT64 - 2;
  g_autoptr(MarketSet) huge = market_set_build (list, reg, &query, NULL);
  Figure share = concentration_ratio (&market_set_area (huge, 0)->market, 1);
  g_assert_cmpint (share.kind, ==, FIGURE_UNRELIABLE);

  /* One home alone whose income does not fit is as little known, and is not capped. */
  income[0] = INCOME_OUT_OF_RANGE;
  income[2] = 700;
  g_autoptr(MarketSet) one = market_set_build (list, reg, &query, NULL);
  const Market *market = &market_set_area (one, 0)->market;
  Figure total = concentration_total (market), hhi = concentration_hhi (market);
  g_assert_cmpint (total.kind, ==, FIGURE_UNRELIABLE);
  g_assert_cmpint (hhi.kind, ==, FIGURE_UNRELIABLE);
  g_assert_cmpstr (concentration_note (market), ==, "out of range");
  g_assert_cmpuint (market_set_area (one, 0)->unknown, ==, 2);
}

/* A market of nothing, because the methods and the list spell a value in two ways,
 * is a fault; of a name that the methods lack it is refused. */
static void
test_list (void)
{
  static const struct { const char *service, *sectors, *provision, *message; ErrorKind code; } rows[] = {
    { "childrens-homes", "independent", "CHILDREN'S HOME", NULL, ERROR_FAULT },
    { "childrens-homes", "independent", "Childrens home",
      "markets.csv: service 'childrens-homes' counts 'children's home', which no row of the list is; "
      "did you mean 'childrens home'?", ERROR_FAULT },
    { "childrens-home", "independent", "Children's home",
      "unknown service 'childrens-home'; did you mean 'childrens-homes'?", ERROR_REFUSED },
    { "childrens-homes", "privat", "Children's home", "unknown sectors 'privat'; did you mean 'private'?",
      ERROR_REFUSED },
  };
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Methods) methods
    = methods_load (g_getenv ("CARE_OVERSIGHT_DATA"), date_from_ymd (2025, 3, 31), &wrong);
  g_assert_no_error (wrong);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = g_strdup_printf (
        "SC000001,,%s,Active,,Private,Alpha Ltd,E06000001,4,\n", rows[i].provision);
      g_autoptr(Establishments) list = markets_list (2025, text);
      MarketList out = { NULL };
      gboolean made = market_list_make (list, methods, rows[i].service, rows[i].sectors, &out, &error);
      g_assert_cmpint (made, ==, rows[i].message == NULL);
      g_assert_true ((out.list == NULL) == !made);
      if (made)
        continue;
      g_assert_error (error, CARE_ERROR, (int) rows[i].code);
      g_assert_cmpstr (error->message, ==, rows[i].message);
    }
}

/* The index of one authority, added up the slow way. */
static Figure
slow_index (const Establishments *list, guint authority)
{
  g_autoptr(GHashTable) held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint64 total = 0, squares = 0;
  GHashTableIter iter;
  gpointer value;
  for (guint row = 0; row < list->n; row++)
    {
      const char *name = list->organisations.text[list->organisation[row]];
      const char *sector = list->sectors.text[list->sector[row]];
      const char *provision = list->provisions.text[list->provision[row]];
      if (list->authority[row] != authority || list->places[row] == PLACES_BLANK
          || strcmp (sector, "Private") != 0 || strcmp (provision, "Children's home") != 0)
        continue;
      char *key = *name != '\0' ? g_strdup (name) : g_strdup_printf ("row %u", row);
      guint before = GPOINTER_TO_UINT (g_hash_table_lookup (held, key));
      g_hash_table_insert (held, key, GUINT_TO_POINTER (before + list->places[row]));
      total += list->places[row];
    }
  g_hash_table_iter_init (&iter, held);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    squares += (guint64) GPOINTER_TO_UINT (value) * GPOINTER_TO_UINT (value);
  return figure_ratio ((Wide) squares * 10000, (Wide) total * (Wide) total);
}

static Establishments *
make_random_list (guint rows)
{
  static const char *const provisions[] = { "Children's home", "Boarding School" };
  static const char *const sectors[] = { "Private", "Local Authority" };
  g_autoptr(GString) text = g_string_new (NULL);
  for (guint i = 0; i < rows; i++)
    {
      gint32 owner = g_test_rand_int_range (0, 60), places = g_test_rand_int_range (0, 12);
      g_autofree char *name = owner > 0 ? g_strdup_printf ("Owner %d", owner) : g_strdup ("");
      g_autofree char *number = places > 0 ? g_strdup_printf ("%d", places - 1) : g_strdup ("");
      g_string_append_printf (text, "%u,,%s,Active,,%s,%s,E0600%04d,%s,\n", 1000000 + i,
                              provisions[g_test_rand_int_range (0, 6) == 0],
                              sectors[g_test_rand_int_range (0, 6) == 0], name,
                              g_test_rand_int_range (1, 9), number);
    }
  return markets_list (2025, text->str);
}

/* Short lists, and one long enough that areas are counted by several threads. */
static void
test_against_slow (void)
{
  for (guint round = 1; round <= 20; round++)
    {
      g_autoptr(Establishments) list = make_random_list (round < 20 ? round * 40 : 200000);
      MarketQuery query = { &homes, &private_alone, LEVEL_ORGANISATION, NAMES_TRIMMED, BASIS_PLACES,
                            AREA_AUTHORITY, NULL, list->as_at, NULL };
      g_autoptr(MarketSet) set = market_set_build (list, NULL, &query, NULL);
      guint compared = 0;
      for (guint i = 0; i < market_set_length (set); i++)
        for (guint a = 0; a < list->authorities.n; a++)
          if (strcmp (list->authorities.text[a], market_set_area (set, i)->code) == 0)
            {
              g_autofree char *fast = figure_to_string (
                concentration_hhi (&market_set_area (set, i)->market), 0, 9);
              g_autofree char *slow = figure_to_string (slow_index (list, a), 0, 9);
              g_assert_cmpstr (fast, ==, slow);
              compared++;
            }
      g_assert_cmpuint (compared, ==, market_set_length (set));
      g_assert_true (round < 5 || compared == 8);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/who-counts-and-who-is-one-owner", test_markets);
  g_test_add_func ("/market/what-is-in-no-area-is-counted", test_unplaced);
  g_test_add_func ("/market/unknown-area-is-refused-with-the-nearest", test_unknown);
  g_test_add_func ("/market/income-that-is-not-known-is-not-zero", test_income);
  g_test_add_func ("/market/a-value-spelt-in-two-ways-is-a-fault", test_list);
  g_test_add_func ("/market/agrees-with-adding-up-the-slow-way", test_against_slow);
  return g_test_run ();
}
