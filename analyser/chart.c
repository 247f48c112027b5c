#include "analyser/chart.h"

#include <math.h>
#include <string.h>

#include "lib/escape.h"

/* Units of the drawing. */
#define WIDTH 340.0
#define LETTER 14.0
#define ROW 44.0            /* of bars and dots: a label with its mark below */
#define MARK 16.0           /* height of a bar */
#define VALUE_ROOM 84.0     /* right of the longest bar, for its figure */
#define PLOT_TOP 34.0       /* of lines */
#define PLOT_HEIGHT 170.0
#define PLOT_LEFT 30.0
#define PLOT_RIGHT 228.0    /* series are named right of it */
#define PLOT_BOTTOM 50.0    /* below it, for the points' labels */
#define LINE_LABELS_MAX 6u  /* more points: only the first and last print their figures */

#define INK "#0b0c0c"
#define RULE "#b1b4b6"

typedef struct {
  char *label;
  gint64 at;
  Figure values[CHART_MAX_SERIES];
} Point;

typedef struct {
  char *name, *label;
} Series;

struct _Chart {
  ChartKind kind;
  char *id, *title, *description, *suffix;
  int shift;
  guint dp;
  GArray *points;         /* Point */
  Series series[CHART_MAX_SERIES];
  guint n_series;
  char *reference_label;
  Figure reference;
};

/* Colours of the Analysis Function's palette; marks differ in shape as well. */
static const struct {
  const char *colour, *dash;
} styles[CHART_MAX_SERIES] = {
  { "#12436d", "none" }, { "#801650", "7 4" }, { "#28a197", "2 3" }, { "#3d3d3d", "9 3 2 3" },
};

static void
point_clear (gpointer point)
{
  g_free (((Point *) point)->label);
}

Chart *
chart_new (ChartKind kind, const char *id)
{
  Chart *chart = g_new0 (Chart, 1);
  chart->kind = kind;
  chart->id = g_strdup (id);
  chart->title = g_strdup (id);
  chart->description = g_strdup ("");
  chart->suffix = g_strdup ("");
  chart->reference = figure_missing (FIGURE_NOT_APPLICABLE, NULL);
  chart->points = g_array_new (FALSE, FALSE, sizeof (Point));
  g_array_set_clear_func (chart->points, point_clear);
  return chart;
}

void
chart_free (Chart *chart)
{
  for (guint i = 0; i < chart->n_series; i++)
    {
      g_free (chart->series[i].name);
      g_free (chart->series[i].label);
    }
  g_array_unref (chart->points);
  g_free (chart->id);
  g_free (chart->title);
  g_free (chart->description);
  g_free (chart->suffix);
  g_free (chart->reference_label);
  g_free (chart);
}

static void
replace (char **text, const char *by)
{
  char *copy = g_strdup (by);
  g_free (*text);
  *text = copy;
}

const char *
chart_id (const Chart *chart)
{
  return chart->id;
}

void
chart_set_format (Chart *chart, int shift, guint dp, const char *suffix)
{
  chart->shift = shift;
  chart->dp = dp;
  replace (&chart->suffix, suffix);
}

void
chart_set_words (Chart *chart, const char *title, const char *description)
{
  replace (&chart->title, title);
  replace (&chart->description, description);
}

void
chart_set_reference (Chart *chart, Figure value)
{
  chart->reference = value;
}

gboolean
chart_has_reference (const Chart *chart)
{
  return figure_is_value (&chart->reference);
}

void
chart_label_reference (Chart *chart, const char *label)
{
  replace (&chart->reference_label, label);
}

void
chart_add_series (Chart *chart, const char *name)
{
  g_assert (chart->n_series < CHART_MAX_SERIES && chart->points->len == 0);
  Series *series = &chart->series[chart->n_series++];
  series->name = g_strdup (name);
  series->label = g_strdup (name);
}

guint
chart_n_series (const Chart *chart)
{
  return chart->n_series;
}

const char *
chart_series_name (const Chart *chart, guint series)
{
  g_assert (series < chart->n_series);
  return chart->series[series].name;
}

void
chart_label_series (Chart *chart, guint series, const char *label)
{
  g_assert (series < chart->n_series);
  replace (&chart->series[series].label, label);
}

void
chart_add_point (Chart *chart, const char *label, gint64 at, const Figure *values)
{
  g_assert (chart->n_series > 0);
  if (chart->points->len == CHART_MAX_POINTS)
    return;
  Point point = { .label = g_strdup (label), .at = at };
  for (guint i = 0; i < chart->n_series; i++)
    point.values[i] = values[i];
  g_array_append_val (chart->points, point);
}

guint
chart_n_points (const Chart *chart)
{
  return chart->points->len;
}

