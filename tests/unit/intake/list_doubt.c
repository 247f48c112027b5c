/* What makes one doubt a list that can be read: alone, and beside another. */

#include "collector/intake/list_doubt.h"

#include <string.h>

#include "tests/lists.h"
#include "tests/registers.h"

/* N homes over the authorities of England on DATE, one of each 25 registered on
 * REGISTERED, all inspected on INSPECTED ("" for none), below BANNER. Homes in
 * the region WITHOUT are left out. */
static char *
make_list (const Register *reg, const char *date, const char *banner, guint n, const char *registered,
           const char *inspected, const char *without)
{
  g_autoptr(GPtrArray) authorities = register_authorities (reg, register_day (date));
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, "%s\nURN,Provision type,Registration date,Registration status,Local "
                          "authority,Sector,Places,Organisation name,Inspection date\n", banner);
  for (guint i = 0, k = 0; k < n; i++)
    {
      const Authority *authority = authorities->pdata[i % authorities->len];
      if (!g_str_has_prefix (authority->region, "E") || g_str_equal (authority->region_name, without))
        continue;
      g_string_append_printf (text, "%u,Children's home,%s,Active,\"%s\",Private,4,Owner,%s\n", 1000000 + k,
                              k % 25 == 0 ? registered : "2010-01-01", authority->name, inspected);
      k++;
    }
  return g_string_free (text, FALSE);
}

static char *
doubts_of (const char *date, const char *text)
{
  g_autoptr(ListWords) words = list_test_words ();
  g_autoptr(Register) reg = register_reference ();
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  OfstedRequest request = list_request (date, text, &bytes);
  g_autoptr(OfstedList) list = ofsted_read (&request, words, reg, findings);
  g_assert_nonnull (list);
  for (guint i = 0; i < findings_length (findings); i++)
    g_assert_true (findings_index (findings, i)->severity != SEVERITY_SOFT
                   || findings_index (findings, i)->advice != NULL);
  return list_rules (findings, SEVERITY_SOFT);
}

static void
test_dates (void)
{
  static const struct { const char *banner, *registered, *doubts; guint n; } cases[] = {
    { "as at 31 March 2025", "2025-03-31", "", 5 },
    { "as at March 2025", "2025-03-31", "", 5 },
    { "(31 MARCH 2025), published 4 July 2025", "2025-03-31", "", 5 },
    { "no date; of 2022", "2025-03-31", "", 5 },
    { "as at 31/03/2025.", "2025-03-31", "", 5 },
    { "as at 30/03/2025", "2025-03-31", "OFS-DATE-BANNER:1:0;", 5 },
    { "as at 2025-03-30", "2025-03-31", "OFS-DATE-BANNER:1:0;", 5 },
    { "as at 30 March 2025", "2025-03-31", "OFS-DATE-BANNER:1:0;", 5 },
    { "as at March 2024", "2025-03-31", "OFS-DATE-BANNER:1:0;", 5 },
    { "x", "2025-04-01", "OFS-DATE-LATER:3:0;", 5 },
    { "x", "2025-01-27", "OFS-DATE-GAP:3:0;", 1000 },
    { "x", "2025-01-28", "", 1000 },
    { "x", "2024-01-27", "", 999 },
  };
  g_autoptr(Register) reg = register_reference ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
        = make_list (reg, "2025-03-31", cases[i].banner, cases[i].n, cases[i].registered, "", "");
      g_autofree char *doubts = doubts_of ("2025-03-31", text);
      g_test_message ("case %u", i);
      g_assert_cmpstr (doubts, ==, cases[i].doubts);
    }
}

