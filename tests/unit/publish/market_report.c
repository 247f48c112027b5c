/* What the public report says, in texts ready to print, and its files of figures: two
 * small lists worked out by hand. */

#include "analyser/publish/market_report.h"

#include <string.h>

#include "tests/markets.h"

static const char rows_2024[]
  = "SC000001,,Children's home,Active,,Private,Alpha Ltd,E06000001,4,\n"
    "SC000002,,Children's home,Active,,Private,Beta Ltd,E06000001,4,\n"
    "SC000003,,Children's home,Active,,Private,Gamma Ltd,E08000025,2,\n";
/* Alpha 6, Beta 5, Delta 3 and one without a name 1, of 15; the council's 9 are no
 * part of the independent sector. */
static const char rows_2025[]
  = "SC000001,,Children's home,Active,,Private,Alpha Ltd,E06000001,6,\n"
    "SC000002,,Children's home,Active,,Private,Delta Ltd,E06000001,3,\n"
    "SC000004,,Children's home,Active,,Local Authority,Council,E08000025,9,\n"
    "SC000005,,Children's home,Active,,Private,Beta Ltd,E08000025,5,\n"
    "SC000006,,Children's home,Active,,Private,,E06000002,1,\n";

static Register *
make_register (gboolean groups)
{
  Register *reg = register_new ();
  markets_add (reg, "authorities", "code,la_code,name,region,region_name,former_code,from,to\n"
                                   "E06000001,805,Hartlepool,E12000001,North East,,2009-04-01,\n"
                                   "E06000002,806,Middlesbrough,E12000001,North East,,2009-04-01,\n"
                                   "E06000003,807,Redcar,E12000001,North East,,2009-04-01,\n"
                                   "E06000023,801,Bristol,E12000009,South West,,2009-04-01,\n"
                                   "E08000025,330,Birmingham,E12000005,West Midlands,,2009-04-01,\n");
  if (!groups)
    return reg;
  markets_add (reg, "groups", "group,name,ownership_type,from,to\nG001,Alpha Group,corporate,2020-01-01,\n");
  markets_add (reg, "owners", "owner,person,group,from,to\nAlpha Ltd,,G001,2020-01-01,\nBeta Ltd,,G001,2020-01-01,\n");
  return reg;
}

typedef struct {
  Register *reg;
  Methods *methods;
  Establishments *lists[2];
  Report *report;
} Filled;

/* The report of SERVICE in the independent sector by organisations; ABOUTS of the two lists. */
static void
fill (Filled *filled, const char *service, gboolean groups, const EstablishmentAbout *const abouts[2])
{
  g_autoptr(GError) error = NULL;
  MarketList dated[2];
  filled->reg = make_register (groups);
  filled->lists[0] = markets_list (2024, rows_2024);
  filled->lists[1] = markets_list (2025, rows_2025);
  filled->methods = methods_load (g_getenv ("CARE_OVERSIGHT_DATA"), filled->lists[1]->as_at, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (dated); i++)
    dated[i] = (MarketList) {
      .list = filled->lists[i], .methods = filled->methods,
      .service = population_find (filled->methods->populations, "service", service, NULL),
      .sectors = population_find (filled->methods->populations, "sectors", "independent", NULL),
    };
  const MarketReportSource source = {
    .lists = dated, .n_lists = 2, .reg = filled->reg, .abouts = abouts,
    .query = { .level = LEVEL_ORGANISATION, .names = NAMES_NORMALISED, .mapped_on = filled->lists[1]->as_at },
  };
  filled->report = report_new ("market", "market", FALSE);
  market_report_fill (filled->report, &source, &error);
  g_assert_no_error (error);
}

static void
filled_clear (Filled *filled)
{
  report_free (filled->report);
  methods_free (filled->methods);
  establishments_free (filled->lists[0]);
  establishments_free (filled->lists[1]);
  register_free (filled->reg);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filled, filled_clear)

