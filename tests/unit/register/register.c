/* The register on a date: which row counts, names as published, and the
 * reference of areas that the project ships. */

#include "lib/register/register.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/record.h"
#include "tests/registers.h"
#include "tests/scratch_folder.h"

static void
add (Register *reg, const char *kind, const char *text)
{
  g_autofree char *found = register_findings (reg, kind, text);
  g_assert_cmpstr (found, ==, "");
}

#define PERSONS "person,name,company_number,named_individual,role,mail,from,to\n"

static void
test_dates (void)
{
  g_autoptr(Register) reg = register_new ();
  add (reg, "persons", PERSONS
       "P00001,Old Name Ltd,,,,,2020-01-01,\n"
       "P00001,New Name Ltd,,,,,2024-07-01,\n"
       "P00002,Mistake Ltd,,,,,2020-01-01,\n"
       "P00002,Right Ltd,,,,,2020-01-01,2022-12-31\n");
  g_assert_null (register_person (reg, "P00001", register_day ("2019-12-31")));
  g_assert_cmpstr (register_person (reg, "P00001", register_day ("2020-01-01"))->name, ==, "Old Name Ltd");
  g_assert_cmpstr (register_person (reg, "P00001", register_day ("2024-06-30"))->name, ==, "Old Name Ltd");
  g_assert_cmpstr (register_person (reg, "P00001", register_day ("2024-07-01"))->name, ==, "New Name Ltd");
  g_assert_cmpstr (register_person (reg, "P00002", register_day ("2022-12-31"))->name, ==, "Right Ltd");
  g_assert_null (register_person (reg, "P00002", register_day ("2023-01-01")));
  g_assert_null (register_person (reg, "P00003", register_day ("2023-01-01")));

  g_autoptr(GPtrArray) early = register_persons (reg, register_day ("2021-01-01"));
  g_assert_cmpuint (early->len, ==, 2);
  g_assert_cmpstr (((Person *) early->pdata[0])->name, ==, "Old Name Ltd");
  g_assert_cmpstr (((Person *) early->pdata[1])->name, ==, "Right Ltd");
  g_autoptr(GPtrArray) late = register_persons (reg, register_day ("2025-01-01"));
  g_assert_cmpuint (late->len, ==, 1);
  g_assert_cmpstr (((Person *) late->pdata[0])->name, ==, "New Name Ltd");
}

static void
test_owner_of_a_person (void)
{
  g_autoptr(Register) reg = register_new ();
  add (reg, "persons", PERSONS "P00001,One Ltd,,,,,2020-01-01,\nP00002,Two Ltd,,,,,2020-01-01,\n");
  add (reg, "owners", "owner,person,group,from,to\n"
                      "Larch Care Ltd,P00001,,2020-01-01,\n"
                      "Alder Care Ltd,P00002,,2020-01-01,\n"
                      "Larch Homes Ltd,P00001,,2020-01-01,\n"
                      "LARCH CARE LIMITED,P00002,,2024-04-01,\n"
                      "Larch Homes Ltd,P00001,,2020-01-01,2024-12-31\n");
  Date early = register_day ("2024-03-31"), late = register_day ("2024-04-01");
  g_assert_cmpstr (register_owner_of (reg, "P00001", early)->owner, ==, "Larch Care Ltd");
  g_assert_cmpstr (register_owner_of (reg, "P00002", early)->owner, ==, "Alder Care Ltd");
  /* Larch Care is P00002's since the day before; of P00001's the last row of Larch Homes counts. */
  g_assert_cmpstr (register_owner_of (reg, "P00001", late)->owner, ==, "Larch Homes Ltd");
  g_assert_cmpuint (register_owner_of (reg, "P00001", late)->to, ==, register_day ("2024-12-31"));
  g_assert_cmpstr (register_owner_of (reg, "P00002", late)->owner, ==, "Alder Care Ltd");
  g_assert_null (register_owner_of (reg, "P00001", register_day ("2025-01-01")));
  g_assert_null (register_owner_of (reg, "P00003", late));
}

