/* chart_svg.h: a chart drawn. */

#pragma once

#include "lib/pages/chart.h"

/* The SVG document, without an XML declaration, so that it also stands in a
 * page, both sizes in one: well formed, whatever names and labels hold. g_free(). */
char *chart_to_svg (const Chart *chart, ChartSize size);
