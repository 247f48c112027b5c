/* chart_labels.h: room for figures beside the marks of a drawing, where they
 * stand on nothing else. */

#pragma once

#include <glib.h>

typedef struct { double left, top, right, bottom; } ChartBox;

/* What a drawing holds already. */
typedef struct {
  double width, height;    /* of the drawing */
  GArray *boxes;           /* ChartBox: of texts and marks */
  GArray *lines;           /* ChartSegment */
} ChartLabels;

typedef struct { double x1, y1, x2, y2; } ChartSegment;

ChartLabels chart_labels_new (double width, double height);
void chart_labels_clear (ChartLabels *labels);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChartLabels, chart_labels_clear)

void chart_labels_take (ChartLabels *labels, ChartBox box);
void chart_labels_take_line (ChartLabels *labels, ChartSegment line);

/* Where a text stands: its baseline at X, Y, and start, middle or end. */
typedef struct {
  double x, y;
  const char *anchor;
} ChartSpot;

/* The box of TEXT, in bold letters of LETTER units. */
ChartBox chart_text_box (ChartSpot spot, const char *text, double letter);

/* The best spot for TEXT beside the mark at X, Y: where it hides least, and
 * better away from other marks at the same X, whose Ys are OTHERS. It is taken. */
ChartSpot chart_labels_find (ChartLabels *labels, double x, double y, const char *text,
                             double letter, const double *others, guint n_others);
