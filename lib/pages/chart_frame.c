#include "lib/pages/chart_frame.h"

#include "lib/pages/chart_private.h"

/* The line of the mark, in letters. */
#define MARK_LINE 1.5

/* Colours of the Analysis Function's palette; marks differ in shape as well. */
static const ChartStyle styles[CHART_MAX_SERIES] = {
  { "#12436d", "none" }, { "#801650", "7 4" }, { "#28a197", "2 3" }, { "#3d3d3d", "9 3 2 3" },
};

const ChartStyle *
chart_style (guint series)
{
  g_assert (series < CHART_MAX_SERIES);
  return &styles[series];
}

static void
draw_words (Svg *svg, const char *element, const char *id, const char *text)
{
  svg_open (svg, element);
  svg_attribute (svg, "id", id);
  svg_text (svg, text);
  svg_close (svg);
}

static void
draw_ground (Svg *svg, double width, double height)
{
  svg_open (svg, "rect");
  svg_attribute (svg, "x", "0");
  svg_attribute (svg, "y", "0");
  svg_number (svg, "width", width);
  svg_number (svg, "height", height);
  svg_attribute (svg, "fill", "#ffffff");
  svg_close (svg);
}

static void
draw_title (Svg *svg, const Chart *chart, const char *id)
{
  g_autofree char *marked = chart->mark == NULL ? NULL : g_strdup_printf ("%s: %s", chart->mark, chart->title);
  draw_words (svg, "title", id, marked != NULL ? marked : chart->title);
}

Svg *
chart_frame (const Chart *chart, const ChartLayout *layout, double height)
{
  double foot = chart->mark == NULL ? 0 : layout->letter * MARK_LINE;
  g_autofree char *title = g_strdup_printf ("chart_%s%s_title", chart->id, layout->suffix);
  g_autofree char *description = g_strdup_printf ("chart_%s%s_desc", chart->id, layout->suffix);
  g_autofree char *both = g_strdup_printf ("%s %s", title, description);
  Svg *svg = svg_new ();
  svg_attribute (svg, "role", "img");
  svg_attribute (svg, "aria-labelledby", both);
  svg_size (svg, layout->width, height + foot);
  svg_attribute (svg, "font-family", "Arial, Helvetica, sans-serif");
  svg_number (svg, "font-size", layout->letter);
  svg_attribute (svg, "fill", CHART_INK);
  draw_title (svg, chart, title);
  draw_words (svg, "desc", description, chart->description);
  draw_ground (svg, layout->width, height + foot);
  if (chart->mark != NULL)
    chart_draw_text (svg, layout->width, height + layout->letter, "end", "bold", chart->mark);
  return svg;
}

/* A white edge keeps it readable where it stands on a line. */
void
chart_draw_text (Svg *svg, double x, double y, const char *anchor, const char *weight,
                 const char *text)
{
  svg_open (svg, "text");
  svg_number (svg, "x", x);
  svg_number (svg, "y", y);
  svg_attribute (svg, "text-anchor", anchor);
  svg_attribute (svg, "font-weight", weight);
  svg_attribute (svg, "stroke", "#ffffff");
  svg_attribute (svg, "stroke-width", "4");
  svg_attribute (svg, "stroke-linejoin", "round");
  svg_attribute (svg, "paint-order", "stroke");
  svg_text (svg, text);
  svg_close (svg);
}

char *
chart_print (const Chart *chart, Figure figure)
{
  g_autofree char *text = figure_to_display (figure, chart->shift, chart->dp);
  return figure_is_value (&figure) ? g_strconcat (text, chart->suffix, NULL)
                                   : g_steal_pointer (&text);
}