static const EstablishmentAbout *const unknown[2] = { NULL, NULL };

static JsonObject *
object_of (const Filled *filled, const char *key)
{
  return json_object_get_object_member (filled->report->context, key);
}

/* The I-th row of LIST in OBJECT. */
static JsonObject *
row_of (JsonObject *object, const char *list, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (object, list), i);
}

static void
assert_texts (JsonObject *object, const char *const *expected)
{
  for (; *expected != NULL; expected += 2)
    {
      g_test_message ("%s", expected[0]);
      g_assert_cmpstr (json_object_get_string_member (object, expected[0]), ==, expected[1]);
    }
}
#define ASSERT_TEXTS(object, ...) assert_texts (object, (const char *const[]) { __VA_ARGS__, NULL })

/* (36 + 25 + 9 + 1) / 225, and by groups (121 + 9 + 1) / 225. */
static void
test_headline (void)
{
  g_auto(Filled) filled = { 0 };
  fill (&filled, "childrens-homes", TRUE, unknown);
  g_assert_cmpstr (json_object_get_string_member (filled.report->context, "date"), ==, "31 March 2025");
  g_assert_true (json_object_get_boolean_member (filled.report->context, "by_places"));
  ASSERT_TEXTS (object_of (&filled, "headline"), "owners", "4", "homes", "4", "places", "15", "hhi", "3,155.6",
                "effective", "3", "cr1", "40.0%", "cr3", "93.3%", "cr10", "100.0%", "owners_to_25", "1",
                "groups_hhi", "5,822.2", "groups_cr10", "100.0%");
  g_assert_true (json_object_get_boolean_member (object_of (&filled, "headline"), "has_groups"));
  /* Of three that have a name. */
  ASSERT_TEXTS (object_of (&filled, "mapping"), "organisations", "3", "mapped", "2", "groups", "1");
  ASSERT_TEXTS (object_of (&filled, "blanks"), "owners", "1", "places", "0", "outside", "0");
  ASSERT_TEXTS (object_of (&filled, "time"), "first", "31 March 2024", "first_hhi", "3,600.0", "last_hhi", "3,155.6");
  g_assert_cmpuint (filled.report->charts->len, ==, 3);
}

/* The most concentrated first; by homes three of one each are 3,333.3. */
static void
test_areas (void)
{
  g_auto(Filled) filled = { 0 };
  fill (&filled, "childrens-homes", TRUE, unknown);
  JsonObject *context = filled.report->context;
  JsonObject *west = row_of (context, "regions", 0), *north = row_of (context, "regions", 1);
  ASSERT_TEXTS (west, "name", "West Midlands", "homes", "1", "hhi_places", "10,000.0");
  ASSERT_TEXTS (north, "name", "North East", "homes", "3", "places", "10", "owners", "3", "hhi_places", "4,600.0",
                "hhi_homes", "3,333.3", "hhi_groups", "4,600.0", "cr1", "60.0%");
  g_assert_true (json_object_get_boolean_member (west, "is_thin"));
  g_assert_false (json_object_get_boolean_member (north, "is_thin"));
  /* Without a home there is no index, which is not a thin one, and comes last. */
  JsonObject *south = row_of (context, "regions", 2);
  ASSERT_TEXTS (south, "name", "South West", "homes", "0", "hhi_places", "[z]");
  g_assert_false (json_object_get_boolean_member (south, "is_thin"));
  /* No authority has three owners; two have no home. */
  ASSERT_TEXTS (object_of (&filled, "thin"), "count", "3");
  ASSERT_TEXTS (object_of (&filled, "authorities"), "count", "0");
  ASSERT_TEXTS (object_of (&filled, "none"), "count", "2", "names", "Redcar, Bristol");
  g_assert_cmpstr (json_object_get_string_member (context, "authorities_with_homes"), ==, "3");
  /* Two of one owner each, by code; then Hartlepool, which has two. */
  ASSERT_TEXTS (row_of (object_of (&filled, "thin"), "rows", 1), "region", "West Midlands", "name", "Birmingham");
  ASSERT_TEXTS (row_of (object_of (&filled, "thin"), "rows", 2), "name", "Hartlepool", "hhi_places", "5,555.6");
}

