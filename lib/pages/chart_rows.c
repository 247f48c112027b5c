#include "lib/pages/chart_rows.h"

#include <math.h>

#include "lib/pages/chart_frame.h"
#include "lib/pages/chart_private.h"

typedef struct {
  const Chart *chart;
  const ChartLayout *layout;
  Svg *svg;
  ChartScale x;
} Rows;

/* Figures stand beyond the ends of their bars: left of those below zero. */
static ChartScale
row_scale (const Chart *chart, const ChartLayout *layout)
{
  ChartScale scale = chart_scale (chart, layout->label, layout->width - layout->value);
  double dot = chart->kind == CHART_DOTS ? layout->mark / 2 : 0;
  scale.from += scale.low < 0 ? layout->value : dot;
  return scale;
}

static void
draw_bar (const Rows *rows, double zero, double x, double y)
{
  svg_open (rows->svg, "rect");
  svg_number (rows->svg, "x", MIN (zero, x));
  svg_number (rows->svg, "y", y);
  svg_number (rows->svg, "width", fabs (x - zero));
  svg_number (rows->svg, "height", rows->layout->mark);
  svg_attribute (rows->svg, "fill", chart_style (0)->colour);
  svg_close (rows->svg);
}

static void
draw_dot (const Rows *rows, double zero, double x, double y)
{
  double half = rows->layout->mark / 2;
  svg_path (rows->svg);
  svg_move_to (rows->svg, zero, y + half);
  svg_across_to (rows->svg, x);
  svg_attribute (rows->svg, "stroke", CHART_RULE);
  svg_attribute (rows->svg, "stroke-width", "2");
  svg_close (rows->svg);
  svg_open (rows->svg, "circle");
  svg_number (rows->svg, "cx", x);
  svg_number (rows->svg, "cy", y + half);
  svg_number (rows->svg, "r", half - 1);
  svg_attribute (rows->svg, "fill", chart_style (0)->colour);
  svg_close (rows->svg);
}

static void
draw_upright (const Rows *rows, double x, double from, double to, const char *dash)
{
  svg_path (rows->svg);
  svg_move_to (rows->svg, x, from);
  svg_upright_to (rows->svg, to);
  svg_attribute (rows->svg, "stroke", CHART_INK);
  svg_attribute (rows->svg, "stroke-width", "1.5");
  svg_attribute (rows->svg, "stroke-dasharray", dash);
  svg_close (rows->svg);
}

/* The stretch of a vertical line beside the mark of the row at TOP: nowhere
 * through a label, and whole from row to row where labels stand beside. */
static void
draw_beside (const Rows *rows, double x, double top, const char *dash)
{
  const ChartLayout *layout = rows->layout;
  double above = layout->label > 0 ? layout->mark_top : 2;
  double below = layout->label > 0 ? layout->row - layout->mark_top - layout->mark : 4;
  double y = top + layout->mark_top;
  draw_upright (rows, x, y - above, y + layout->mark + below, dash);
}

static void
draw_label (const Rows *rows, const ChartPoint *point, double top)
{
  const ChartLayout *layout = rows->layout;
  double room = layout->label > 0 ? layout->label - 12 : layout->width;
  double y = layout->label > 0 ? layout->mark_top + layout->mark - 4 : layout->letter;
  g_autofree char *label = chart_text_fit (point->label, room, layout->letter);
  chart_draw_text (rows->svg, 0, top + y, "start", "normal", label);
}

static void
draw_row (const Rows *rows, const ChartPoint *point, double top)
{
  const ChartLayout *layout = rows->layout;
  gboolean bars = rows->chart->kind == CHART_BARS;
  Figure figure = point->values[0];
  g_autofree char *value = chart_print (rows->chart, figure);
  double zero = chart_scale_at (&rows->x, 0), end = zero, y = top + layout->mark_top;
  gboolean below = figure_is_value (&figure) && figure_to_double (figure) < 0;
  draw_label (rows, point, top);
  if (figure_is_value (&figure))
    {
      end = chart_scale_at (&rows->x, figure_to_double (figure));
      (bars ? draw_bar : draw_dot) (rows, zero, end, y);
    }
  if (bars)
    draw_beside (rows, zero, top, "none");
  double gap = bars ? 6 : layout->mark / 2 + 6;
  chart_draw_text (rows->svg, below ? end - gap : end + gap, y + layout->mark - 3,
                   below ? "end" : "start", "bold", value);
}

/* The reference is named above all rows, beside the start of its line, on the
 * side where there is room. */
static void
draw_reference (const Rows *rows, double top)
{
  const ChartLayout *layout = rows->layout;
  const Chart *chart = rows->chart;
  double x = chart_scale_at (&rows->x, figure_to_double (chart->reference));
  gboolean left = x > (layout->label + layout->width) / 2;
  g_autofree char *value = chart_print (chart, chart->reference);
  g_autofree char *label = g_strdup_printf ("%s %s", chart->reference_label, value);
  draw_upright (rows, x, 2, top, "4 3");
  chart_draw_text (rows->svg, left ? x - 6 : x + 6, top - 6, left ? "end" : "start", "normal", label);
  for (guint i = 0; i < chart->points->len; i++)
    draw_beside (rows, x, top + layout->row * i, "4 3");
}

char *
chart_rows_draw (const Chart *chart, const ChartLayout *layout)
{
  gboolean reference = chart->reference_label != NULL && chart_has_reference (chart);
  double top = reference ? layout->letter + 8 : 0;
  double height = top + layout->row * chart->points->len + 4;
  Rows rows = { chart, layout, chart_frame (chart, layout, height), row_scale (chart, layout) };
  if (reference)
    draw_reference (&rows, top);
  for (guint i = 0; i < chart->points->len; i++)
    draw_row (&rows, chart_point (chart, i), top + layout->row * i);
  return svg_end (rows.svg);
}