static const Point *
point_at (const Chart *chart, guint i)
{
  return &g_array_index (chart->points, Point, i);
}

/* --- writing SVG --- */

/* Room for "%.2f" of anything drawn. */
#define NUMBER_BYTES 32

/* FORMAT with each '%' replaced by the next of the doubles that follow, to two
 * decimals and with a point whatever the locale. */
static void
draw (GString *out, const char *format, ...)
{
  char number[NUMBER_BYTES];
  va_list args;
  va_start (args, format);
  for (; *format != '\0'; format++)
    if (*format == '%')
      {
        /* -0.00 is 0.00. */
        double value = round (va_arg (args, double) * 100) / 100 + 0.0;
        g_string_append (out, g_ascii_formatd (number, sizeof number, "%.2f", value));
      }
    else
      g_string_append_c (out, *format);
  va_end (args);
}

/* The width of a letter of Arial in ems, near enough to know what fits. */
static double
letter_width (gunichar c)
{
  if (g_unichar_iswide (c))
    return 1.0;
  if (c < 0x80 && g_ascii_isupper ((char) c))
    return c == 'I' ? 0.28 : c == 'M' || c == 'W' ? 0.9 : 0.69;
  if (c < 0x80 && strchr ("ijl.,:;'|! ()[]", (int) c) != NULL)
    return 0.3;
  return 0.56;
}

/* As much of TEXT as fits in ROOM, with an ellipsis when that is not all. */
static char *
fit (const char *text, double room)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  double width = 0;
  const char *last = valid;
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      width += letter_width (g_utf8_get_char (p)) * LETTER;
      if (width <= room - LETTER)
        last = g_utf8_next_char (p);
    }
  if (width <= room)
    return g_steal_pointer (&valid);
  g_autofree char *start = g_strndup (valid, (gsize) (last - valid));
  return g_strconcat (g_strchomp (start), "…", NULL);
}

/* TEXT at X, Y; ANCHOR is start, middle or end. A white edge keeps it readable
 * where it stands on a line. */
static void
draw_text (GString *out, double x, double y, const char *anchor, const char *weight,
           const char *text)
{
  draw (out, "<text x=\"%\" y=\"%\" text-anchor=\"", x, y);
  g_string_append_printf (out, "%s\" font-weight=\"%s\" stroke=\"#ffffff\" stroke-width=\"4\""
                               " stroke-linejoin=\"round\" paint-order=\"stroke\">", anchor, weight);
  escape_append (out, text, ESCAPE_HTML);
  g_string_append (out, "</text>\n");
}

static char *
print_figure (const Chart *chart, Figure figure)
{
  g_autofree char *text = figure_to_display (figure, chart->shift, chart->dp);
  return figure_is_value (&figure) ? g_strconcat (text, chart->suffix, NULL)
                                   : g_steal_pointer (&text);
}

static void
draw_start (GString *out, const Chart *chart, double height)
{
  g_string_append_printf (out, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                               " aria-labelledby=\"chart_%s_title chart_%s_desc\" ",
                          chart->id, chart->id);
  draw (out, "viewBox=\"0 0 % %\" width=\"%\" height=\"%\"", WIDTH, height, WIDTH, height);
  draw (out, " font-family=\"Arial, Helvetica, sans-serif\" font-size=\"%\" fill=\"" INK "\">\n",
        LETTER);
  g_string_append_printf (out, "<title id=\"chart_%s_title\">", chart->id);
  escape_append (out, chart->title, ESCAPE_HTML);
  g_string_append_printf (out, "</title>\n<desc id=\"chart_%s_desc\">", chart->id);
  escape_append (out, chart->description, ESCAPE_HTML);
  g_string_append (out, "</desc>\n");
  draw (out, "<rect x=\"0\" y=\"0\" width=\"%\" height=\"%\" fill=\"#ffffff\"/>\n", WIDTH, height);
}

static char *
draw_end (GString *out)
{
  g_string_append (out, "</svg>\n");
  return g_string_free (out, FALSE);
}

/* --- scales --- */

typedef struct { double low, high, from, to; } Scale;

static void
scale_include (Scale *scale, Figure figure)
{
  if (!figure_is_value (&figure))
    return;
  double value = figure_to_double (figure);
  scale->low = MIN (scale->low, value);
  scale->high = MAX (scale->high, value);
}

/* From zero, or beyond it, to the largest of all figures. */
static Scale
make_scale (const Chart *chart, double from, double to)
{
  Scale scale = { .from = from, .to = to };
  for (guint i = 0; i < chart->points->len; i++)
    for (guint s = 0; s < chart->n_series; s++)
      scale_include (&scale, point_at (chart, i)->values[s]);
  scale_include (&scale, chart->reference);
  if (!(scale.high > scale.low))
    scale.high = scale.low + 1;
  return scale;
}