static void
test_owners (void)
{
  g_autoptr(Register) reg = register_new ();
  add (reg, "groups", "group,name,ownership_type,from,to\nG1,One,private_equity,2020-01-01,\n"
                      "G2,Two,charity,2020-01-01,\n");
  add (reg, "owners", "owner,person,group,from,to\n"
                      "Bright Futures Care Limited,,G1,2020-01-01,2024-03-31\n"
                      "Bright Futures Care Limited,,G2,2024-04-01,\n");
  g_assert_cmpstr (register_owner (reg, " BRIGHT  FUTURES CARE LTD.", register_day ("2024-03-31"))->group,
                   ==, "G1");
  g_assert_cmpstr (register_owner (reg, "Bright Futures Care Ltd", register_day ("2024-04-01"))->group, ==,
                   "G2");
  g_assert_null (register_owner (reg, "Bright Future Care Ltd", register_day ("2024-04-01")));
  g_assert_cmpstr (register_group (reg, "G2", register_day ("2024-04-01"))->ownership_type, ==, "charity");
}

static void
test_rounds_and_determinations (void)
{
  g_autoptr(Register) reg = register_new ();
  add (reg, "persons", PERSONS "P00001,A,,,,,2020-01-01,\n");
  add (reg, "rounds", "return,period,opens,due,freezes,from,to\n"
                      "annual,2025-26,2026-04-01,2026-09-30,2026-12-31,2025-04-01,\n"
                      "annual,2025-26,2026-04-01,2026-10-31,2026-12-31,2025-04-01,\n");
  add (reg, "determinations", "person,condition,served,from,to\n"
                              "P00001,places,2024-05-01,2024-05-01,2025-04-30\n"
                              "P00001,share,2025-02-01,2025-02-01,2025-06-30\n");
  Period period = { 2025, 0 };
  g_assert_cmpuint (register_round (reg, "annual", period)->due, ==, register_day ("2026-10-31"));
  g_assert_null (register_round (reg, "capacity", period));
  g_assert_false (register_is_determined (reg, "P00001", register_day ("2024-04-30")));
  g_assert_true (register_is_determined (reg, "P00001", register_day ("2025-05-01")));
  g_assert_false (register_is_determined (reg, "P00001", register_day ("2025-07-01")));
  g_autoptr(GPtrArray) rounds = register_rounds (reg, register_day ("2026-01-01"));
  g_assert_cmpuint (rounds->len, ==, 1);
}

static guint
count_in (const Register *reg, const char *prefix, Date date)
{
  g_autoptr(GPtrArray) all = register_authorities (reg, date);
  guint n = 0;
  for (guint i = 0; i < all->len; i++)
    n += g_str_has_prefix (((Authority *) all->pdata[i])->region, prefix) ? 1 : 0;
  return n;
}

/* The number of authorities with children's services in England: 152 until
 * 2019, 151 after Dorset's became two of three, 152 after Northamptonshire and
 * 153 after Cumbria were each divided in two. */
static void
test_reference_counts (void)
{
  g_autoptr(Register) reg = register_reference ();
  g_assert_cmpuint (count_in (reg, "E12", register_day ("2019-03-31")), ==, 152);
  g_assert_cmpuint (count_in (reg, "E12", register_day ("2019-04-01")), ==, 151);
  g_assert_cmpuint (count_in (reg, "E12", register_day ("2021-03-31")), ==, 151);
  g_assert_cmpuint (count_in (reg, "E12", register_day ("2021-04-01")), ==, 152);
  g_assert_cmpuint (count_in (reg, "E12", register_day ("2023-04-01")), ==, 153);
  g_assert_cmpuint (count_in (reg, "E12", register_day ("2025-04-01")), ==, 153);
  g_assert_cmpuint (count_in (reg, "E12000007", register_day ("2025-04-01")), ==, 33);
  g_assert_cmpuint (count_in (reg, "W92000004", register_day ("2025-04-01")), ==, 22);
  g_autoptr(GPtrArray) rcc = register_areas (reg, "rcc", register_day ("2025-03-31"));
  g_assert_cmpuint (rcc->len, ==, 10 + 19);
  g_autoptr(GPtrArray) before = register_areas (reg, "rcc", register_day ("2024-03-31"));
  g_assert_cmpuint (before->len, ==, 0);
}

