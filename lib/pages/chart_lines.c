#include "lib/pages/chart_lines.h"

#include "lib/pages/chart_frame.h"
#include "lib/pages/chart_labels.h"
#include "lib/pages/chart_private.h"

#define NAME_GAP 26.0       /* from the last point of a line to its name */
#define LINE_LABELS_MAX 6u  /* more points: only the first and last print their figures */

typedef struct {
  const Chart *chart;
  const ChartLayout *layout;
  Svg *svg;
  ChartScale x, y;
  ChartLabels labels;
} Plot;

static double
plot_x (const Plot *plot, guint i)
{
  return chart_scale_at (&plot->x, (double) chart_point (plot->chart, i)->at);
}

static Figure
plot_figure (const Plot *plot, guint i, guint series)
{
  return chart_point (plot->chart, i)->values[series];
}

static double
plot_y (const Plot *plot, guint i, guint series)
{
  return chart_scale_at (&plot->y, figure_to_double (plot_figure (plot, i, series)));
}

static gboolean
is_drawn (const Plot *plot, guint i, guint series)
{
  return figure_is_value (&chart_point (plot->chart, i)->values[series]);
}

/* Whether a line joins point I to the one before it. */
static gboolean
is_joined (const Plot *plot, guint i, guint series)
{
  return i > 0 && is_drawn (plot, i - 1, series) && is_drawn (plot, i, series)
         && !chart_point (plot->chart, i - 1)->apart && !chart_point (plot->chart, i)->apart;
}

/* Draws TEXT, which no figure is to stand on. */
static void
draw_fixed (Plot *plot, ChartSpot spot, const char *weight, const char *text)
{
  chart_labels_take (&plot->labels, chart_text_box (spot, text, plot->layout->letter));
  chart_draw_text (plot->svg, spot.x, spot.y, spot.anchor, weight, text);
}

/* --- series --- */

/* The line is broken where a figure is missing or stands apart. */
static void
draw_line (Plot *plot, guint series)
{
  svg_path (plot->svg);
  for (guint i = 0; i < plot->chart->points->len; i++)
    {
      if (!is_drawn (plot, i, series))
        continue;
      double x = plot_x (plot, i), y = plot_y (plot, i, series);
      gboolean joined = is_joined (plot, i, series);
      (joined ? svg_line_to : svg_move_to) (plot->svg, x, y);
      if (joined)
        chart_labels_take_line (&plot->labels, (ChartSegment) {
            plot_x (plot, i - 1), plot_y (plot, i - 1, series), x, y });
    }
  svg_attribute (plot->svg, "fill", "none");
  svg_attribute (plot->svg, "stroke", chart_style (series)->colour);
  svg_attribute (plot->svg, "stroke-width", "2.5");
  svg_attribute (plot->svg, "stroke-dasharray", chart_style (series)->dash);
  svg_close (plot->svg);
}

static void
draw_mark (const Plot *plot, guint series, double x, double y)
{
  /* A circle, which no path draws as briefly; square, triangle, diamond. */
  static const char *const shapes[CHART_MAX_SERIES] = {
    NULL, "m-5 -5h10v10h-10z", "m0 -6l6 11h-12z", "m0 -6l6 6l-6 6l-6 -6z",
  };
  if (shapes[series] == NULL)
    {
      svg_open (plot->svg, "circle");
      svg_number (plot->svg, "cx", x);
      svg_number (plot->svg, "cy", y);
      svg_attribute (plot->svg, "r", "5");
    }
  else
    {
      svg_path (plot->svg);
      svg_move_to (plot->svg, x, y);
      svg_shape (plot->svg, shapes[series]);
    }
  svg_attribute (plot->svg, "fill", chart_style (series)->colour);
  svg_close (plot->svg);
}

/* The symbol of a missing figure stands on the axis. */
static void
draw_symbol (Plot *plot, guint i, guint series)
{
  double y = chart_scale_at (&plot->y, 0) - 6 - plot->layout->letter * series;
  g_autofree char *text = chart_print (plot->chart, plot_figure (plot, i, series));
  draw_fixed (plot, (ChartSpot) { plot_x (plot, i), y, "middle" }, "bold", text);
}

/* Lines and marks first, so that every figure can keep away from all of them. */
static void
draw_series (Plot *plot)
{
  guint n = plot->chart->points->len;
  for (guint series = 0; series < plot->chart->n_series; series++)
    {
      draw_line (plot, series);
      for (guint i = 0; i < n; i++)
        if (is_drawn (plot, i, series))
          {
            double x = plot_x (plot, i), y = plot_y (plot, i, series);
            draw_mark (plot, series, x, y);
            chart_labels_take (&plot->labels, (ChartBox) { x - 6, y - 6, x + 6, y + 6 });
          }
        else
          draw_symbol (plot, i, series);
    }
}

/* --- figures --- */

