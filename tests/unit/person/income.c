/* Fee income by establishment: the four quarters that end on or before a date, as
 * far as they were returned, in pence; unknown is not nothing. */

#include "analyser/person/income.h"

#include <string.h>

#include "analyser/market/market.h"
#include "tests/markets.h"
#include "tests/record.h"
#include "tests/registers.h"
#include "tests/returns.h"
#include "tests/scratch_folder.h"

#define PERSON "P00101"
#define HEADER "urn,service,authority,registered_places,filled_places,available_child_weeks," \
               "occupied_child_weeks,fee_income,staff_posts,staff_vacancies\n"

/* Files the capacity return of PERIOD, in which home URN has FEES. */
static void
file_fees (Store *store, const char *period, const char *urn, const char *fees)
{
  const FilingKey key = { (char *) "capacity", (char *) period, (char *) PERSON };
  g_autoptr(Definition) definition = returns_define ("capacity", period);
  g_autoptr(GHashTable) parts = returns_base (definition);
  g_autofree char *text = g_strdup_printf (
    HEADER "%s,childrens_homes,E08000001,4,3,51.4,37.0,%s,12.0,0.8\n", urn, fees);
  g_hash_table_replace (parts, g_strdup ("establishments"), g_bytes_new (text, strlen (text)));
  g_autoptr(Filing) filing = returns_filing (&key, parts);
  g_autoptr(GHashTable) files = returns_files (filing, parts);
  g_free (record_append_files (store, RECORD_TIME + 60, files));
}

static Establishments *
make_list (void)
{
  return markets_list (2026, "2990027,,Children's home,Active,,Private,Alpha Ltd,E08000001,4,\n"
                             "2990108,,Children's home,Active,,Private,Beta Ltd,E08000005,4,\n");
}

typedef struct { const char *period, *urn, *fees; } Fees;

/* The income of both homes on ON when ROWS (ended by a period of NULL) were filed. */
static void
assert_income (const Fees *rows, Date on, guint64 first, guint64 second)
{
  g_autoptr(GError) error = NULL;
  char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  g_autoptr(Store) store = register_record (path);
  for (const Fees *row = rows; row->period != NULL; row++)
    file_fees (store, row->period, row->urn, row->fees);
  g_autoptr(Snapshot) snapshot = store_snapshot (store, NULL, &error);
  g_assert_no_error (error);
  g_autoptr(Definitions) definitions = definitions_new (g_getenv ("CARE_OVERSIGHT_DATA"));
  g_autoptr(Establishments) list = make_list ();
  Period from, to;
  g_autofree guint64 *income = income_by_establishment (snapshot, definitions, list, on, &from, &to, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (income[0], ==, first);
  g_assert_cmpuint (income[1], ==, second);
  scratch_folder_remove (folder);
}

/* 100.50 + 20 + 3.25 + 0.01 pounds; the quarter before them and the one after count
 * nothing, and of the second home nobody said anything. */
static void
test_year (void)
{
  static const Fees rows[] = {
    { "2024-25-Q4", "2990027", "5000" },  { "2025-26-Q1", "2990027", "100.50" },
    { "2025-26-Q2", "2990027", "20" },    { "2025-26-Q3", "2990027", "3.25" },
    { "2025-26-Q4", "2990027", "0.01" },  { NULL, NULL, NULL },
  };
  assert_income (rows, date_from_ymd (2026, 3, 31), 12376, INCOME_UNKNOWN);
  /* A day before the last quarter ends it is not of the year: 5,000 is. */
  assert_income (rows, date_from_ymd (2026, 3, 30), 512375, INCOME_UNKNOWN);
}

static void
test_missing (void)
{
  static const Fees nothing[] = { { "2025-26-Q4", "2990108", "0" }, { NULL, NULL, NULL } };
  assert_income (nothing, date_from_ymd (2026, 3, 31), INCOME_UNKNOWN, 0);
  static const Fees stranger[] = { { "2025-26-Q4", "2990555", "7" }, { NULL, NULL, NULL } };
  assert_income (stranger, date_from_ymd (2026, 3, 31), INCOME_UNKNOWN, INCOME_UNKNOWN);
}

/* The most that a cell can hold is 99,999,999,999,999 pence: four of them are exact. */
static void
test_most (void)
{
#define MOST "999999999999.99"
  static const Fees rows[] = { { "2025-26-Q1", "2990027", MOST }, { "2025-26-Q2", "2990027", MOST },
                               { "2025-26-Q3", "2990027", MOST }, { "2025-26-Q4", "2990027", MOST },
                               { NULL, NULL, NULL } };
  assert_income (rows, date_from_ymd (2026, 3, 31), G_GUINT64_CONSTANT (399999999999996), INCOME_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/income/four-quarters-in-pence", test_year);
  g_test_add_func ("/income/unknown-is-not-nothing", test_missing);
  g_test_add_func ("/income/the-most-that-can-be-returned-is-exact", test_most);
  return g_test_run ();
}
