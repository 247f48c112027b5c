/* chart.h: accessible charts; chart_svg.h draws them.
 *
 * A chart is one or more series of figures over the same points. Every figure
 * is printed as the tables print it, beside its mark; nothing is told by
 * colour alone, there is no legend, and a missing figure is a gap with its
 * symbol. Bars of figures below zero go left of a line at zero, and no figure
 * stands on a mark or on another figure while there is room beside it. A chart
 * is drawn wide, for desks and paper, and narrow, for telephones. The same chart
 * gives the same bytes anywhere. */

#pragma once

#include "lib/base/figure.h"

typedef enum {
  CHART_BARS,    /* horizontal bars of the first series, in the order given */
  CHART_DOTS,    /* the same as dots on a scale, for ranks; with a reference line */
  CHART_LINES,   /* every series over time, points placed by their `at` */
} ChartKind;

typedef enum {
  CHART_WIDE,    /* 760 units with letters of 16 */
  CHART_NARROW,  /* 340 units with letters of 14 */
} ChartSize;

#define CHART_MAX_POINTS 60u    /* of more, lines keep the last and the others the first */
#define CHART_MAX_SERIES 4u

typedef struct _Chart Chart;

/* ID: letters, digits and hyphens; it names the file and what is in it. */
Chart *chart_new (ChartKind kind, const char *id);
void chart_free (Chart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Chart, chart_free)

const char *chart_id (const Chart *chart);

/* How figures print: x 10^SHIFT with DP decimals and SUFFIX ("%") behind. */
void chart_set_format (Chart *chart, int shift, guint dp, const char *suffix);
/* What it shows in a line, and what one sees in it in a sentence or two. */
void chart_set_words (Chart *chart, const char *title, const char *description);
/* A word that the drawing bears at its foot and its title begins with; NULL: none. */
void chart_set_mark (Chart *chart, const char *mark);
/* A line across a CHART_DOTS at VALUE, drawn once it is labelled. */
void chart_set_reference (Chart *chart, Figure value);
gboolean chart_has_reference (const Chart *chart);
void chart_label_reference (Chart *chart, const char *label);

/* Adds a series; points hold a figure for each. NAME is what its words are
 * found by, and its label until chart_label_series() gives it another. */
void chart_add_series (Chart *chart, const char *name);
guint chart_n_series (const Chart *chart);
const char *chart_series_name (const Chart *chart, guint series);
void chart_label_series (Chart *chart, guint series, const char *label);

/* Adds a point, with the figure of each series in VALUES. AT places it along a
 * line; any growing numbers, such as dates. */
void chart_add_point (Chart *chart, const char *label, gint64 at, const Figure *values);
/* How many points it holds, and how many more were added. */
guint chart_n_points (const Chart *chart);
guint chart_left_out (const Chart *chart);
/* The last point is not to be compared with the others: no line joins it to
 * them, and it is labelled so once chart_label_apart() says how. */
void chart_set_apart (Chart *chart);
gboolean chart_has_apart (const Chart *chart);
void chart_label_apart (Chart *chart, const char *label);
