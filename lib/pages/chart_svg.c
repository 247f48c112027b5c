#include "lib/pages/chart_svg.h"

#include "lib/pages/chart_lines.h"
#include "lib/pages/chart_private.h"
#include "lib/pages/chart_rows.h"

char *
chart_to_svg (const Chart *chart, ChartSize size)
{
  const ChartLayout *layout = chart_layout (size);
  return chart->kind == CHART_LINES ? chart_lines_draw (chart, layout)
                                    : chart_rows_draw (chart, layout);
}
