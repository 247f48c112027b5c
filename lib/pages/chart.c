#include "lib/pages/chart.h"

#include <math.h>
#include <string.h>

#include "lib/base/escape.h"

/* Sizes of a drawing, in its units. */
typedef struct {
  const char *suffix;       /* of the ids of its parts: both drawings stand in one page */
  double width, letter;
  double label;             /* room left of the marks for labels; 0: labels stand above */
  double row, mark;         /* of bars and dots: a row, and the height of a bar in it */
  double mark_top;          /* of the mark in its row */
  double value;             /* room beside the longest bar, for its figure */
  double plot_top, plot_height, plot_bottom;   /* of lines; below them the points' labels */
  double plot_left, plot_right;                /* series are named right of it */
} Layout;

static const Layout layouts[] = {
  [CHART_WIDE] = { "", 760, 16, 310, 30, 18, 6, 92, 34, 220, 56, 60, 560 },
  [CHART_NARROW] = { "_narrow", 340, 14, 0, 44, 16, 20, 84, 34, 170, 50, 30, 228 },
};

#define NAME_GAP 26.0       /* from the last point of a line to its name */
#define LINE_LABELS_MAX 6u  /* more points: only the first and last print their figures */

#define INK "#0b0c0c"
#define RULE "#b1b4b6"