static double
scale_at (const Scale *scale, double value)
{
  return scale->from + (value - scale->low) / (scale->high - scale->low) * (scale->to - scale->from);
}

/* --- bars and dots --- */

static void
draw_bar (GString *out, double zero, double x, double y)
{
  draw (out, "<rect x=\"%\" y=\"%\" width=\"%\" height=\"%\" fill=\"", MIN (zero, x), y,
        fabs (x - zero), MARK);
  g_string_append_printf (out, "%s\"/>\n", styles[0].colour);
}

static void
draw_dot (GString *out, double zero, double x, double y)
{
  draw (out, "<path d=\"M% %H%\" stroke=\"" RULE "\" stroke-width=\"2\"/>\n", zero, y + MARK / 2, x);
  draw (out, "<circle cx=\"%\" cy=\"%\" r=\"%\" fill=\"", x, y + MARK / 2, MARK / 2 - 1);
  g_string_append_printf (out, "%s\"/>\n", styles[0].colour);
}

static void
draw_row (GString *out, const Chart *chart, const Scale *scale, const Point *point, double top)
{
  g_autofree char *label = fit (point->label, WIDTH);
  g_autofree char *value = print_figure (chart, point->values[0]);
  double zero = scale_at (scale, 0), end = zero;
  draw_text (out, 0, top + LETTER, "start", "normal", label);
  if (figure_is_value (&point->values[0]))
    {
      double x = scale_at (scale, figure_to_double (point->values[0]));
      (chart->kind == CHART_BARS ? draw_bar : draw_dot) (out, zero, x, top + LETTER + 6);
      end = MAX (zero, x) + (chart->kind == CHART_DOTS ? MARK / 2 : 0);
    }
  draw_text (out, end + 6, top + LETTER + 6 + MARK - 3, "start", "bold", value);
}

/* The reference is named above all rows, on the side where there is room. */
static void
draw_reference (GString *out, const Chart *chart, const Scale *scale, double top, double bottom)
{
  double x = scale_at (scale, figure_to_double (chart->reference));
  g_autofree char *value = print_figure (chart, chart->reference);
  g_autofree char *label = g_strdup_printf ("%s %s", chart->reference_label, value);
  draw (out, "<path d=\"M% %V%\" stroke=\"" INK "\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>\n",
        x, top, bottom);
  draw_text (out, x, top - 4, x > WIDTH / 2 ? "end" : "start", "normal", label);
}

static char *
draw_rows (const Chart *chart)
{
  GString *out = g_string_new (NULL);
  gboolean reference = chart->reference_label != NULL && chart_has_reference (chart);
  double top = reference ? LETTER + 8 : 0;
  double height = top + ROW * chart->points->len + 4;
  Scale scale = make_scale (chart, chart->kind == CHART_DOTS ? MARK / 2 : 0, WIDTH - VALUE_ROOM);
  draw_start (out, chart, height);
  if (reference)
    draw_reference (out, chart, &scale, top, height);
  for (guint i = 0; i < chart->points->len; i++)
    draw_row (out, chart, &scale, point_at (chart, i), top + ROW * i);
  return draw_end (out);
}

/* --- lines --- */

typedef struct {
  const Chart *chart;
  GString *out;
  Scale x, y;
} Plot;

static double
plot_x (const Plot *plot, guint i)
{
  return scale_at (&plot->x, (double) point_at (plot->chart, i)->at);
}

static double
plot_y (const Plot *plot, guint i, guint series)
{
  return scale_at (&plot->y, figure_to_double (point_at (plot->chart, i)->values[series]));
}

static gboolean
is_drawn (const Plot *plot, guint i, guint series)
{
  return figure_is_value (&point_at (plot->chart, i)->values[series]);
}

/* The line is broken where a figure is missing. */
static void
draw_line (const Plot *plot, guint series)
{
  gboolean pen = FALSE;
  g_string_append (plot->out, "<path d=\"");
  for (guint i = 0; i < plot->chart->points->len; i++)
    {
      if (is_drawn (plot, i, series))
        draw (plot->out, pen ? "L% %" : "M% %", plot_x (plot, i), plot_y (plot, i, series));
      pen = is_drawn (plot, i, series);
    }
  g_string_append_printf (plot->out,
                          "\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\""
                          " stroke-dasharray=\"%s\"/>\n",
                          styles[series].colour, styles[series].dash);
}

