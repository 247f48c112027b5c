/* Dated figures: units, days and whose counts. */

#include "collector/checking/parameter.h"

#include "lib/base/error.h"
#include "tests/registers.h"
#include "tests/scratch_folder.h"

#include <string.h>

#define HEAD "name,value,unit,from,to,source\n"

/* An edition, a folder "own", that inherits from the folder "base". */
typedef struct {
  char *folder;
  Definition definition;
} Fixture;

static void
set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  fixture->folder = scratch_folder ();
  fixture->definition.folders = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (fixture->definition.folders, g_build_filename (fixture->folder, "own", NULL));
  g_ptr_array_add (fixture->definition.folders, g_build_filename (fixture->folder, "base", NULL));
}

static void
tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  g_ptr_array_unref (fixture->definition.folders);
  scratch_folder_remove (fixture->folder);
}

static void
assert_value (Fixture *fixture, const char *day, const char *name, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) parameters = parameters_load (&fixture->definition, register_day (day), &error);
  g_assert_no_error (error);
  const gint64 *value = g_hash_table_lookup (parameters, name);
  g_autofree char *got = value == NULL ? g_strdup ("none") : g_strdup_printf ("%" G_GINT64_FORMAT, *value);
  g_assert_cmpstr (got, ==, expected);
}

static void
test_units (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  scratch_folder_put (fixture->folder, "own/parameters.csv",
                     HEAD "least,1000.50,pounds,2023-04-01,,x\nweeks,2.5,tenths,2023-04-01,,x\n"
                          "percent,20,whole,2023-04-01,,x\ndebt,-0.01,pounds,2023-04-01,,x\n");
  assert_value (fixture, "2026-03-31", "least", "100050");
  assert_value (fixture, "2026-03-31", "weeks", "25");
  assert_value (fixture, "2026-03-31", "percent", "20");
  assert_value (fixture, "2026-03-31", "debt", "-1");
  assert_value (fixture, "2026-03-31", "most", "none");
}

static void
test_days (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  scratch_folder_put (fixture->folder, "own/parameters.csv",
                     HEAD "least,1,whole,2023-04-01,2024-03-31,x\nleast,2,whole,2024-04-02,,x\n");
  assert_value (fixture, "2023-03-31", "least", "none");
  assert_value (fixture, "2023-04-01", "least", "1");
  assert_value (fixture, "2024-03-31", "least", "1");
  assert_value (fixture, "2024-04-01", "least", "none");
  assert_value (fixture, "2024-04-02", "least", "2");
  assert_value (fixture, "2099-12-31", "least", "2");
}

/* What an edition says itself counts, and what it does not say it inherits. */
static void
test_inherited (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  assert_value (fixture, "2026-03-31", "least", "none");
  scratch_folder_put (fixture->folder, "base/parameters.csv", HEAD "least,1,whole,2023-04-01,,x\nmost,9,whole,2023-04-01,,x\n");
  assert_value (fixture, "2026-03-31", "least", "1");
  scratch_folder_put (fixture->folder, "own/parameters.csv", HEAD "least,2,whole,2025-04-01,,x\n");
  assert_value (fixture, "2026-03-31", "least", "2");
  assert_value (fixture, "2026-03-31", "most", "9");
  assert_value (fixture, "2025-03-31", "least", "1");
}

static void
test_broken (Fixture *fixture, G_GNUC_UNUSED gconstpointer unused)
{
  static const char *const rows[] = {
    "least,1.005,pounds,2023-04-01,,x\n", "least,2.5,whole,2023-04-01,,x\n", "least,\"1,000\",whole,2023-04-01,,x\n",
    "least,,whole,2023-04-01,,x\n", "least,1,euros,2023-04-01,,x\n", "least,1,whole,01/04/2023,,x\n",
    /* One that does not hold on the day is read all the same. */
    "least,many,whole,1999-04-01,2000-03-31,x\n",
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = g_strconcat (HEAD, rows[i], NULL);
      scratch_folder_put (fixture->folder, "base/parameters.csv", text);
      g_test_message ("%u", i);
      g_assert_null (parameters_load (&fixture->definition, register_day ("2026-03-31"), &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_assert_nonnull (strstr (error->message, "base/parameters.csv:2: "));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/parameter/units", Fixture, NULL, set_up, test_units, tear_down);
  g_test_add ("/parameter/holds-from-and-to", Fixture, NULL, set_up, test_days, tear_down);
  g_test_add ("/parameter/own-before-inherited", Fixture, NULL, set_up, test_inherited, tear_down);
  g_test_add ("/parameter/broken-ones-are-faults", Fixture, NULL, set_up, test_broken, tear_down);
  return g_test_run ();
}
