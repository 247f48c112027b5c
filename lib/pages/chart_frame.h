/* chart_frame.h: what charts of every kind have: the document with its title
 * and description, colours, texts and figures. */

#pragma once

#include "lib/pages/chart_layout.h"
#include "lib/pages/svg.h"

#define CHART_INK "#0b0c0c"
#define CHART_RULE "#b1b4b6"

/* Of a series. */
typedef struct { const char *colour, *dash; } ChartStyle;

const ChartStyle *chart_style (guint series);

/* A drawing of CHART, HEIGHT units high, to draw in, and below that the chart's
 * mark, if it has one; see svg_end(). */
Svg *chart_frame (const Chart *chart, const ChartLayout *layout, double height);

/* TEXT at X, Y; ANCHOR is start, middle or end. */
void chart_draw_text (Svg *svg, double x, double y, const char *anchor, const char *weight,
                      const char *text);

/* FIGURE as CHART prints it. g_free(). */
char *chart_print (const Chart *chart, Figure figure);
