/* chart_private.h: what a chart holds, for those who draw it. */

#pragma once

#include "lib/pages/chart.h"

typedef struct {
  char *label;
  gint64 at;
  gboolean apart;
  Figure values[CHART_MAX_SERIES];
} ChartPoint;

typedef struct {
  char *name, *label;
} ChartSeries;

struct _Chart {
  ChartKind kind;
  char *id, *title, *description, *suffix, *mark;
  int shift;
  guint dp;
  GArray *points;         /* ChartPoint */
  guint left_out;
  ChartSeries series[CHART_MAX_SERIES];
  guint n_series;
  char *reference_label, *apart_label;
  Figure reference;
};

const ChartPoint *chart_point (const Chart *chart, guint i);
