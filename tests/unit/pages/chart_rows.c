/* Bars and dots: what is printed and where it stands, worked out by hand from
 * the sizes in lib/pages/chart_layout.c (narrow: 340 units, figures to the right of 256). */

#include "lib/pages/chart_svg.h"

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
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  assert_contains (svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                        " aria-labelledby=\"chart_owners_narrow_title chart_owners_narrow_desc\"");
  assert_contains (svg, "<title id=\"chart_owners_narrow_title\">Shares &amp; more</title>");
  assert_contains (svg, "<desc id=\"chart_owners_narrow_desc\">Four &lt;owners&gt;.</desc>");
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
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  /* 84 at either end for figures leaves 84 to 256: from -10 to 30, zero stands
   * at 127. Its figure ends 6 left of the bar below zero. */
  assert_contains (svg, "<rect x=\"84.00\" y=\"20.00\" width=\"43.00\"");
  assert_contains (svg, "<rect x=\"127.00\" y=\"64.00\" width=\"129.00\"");
  assert_contains (svg, "<text x=\"78.00\" y=\"33.00\" text-anchor=\"end\"");
  assert_contains (svg, "<text x=\"262.00\" y=\"77.00\" text-anchor=\"start\"");
  /* The axis at zero stands beside both bars. */
  assert_contains (svg, "<path d=\"M127.00 18.00V40.00\"");
  assert_contains (svg, "<path d=\"M127.00 62.00V84.00\"");
  assert_contains (svg, ">-10</text>");
}

/* All of them below zero: the axis is at the right, and bars go left of it. */
static void
test_negative_bars_alone (void)
{
  const Figure values[] = { figure_integer (-20), figure_integer (-5) };
  g_autoptr(Chart) chart = chart_new (CHART_BARS, "m");
  chart_add_series (chart, "m");
  chart_add_point (chart, "a", 0, &values[0]);
  chart_add_point (chart, "b", 1, &values[1]);
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  assert_contains (svg, "<rect x=\"84.00\" y=\"20.00\" width=\"172.00\"");
  assert_contains (svg, "<rect x=\"213.00\" y=\"64.00\" width=\"43.00\"");
  assert_contains (svg, "<path d=\"M256.00 18.00V40.00\"");
  assert_contains (svg, "<text x=\"207.00\" y=\"77.00\" text-anchor=\"end\"");
}

/* Labels stand beside the bars, and the axis goes through from row to row. */
static void
test_wide (void)
{
  g_autoptr(Chart) chart = bars ();
  g_autofree char *svg = chart_to_svg (chart, CHART_WIDE);
  assert_contains (svg, "aria-labelledby=\"chart_owners_title chart_owners_desc\"");
  assert_contains (svg, "viewBox=\"0 0 760.00 124.00\"");
  /* From 310 to 760 - 92: 50.0% is 358 long. */
  assert_contains (svg, "<rect x=\"310.00\" y=\"6.00\" width=\"358.00\" height=\"18.00\"");
  assert_contains (svg, "<path d=\"M310.00 0.00V30.00\"");
  assert_contains (svg, "<path d=\"M310.00 30.00V60.00\"");
  assert_contains (svg, "<text x=\"0.00\" y=\"20.00\" text-anchor=\"start\"");
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
  g_autofree char *unnamed = chart_to_svg (chart, CHART_NARROW);
  g_assert_null (strstr (unnamed, "stroke-dasharray=\"4 3\""));
  chart_label_reference (chart, "England");
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  /* From 8 to 256: 100 at 256, 50 at 132, the reference at 70; rows start at 22. */
  assert_contains (svg, "<circle cx=\"256.00\" cy=\"50.00\" r=\"7.00\"");
  assert_contains (svg, "<circle cx=\"132.00\" cy=\"94.00\" r=\"7.00\"");
  /* The line runs beside the dots, and not through the labels between them. */
  assert_contains (svg, "<path d=\"M70.00 2.00V22.00\"");
  assert_contains (svg, "<path d=\"M70.00 40.00V62.00\"");
  assert_contains (svg, "<path d=\"M70.00 84.00V106.00\"");
  assert_contains (svg, ">England 25</text>");
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
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  /* A W is 12.6 units: 26 of them are 327.6; with an ellipsis 25 fit. */
  g_assert_null (strstr (svg, label));
  g_autofree char *shortened = g_strdup_printf (">%.25s…<", label);
  g_autofree char *whole = g_strdup_printf (">%s<", fits);
  assert_contains (svg, shortened);
  assert_contains (svg, whole);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-rows/bars", test_bars);
  g_test_add_func ("/chart-rows/negative-bar", test_negative_bar);
  g_test_add_func ("/chart-rows/negative-bars-alone", test_negative_bars_alone);
  g_test_add_func ("/chart-rows/wide", test_wide);
  g_test_add_func ("/chart-rows/dots", test_dots);
  g_test_add_func ("/chart-rows/long-labels", test_long_labels);
  return g_test_run ();
}
