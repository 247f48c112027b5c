/* Which area is meant: spellings people and Ofsted use, what an authority was
 * and became, and what is only near. */

#include "lib/register/area_name.h"

#include "tests/registers.h"

/* The authorities of DATE in REG; the array borrows from REG. */
static GArray *
authorities_on (const Register *reg, Date date)
{
  g_autoptr(GPtrArray) rows = register_authorities (reg, date);
  GArray *areas = g_array_new (FALSE, FALSE, sizeof (AreaName));
  for (guint i = 0; i < rows->len; i++)
    {
      const Authority *row = rows->pdata[i];
      AreaName area = { row->code, row->name };
      g_array_append_val (areas, area);
    }
  return areas;
}

static const AreaName *
first_of (const GArray *areas)
{
  return (const AreaName *) (gconstpointer) areas->data;
}

static void
test_matches (void)
{
  static const struct { const char *text, *date; AreaMatchKind kind; const char *codes; } cases[] = {
    { "E08000025", "2025-03-31", AREA_MEANT, "E08000025;" },
    { "e08000025", "2025-03-31", AREA_MEANT, "E08000025;" },
    { "birmingham", "2025-03-31", AREA_MEANT, "E08000025;" },
    { "Herefordshire", "2025-03-31", AREA_MEANT, "E06000019;" },
    { "County of Herefordshire", "2025-03-31", AREA_MEANT, "E06000019;" },
    { "Kingston upon Hull", "2025-03-31", AREA_MEANT, "E06000010;" },
    { "Hull", "2025-03-31", AREA_MEANT, "E06000010;" },
    { "Bristol", "2025-03-31", AREA_MEANT, "E06000023;" },
    { "the city of bristol", "2025-03-31", AREA_MEANT, "E06000023;" },
    { "Derby", "2025-03-31", AREA_MEANT, "E06000015;" },
    { "Stoke", "2025-03-31", AREA_BEGUN, "E06000021;" },
    { "Kingston", "2025-03-31", AREA_BEGUN, "E06000010;E09000021;" },
    { "Hartlepol", "2025-03-31", AREA_NEAR, "E06000001;" },
    { "Hertfordshir", "2025-03-31", AREA_BEGUN, "E10000015;" },
    { "Sheffield", "2025-04-01", AREA_MEANT, "E08000039;" },
    { "E08000019", "2025-04-01", AREA_REPLACED, "E08000039;" },
    { "E08000016", "2025-04-01", AREA_REPLACED, "E08000038;" },
    { "E10000023", "2025-04-01", AREA_REPLACED, "E06000065;" },
    { "Cumbria", "2025-04-01", AREA_REPLACED, "E06000063;E06000064;" },
    { "Cumberland", "2022-03-31", AREA_TO_COME, "E10000006;" },
    { "E08000099", "2025-03-31", AREA_UNKNOWN, "" },
    { "Islamabad", "2025-03-31", AREA_UNKNOWN, "" },
    { "London", "2025-03-31", AREA_UNKNOWN, "" },
    { "", "2025-03-31", AREA_UNKNOWN, "" },
    { "S", "2025-03-31", AREA_UNKNOWN, "" },
  };
  g_autoptr(Register) reg = register_reference ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Date date = register_day (cases[i].date);
      g_autoptr(GArray) areas = authorities_on (reg, date);
      g_auto(AreaMatch) match
        = area_name_match (first_of (areas), areas->len, reg, date, cases[i].text);
      g_autoptr(GString) codes = g_string_new (NULL);
      for (guint k = 0; k < match.found->len; k++)
        g_string_append_printf (codes, "%s;", ((const AreaName *) match.found->pdata[k])->code);
      g_test_message ("'%s' on %s", cases[i].text, cases[i].date);
      g_assert_cmpint (match.kind, ==, cases[i].kind);
      g_assert_cmpstr (codes->str, ==, cases[i].codes);
    }
}

static void
test_words (void)
{
  static const struct { const char *text, *date, *advice, *error; } cases[] = {
    { "Hartlepol", "2025-03-31", "Did you mean 'Hartlepool' (E06000001)?",
      "unknown authority 'Hartlepol'; did you mean 'Hartlepool' (E06000001)?" },
    { "Kingston", "2025-03-31",
      "Did you mean 'Kingston upon Hull, City of' (E06000010) or 'Kingston upon Thames' (E09000021)?",
      "authority 'Kingston' may be 'Kingston upon Hull, City of' (E06000010) or "
      "'Kingston upon Thames' (E09000021): write more of the name" },
    { "E08000019", "2025-04-01", "It was replaced on 1 April 2025 by 'Sheffield' (E08000039).",
      "authority 'E08000019' was replaced on 1 April 2025 by 'Sheffield' (E08000039)" },
    { "Cumbria", "2025-04-01",
      "It was replaced on 1 April 2023 by 'Cumberland' (E06000063) and 'Westmorland and Furness' "
      "(E06000064).",
      "authority 'Cumbria' was replaced on 1 April 2023 by 'Cumberland' (E06000063) and "
      "'Westmorland and Furness' (E06000064)" },
    { "Cumberland", "2022-03-31", "It is there from 1 April 2023 on; before, it was 'Cumbria' (E10000006).",
      "authority 'Cumberland' is there from 1 April 2023 on; before, it was 'Cumbria' (E10000006)" },
  };
  g_autoptr(Register) reg = register_reference ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Date date = register_day (cases[i].date);
      g_autoptr(GArray) areas = authorities_on (reg, date);
      g_auto(AreaMatch) match
        = area_name_match (first_of (areas), areas->len, reg, date, cases[i].text);
      g_autofree char *advice = area_match_advice (&match);
      g_autoptr(GError) error = NULL;
      g_assert_cmpstr (advice, ==, cases[i].advice);
      g_assert_null (area_name_resolve (first_of (areas), areas->len, reg, date, "authority",
                                        cases[i].text, &error));
      g_assert_cmpstr (error->message, ==, cases[i].error);
    }
}

/* Areas that are no authorities have no spellings, no past and no future; what
 * is not known is told what there is. */
static void
test_regions (void)
{
  static const AreaName regions[] = {
    { "E12000001", "North East" }, { "E12000003", "Yorkshire and The Humber" }, { "E12000007", "London" },
  };
  g_autoptr(Register) reg = register_reference ();
  Date date = register_day ("2025-03-31");
  g_autoptr(GError) error = NULL;
  static const char *const spellings[] = { "Yorkshire & Humber", "yorkshire and the humber", "York" };
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    g_assert_true (area_name_resolve (regions, 3, reg, date, "region", spellings[i], &error)
                   == &regions[1]);
  g_assert_no_error (error);
  g_assert_true (area_name_resolve (regions, 3, NULL, date, "region", "london", NULL) == &regions[2]);
  g_assert_null (area_name_resolve (regions, 3, reg, date, "region", "Cumbria", &error));
  g_assert_cmpstr (error->message, ==,
                   "unknown region 'Cumbria'; there are: 'North East' (E12000001), 'Yorkshire and "
                   "The Humber' (E12000003) or 'London' (E12000007)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/area-name/what-is-meant-and-what-is-only-near", test_matches);
  g_test_add_func ("/area-name/words", test_words);
  g_test_add_func ("/area-name/regions", test_regions);
  return g_test_run ();
}
