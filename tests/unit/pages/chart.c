/* Charts: what they hold before anything is drawn. */

#include "lib/pages/chart_private.h"

static void
test_series (void)
{
  g_autoptr(Chart) chart = chart_new (CHART_LINES, "time");
  g_assert_cmpstr (chart_id (chart), ==, "time");
  chart_add_series (chart, "places");
  chart_add_series (chart, "homes");
  chart_label_series (chart, 1, "by homes");
  g_assert_cmpuint (chart_n_series (chart), ==, 2);
  /* A label is words; what words are found by stays. */
  g_assert_cmpstr (chart_series_name (chart, 1), ==, "homes");
}

/* A chart of KIND with two points more than it has room for; the last stands apart. */
static Chart *
overfull (ChartKind kind)
{
  Chart *chart = chart_new (kind, "x");
  Figure one = figure_integer (1);
  chart_add_series (chart, "x");
  for (guint i = 0; i < CHART_MAX_POINTS + 2; i++)
    chart_add_point (chart, "a", i, &one);
  return chart;
}

/* Over time the newest stay; of a ranking those that come first. */
static void
test_most_points (void)
{
  g_autoptr(Chart) lines = overfull (CHART_LINES), bars = overfull (CHART_BARS);
  chart_set_apart (lines);
  g_assert_cmpuint (chart_n_points (lines), ==, 60);
  g_assert_cmpuint (chart_left_out (lines), ==, 2);
  g_assert_cmpint (chart_point (lines, 0)->at, ==, 2);
  g_assert_cmpint (chart_point (lines, 59)->at, ==, 61);
  g_assert_true (chart_point (lines, 59)->apart);
  g_assert_cmpuint (chart_n_points (bars), ==, 60);
  g_assert_cmpuint (chart_left_out (bars), ==, 2);
  g_assert_cmpint (chart_point (bars, 59)->at, ==, 59);
}

static void
test_apart_and_reference (void)
{
  g_autoptr(Chart) chart = chart_new (CHART_DOTS, "x");
  Figure one = figure_integer (1);
  chart_add_series (chart, "x");
  chart_add_point (chart, "a", 0, &one);
  chart_set_apart (chart);
  chart_add_point (chart, "b", 1, &one);
  g_assert_true (chart_has_apart (chart));
  g_assert_false (chart_has_reference (chart));
  chart_set_reference (chart, figure_missing (FIGURE_NOT_APPLICABLE, NULL));
  g_assert_false (chart_has_reference (chart));
  chart_set_reference (chart, one);
  g_assert_true (chart_has_reference (chart));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/series", test_series);
  g_test_add_func ("/chart/most-points", test_most_points);
  g_test_add_func ("/chart/apart-and-reference", test_apart_and_reference);
  return g_test_run ();
}