/* 39 homes of 1000 that are new are too few, 40 are not, nor are none of 999. */
static void
test_end_gone (void)
{
  g_autoptr(Register) reg = register_reference ();
  static const struct { const char *registered, *doubts; guint n, older; } cases[] = {
    { "2025-03-31", "", 1000, 0 },
    { "2025-03-31", "OFS-FEW-NEW:1002:0;", 1000, 1 },
    { "2025-03-31", "", 999, 40 },
    { "2025-01-27", "OFS-DATE-GAP:3:0;", 1000, 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = make_list (reg, "2025-03-31", "x", cases[i].n, cases[i].registered, "", "");
      g_auto(GStrv) pieces = g_strsplit (text, cases[i].registered, -1);
      g_autoptr(GString) aged = g_string_new (pieces[0]);
      for (guint k = 1; pieces[k] != NULL; k++)
        g_string_append_printf (aged, "%s%s", k > 1 && k <= cases[i].older + 1 ? "2024-03-31" : cases[i].registered,
                                pieces[k]);
      g_autofree char *doubts = doubts_of ("2025-03-31", aged->str);
      g_test_message ("case %u", i);
      g_assert_cmpstr (doubts, ==, cases[i].doubts);
    }
}

static void
test_whole (void)
{
  g_autoptr(Register) reg = register_reference ();
  static const struct { const char *banner, *inspected, *without, *doubts; guint n; } cases[] = {
    { "x", "2024-05-06", "", "OFS-PARTIAL:0:0;", 100 },
    { "x", "2024-05-06", "", "", 99 },
    { "x", "", "", "", 100 },
    { "Providers Inspected by then", "", "", "OFS-PARTIAL:0:0;", 5 },
    { "x", "", "London", "OFS-REGION-NONE:0:0;", 1000 },
    { "x", "", "London", "", 999 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = make_list (reg, "2025-03-31", cases[i].banner, cases[i].n, "2025-03-31",
                                         cases[i].inspected, cases[i].without);
      g_autofree char *doubts = doubts_of ("2025-03-31", text);
      g_test_message ("case %u", i);
      g_assert_cmpstr (doubts, ==, cases[i].doubts);
    }
  /* Two of 100 homes that were not inspected are too few, three are not. */
  for (guint blank = 2; blank <= 3; blank++)
    {
      g_autofree char *text = make_list (reg, "2025-03-31", "x", 100, "2025-03-31", "2024-05-06", "");
      g_auto(GStrv) inspected = g_strsplit (text, "2024-05-06", (int) blank + 1);
      g_autofree char *fewer = g_strjoinv ("", inspected);
      g_autofree char *said = doubts_of ("2025-03-31", fewer);
      g_assert_cmpstr (said, ==, blank == 2 ? "OFS-PARTIAL:0:0;" : "");
    }
  g_autofree char *cut = make_list (reg, "2025-03-31", "x", 5, "2025-03-31", "", "");
  cut[strlen (cut) - 1] = '\0';
  g_autofree char *doubts = doubts_of ("2025-03-31", cut);
  g_assert_cmpstr (doubts, ==, "OFS-CUT:7:0;");
}

/* --- beside another --- */

/* HOMES homes and AGENCIES agencies in Kent as at DATE. */
static Establishments *
make_columns (const char *date, guint homes, guint agencies)
{
  g_autoptr(GString) text = g_string_new ("urn,organisation,authority,provision,status,sector,places\n");
  g_autoptr(Findings) findings = findings_new ();
  for (guint i = 0; i < homes + agencies; i++)
    g_string_append_printf (text, "%u,Owner,E10000016,%s,Active,Private,4\n", 1000000 + i,
                            i < homes ? "Children's home" : "Independent Fostering Agency");
  g_autoptr(GBytes) bytes = g_bytes_new (text->str, text->len);
  Establishments *list = establishments_read (bytes, "f.csv", register_day (date), findings);
  g_assert_nonnull (list);
  return list;
}

static void
test_beside (void)
{
  static const struct {
    const char *date;
    guint homes, agencies;
    const char *other;
    guint other_homes, other_agencies;
    const char *doubts;
  } cases[] = {
    { "2025-03-31", 100, 30, "2024-03-31", 100, 30, "OFS-SAME:0:0;" },
    { "2025-03-31", 101, 30, "2024-03-31", 100, 30, "" },
    { "2025-03-31", 90, 30, "2024-03-31", 100, 30, "" },
    { "2025-03-31", 89, 30, "2024-03-31", 100, 30, "OFS-FEWER:0:0;" },
    { "2024-03-31", 100, 30, "2025-03-31", 89, 30, "OFS-FEWER:0:0;" },
    { "2024-06-30", 130, 30, "2024-03-31", 100, 30, "" },
    { "2024-06-30", 131, 30, "2024-03-31", 100, 30, "OFS-MORE:0:0;" },
    { "2025-06-30", 160, 30, "2024-03-31", 100, 30, "" },
    { "2025-06-30", 161, 30, "2024-03-31", 100, 30, "OFS-MORE:0:0;" },
    { "2025-03-31", 100, 0, "2024-03-31", 100, 30, "OFS-KIND-GONE:0:0;" },
    { "2025-03-31", 100, 0, "2024-03-31", 100, 29, "" },
    { "2025-03-31", 10, 30, "2024-03-31", 29, 30, "" },
  };
  g_autoptr(ListWords) words = list_test_words ();
  g_autoptr(Register) reg = register_reference ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Findings) findings = findings_new ();
      g_autoptr(Establishments) list = make_columns (cases[i].date, cases[i].homes, cases[i].agencies);
      g_autoptr(Establishments) other
        = make_columns (cases[i].other, cases[i].other_homes, cases[i].other_agencies);
      list_doubt_beside (list, other, words, reg, "f.csv", findings);
      g_autofree char *doubts = list_rules (findings, SEVERITY_SOFT);
      g_test_message ("case %u", i);
      g_assert_cmpstr (doubts, ==, cases[i].doubts);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/list-doubt/its-date", test_dates);
  g_test_add_func ("/list-doubt/whether-its-end-is-there", test_end_gone);
  g_test_add_func ("/list-doubt/whether-it-is-whole", test_whole);
  g_test_add_func ("/list-doubt/beside-another", test_beside);
  return g_test_run ();
}