static void
test_reference_changes (void)
{
  static const struct { const char *name, *date, *code; } cases[] = {
    { "Northamptonshire", "2021-03-31", "E10000021" },
    { "Northamptonshire", "2021-04-01", NULL },
    { "West Northamptonshire", "2021-03-31", NULL },
    { "West Northamptonshire", "2021-04-01", "E06000062" },
    { "Cumbria", "2022-03-31", "E10000006" },
    { "Westmorland and Furness", "2023-04-01", "E06000064" },
    { "North Yorkshire", "2023-03-31", "E10000023" },
    { "North Yorkshire", "2023-04-01", "E06000065" },
    { "Sheffield", "2025-03-31", "E08000019" },
    { "Sheffield", "2025-04-01", "E08000039" },
    { "Buckinghamshire", "2020-03-31", "E10000002" },
    { "Buckinghamshire", "2020-04-01", "E06000060" },
    { "Durham", "2025-03-31", "E06000047" },
    { "BRISTOL", "2025-03-31", "E06000023" },
    { "City of Bristol", "2025-03-31", "E06000023" },
    { "Bristol, City of", "2025-03-31", "E06000023" },
    { "Herefordshire", "2025-03-31", "E06000019" },
    { "Bournemouth, Christchurch & Poole", "2021-03-31", "E06000058" },
    { "St Helens", "2025-03-31", "E08000013" },
    { "Southend on Sea", "2025-03-31", "E06000033" },
    { "City of London", "2025-03-31", "E09000001" },
    { "London", "2025-03-31", NULL },
    { "Cardiff", "2025-03-31", "W06000015" },
    { "", "2025-03-31", NULL },
  };
  g_autoptr(Register) reg = register_reference ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Authority *found = register_authority_named (reg, cases[i].name, register_day (cases[i].date));
      g_test_message ("%s on %s", cases[i].name, cases[i].date);
      g_assert_cmpstr (found == NULL ? NULL : found->code, ==, cases[i].code);
    }
}

/* A code replaced is one that ended the day before, or (for a county divided
 * into what was there already) on it. */
static void
test_former_codes (void)
{
  g_autoptr(Register) reg = register_reference ();
  g_autoptr(GPtrArray) all = register_authorities (reg, register_day ("2025-04-01"));
  guint n = 0;
  for (guint i = 0; i < all->len; i++)
    {
      const Authority *authority = all->pdata[i];
      g_auto(GStrv) codes = g_strsplit (authority->former_code, ";", -1);
      for (guint j = 0; codes[j] != NULL; j++, n++)
        {
          const Authority *former = register_authority (reg, codes[j], authority->from - 1);
          g_assert_nonnull (former);
          g_assert_cmpuint (former->to, ==, authority->from - 1);
          g_assert_cmpstr (former->region, ==, authority->region);
        }
    }
  g_assert_cmpuint (n, ==, 15);
}

/* What an authority became, over any number of changes. */
static void
test_successors (void)
{
  static const struct { const char *code, *date, *found; } cases[] = {
    { "E08000019", "2025-03-31", "E08000019;" },
    { "E08000019", "2025-04-01", "E08000039;" },
    { "E10000006", "2023-04-01", "E06000063;E06000064;" },
    { "E10000009", "2019-04-01", "E06000058;E06000059;" },
    { "E06000028", "2025-04-01", "E06000058;" },
    { "E06000048", "2025-04-01", "E06000057;" },
    { "E08000039", "2025-03-31", "" },
    { "E99999999", "2025-03-31", "" },
  };
  g_autoptr(Register) reg = register_reference ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) now = register_successors (reg, cases[i].code, register_day (cases[i].date));
      g_autoptr(GString) found = g_string_new (NULL);
      for (guint k = 0; k < now->len; k++)
        g_string_append_printf (found, "%s;", ((const Authority *) now->pdata[k])->code);
      g_assert_cmpstr (found->str, ==, cases[i].found);
    }
}

/* Two changes after one another; and rows that name one another, which must end. */
static void
test_successors_of_successors (void)
{
  g_autoptr(Register) reg = register_new ();
  add (reg, "authorities", "code,la_code,name,region,region_name,former_code,from,to\n"
                           "E06000901,,One,E12000005,West Midlands,,2009-01-01,2012-03-31\n"
                           "E06000902,,Two,E12000005,West Midlands,E06000901,2012-04-01,2015-03-31\n"
                           "E06000903,,Three,E12000005,West Midlands,E06000902,2015-04-01,\n"
                           "E06000904,,Four,E12000005,West Midlands,E06000905,2009-01-01,2010-01-01\n"
                           "E06000905,,Five,E12000005,West Midlands,E06000904,2009-01-01,2010-01-01\n");
  g_autoptr(GPtrArray) now = register_successors (reg, "E06000901", register_day ("2020-01-01"));
  g_assert_cmpuint (now->len, ==, 1);
  g_assert_cmpstr (((const Authority *) now->pdata[0])->code, ==, "E06000903");
  g_autoptr(GPtrArray) none = register_successors (reg, "E06000904", register_day ("2020-01-01"));
  g_assert_cmpuint (none->len, ==, 0);
}

