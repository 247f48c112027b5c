/* chart_layout.h: sizes of a chart's drawings, scales, and the room texts need. */

#pragma once

#include "lib/pages/chart.h"

/* Sizes of a drawing, in its units. */
typedef struct {
  const char *suffix;       /* of the ids in it: both drawings stand in one page */
  double width, letter;
  double label;             /* room left of the marks for labels; 0: labels stand above */
  double row, mark;         /* of bars and dots: a row, and the height of a bar in it */
  double mark_top;          /* of the mark in its row */
  double value;             /* room beside the longest bar, for its figure */
  double plot_top, plot_height, plot_bottom;   /* of lines; below them the points' labels */
  double plot_left, plot_right;                /* series are named right of it */
} ChartLayout;

const ChartLayout *chart_layout (ChartSize size);

/* From figures LOW to HIGH to positions FROM to TO. */
typedef struct { double low, high, from, to; } ChartScale;

/* From zero, or beyond it, to the largest of all figures of CHART and its reference. */
ChartScale chart_scale (const Chart *chart, double from, double to);
double chart_scale_at (const ChartScale *scale, double value);

/* The width of TEXT in Arial with letters of LETTER units, near enough to know
 * what fits. */
double chart_text_width (const char *text, double letter);
/* As much of TEXT, as escape_append() shows it, as fits in ROOM, with an ellipsis
 * when that is not all. g_free(). */
char *chart_text_fit (const char *text, double room, double letter);