typedef struct {
  char *label;
  gint64 at;
  gboolean apart;
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
  char *reference_label, *apart_label;
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
  g_free (chart->apart_label);
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

void
chart_set_apart (Chart *chart)
{
  g_assert (chart->points->len > 0);
  g_array_index (chart->points, Point, chart->points->len - 1).apart = TRUE;
}

gboolean
chart_has_apart (const Chart *chart)
{
  for (guint i = 0; i < chart->points->len; i++)
    if (g_array_index (chart->points, Point, i).apart)
      return TRUE;
  return FALSE;
}

void
chart_label_apart (Chart *chart, const char *label)
{
  replace (&chart->apart_label, label);
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

static double
text_width (const char *text, double letter)
{
  double width = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += letter_width (g_utf8_get_char (p)) * letter;
  return width;
}

/* As much of TEXT as fits in ROOM, with an ellipsis when that is not all. */
static char *
fit (const char *text, double room, double letter)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  double width = 0;
  const char *last = valid;
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      width += letter_width (g_utf8_get_char (p)) * letter;
      if (width <= room - letter)
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
draw_start (GString *out, const Chart *chart, const Layout *layout, double height)
{
  g_string_append_printf (out, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                               " aria-labelledby=\"chart_%s%s_title chart_%s%s_desc\" ",
                          chart->id, layout->suffix, chart->id, layout->suffix);
  draw (out, "viewBox=\"0 0 % %\" width=\"%\" height=\"%\"", layout->width, height,
        layout->width, height);
  draw (out, " font-family=\"Arial, Helvetica, sans-serif\" font-size=\"%\" fill=\"" INK "\">\n",
        layout->letter);
  g_string_append_printf (out, "<title id=\"chart_%s%s_title\">", chart->id, layout->suffix);
  escape_append (out, chart->title, ESCAPE_HTML);
  g_string_append_printf (out, "</title>\n<desc id=\"chart_%s%s_desc\">", chart->id, layout->suffix);
  escape_append (out, chart->description, ESCAPE_HTML);
  g_string_append (out, "</desc>\n");
  draw (out, "<rect x=\"0\" y=\"0\" width=\"%\" height=\"%\" fill=\"#ffffff\"/>\n", layout->width, height);
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

typedef struct {
  const Chart *chart;
  const Layout *layout;
  GString *out;
  Scale x;
} Rows;

/* Figures stand beyond the ends of their bars: left of those below zero. */
static Scale
row_scale (const Chart *chart, const Layout *layout)
{
  Scale scale = make_scale (chart, layout->label, layout->width - layout->value);
  double dot = chart->kind == CHART_DOTS ? layout->mark / 2 : 0;
  scale.from += scale.low < 0 ? layout->value : dot;
  return scale;
}

static void
draw_bar (const Rows *rows, double zero, double x, double y)
{
  draw (rows->out, "<rect x=\"%\" y=\"%\" width=\"%\" height=\"%\" fill=\"", MIN (zero, x), y,
        fabs (x - zero), rows->layout->mark);
  g_string_append_printf (rows->out, "%s\"/>\n", styles[0].colour);
}

static void
draw_dot (const Rows *rows, double zero, double x, double y)
{
  double half = rows->layout->mark / 2;
  draw (rows->out, "<path d=\"M% %H%\" stroke=\"" RULE "\" stroke-width=\"2\"/>\n", zero, y + half, x);
  draw (rows->out, "<circle cx=\"%\" cy=\"%\" r=\"%\" fill=\"", x, y + half, half - 1);
  g_string_append_printf (rows->out, "%s\"/>\n", styles[0].colour);
}

/* A part of a vertical line beside the mark of the row at TOP: nowhere through
 * a label, and whole from row to row where labels stand beside. */
static void
draw_upright (const Rows *rows, double x, double top, const char *dash)
{
  const Layout *layout = rows->layout;
  double above = layout->label > 0 ? layout->mark_top : 2;
  double below = layout->label > 0 ? layout->row - layout->mark_top - layout->mark : 4;
  double y = top + layout->mark_top;
  draw (rows->out, "<path d=\"M% %V%\" stroke=\"" INK "\" stroke-width=\"1.5\"", x, y - above,
        y + layout->mark + below);
  g_string_append_printf (rows->out, " stroke-dasharray=\"%s\"/>\n", dash);
}

static void
draw_row_label (const Rows *rows, const Point *point, double top)
{
  const Layout *layout = rows->layout;
  double room = layout->label > 0 ? layout->label - 12 : layout->width;
  double y = layout->label > 0 ? layout->mark_top + layout->mark - 4 : layout->letter;
  g_autofree char *label = fit (point->label, room, layout->letter);
  draw_text (rows->out, 0, top + y, "start", "normal", label);
}

static void
draw_row (const Rows *rows, const Point *point, double top)
{
  const Layout *layout = rows->layout;
  Figure figure = point->values[0];
  g_autofree char *value = print_figure (rows->chart, figure);
  double zero = scale_at (&rows->x, 0), end = zero, y = top + layout->mark_top;
  gboolean below = figure_is_value (&figure) && figure_to_double (figure) < 0;
  draw_row_label (rows, point, top);
  if (figure_is_value (&figure))
    {
      end = scale_at (&rows->x, figure_to_double (figure));
      (rows->chart->kind == CHART_BARS ? draw_bar : draw_dot) (rows, zero, end, y);
    }
  if (rows->chart->kind == CHART_BARS)
    draw_upright (rows, zero, top, "none");
  double gap = rows->chart->kind == CHART_DOTS ? layout->mark / 2 + 6 : 6;
  draw_text (rows->out, below ? end - gap : end + gap, y + layout->mark - 3,
             below ? "end" : "start", "bold", value);
}

/* The reference is named above all rows, beside the start of its line, on the
 * side where there is room. */
static void
draw_reference (const Rows *rows, double top)
{
  const Layout *layout = rows->layout;
  const Chart *chart = rows->chart;
  double x = scale_at (&rows->x, figure_to_double (chart->reference));
  gboolean left = x > (layout->label + layout->width) / 2;
  g_autofree char *value = print_figure (chart, chart->reference);
  g_autofree char *label = g_strdup_printf ("%s %s", chart->reference_label, value);
  draw (rows->out, "<path d=\"M% %V%\" stroke=\"" INK "\" stroke-width=\"1.5\""
                   " stroke-dasharray=\"4 3\"/>\n", x, 2.0, top);
  draw_text (rows->out, left ? x - 6 : x + 6, top - 6, left ? "end" : "start", "normal", label);
  for (guint i = 0; i < chart->points->len; i++)
    draw_upright (rows, x, top + layout->row * i, "4 3");
}

static char *
draw_rows (const Chart *chart, const Layout *layout)
{
  gboolean reference = chart->reference_label != NULL && chart_has_reference (chart);
  double top = reference ? layout->letter + 8 : 0;
  Rows rows = { chart, layout, g_string_new (NULL), row_scale (chart, layout) };
  draw_start (rows.out, chart, layout, top + layout->row * chart->points->len + 4);
  if (reference)
    draw_reference (&rows, top);
  for (guint i = 0; i < chart->points->len; i++)
    draw_row (&rows, point_at (chart, i), top + layout->row * i);
  return draw_end (rows.out);
}

/* --- lines --- */

typedef struct { double left, top, right, bottom; } Box;

typedef struct {
  const Chart *chart;
  const Layout *layout;
  GString *out;
  Scale x, y;
  GArray *taken;           /* Box: where texts and marks stand */
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

/* Whether a line joins point I to the one before it. */
static gboolean
is_joined (const Plot *plot, guint i, guint series)
{
  return i > 0 && is_drawn (plot, i - 1, series) && is_drawn (plot, i, series)
         && !point_at (plot->chart, i - 1)->apart && !point_at (plot->chart, i)->apart;
}

/* The line is broken where a figure is missing or stands apart. */
static void
draw_line (const Plot *plot, guint series)
{
  g_string_append (plot->out, "<path d=\"");
  for (guint i = 0; i < plot->chart->points->len; i++)
    if (is_drawn (plot, i, series))
      draw (plot->out, is_joined (plot, i, series) ? "L% %" : "M% %", plot_x (plot, i),
            plot_y (plot, i, series));
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

/* --- where figures of lines stand --- */

typedef struct {
  double dx, dy;           /* of the baseline from the mark, dy in letters */
  const char *anchor;
} Place;

/* The first of those that hide least is taken. */
static const Place places[] = {
  { 0, -0.7, "middle" }, { 0, 1.7, "middle" }, { 10, 0.35, "start" }, { -10, 0.35, "end" },
  { 6, -0.8, "start" }, { 6, 1.6, "start" }, { -6, -0.8, "end" }, { -6, 1.6, "end" },
  { 0, -1.8, "middle" }, { 0, 2.8, "middle" },
};

/* What it costs to stand there: nothing covered by text, little by lines. */
#define COST_TEXT 100.0
#define COST_LINE 1.0
#define COST_SIDE 0.5
#define LINE_SAMPLES 40u

static Box
text_box (double x, double y, const char *anchor, const char *text, double letter)
{
  /* Bold letters are wider by about a tenth. */
  double width = text_width (text, letter) * 1.1;
  double left = *anchor == 's' ? x : *anchor == 'e' ? x - width : x - width / 2;
  return (Box) { left - 1, y - letter * 0.8, left + width + 1, y + letter * 0.2 };
}

static gboolean
boxes_meet (const Box *a, const Box *b)
{
  return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static void
take (Plot *plot, Box box)
{
  g_array_append_val (plot->taken, box);
}

/* How much of the line of SERIES runs through BOX. */
static double
line_cost (const Plot *plot, guint series, const Box *box)
{
  double cost = 0;
  for (guint i = 1; i < plot->chart->points->len; i++)
    {
      if (!is_joined (plot, i, series))
        continue;
      double x = plot_x (plot, i - 1), y = plot_y (plot, i - 1, series);
      double dx = plot_x (plot, i) - x, dy = plot_y (plot, i, series) - y;
      for (guint step = 0; step <= LINE_SAMPLES; step++)
        {
          double at_x = x + dx * step / LINE_SAMPLES, at_y = y + dy * step / LINE_SAMPLES;
          if (at_x > box->left && at_x < box->right && at_y > box->top && at_y < box->bottom)
            cost += COST_LINE;
        }
    }
  return cost;
}

/* Points that stand apart say so on a line below their labels. */
static double
plot_bottom (const Plot *plot)
{
  const Layout *layout = plot->layout;
  return layout->plot_top + layout->plot_height + layout->plot_bottom
         + (chart_has_apart (plot->chart) ? layout->letter * 1.2 : 0);
}

static double
box_cost (const Plot *plot, const Box *box)
{
  const Box page = { 0, 0, plot->layout->width, plot_bottom (plot) };
  double cost = box->left < page.left || box->top < page.top || box->right > page.right
                || box->bottom > page.bottom ? COST_TEXT : 0;
  for (guint i = 0; i < plot->taken->len; i++)
    cost += boxes_meet (box, &g_array_index (plot->taken, Box, i)) ? COST_TEXT : 0;
  for (guint series = 0; series < plot->chart->n_series; series++)
    cost += line_cost (plot, series, box);
  return cost;
}

/* A figure is better away from the other series at its point. */
static double
side_cost (const Plot *plot, guint i, guint series, const Place *place)
{
  double cost = 0, y = plot_y (plot, i, series);
  for (guint other = 0; other < plot->chart->n_series; other++)
    if (other != series && is_drawn (plot, i, other))
      cost += (plot_y (plot, i, other) - y) * place->dy > 0 ? COST_SIDE : 0;
  return cost;
}

static void
draw_value (Plot *plot, guint i, guint series)
{
  double letter = plot->layout->letter, least = G_MAXDOUBLE;
  double x = plot_x (plot, i), y = plot_y (plot, i, series);
  g_autofree char *text = print_figure (plot->chart, point_at (plot->chart, i)->values[series]);
  const Place *best = places;
  for (guint p = 0; p < G_N_ELEMENTS (places); p++)
    {
      Box box = text_box (x + places[p].dx, y + places[p].dy * letter, places[p].anchor, text, letter);
      double cost = box_cost (plot, &box) + side_cost (plot, i, series, &places[p]);
      if (cost < least)
        {
          least = cost;
          best = &places[p];
        }
    }
  take (plot, text_box (x + best->dx, y + best->dy * letter, best->anchor, text, letter));
  draw_text (plot->out, x + best->dx, y + best->dy * letter, best->anchor, "bold", text);
}

/* The symbol of a missing figure stands on the axis. */
static void
draw_symbol (Plot *plot, guint i, guint series)
{
  double letter = plot->layout->letter;
  double x = plot_x (plot, i), y = scale_at (&plot->y, 0) - 6 - letter * series;
  g_autofree char *text = print_figure (plot->chart, point_at (plot->chart, i)->values[series]);
  take (plot, text_box (x, y, "middle", text, letter));
  draw_text (plot->out, x, y, "middle", "bold", text);
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
            take (plot, (Box) { x - 6, y - 6, x + 6, y + 6 });
          }
        else
          draw_symbol (plot, i, series);
    }
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
draw_names (Plot *plot)
{
  const Layout *layout = plot->layout;
  double x = layout->plot_right + NAME_GAP, free_from = 0;
  gboolean named[CHART_MAX_SERIES] = { FALSE };
  for (guint done = 0; done < plot->chart->n_series; done++)
    {
      guint next = CHART_MAX_SERIES;
      for (guint series = 0; series < plot->chart->n_series; series++)
        if (!named[series]
            && (next == CHART_MAX_SERIES || last_y (plot, series) < last_y (plot, next)))
          next = series;
      double y = MAX (last_y (plot, next) + layout->letter / 3, free_from);
      g_autofree char *label = fit (plot->chart->series[next].label, layout->width - x,
                                    layout->letter);
      take (plot, text_box (x, y, "start", label, layout->letter));
      draw_text (plot->out, x, y, "start", "normal", label);
      named[next] = TRUE;
      free_from = y + layout->letter * 1.3;
    }
}

static void
draw_points (Plot *plot)
{
  const Layout *layout = plot->layout;
  double zero = scale_at (&plot->y, 0);
  double bottom = layout->plot_top + layout->plot_height + layout->plot_bottom;
  draw (plot->out, "<path d=\"M% %H%\" stroke=\"" INK "\" stroke-width=\"1\"/>\n",
        layout->plot_left - 20, zero, layout->plot_right + 20);
  draw_text (plot->out, 0, zero + layout->letter / 3, "start", "normal", "0");
  take (plot, text_box (0, zero + layout->letter / 3, "start", "0", layout->letter));
  for (guint i = 0; i < plot->chart->points->len; i++)
    {
      const Point *point = point_at (plot->chart, i);
      take (plot, text_box (plot_x (plot, i), bottom - 6, "middle", point->label, layout->letter));
      draw_text (plot->out, plot_x (plot, i), bottom - 6, "middle", "normal", point->label);
      if (point->apart && plot->chart->apart_label != NULL)
        draw_text (plot->out, plot_x (plot, i), bottom - 6 + layout->letter * 1.2, "middle",
                   "normal", plot->chart->apart_label);
    }
}

static char *
draw_lines (const Chart *chart, const Layout *layout)
{
  guint n = chart->points->len;
  g_autoptr(GArray) taken = g_array_new (FALSE, FALSE, sizeof (Box));
  Plot plot = {
    .chart = chart, .layout = layout,
    .out = g_string_new (NULL), .taken = taken,
    .y = make_scale (chart, layout->plot_top + layout->plot_height, layout->plot_top),
    .x = { .from = layout->plot_left, .to = layout->plot_right, .high = 1 },
  };
  if (n > 0)
    {
      plot.x.low = (double) point_at (chart, 0)->at;
      plot.x.high = MAX ((double) point_at (chart, n - 1)->at, plot.x.low + 1);
    }
  draw_start (plot.out, chart, layout, plot_bottom (&plot));
  draw_points (&plot);
  draw_series (&plot);
  draw_names (&plot);
  draw_values (&plot);
  return draw_end (plot.out);
}

char *
chart_to_svg (const Chart *chart, ChartSize size)
{
  const Layout *layout = &layouts[size];
  return chart->kind == CHART_LINES ? draw_lines (chart, layout) : draw_rows (chart, layout);
}
