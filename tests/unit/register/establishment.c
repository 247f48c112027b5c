/* Which list of the record counts on a day. */

#include "lib/register/establishment.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/record.h"
#include "tests/registers.h"
#include "tests/scratch_folder.h"

#define HEADER "urn,organisation,authority,provision,status,sector,places\n"
#define ROW "1027077,Owner,E08000025,Children's home,Active,Private,4\n"

static void
test_newest_by_the_day (void)
{
  g_autofree char *folder = scratch_folder ();
  g_autofree char *path = g_build_filename (folder, "record", NULL);
  g_autoptr(GError) error = NULL;
  {
    g_autoptr(Store) store = record_make (path);
    g_autoptr(Snapshot) empty = store_snapshot (store, NULL, &error);
    g_autoptr(Establishments) list = NULL;
    g_assert_true (establishments_on (empty, 0, &list, &error));
    g_assert_null (list);
    g_assert_null (establishments_needed_on (empty, 0, &error));
    g_assert_error (error, CARE_ERROR, ERROR_REFUSED);
    g_assert_nonnull (strstr (error->message, "import one first"));
    g_clear_error (&error);

    g_free (record_append (store, RECORD_TIME + 1, "establishments/2025-03-31.csv", HEADER ROW ROW));
    g_free (record_append (store, RECORD_TIME + 2, "establishments/2022-03-31.csv", HEADER ROW));
    g_autoptr(Snapshot) snapshot = store_snapshot (store, NULL, &error);
    g_autoptr(GArray) dates = establishments_dates (snapshot, &error);
    g_assert_cmpuint (dates->len, ==, 2);
    g_assert_cmpuint (g_array_index (dates, Date, 0), ==, register_day ("2022-03-31"));
    static const struct { const char *on; guint rows; } cases[] = {
      { "2022-03-31", 1 }, { "2025-03-30", 1 }, { "2025-03-31", 2 }, { "2030-01-01", 2 },
    };
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr(Establishments) found = NULL;
        g_assert_true (establishments_on (snapshot, register_day (cases[i].on), &found, &error));
        g_assert_cmpuint (found->n, ==, cases[i].rows);
      }
    g_assert_true (establishments_on (snapshot, register_day ("2022-03-30"), &list, &error));
    g_assert_null (list);
    g_assert_null (establishments_needed_on (snapshot, register_day ("2022-03-30"), &error));
    g_assert_cmpstr (error->message, ==, "the record has no list of establishments on or before "
                                         "2022-03-30; it has: 2022-03-31, 2025-03-31");
    g_clear_error (&error);

    g_free (record_append (store, RECORD_TIME + 3, "establishments/2026-03-31.csv", HEADER "x,y\n"));
    g_autoptr(Snapshot) damaged = store_snapshot (store, NULL, &error);
    g_assert_false (establishments_on (damaged, 0, &list, &error));
    g_assert_error (error, CARE_ERROR, ERROR_FAULT);
    g_assert_nonnull (strstr (error->message, "establishments/2026-03-31.csv, line 2"));
  }
  scratch_folder_remove (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/establishment/the-newest-list-by-the-day", test_newest_by_the_day);
  return g_test_run ();
}
