/* Scales, and how much room texts need, by hand from the widths of letters in
 * lib/pages/chart_layout.c: W 0.9 em, i 0.3, a 0.56, a wide character 1. */

#include "lib/pages/chart_layout.h"

static void
test_scale (void)
{
  const Figure values[] = { figure_integer (-10), figure_integer (30) };
  g_autoptr(Chart) chart = chart_new (CHART_BARS, "m");
  chart_add_series (chart, "m");
  chart_add_point (chart, "a", 0, &values[0]);
  chart_add_point (chart, "b", 1, &values[1]);
  ChartScale scale = chart_scale (chart, 100, 180);
  g_assert_cmpfloat_with_epsilon (chart_scale_at (&scale, -10), 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (chart_scale_at (&scale, 0), 120, 1e-9);
  g_assert_cmpfloat_with_epsilon (chart_scale_at (&scale, 30), 180, 1e-9);
  /* A reference beyond the figures widens it, to 70: 80 units of figures on 80 of room. */
  chart_set_reference (chart, figure_integer (70));
  scale = chart_scale (chart, 100, 180);
  g_assert_cmpfloat_with_epsilon (chart_scale_at (&scale, 0), 110, 1e-9);
}

/* Zero belongs to every scale, and a scale has a length also without figures. */
static void
test_scale_of_nothing (void)
{
  g_autoptr(Chart) chart = chart_new (CHART_BARS, "m");
  chart_add_series (chart, "m");
  ChartScale scale = chart_scale (chart, 0, 50);
  g_assert_cmpfloat_with_epsilon (chart_scale_at (&scale, 0), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (chart_scale_at (&scale, 1), 50, 1e-9);
}

static void
test_width (void)
{
  g_assert_cmpfloat_with_epsilon (chart_text_width ("", 10), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (chart_text_width ("Wi", 10), 12, 1e-9);
  g_assert_cmpfloat_with_epsilon (chart_text_width ("a\xe6\xbc\xa2", 10), 15.6, 1e-9);
}

static void
test_fit (void)
{
  static const struct { const char *text; double room; const char *fits; } rows[] = {
    { "WWWW", 36, "WWWW" },
    { "WWWW", 35.9, "WW…" },      /* 18 and an ellipsis of at most 10; three are 27 */
    { "Elm  Oak", 30, "Elm…" },   /* 6.9 + 3 + 5.6, a blank 3, and 10; the blank goes */
    { "", 1, "" },
    { "W", 1, "…" },
    { "a\xef\xbf\xbe", 100, "a[U+FFFE]" },
    { "\xff", 100, "\xef\xbf\xbd" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *fits = chart_text_fit (rows[i].text, rows[i].room, 10);
      g_assert_cmpstr (fits, ==, rows[i].fits);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-layout/scale", test_scale);
  g_test_add_func ("/chart-layout/scale-of-nothing", test_scale_of_nothing);
  g_test_add_func ("/chart-layout/width", test_width);
  g_test_add_func ("/chart-layout/fit", test_fit);
  return g_test_run ();
}