static void
test_owners (void)
{
  g_auto(Filled) filled = { 0 };
  fill (&filled, "childrens-homes", TRUE, unknown);
  ASSERT_TEXTS (row_of (filled.report->context, "owners", 1), "rank", "2", "name", "Beta Ltd", "places", "5",
                "share", "33.33%", "cumulative", "73.33%");
  JsonObject *group = row_of (object_of (&filled, "groups"), "rows", 0);
  ASSERT_TEXTS (group, "name", "Alpha Group", "homes", "2", "places", "11", "authorities", "2", "share", "73.33%");
  g_assert_true (json_object_get_boolean_member (group, "is_group"));
}

static const char *
file_of (const Filled *filled, const char *name)
{
  for (guint i = 0; i < filled->report->files->len; i++)
    {
      const ReportFile *file = filled->report->files->pdata[i];
      if (strcmp (file->name, name) == 0)
        return file->text->str;
    }
  g_error ("no file '%s'", name);
}

/* Each level has its rows; the files that there are have their words. */
static void
test_files (void)
{
  g_auto(Filled) filled = { 0 };
  fill (&filled, "childrens-homes", TRUE, unknown);
  g_assert_cmpstr (file_of (&filled, "market-owners.csv"), ==,
                   "level,rank,owner,homes,places,authorities,share_percent\n"
                   "organisation,1,Alpha Ltd,1,6,1,40.000\n"
                   "organisation,2,Beta Ltd,1,5,1,33.333\n"
                   "organisation,3,Delta Ltd,1,3,1,20.000\n"
                   "organisation,4,No owner named (URN SC000006),1,1,1,6.667\n"
                   "group,1,Alpha Group,2,11,2,73.333\n"
                   "group,2,Delta Ltd,1,3,1,20.000\n"
                   "group,3,No owner named (URN SC000006),1,1,1,6.667\n");
  /* All sectors: 6, 5, 3, 1 and the council's 9 are (36 + 25 + 9 + 1 + 81) / 576. */
  g_assert_nonnull (strstr (file_of (&filled, "market-england.csv"),
                            "\nall,organisation,places,24,5,2638.889,3.789,37.500,"));
  g_assert_nonnull (strstr (file_of (&filled, "market-authorities.csv"),
                            "\nE06000003,Redcar,group,0,0,0,z,z,z,z,z,z,z,nothing to share\n"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (filled.report->context, "files")), ==, 4);
  JsonObject *file = row_of (filled.report->context, "files", 1);
  ASSERT_TEXTS (file, "file", "market-owners.csv", "rows", "7");
  g_assert_true (json_object_get_boolean_member (file, "is_owners"));
  g_assert_false (json_object_get_boolean_member (file, "is_regions"));
}

/* Nobody in a group: no rows, columns or sentences of groups. */
static void
test_no_groups (void)
{
  g_auto(Filled) filled = { 0 };
  fill (&filled, "childrens-homes", FALSE, unknown);
  g_assert_false (json_object_get_boolean_member (object_of (&filled, "mapping"), "has_groups"));
  g_assert_false (json_object_get_boolean_member (object_of (&filled, "headline"), "has_groups"));
  g_assert_false (json_object_get_boolean_member (object_of (&filled, "groups"), "has_rows"));
  g_assert_null (strstr (file_of (&filled, "market-owners.csv"), "\ngroup,"));
}

/* A service of which the list has nothing has no index, which is not 0, and its
 * places are not supplied. */
