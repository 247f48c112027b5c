/* The words that are signed are those of the day. */

#include "collector/filing/declaration.h"

#include <glib/gstdio.h>

#include "lib/base/error.h"
#include "tests/scratch_folder.h"

static char *
make_data (const char *text)
{
  g_autoptr(GError) error = NULL;
  char *folder = scratch_folder ();
  g_autofree char *submissions = g_build_filename (folder, "submissions", NULL);
  g_autofree char *path = g_build_filename (submissions, "declarations.csv", NULL);
  g_assert_cmpint (g_mkdir (submissions, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return folder;
}

static void
test_day (void)
{
  char *data = make_data ("version,from,text\n2,2027-01-01,Later words.\n1,2026-01-01,First words.\n");
  const struct { Date on; const char *version; } rows[] = {
    { date_from_ymd (2026, 1, 1), "1" }, { date_from_ymd (2026, 12, 31), "1" },
    { date_from_ymd (2027, 1, 1), "2" }, { date_from_ymd (2031, 1, 1), "2" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(Declaration) declaration = declaration_load (data, rows[i].on, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (declaration->version, ==, rows[i].version);
    }
  g_autoptr(GError) error = NULL;
  g_assert_null (declaration_load (data, date_from_ymd (2025, 12, 31), &error));
  g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
  scratch_folder_remove (data);
}

static void
test_broken (void)
{
  static const char *const texts[] = { "", "version,from\n1,2026-01-01\n", "version,from,text\n1,soon,Words.\n" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      char *data = make_data (texts[i]);
      g_autoptr(GError) error = NULL;
      g_assert_null (declaration_load (data, date_from_ymd (2026, 6, 1), &error));
      g_assert_cmpint (error_kind (error), ==, ERROR_FAULT);
      scratch_folder_remove (data);
    }
  declaration_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/declaration/is-that-of-the-day", test_day);
  g_test_add_func ("/declaration/a-broken-file-is-a-fault", test_broken);
  return g_test_run ();
}
