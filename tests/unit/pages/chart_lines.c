/* Lines: what is printed and where it stands, worked out by hand from the sizes
 * in lib/pages/chart_layout.c (narrow: 340 units). */

#include "lib/pages/chart_svg.h"

#include <string.h>

static void
assert_contains (const char *svg, const char *part)
{
  if (strstr (svg, part) == NULL)
    g_error ("no '%s' in:\n%s", part, svg);
}

static guint
count (const char *svg, const char *part)
{
  guint n = 0;
  for (const char *at = svg; (at = strstr (at, part)) != NULL; at += strlen (part))
    n++;
  return n;
}

static void
test_lines (void)
{
  const Figure values[][2] = {
    { figure_integer (10), figure_integer (20) },
    { figure_missing (FIGURE_NOT_APPLICABLE, NULL), figure_integer (5) },
    { figure_integer (10), figure_integer (20) },
  };
  static const char *const years[] = { "2021", "2022", "2025" };
  static const gint64 at[] = { 2021, 2022, 2025 };
  g_autoptr(Chart) chart = chart_new (CHART_LINES, "time");
  chart_add_series (chart, "places");
  chart_add_series (chart, "homes");
  chart_label_series (chart, 1, "by homes");
  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    chart_add_point (chart, years[i], at[i], values[i]);
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  /* From 30 to 228 over four years: 2022 at 79.5. From 204 (0) up to 34 (20):
   * 10 at 119, 5 at 161.5. The first series is broken in 2022. */
  assert_contains (svg, "<path d=\"M30.00 119.00M228.00 119.00\"");
  assert_contains (svg, "<path d=\"M30.00 34.00L79.50 161.50L228.00 34.00\"");
  assert_contains (svg, "stroke-dasharray=\"7 4\"");
  assert_contains (svg, ">[z]</text>");
  assert_contains (svg, ">places</text>");
  assert_contains (svg, ">by homes</text>");
  assert_contains (svg, ">2025</text>");
  g_assert_cmpuint (count (svg, "<circle"), ==, 2);
  g_assert_cmpuint (count (svg, "h10v10h-10z"), ==, 3);
}

/* The box of the figure TEXT, from where it stands; digits are 0.56 of 14 wide. */
typedef struct { double left, right, top, bottom; } Box;

static Box
box_of (const char *svg, const char *text)
{
  g_autofree char *closing = g_strdup_printf (">%s</text>", text);
  const char *end = strstr (svg, closing);
  g_assert_nonnull (end);
  const char *start = g_strrstr_len (svg, end - svg, "<text x=\"");
  g_assert_nonnull (start);
  double x = g_ascii_strtod (start + strlen ("<text x=\""), NULL);
  double y = g_ascii_strtod (strstr (start, "y=\"") + strlen ("y=\""), NULL);
  double width = 0.56 * 14 * (double) strlen (text);
  const char *anchor = strstr (start, "text-anchor=\"") + strlen ("text-anchor=\"");
  double left = *anchor == 's' ? x : *anchor == 'e' ? x - width : x - width / 2;
  return (Box) { left, left + width, y - 11, y + 3 };
}

/* Two lines so close that no figure fits between them. */
static void
test_close_lines (void)
{
  static const char *const texts[] = { "1000", "1001", "1010", "1012", "1003", "1006" };
  g_autoptr(Chart) chart = chart_new (CHART_LINES, "close");
  chart_add_series (chart, "reported");
  chart_add_series (chart, "adjusted");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i += 2)
    {
      const Figure values[] = {
        figure_integer (g_ascii_strtoll (texts[i], NULL, 10)),
        figure_integer (g_ascii_strtoll (texts[i + 1], NULL, 10)),
      };
      chart_add_point (chart, "2025", i, values);
    }
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  g_autoptr(GString) plain = g_string_new (svg);
  g_string_replace (plain, ",", "", 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < i; j++)
      {
        Box a = box_of (plain->str, texts[i]), b = box_of (plain->str, texts[j]);
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
          g_error ("%s stands on %s in:\n%s", texts[i], texts[j], svg);
      }
}

/* A part year between two years: no line, and a word below its label. */
static void
test_apart (void)
{
  static const char *const years[] = { "2023", "2024", "2025" };
  Figure ten = figure_integer (10);
  g_autoptr(Chart) chart = chart_new (CHART_LINES, "margin");
  chart_add_series (chart, "reported");
  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    {
      chart_add_point (chart, years[i], i, &ten);
      if (i == 1)
        chart_set_apart (chart);
    }
  g_assert_true (chart_has_apart (chart));
  chart_label_apart (chart, "part year");
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  assert_contains (svg, "<path d=\"M30.00 34.00M129.00 34.00M228.00 34.00\"");
  g_assert_cmpuint (count (svg, ">part year</text>"), ==, 1);
  /* Labels of points stand at 34 + 170 + 50 - 6, and a letter and a fifth below. */
  assert_contains (svg, "<text x=\"129.00\" y=\"264.80\"");
}

/* Sixty points from 60 to 560 are 8.47 apart; "2024" is 35.84 wide, and half a letter
 * of 16 is between two of them: of each six one is labelled, from the newest back. */
static void
test_many (void)
{
  g_autoptr(Chart) chart = chart_new (CHART_LINES, "time");
  Figure one = figure_integer (1);
  chart_add_series (chart, "places");
  for (guint i = 0; i < CHART_MAX_POINTS; i++)
    chart_add_point (chart, "2024", i, &one);
  g_autofree char *svg = chart_to_svg (chart, CHART_WIDE);
  g_assert_cmpuint (count (svg, ">2024</text>"), ==, 10);
  assert_contains (svg, "<text x=\"560.00\" y=\"304.00\" text-anchor=\"middle\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-lines/lines", test_lines);
  g_test_add_func ("/chart-lines/close-lines", test_close_lines);
  g_test_add_func ("/chart-lines/labels-have-room", test_many);
  g_test_add_func ("/chart-lines/apart", test_apart);
  return g_test_run ();
}
