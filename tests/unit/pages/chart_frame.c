/* The frame of a chart: named and described for who cannot see it; figures as the chart prints them. */

#include "lib/pages/chart_frame.h"

#include <string.h>

static Chart *
example (void)
{
  Chart *chart = chart_new (CHART_BARS, "owners");
  chart_add_series (chart, "places");
  chart_set_words (chart, "Largest <owners>", "Elm has most places.");
  return chart;
}

/* The two drawings of a chart stand in one page: no id of one is of the other. */
static void
test_words (void)
{
  g_autoptr(Chart) chart = example ();
  const ChartLayout *wide = chart_layout (CHART_WIDE), *narrow = chart_layout (CHART_NARROW);
  g_autofree char *one = svg_end (chart_frame (chart, wide, 40));
  g_autofree char *other = svg_end (chart_frame (chart, narrow, 40));
  const ChartLayout *layouts[] = { wide, narrow };
  const char *drawings[] = { one, other };
  g_assert_cmpstr (wide->suffix, !=, narrow->suffix);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *labelled = g_strdup_printf ("role=\"img\" aria-labelledby=\"chart_owners%s_title chart_owners%s_desc\"",
                                                   layouts[i]->suffix, layouts[i]->suffix);
      g_autofree char *title = g_strdup_printf ("<title id=\"chart_owners%s_title\">Largest &lt;owners&gt;</title>",
                                                layouts[i]->suffix);
      g_autofree char *description = g_strdup_printf ("<desc id=\"chart_owners%s_desc\">Elm has most places.</desc>",
                                                      layouts[i]->suffix);
      g_assert_nonnull (strstr (drawings[i], labelled));
      g_assert_nonnull (strstr (drawings[i], title));
      g_assert_nonnull (strstr (drawings[i], description));
    }
}

static void
test_styles (void)
{
  for (guint i = 0; i < CHART_MAX_SERIES; i++)
    for (guint k = 0; k < i; k++)
      {
        g_assert_cmpstr (chart_style (i)->colour, !=, chart_style (k)->colour);
        g_assert_cmpstr (chart_style (i)->dash, !=, chart_style (k)->dash);
      }
}

static void
test_text (void)
{
  Svg *svg = svg_new ();
  chart_draw_text (svg, 1.5, 20, "end", "bold", "a & b");
  g_autofree char *text = svg_end (svg);
  g_assert_nonnull (strstr (text, "<text x=\"1.50\" y=\"20.00\" text-anchor=\"end\" font-weight=\"bold\""));
  g_assert_nonnull (strstr (text, ">a &amp; b</text>"));
}

/* 1/8 in percent with one decimal; a missing figure has no unit. */
static void
test_figures (void)
{
  g_autoptr(Chart) chart = example ();
  chart_set_format (chart, 2, 1, "%");
  g_autofree char *share = chart_print (chart, figure_ratio (1, 8));
  g_autofree char *missing = chart_print (chart, figure_missing (FIGURE_NOT_APPLICABLE, NULL));
  g_assert_cmpstr (share, ==, "12.5%");
  g_assert_cmpstr (missing, ==, "[z]");
}

/* Below the drawing, and first of what is read out. */
static void
test_mark (void)
{
  g_autoptr(Chart) chart = example ();
  chart_set_mark (chart, "PRACTICE");
  const ChartLayout *layout = chart_layout (CHART_WIDE);
  g_autofree char *text = svg_end (chart_frame (chart, layout, 40));
  g_assert_nonnull (strstr (text, ">PRACTICE: Largest &lt;owners&gt;</title>"));
  g_assert_nonnull (strstr (text, "<text x=\"760.00\" y=\"56.00\" text-anchor=\"end\" font-weight=\"bold\""));
  g_assert_nonnull (strstr (text, ">PRACTICE</text>"));
  g_assert_nonnull (strstr (text, " viewBox=\"0 0 760.00 64.00\""));   /* 40, and 1.5 letters of 16 */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-frame/has-a-name-and-a-description", test_words);
  g_test_add_func ("/chart-frame/a-mark-is-seen-and-read-out", test_mark);
  g_test_add_func ("/chart-frame/series-differ-in-more-than-colour", test_styles);
  g_test_add_func ("/chart-frame/texts-are-escaped", test_text);
  g_test_add_func ("/chart-frame/figures-have-their-unit", test_figures);
  return g_test_run ();
}