/* Circle, square, triangle, diamond. */
static void
draw_mark (const Plot *plot, guint series, double x, double y)
{
  static const char *const shapes[CHART_MAX_SERIES] = {
    "<circle cx=\"%\" cy=\"%\" r=\"5\"", "<path d=\"M% %m-5 -5h10v10h-10z\"",
    "<path d=\"M% %m0 -6l6 11h-12z\"", "<path d=\"M% %m0 -6l6 6l-6 6l-6 -6z\"",
  };
  draw (plot->out, shapes[series], x, y);
  g_string_append_printf (plot->out, " fill=\"%s\"/>\n", styles[series].colour);
}

/* The figure goes above its mark, or below when another series is above it there. */
static void
draw_value (const Plot *plot, guint i, guint series)
{
  double y = plot_y (plot, i, series);
  gboolean below = FALSE;
  for (guint other = 0; other < plot->chart->n_series; other++)
    if (other != series && is_drawn (plot, i, other))
      {
        double other_y = plot_y (plot, i, other);
        below |= other_y < y || (!(other_y > y) && other < series);
      }
  g_autofree char *text = print_figure (plot->chart, point_at (plot->chart, i)->values[series]);
  draw_text (plot->out, plot_x (plot, i), below ? y + 10 + LETTER : y - 10, "middle", "bold", text);
}

static void
draw_series (const Plot *plot, guint series)
{
  guint n = plot->chart->points->len;
  draw_line (plot, series);
  for (guint i = 0; i < n; i++)
    {
      if (is_drawn (plot, i, series))
        {
          draw_mark (plot, series, plot_x (plot, i), plot_y (plot, i, series));
          if (n <= LINE_LABELS_MAX || i == 0 || i == n - 1)
            draw_value (plot, i, series);
          continue;
        }
      g_autofree char *symbol = print_figure (plot->chart, point_at (plot->chart, i)->values[series]);
      draw_text (plot->out, plot_x (plot, i), scale_at (&plot->y, 0) - 6 - LETTER * series,
                 "middle", "bold", symbol);
    }
}

/* Where a series is named: beside its last mark. */
static double
last_y (const Plot *plot, guint series)
{
  for (guint i = plot->chart->points->len; i > 0; i--)
    if (is_drawn (plot, i - 1, series))
      return plot_y (plot, i - 1, series);
  return scale_at (&plot->y, 0);
}

/* From the top down, each at least a line below the one before. */
static void
draw_names (const Plot *plot)
{
  gboolean named[CHART_MAX_SERIES] = { FALSE };
  double free_from = 0;
  for (guint done = 0; done < plot->chart->n_series; done++)
    {
      guint next = CHART_MAX_SERIES;
      for (guint series = 0; series < plot->chart->n_series; series++)
        if (!named[series]
            && (next == CHART_MAX_SERIES || last_y (plot, series) < last_y (plot, next)))
          next = series;
      double y = MAX (last_y (plot, next) + LETTER / 3, free_from);
      g_autofree char *label = fit (plot->chart->series[next].label, WIDTH - PLOT_RIGHT - 26);
      draw_text (plot->out, PLOT_RIGHT + 26, y, "start", "normal", label);
      named[next] = TRUE;
      free_from = y + LETTER * 1.3;
    }
}

static void
draw_points (const Plot *plot)
{
  double zero = scale_at (&plot->y, 0);
  draw (plot->out, "<path d=\"M% %H%\" stroke=\"" INK "\" stroke-width=\"1\"/>\n",
        PLOT_LEFT - 20, zero, PLOT_RIGHT + 20);
  draw_text (plot->out, 0, zero + LETTER / 3, "start", "normal", "0");
  for (guint i = 0; i < plot->chart->points->len; i++)
    draw_text (plot->out, plot_x (plot, i), PLOT_TOP + PLOT_HEIGHT + PLOT_BOTTOM - 6, "middle",
               "normal", point_at (plot->chart, i)->label);
}

static char *
draw_lines (const Chart *chart)
{
  guint n = chart->points->len;
  Plot plot = {
    .chart = chart,
    .out = g_string_new (NULL),
    .y = make_scale (chart, PLOT_TOP + PLOT_HEIGHT, PLOT_TOP),
    .x = { .from = PLOT_LEFT, .to = PLOT_RIGHT, .high = 1 },
  };
  if (n > 0)
    {
      plot.x.low = (double) point_at (chart, 0)->at;
      plot.x.high = MAX ((double) point_at (chart, n - 1)->at, plot.x.low + 1);
    }
  draw_start (plot.out, chart, PLOT_TOP + PLOT_HEIGHT + PLOT_BOTTOM);
  draw_points (&plot);
  for (guint series = 0; series < chart->n_series; series++)
    draw_series (&plot, series);
  draw_names (&plot);
  return draw_end (plot.out);
}

char *
chart_to_svg (const Chart *chart)
{
  return chart->kind == CHART_LINES ? draw_lines (chart) : draw_rows (chart);
}