static void
draw_value (Plot *plot, guint i, guint series)
{
  double others[CHART_MAX_SERIES];
  guint n_others = 0;
  for (guint other = 0; other < plot->chart->n_series; other++)
    if (other != series && is_drawn (plot, i, other))
      others[n_others++] = plot_y (plot, i, other);
  g_autofree char *text = chart_print (plot->chart, plot_figure (plot, i, series));
  ChartSpot spot = chart_labels_find (&plot->labels, plot_x (plot, i), plot_y (plot, i, series),
                                         text, plot->layout->letter, others, n_others);
  chart_draw_text (plot->svg, spot.x, spot.y, spot.anchor, "bold", text);
}

static void
draw_values (Plot *plot)
{
  guint n = plot->chart->points->len;
  for (guint i = 0; i < n; i++)
    for (guint series = 0; series < plot->chart->n_series; series++)
      if (is_drawn (plot, i, series) && (n <= LINE_LABELS_MAX || i == 0 || i == n - 1))
        draw_value (plot, i, series);
}

/* --- names of series --- */

/* Where a series is named: beside its last mark. */
static double
last_y (const Plot *plot, guint series)
{
  for (guint i = plot->chart->points->len; i > 0; i--)
    if (is_drawn (plot, i - 1, series))
      return plot_y (plot, i - 1, series);
  return chart_scale_at (&plot->y, 0);
}

/* The series that ends highest of those that are not NAMED yet. */
static guint
next_to_name (const Plot *plot, const gboolean *named)
{
  guint next = CHART_MAX_SERIES;
  for (guint series = 0; series < plot->chart->n_series; series++)
    if (!named[series]
        && (next == CHART_MAX_SERIES || last_y (plot, series) < last_y (plot, next)))
      next = series;
  return next;
}

/* From the top down, each at least a line below the one before. */
static void
draw_names (Plot *plot)
{
  const ChartLayout *layout = plot->layout;
  double x = layout->plot_right + NAME_GAP, free_from = 0;
  gboolean named[CHART_MAX_SERIES] = { FALSE };
  for (guint done = 0; done < plot->chart->n_series; done++)
    {
      guint next = next_to_name (plot, named);
      double y = MAX (last_y (plot, next) + layout->letter / 3, free_from);
      g_autofree char *label = chart_text_fit (plot->chart->series[next].label, layout->width - x,
                                               layout->letter);
      draw_fixed (plot, (ChartSpot) { x, y, "start" }, "normal", label);
      named[next] = TRUE;
      free_from = y + layout->letter * 1.3;
    }
}

/* --- points --- */

static void
draw_axis (Plot *plot)
{
  const ChartLayout *layout = plot->layout;
  double zero = chart_scale_at (&plot->y, 0);
  svg_path (plot->svg);
  svg_move_to (plot->svg, layout->plot_left - 20, zero);
  svg_across_to (plot->svg, layout->plot_right + 20);
  svg_attribute (plot->svg, "stroke", CHART_INK);
  svg_attribute (plot->svg, "stroke-width", "1");
  svg_close (plot->svg);
  draw_fixed (plot, (ChartSpot) { 0, zero + layout->letter / 3, "start" }, "normal", "0");
}

/* From the newest back, each that has room beside the one before it. */
static void
draw_points (Plot *plot)
{
  const ChartLayout *layout = plot->layout;
  double y = layout->plot_top + layout->plot_height + layout->plot_bottom - 6, free_to = layout->width;
  for (guint i = plot->chart->points->len; i-- > 0;)
    {
      const ChartPoint *point = chart_point (plot->chart, i);
      double x = plot_x (plot, i), half = chart_text_width (point->label, layout->letter) / 2;
      if (x + half <= free_to)
        {
          draw_fixed (plot, (ChartSpot) { x, y, "middle" }, "normal", point->label);
          free_to = x - half - layout->letter / 2;
        }
      if (point->apart && plot->chart->apart_label != NULL)
        chart_draw_text (plot->svg, x, y + layout->letter * 1.2, "middle", "normal",
                         plot->chart->apart_label);
    }
}

/* Points that stand apart say so on a line below their labels. */
static double
plot_height (const Chart *chart, const ChartLayout *layout)
{
  return layout->plot_top + layout->plot_height + layout->plot_bottom
         + (chart_has_apart (chart) ? layout->letter * 1.2 : 0);
}

static ChartScale
time_scale (const Chart *chart, const ChartLayout *layout)
{
  ChartScale scale = { .from = layout->plot_left, .to = layout->plot_right, .high = 1 };
  guint n = chart->points->len;
  if (n > 0)
    {
      scale.low = (double) chart_point (chart, 0)->at;
      scale.high = MAX ((double) chart_point (chart, n - 1)->at, scale.low + 1);
    }
  return scale;
}

char *
chart_lines_draw (const Chart *chart, const ChartLayout *layout)
{
  double height = plot_height (chart, layout);
  g_auto(ChartLabels) labels = chart_labels_new (layout->width, height);
  Plot plot = {
    .chart = chart, .layout = layout,
    .svg = chart_frame (chart, layout, height), .labels = labels,
    .x = time_scale (chart, layout),
    .y = chart_scale (chart, layout->plot_top + layout->plot_height, layout->plot_top),
  };
  draw_axis (&plot);
  draw_points (&plot);
  draw_series (&plot);
  draw_names (&plot);
  draw_values (&plot);
  return svg_end (plot.svg);
}
