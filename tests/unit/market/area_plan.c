/* The areas of a kind, each as the authorities of a list that are in it: those of
 * the register on the date of the list, with or without a home. */

#include "analyser/market/area_plan.h"

#include "lib/base/error.h"
#include "tests/markets.h"

/* South was in the West until the end of 2024; Anglesey is not in England. */
static Register *
make_register (void)
{
  Register *reg = register_new ();
  markets_add (reg, "authorities", "code,la_code,name,region,region_name,former_code,from,to\n"
                                   "E06000001,805,North Town,E12000001,North,,2009-04-01,\n"
                                   "E06000002,806,Old South,E12000005,West,,2009-04-01,2024-12-31\n"
                                   "E06000003,807,South,E12000001,North,E06000002,2025-01-01,\n"
                                   "E06000004,808,Empty,E12000005,West,,2009-04-01,\n"
                                   "W06000001,660,Anglesey,W92000004,Wales,,2009-04-01,\n"
                                   "W06000002,661,Gwynedd,W92000004,Wales,,2009-04-01,\n");
  markets_add (reg, "areas", "area,name,kind,authority,from,to\n"
                             "ZED,Zed,rcc,E06000001,2020-01-01,\n"
                             "ZED,Zed,rcc,E06000003,2025-01-01,\n"
                             "ALL,All,rcc,E06000001,2020-01-01,\n"
                             "ALL,All,rcc,E06000004,2020-01-01,\n"
                             "GONE,Gone,rcc,E06000001,2020-01-01,2024-12-31\n");
  return reg;
}

static const char list_rows[] = "SC000001,,Children's home,Active,,Private,A,E06000003,4,\n"
                                "SC000002,,Children's home,Active,,Private,A,E06000001,4,\n"
                                "SC000003,,Children's home,Active,,Private,A,W06000001,4,\n"
                                "SC000004,,Children's home,Active,,Private,A,E06000003,4,\n";

/* "E12000001 North: E06000001 E06000003; W92000004 Wales, abroad: W06000001; ". */
static char *
describe (const GPtrArray *plans, const Establishments *list)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < plans->len; i++)
    {
      const AreaPlan *plan = plans->pdata[i];
      g_string_append_printf (text, "%s %s%s:", plan->code, plan->name, plan->in_england ? "" : ", abroad");
      for (guint a = 0; a < plan->authorities->len; a++)
        g_string_append_printf (text, " %s", list->authorities.text[g_array_index (plan->authorities, guint, a)]);
      g_string_append (text, "; ");
    }
  return g_string_free (text, FALSE);
}

static void
assert_plans (guint year, AreaKind kind, const char *expected)
{
  g_autoptr(Register) reg = make_register ();
  g_autoptr(Establishments) list = markets_list (year, list_rows);
  g_autoptr(GPtrArray) plans = area_plans_make (list, reg, kind);
  g_autofree char *text = describe (plans, list);
  g_assert_cmpstr (text, ==, expected);
}

/* By code, in England also those without a home; abroad where there is one alone. */
static void
test_authorities (void)
{
  assert_plans (2025, AREA_AUTHORITY, "E06000001 North Town: E06000001; E06000003 South: E06000003; "
                                      "E06000004 Empty:; W06000001 Anglesey, abroad: W06000001; ");
}

static void
test_regions (void)
{
  assert_plans (2025, AREA_REGION,
                "E12000001 North: E06000003 E06000001; E12000005 West:; W92000004 Wales, abroad: W06000001; ");
}

/* On a date before South was, what stands there is in no area. */
static void
test_dates (void)
{
  assert_plans (2024, AREA_AUTHORITY, "E06000001 North Town: E06000001; E06000002 Old South:; "
                                      "E06000004 Empty:; W06000001 Anglesey, abroad: W06000001; ");
  assert_plans (2024, AREA_RCC, "ALL All: E06000001; GONE Gone: E06000001; ZED Zed: E06000001; ");
}

/* One authority may be in two; a member without a home adds nothing. */
static void
test_members (void)
{
  assert_plans (2025, AREA_RCC, "ALL All: E06000001; ZED Zed: E06000001 E06000003; ");
}

/* England is all of the list, Wales too; without a register
 * authorities are the codes of the list. */
static void
test_without_register (void)
{
  g_autoptr(Establishments) list = markets_list (2025, list_rows);
  g_autoptr(GPtrArray) england = area_plans_make (list, NULL, AREA_ENGLAND);
  g_autoptr(GPtrArray) authorities = area_plans_make (list, NULL, AREA_AUTHORITY);
  g_autofree char *codes = describe (authorities, list);
  const AreaPlan *all = england->pdata[0];
  g_assert_cmpuint (england->len, ==, 1);
  g_assert_cmpstr (all->code, ==, "E92000001");
  g_assert_cmpuint (all->authorities->len, ==, list->authorities.n);
  g_assert_cmpstr (codes, ==, "E06000001 E06000001: E06000001; E06000003 E06000003: E06000003; "
                              "W06000001 W06000001: W06000001; ");
}

static void
test_find (void)
{
  static const struct { const char *text, *code, *message; } rows[] = {
    { "E06000003", "E06000003", NULL },
    { "north town", "E06000001", NULL },
    { "Empty", "E06000004", NULL },
    { "Anglesea", NULL, "unknown authority 'Anglesea'; did you mean 'Anglesey' (W06000001)?" },
  };
  g_autoptr(Register) reg = make_register ();
  g_autoptr(Establishments) list = markets_list (2025, list_rows);
  g_autoptr(GPtrArray) plans = area_plans_make (list, reg, AREA_AUTHORITY);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      const AreaPlan *plan = area_plans_find (plans, reg, list->as_at, AREA_AUTHORITY, rows[i].text, &error);
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (plan == NULL ? NULL : plan->code, ==, rows[i].code);
      g_assert_cmpstr (error == NULL ? NULL : error->message, ==, rows[i].message);
      g_assert_true (error == NULL || g_error_matches (error, CARE_ERROR, ERROR_REFUSED));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/area-plan/authorities-with-and-without-homes", test_authorities);
  g_test_add_func ("/area-plan/regions", test_regions);
  g_test_add_func ("/area-plan/those-of-the-date-of-the-list", test_dates);
  g_test_add_func ("/area-plan/sets-of-authorities", test_members);
  g_test_add_func ("/area-plan/without-a-register", test_without_register);
  g_test_add_func ("/area-plan/found-by-code-or-name", test_find);
  return g_test_run ();
}
