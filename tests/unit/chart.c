/* Charts: what is printed and where it stands, worked out by hand from the
 * sizes in analyser/chart.c (340 units wide, figures to the right of 256). */

#include "analyser/chart.h"

#include <locale.h>
#include <string.h>

static void
assert_contains (const char *svg, const char *part)
{
  if (strstr (svg, part) == NULL)
    g_error ("no '%s' in:\n%s", part, svg);
}

static guint
count (const char *svg, const char *part)
{
  guint n = 0;
  for (const char *at = svg; (at = strstr (at, part)) != NULL; at += strlen (part))
    n++;
  return n;
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
test_bars (void)
{
  g_autoptr(Chart) chart = bars ();
  g_autofree char *svg = chart_to_svg (chart);
  assert_contains (svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                        " aria-labelledby=\"chart_owners_title chart_owners_desc\"");
  assert_contains (svg, "<title id=\"chart_owners_title\">Shares &amp; more</title>");
  assert_contains (svg, "<desc id=\"chart_owners_desc\">Four &lt;owners&gt;.</desc>");
  /* 50.0% is the longest: all of 256; 12.5% a quarter of it; the second row starts at 44. */
  assert_contains (svg, "<rect x=\"0.00\" y=\"20.00\" width=\"256.00\" height=\"16.00\"");
  assert_contains (svg, "<rect x=\"0.00\" y=\"64.00\" width=\"64.00\" height=\"16.00\"");
  assert_contains (svg, ">50.0%</text>");
  assert_contains (svg, ">12.5%</text>");
  assert_contains (svg, ">A &amp; &quot;B&quot; &lt;c&gt;</text>");
  /* A missing figure has its symbol and no bar; zero has its figure. */
  assert_contains (svg, ">[x]</text>");
  assert_contains (svg, ">0.0%</text>");
  g_assert_cmpuint (count (svg, "height=\"16.00\""), ==, 3);
}

static void
test_negative_bar (void)
{
  const Figure values[] = { figure_integer (-10), figure_integer (30) };
  g_autoptr(Chart) chart = chart_new (CHART_BARS, "m");
  chart_add_series (chart, "m");
  chart_add_point (chart, "a", 0, &values[0]);
  chart_add_point (chart, "b", 1, &values[1]);
  g_autofree char *svg = chart_to_svg (chart);
  /* From -10 to 30 over 256: zero stands at 64. */
  assert_contains (svg, "<rect x=\"0.00\" y=\"20.00\" width=\"64.00\"");
  assert_contains (svg, "<rect x=\"64.00\" y=\"64.00\" width=\"192.00\"");
  assert_contains (svg, ">-10</text>");
}

static void
test_dots (void)
{
  const Figure values[] = { figure_integer (100), figure_integer (50) };
  g_autoptr(Chart) chart = chart_new (CHART_DOTS, "regions");
  chart_add_series (chart, "hhi");
  chart_set_reference (chart, figure_integer (25));
  chart_add_point (chart, "North East", 0, &values[0]);
  chart_add_point (chart, "London", 1, &values[1]);
  g_autofree char *unnamed = chart_to_svg (chart);
  g_assert_null (strstr (unnamed, "stroke-dasharray"));
  chart_label_reference (chart, "England");
  g_autofree char *svg = chart_to_svg (chart);
  /* From 8 to 256: 100 at 256, 50 at 132, the reference at 70; rows start at 22. */
  assert_contains (svg, "<circle cx=\"256.00\" cy=\"50.00\" r=\"7.00\"");
  assert_contains (svg, "<circle cx=\"132.00\" cy=\"94.00\" r=\"7.00\"");
  assert_contains (svg, "<path d=\"M70.00 22.00V114.00\"");
  assert_contains (svg, ">England 25</text>");
}

static void
test_lines (void)
{
  const Figure values[][2] = {
    { figure_integer (10), figure_integer (20) },
    { figure_missing (FIGURE_NOT_APPLICABLE, NULL), figure_integer (5) },
    { figure_integer (10), figure_integer (20) },
  };
  static const char *const years[] = { "2021", "2022", "2025" };
  static const gint64 at[] = { 2021, 2022, 2025 };
  g_autoptr(Chart) chart = chart_new (CHART_LINES, "time");
  chart_add_series (chart, "places");
  chart_add_series (chart, "homes");
  chart_label_series (chart, 1, "by homes");
  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    chart_add_point (chart, years[i], at[i], values[i]);
  g_autofree char *svg = chart_to_svg (chart);
  /* From 30 to 228 over four years: 2022 at 79.5. From 204 (0) up to 34 (20):
   * 10 at 119, 5 at 161.5. The first series is broken in 2022. */
  assert_contains (svg, "<path d=\"M30.00 119.00M228.00 119.00\"");
  assert_contains (svg, "<path d=\"M30.00 34.00L79.50 161.50L228.00 34.00\"");
  assert_contains (svg, "stroke-dasharray=\"7 4\"");
  assert_contains (svg, ">[z]</text>");
  assert_contains (svg, ">places</text>");
  assert_contains (svg, ">by homes</text>");
  assert_contains (svg, ">2025</text>");
  g_assert_cmpuint (count (svg, "<circle"), ==, 2);
  g_assert_cmpuint (count (svg, "h10v10h-10z"), ==, 3);
}

static void
test_long_labels (void)
{
  g_autoptr(Chart) chart = chart_new (CHART_BARS, "x");
  g_autofree char *label = g_strnfill (60, 'W');
  g_autofree char *fits = g_strnfill (26, 'W');
  Figure one = figure_integer (1);
  chart_add_series (chart, "x");
  chart_add_point (chart, label, 0, &one);
  chart_add_point (chart, fits, 1, &one);
  g_autofree char *svg = chart_to_svg (chart);
  /* A W is 12.6 units: 26 of them are 327.6; with an ellipsis 25 fit. */
  g_assert_null (strstr (svg, label));
  g_autofree char *shortened = g_strdup_printf (">%.25s…<", label);
  g_autofree char *whole = g_strdup_printf (">%s<", fits);
  assert_contains (svg, shortened);
  assert_contains (svg, whole);
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
      g_autofree char *empty = chart_to_svg (chart);
      g_assert_null (strstr (empty, "nan"));
      chart_add_point (chart, "a", 1, &none);
      g_autofree char *svg = chart_to_svg (chart);
      assert_contains (svg, ">[x]</text>");
      g_assert_null (strstr (svg, "nan"));
      for (guint p = 0; p < 2 * CHART_MAX_POINTS; p++)
        chart_add_point (chart, "a", p, &none);
      g_assert_cmpuint (chart_n_points (chart), ==, CHART_MAX_POINTS);
    }
}

/* Where a comma is the decimal sign the bytes are the same. */
static void
test_locale (void)
{
  g_autoptr(Chart) chart = bars ();
  g_autofree char *before = chart_to_svg (chart);
  g_autofree char *kept = g_strdup (setlocale (LC_ALL, NULL));
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL && setlocale (LC_ALL, "fr_FR.UTF-8") == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }
  g_autofree char *after = chart_to_svg (chart);
  setlocale (LC_ALL, kept);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/bars", test_bars);
  g_test_add_func ("/chart/negative-bar", test_negative_bar);
  g_test_add_func ("/chart/dots", test_dots);
  g_test_add_func ("/chart/lines", test_lines);
  g_test_add_func ("/chart/long-labels", test_long_labels);
  g_test_add_func ("/chart/empty", test_empty);
  g_test_add_func ("/chart/locale", test_locale);
  return g_test_run ();
}
