/* What guidelines say of an index: the first row in force that holds, the edges on
 * the side that was published, and nothing of what is missing. */

#include "analyser/methods/concentration_band.h"

#include <string.h>

#include "lib/base/error.h"
#include "tests/scratch_folder.h"

#define HEADER "guideline,title,applies_to,from,to,conditions,outcome,words,source\n"

static GPtrArray *
read_rows (const char *text, GError **error)
{
  char *folder = scratch_folder ();
  g_autofree char *whole = g_strconcat (HEADER, text, NULL);
  scratch_folder_put (folder, "concentration-bands.csv", whole);
  GPtrArray *rows = concentration_bands_read (folder, error);
  scratch_folder_remove (folder);
  return rows;
}

/* Of the shipped edition, of an index of THOUSANDTHS / 1000. */
static const char *
outcome_of (const char *guideline, Date on, Wide thousandths)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_build_filename (g_getenv ("CARE_OVERSIGHT_DATA"),
                                              "analyser/methods/editions/2025-26", NULL);
  g_autoptr(GPtrArray) bands = concentration_bands_read (folder, &error);
  g_assert_no_error (error);
  const ConcentrationBand *band
    = concentration_band_of_market (bands, guideline, on, figure_ratio (thousandths, 1000));
  return band == NULL ? NULL : g_intern_string (band->outcome);
}

static void
test_markets (void)
{
  static const struct { const char *guideline; guint year; Wide index; const char *outcome; } rows[] = {
    { "us-2010", 2015, 1499999, "unconcentrated" },
    { "us-2010", 2015, 1500000, "moderately concentrated" },
    { "us-2010", 2015, 2500000, "moderately concentrated" },
    { "us-2010", 2015, 2500001, "highly concentrated" },
    { "us-2010", 2024, 2500001, NULL },
    { "us-2023", 2024, 1800000, "not highly concentrated" },
    { "us-2023", 2024, 1800001, "highly concentrated" },
    { "us-2023", 2023, 1800001, NULL },
    { "cma-2010", 2015, 1000000, "not concentrated" },
    { "cma-2010", 2015, 1000001, "concentrated" },
    { "cma-2010", 2015, 2000000, "concentrated" },
    { "cma-2010", 2015, 2000001, "highly concentrated" },
    { "cma-2010", 2022, 2000001, NULL },
    { "eu-2004", 2024, 9000000, NULL },    /* has words for mergers alone */
    { "us-1992", 2024, 9000000, NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (outcome_of (rows[i].guideline, date_from_ymd (rows[i].year, 3, 31), rows[i].index),
                     ==, rows[i].outcome);
}

static void
test_missing (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) bands
    = read_rows ("g,G,market,2020-01-01,,,any,any index,s\ng,G,merger,2020-01-01,,,any,any merger,s\n", &error);
  g_assert_no_error (error);
  const Date on = date_from_ymd (2020, 1, 1);
  Figure one = figure_integer (1), none = figure_missing (FIGURE_NOT_APPLICABLE, NULL);
  g_assert_nonnull (concentration_band_of_market (bands, "g", on, one));
  g_assert_null (concentration_band_of_market (bands, "g", on, none));
  g_assert_null (concentration_band_of_market (bands, "g", on - 1, one));
  g_assert_nonnull (concentration_band_of_merger (bands, "g", on, one, one, one));
  g_assert_null (concentration_band_of_merger (bands, "g", on, none, one, one));
  g_assert_null (concentration_band_of_merger (bands, "g", on, one, none, one));
  g_assert_null (concentration_band_of_merger (bands, "g", on, one, one, none));
}

static void
test_faults (void)
{
  static const struct { const char *row, *what; } rows[] = {
    { "g,G,market,2020-01-01,,hi > 1,o,w,s\n", ":2: unknown name 'hi'; did you mean 'hhi'?" },
    { "g,G,markets,2020-01-01,,hhi > 1,o,w,s\n", ":2: " },
    { "g,G,market,2020-13-01,,hhi > 1,o,w,s\n", ":2: " },
    { "g,G,market,2020-01-01,,hhi >> 1,o,w,s\n", ":2: " },
    { "g,G,market,2020-01-01,,hhi > 1,o,w\n", ":2: " },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_null (read_rows (rows[i].row, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, rows[i].what));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/concentration-band/edges-of-markets-as-published", test_markets);
  g_test_add_func ("/concentration-band/nothing-is-said-of-what-is-missing", test_missing);
  g_test_add_func ("/concentration-band/a-broken-row-has-its-place", test_faults);
  return g_test_run ();
}
