#include "lib/pages/chart_layout.h"

#include <string.h>

#include "lib/base/escape.h"
#include "lib/pages/chart_private.h"

static const ChartLayout layouts[] = {
  [CHART_WIDE] = { "", 760, 16, 310, 30, 18, 6, 92, 34, 220, 56, 60, 560 },
  [CHART_NARROW] = { "_narrow", 340, 14, 0, 44, 16, 20, 84, 34, 170, 50, 30, 228 },
};

const ChartLayout *
chart_layout (ChartSize size)
{
  return &layouts[size];
}

/* --- scales --- */

static void
scale_include (ChartScale *scale, Figure figure)
{
  if (!figure_is_value (&figure))
    return;
  double value = figure_to_double (figure);
  scale->low = MIN (scale->low, value);
  scale->high = MAX (scale->high, value);
}

ChartScale
chart_scale (const Chart *chart, double from, double to)
{
  ChartScale scale = { .from = from, .to = to };
  for (guint i = 0; i < chart->points->len; i++)
    for (guint s = 0; s < chart->n_series; s++)
      scale_include (&scale, chart_point (chart, i)->values[s]);
  scale_include (&scale, chart->reference);
  if (!(scale.high > scale.low))
    scale.high = scale.low + 1;
  return scale;
}

double
chart_scale_at (const ChartScale *scale, double value)
{
  return scale->from + (value - scale->low) / (scale->high - scale->low) * (scale->to - scale->from);
}

/* --- texts --- */

/* In ems. */
static double
letter_width (gunichar c)
{
  if (g_unichar_iswide (c))
    return 1.0;
  if (c < 0x80 && g_ascii_isupper ((char) c))
    return c == 'I' ? 0.28 : c == 'M' || c == 'W' ? 0.9 : 0.69;
  if (c < 0x80 && strchr ("ijl.,:;'|! ()[]", (int) c) != NULL)
    return 0.3;
  return 0.56;
}

double
chart_text_width (const char *text, double letter)
{
  double width = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += letter_width (g_utf8_get_char (p)) * letter;
  return width;
}

char *
chart_text_fit (const char *text, double room, double letter)
{
  g_autofree char *shown = escape_text (text, ESCAPE_PLAIN);
  double width = 0;
  const char *last = shown;
  for (const char *p = shown; *p != '\0'; p = g_utf8_next_char (p))
    {
      width += letter_width (g_utf8_get_char (p)) * letter;
      if (width <= room - letter)
        last = g_utf8_next_char (p);
    }
  if (width <= room)
    return g_steal_pointer (&shown);
  g_autofree char *start = g_strndup (shown, (gsize) (last - shown));
  return g_strconcat (g_strchomp (start), "…", NULL);
}