/* The register of a later commit is the same one until a row is added. */
static void
test_load_after (void)
{
  g_autofree char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  g_autoptr(GError) error = NULL;
  {
    g_autoptr(Store) store = register_record (path);
    g_free (record_append (store, RECORD_TIME + 1, "register/persons.csv", PERSONS "P00001,One,,,,,2020-01-01,\n"));
    g_autoptr(Snapshot) first = store_snapshot (store, NULL, &error);
    g_autoptr(Register) before = register_load (first, &error);
    g_assert_no_error (error);

    g_free (record_append (store, RECORD_TIME + 2, "establishments/a.csv", "x\n"));
    g_autoptr(Snapshot) second = store_snapshot (store, NULL, &error);
    g_autoptr(Register) same = register_load_after (before, second, &error);
    g_assert_true (same == before);

    g_free (record_append (store, RECORD_TIME + 3, "register/persons.csv",
                           PERSONS "P00001,One,,,,,2020-01-01,\nP00002,Two,,,,,2020-01-01,\n"));
    g_autoptr(Snapshot) third = store_snapshot (store, NULL, &error);
    g_autoptr(Register) after = register_load_after (same, third, &error);
    g_assert_no_error (error);
    g_assert_null (register_person (same, "P00002", register_day ("2025-01-01")));
    g_assert_nonnull (register_person (after, "P00002", register_day ("2025-01-01")));
  }
  scratch_folder_remove (g_steal_pointer (&folder));
}

/* Why the register of a record of FILES cannot be read. */
static char *
load_fault (GHashTable *files)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  {
    g_autoptr(Store) store = record_make_of (path, files);
    g_autoptr(Snapshot) head = store_snapshot (store, NULL, &error);
    g_assert_no_error (error);
    g_assert_null (register_load (head, &error));
    g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  }
  scratch_folder_remove (g_steal_pointer (&folder));
  return g_strdup (error->message);
}

/* Each file of the register gone or empty: a fault that names it. */
static void
test_lacking (void)
{
  const char *const *kinds = register_kinds ();
  for (guint how = 0; how < 2; how++)
    for (guint i = 0; kinds[i] != NULL; i++)
      {
        g_autoptr(GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
        g_autofree char *path = g_strdup_printf ("register/%s.csv", kinds[i]);
        register_complete (files);
        g_hash_table_remove (files, path);
        if (how > 0)
          g_hash_table_insert (files, g_strdup (path), g_bytes_new_static ("", 0));
        g_autofree char *fault = load_fault (files);
        g_test_message ("%s", fault);
        g_assert_nonnull (strstr (fault, path));
      }
}

/* Of the reference that is shipped a file that has only its header. */
static void
test_reference_without_rows (void)
{
  g_autofree char *folder = scratch_folder ();
  for (const char *const *kind = register_kinds (); register_kind_is_shipped (*kind); kind++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *header = register_header (*kind);
      g_autofree char *name = g_strconcat (*kind, ".csv", NULL);
      scratch_folder_put (folder, name, header);
      g_assert_null (register_load_folder (folder, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_assert_nonnull (strstr (error->message, name));
      g_autofree char *shipped
        = g_build_filename (g_getenv ("CARE_OVERSIGHT_DATA"), "lib", "register", "reference", name, NULL);
      g_autofree char *text = NULL;
      g_assert_true (g_file_get_contents (shipped, &text, NULL, NULL));
      scratch_folder_put (folder, name, text);
    }
  g_autoptr(Register) whole = register_load_folder (folder, NULL);
  g_assert_nonnull (whole);
  scratch_folder_remove (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register/the-youngest-row-that-holds-counts", test_dates);
  g_test_add_func ("/register/owners-are-matched-by-normalised-name", test_owners);
  g_test_add_func ("/register/first-owner-of-a-person-on-a-date", test_owner_of_a_person);
  g_test_add_func ("/register/rounds-and-determinations", test_rounds_and_determinations);
  g_test_add_func ("/register/reference-has-every-authority-on-its-dates", test_reference_counts);
  g_test_add_func ("/register/reference-follows-reorganisations", test_reference_changes);
  g_test_add_func ("/register/former-codes-ended-the-day-before", test_former_codes);
  g_test_add_func ("/register/successors-are-followed", test_successors);
  g_test_add_func ("/register/successors-of-successors", test_successors_of_successors);
  g_test_add_func ("/register/is-read-again-only-when-it-changed", test_load_after);
  g_test_add_func ("/register/a-file-that-is-lacking-is-a-fault", test_lacking);
  g_test_add_func ("/register/a-reference-without-rows-is-a-fault", test_reference_without_rows);
  return g_test_run ();
}