static void
test_nothing (void)
{
  g_auto(Filled) filled = { 0 };
  fill (&filled, "fostering", TRUE, unknown);
  g_assert_true (json_object_get_boolean_member (filled.report->context, "by_homes"));
  ASSERT_TEXTS (object_of (&filled, "headline"), "homes", "0", "hhi", "[z]", "cr1", "[z]");
  g_assert_nonnull (strstr (file_of (&filled, "market-regions.csv"),
                            "\nE12000001,North East,organisation,0,x,0,z,z,z,z,z,z,z,nothing to share\n"));
}

/* Of more dates than a chart has room for the newest are drawn, and the report says so. */
static void
test_many_dates (void)
{
  static const EstablishmentAbout *abouts[61] = { NULL };
  g_auto(Filled) filled = { 0 };
  fill (&filled, "childrens-homes", TRUE, unknown);
  MarketList dated[61];
  g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) establishments_free);
  for (guint i = 0; i < G_N_ELEMENTS (dated); i++)
    {
      g_ptr_array_add (lists, markets_list (1964 + i, rows_2025));
      dated[i] = (MarketList) {
        .list = lists->pdata[i], .methods = filled.methods,
        .service = population_find (filled.methods->populations, "service", "childrens-homes", NULL),
        .sectors = population_find (filled.methods->populations, "sectors", "independent", NULL),
      };
    }
  const MarketReportSource source = {
    .lists = dated, .n_lists = 61, .reg = filled.reg, .abouts = abouts,
    .query = { .level = LEVEL_ORGANISATION, .names = NAMES_NORMALISED, .mapped_on = dated[60].list->as_at },
  };
  g_autoptr(Report) report = report_new ("market", "market", FALSE);
  g_assert_true (market_report_fill (report, &source, NULL));
  JsonObject *time = json_object_get_object_member (report->context, "time");
  ASSERT_TEXTS (time, "count", "61", "shown", "60", "first", "31 March 1964");
  g_assert_true (json_object_get_boolean_member (time, "has_left_out"));
  g_assert_false (json_object_get_boolean_member (object_of (&filled, "time"), "has_left_out"));
}

/* Reasons stand with what they are given for; a list taken as it came has none. */
static void
test_accepted (void)
{
  static char *const doubts[] = { (char *) "few", (char *) "cut", NULL }, *const none[] = { NULL };
  const EstablishmentAbout doubtful = { .source = (char *) "old", .reason = (char *) "all there is", .doubts = (GStrv) doubts };
  const EstablishmentAbout replaced = { .source = (char *) "new", .reason = (char *) "corrected", .doubts = (GStrv) none };
  const EstablishmentAbout plain = { .source = (char *) "new", .doubts = (GStrv) none };
  const EstablishmentAbout *const both[] = { &doubtful, &replaced }, *const one[] = { &doubtful, &plain };
  g_auto(Filled) filled = { 0 }, other = { 0 };
  fill (&filled, "childrens-homes", TRUE, both);
  fill (&other, "childrens-homes", TRUE, one);
  JsonObject *list = object_of (&filled, "list");
  ASSERT_TEXTS (list, "source", "new");
  ASSERT_TEXTS (row_of (list, "accepted", 0), "date", "31 March 2024", "doubts", "few; cut", "reason", "all there is");
  ASSERT_TEXTS (row_of (list, "accepted", 1), "date", "31 March 2025", "doubts", "", "reason", "corrected");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object_of (&other, "list"), "accepted")), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market-report/headline-by-hand", test_headline);
  g_test_add_func ("/market-report/regions-and-authorities", test_areas);
  g_test_add_func ("/market-report/largest-owners-and-groups", test_owners);
  g_test_add_func ("/market-report/files-of-figures", test_files);
  g_test_add_func ("/market-report/without-groups-nothing-is-said-of-them", test_no_groups);
  g_test_add_func ("/market-report/an-empty-market-is-not-zero", test_nothing);
  g_test_add_func ("/market-report/more-dates-than-are-drawn", test_many_dates);
  g_test_add_func ("/market-report/reasons-of-lists-that-were-taken", test_accepted);
  return g_test_run ();
}
