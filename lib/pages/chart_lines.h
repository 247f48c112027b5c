/* chart_lines.h: series over time: a line and marks for each, its figures
 * beside them and its name at the end. */

#pragma once

#include "lib/pages/chart_layout.h"

/* CHART, of CHART_LINES, as chart_to_svg() says. g_free(). */
char *chart_lines_draw (const Chart *chart, const ChartLayout *layout);
