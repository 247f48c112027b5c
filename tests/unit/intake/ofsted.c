/* A list as published into our columns; what is wrong with it, all at once. */

#include "collector/intake/ofsted.h"

#include <string.h>

#include "tests/lists.h"
#include "tests/registers.h"

static OfstedList *
read_list (const char *date, const char *text, Findings *findings)
{
  g_autoptr(ListWords) words = list_test_words ();
  g_autoptr(Register) reg = register_reference ();
  g_autoptr(GBytes) bytes = NULL;
  OfstedRequest request = list_request (date, text, &bytes);
  return ofsted_read (&request, words, reg, findings);
}

#define HOME(urn, rest) urn ",Children's home,2020-05-06,Active,Kent,Private," rest "\n"

static void
test_columns (void)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(OfstedList) list = read_list (
    "2025-03-31",
    "Providers at 31 March 2025,\n,\n"
    "Colour,Organisation name,Premises,URN,Provision  type,Registration date,Registration status,"
    "\"Local\nauthority\",sector,PLACES\n"
    "red,\"A, B Ltd\",,SC123456,Children’s HOME,06/05/2020,suspended,\"Bristol, City of\",private,4\n"
    "red,,12,1234567,supported accommodation,,Active,Durham,Voluntary,\n",
    findings);
  g_autofree char *notes = list_rules (findings, SEVERITY_NOTE);
  g_assert_cmpuint (findings_count (findings, SEVERITY_HARD), ==, 0);
  g_assert_cmpstr (notes, ==, "OFS-COLUMN-UNKNOWN:3:1;");
  g_assert_cmpstr (list->csv, ==,
                   "urn,name,provision,status,registered,sector,organisation,authority,places,premises\n"
                   "SC123456,,Children's home,Suspended,2020-05-06,Private,\"A, B Ltd\",E06000023,4,\n"
                   "1234567,,Supported Accommodation,Active,,Voluntary,,E06000047,,12\n");
  g_assert_cmpuint (list->about.rows, ==, 2);
  g_assert_cmpuint (list->about.homes, ==, 1);
  g_assert_cmpuint (list->about.home_places, ==, 4);
  g_assert_cmpuint (list->about.without_organisation, ==, 1);
  g_assert_cmpuint (list->about.newest, ==, register_day ("2020-05-06"));
  g_assert_nonnull (strstr (list->about.banner->str, "31 march 2025"));
}

static void
test_findings (void)
{
  static const struct { const char *text, *hard; } cases[] = {
    { LIST_HEADER HOME ("1000001", "4,A"), "" },
    { LIST_HEADER, "OFS-NO-ROWS:1:0;" },
    { "a,b\n1,2\n", "OFS-NO-HEADER:1:0;" },
    { LIST_HEADER HOME ("12", "4,A") HOME ("1000001", "four,A"), "OFS-URN:2:1;OFS-PLACES:3:7;" },
    { LIST_HEADER HOME ("1000001", "4,A") HOME ("1000001", "4,A"), "OFS-URN-TWICE:3:1;" },
    { LIST_HEADER HOME ("1000001", "4,A,more"), "OFS-LONG:2:9;" },
    { LIST_HEADER "1000001,Castle,2020-05-06,Active,Kent,Private,4,A\n", "OFS-VALUE:2:2;" },
    { LIST_HEADER "1000001,Children's home,32/05/2020,Active,Kent,Private,4,A\n", "OFS-DATE:2:3;" },
    { LIST_HEADER "1000001,Children's home,2020-05-06,Active,Atlantis,Private,4,A\n"
      "1000002,Children's home,2020-05-06,Active,Atlantis,Private,4,A\n", "OFS-AUTHORITY:2:5;" },
    { "URN,Provision type,Registration status,Local authority,Sector,Places\n"
      "1000001,Children's home,Active,Kent,Private,4\n", "OFS-COLUMN-MISSING:1:0;" },
    { "URN,Urn,Provision type,Registration status,Local authority,Sector,Places,Organisation name\n",
      "OFS-COLUMN-TWICE:1:2;" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Findings) findings = findings_new ();
      g_autoptr(OfstedList) list = read_list ("2025-03-31", cases[i].text, findings);
      g_autofree char *hard = list_rules (findings, SEVERITY_HARD);
      g_test_message ("case %u", i);
      g_assert_cmpstr (hard, ==, cases[i].hard);
      g_assert_cmpint (list == NULL, ==, *cases[i].hard != '\0');
    }
}

/* A name that an authority had on another day says that the date may be wrong. */
static void
test_authority_advice (void)
{
  static const struct { const char *name, *date, *advice; } cases[] = {
    { "Cumbria", "2025-03-31", "It was replaced on 1 April 2023 by 'Cumberland' (E06000063) and" },
    { "Cumberland", "2022-03-31", "It is there from 1 April 2023 on; before, it was 'Cumbria'" },
    { "Hertfordshir", "2025-03-31", "Did you mean 'Hertfordshire' (E10000015)?" },
    { "Nowhere", "2025-03-31", "See that the date of the list is right" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
        = g_strdup_printf (LIST_HEADER "1000001,Children's home,,Active,%s,Private,4,A\n", cases[i].name);
      g_autoptr(Findings) findings = findings_new ();
      g_assert_null (read_list (cases[i].date, text, findings));
      g_assert_true (g_str_has_prefix (findings_index (findings, 0)->advice, cases[i].advice));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ofsted/columns-of-any-layout", test_columns);
  g_test_add_func ("/ofsted/what-is-wrong-with-its-place", test_findings);
  g_test_add_func ("/ofsted/authorities-of-another-day", test_authority_advice);
  return g_test_run ();
}
