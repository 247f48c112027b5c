/* Charts of every kind: nothing to draw, both sizes in one page, and the same
 * bytes in every locale. */

#include "lib/pages/chart_svg.h"

#include <locale.h>
#include <string.h>

static void
assert_contains (const char *svg, const char *part)
{
  if (strstr (svg, part) == NULL)
    g_error ("no '%s' in:\n%s", part, svg);
}

static Chart *
bars (void)
{
  static const char *const labels[] = { "Elm", "A & \"B\" <c>", "Oak", "Ash" };
  const Figure values[] = {
    figure_ratio (1, 2), figure_ratio (1, 8), figure_missing (FIGURE_NOT_SUPPLIED, NULL),
    figure_integer (0),
  };
  Chart *chart = chart_new (CHART_BARS, "owners");
  chart_add_series (chart, "share");
  chart_set_format (chart, 2, 1, "%");
  chart_set_words (chart, "Shares & more", "Four <owners>.");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    chart_add_point (chart, labels[i], i, &values[i]);
  return chart;
}

static void
test_empty (void)
{
  static const ChartKind kinds[] = { CHART_BARS, CHART_DOTS, CHART_LINES };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(Chart) chart = chart_new (kinds[i], "x");
      Figure none = figure_missing (FIGURE_NOT_SUPPLIED, NULL);
      chart_add_series (chart, "x");
      g_autofree char *empty = chart_to_svg (chart, CHART_NARROW);
      g_assert_null (strstr (empty, "nan"));
      chart_add_point (chart, "a", 1, &none);
      g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
      assert_contains (svg, ">[x]</text>");
      g_assert_null (strstr (svg, "nan"));
    }
}

/* Both stand in one page: no id of one is in the other. */
static void
test_sizes (void)
{
  g_autoptr(Chart) chart = bars ();
  g_autofree char *wide = chart_to_svg (chart, CHART_WIDE);
  g_autofree char *narrow = chart_to_svg (chart, CHART_NARROW);
  assert_contains (wide, "viewBox=\"0 0 760.00 ");
  assert_contains (narrow, "viewBox=\"0 0 340.00 ");
  assert_contains (wide, "<title id=\"chart_owners_title\">");
  assert_contains (narrow, "<title id=\"chart_owners_narrow_title\">");
  g_assert_null (strstr (narrow, "\"chart_owners_title\""));
}

/* Where a comma is the decimal sign the bytes are the same. */
static void
test_locale (void)
{
  g_autoptr(Chart) chart = bars ();
  g_autofree char *before = chart_to_svg (chart, CHART_NARROW);
  g_autofree char *kept = g_strdup (setlocale (LC_ALL, NULL));
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL && setlocale (LC_ALL, "fr_FR.UTF-8") == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }
  g_autofree char *after = chart_to_svg (chart, CHART_NARROW);
  setlocale (LC_ALL, kept);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-svg/empty", test_empty);
  g_test_add_func ("/chart-svg/sizes", test_sizes);
  g_test_add_func ("/chart-svg/locale", test_locale);
  return g_test_run ();
}
