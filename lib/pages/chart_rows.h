/* chart_rows.h: bars and dots: a row for each point, its label, its mark and
 * its figure. */

#pragma once

#include "lib/pages/chart_layout.h"

/* CHART, of CHART_BARS or CHART_DOTS, as chart_to_svg() says. g_free(). */
char *chart_rows_draw (const Chart *chart, const ChartLayout *layout);
