/* Charts: what is printed and where it stands, worked out by hand from the
 * sizes in lib/pages/chart.c (narrow: 340 units, figures to the right of 256). */

#include "lib/pages/chart.h"

#include <locale.h>
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

static Chart *
bars (void)
{
  static const char *const labels[] = { "Elm", "A & \"B\" <c>", "Oak", "Ash" };
  const Figure values[] = {
    figure_ratio (1, 2), figure_ratio (1, 8), figure_missing (FIGURE_NOT_SUPPLIED, NULL),
    figure_integer (0),
  };
  Chart *chart = chart_new (CHART_BARS, "owners");
  chart_add_series (chart, "share");
  chart_set_format (chart, 2, 1, "%");
  chart_set_words (chart, "Shares & more", "Four <owners>.");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    chart_add_point (chart, labels[i], i, &values[i]);
  return chart;
}

static void
test_bars (void)
{
  g_autoptr(Chart) chart = bars ();
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  assert_contains (svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                        " aria-labelledby=\"chart_owners_narrow_title chart_owners_narrow_desc\"");
  assert_contains (svg, "<title id=\"chart_owners_narrow_title\">Shares &amp; more</title>");
  assert_contains (svg, "<desc id=\"chart_owners_narrow_desc\">Four &lt;owners&gt;.</desc>");
  /* 50.0% is the longest: all of 256; 12.5% a quarter of it; the second row starts at 44. */
  assert_contains (svg, "<rect x=\"0.00\" y=\"20.00\" width=\"256.00\" height=\"16.00\"");
  assert_contains (svg, "<rect x=\"0.00\" y=\"64.00\" width=\"64.00\" height=\"16.00\"");
  assert_contains (svg, ">50.0%</text>");
  assert_contains (svg, ">12.5%</text>");
  assert_contains (svg, ">A &amp; &quot;B&quot; &lt;c&gt;</text>");
  /* A missing figure has its symbol and no bar; zero has its figure. */
  assert_contains (svg, ">[x]</text>");
  assert_contains (svg, ">0.0%</text>");
  g_assert_cmpuint (count (svg, "height=\"16.00\""), ==, 3);
}

static void
test_negative_bar (void)
{
  const Figure values[] = { figure_integer (-10), figure_integer (30) };
  g_autoptr(Chart) chart = chart_new (CHART_BARS, "m");
  chart_add_series (chart, "m");
  chart_add_point (chart, "a", 0, &values[0]);
  chart_add_point (chart, "b", 1, &values[1]);
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  /* 84 at either end for figures leaves 84 to 256: from -10 to 30, zero stands
   * at 127. Its figure ends 6 left of the bar below zero. */
  assert_contains (svg, "<rect x=\"84.00\" y=\"20.00\" width=\"43.00\"");
  assert_contains (svg, "<rect x=\"127.00\" y=\"64.00\" width=\"129.00\"");
  assert_contains (svg, "<text x=\"78.00\" y=\"33.00\" text-anchor=\"end\"");
  assert_contains (svg, "<text x=\"262.00\" y=\"77.00\" text-anchor=\"start\"");
  /* The axis at zero stands beside both bars. */
  assert_contains (svg, "<path d=\"M127.00 18.00V40.00\"");
  assert_contains (svg, "<path d=\"M127.00 62.00V84.00\"");
  assert_contains (svg, ">-10</text>");
}

/* All of them below zero: the axis is at the right, and bars go left of it. */
static void
test_negative_bars_alone (void)
{
  const Figure values[] = { figure_integer (-20), figure_integer (-5) };
  g_autoptr(Chart) chart = chart_new (CHART_BARS, "m");
  chart_add_series (chart, "m");
  chart_add_point (chart, "a", 0, &values[0]);
  chart_add_point (chart, "b", 1, &values[1]);
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  assert_contains (svg, "<rect x=\"84.00\" y=\"20.00\" width=\"172.00\"");
  assert_contains (svg, "<rect x=\"213.00\" y=\"64.00\" width=\"43.00\"");
  assert_contains (svg, "<path d=\"M256.00 18.00V40.00\"");
  assert_contains (svg, "<text x=\"207.00\" y=\"77.00\" text-anchor=\"end\"");
}

/* Labels stand beside the bars, and the axis goes through from row to row. */
static void
test_wide (void)
{
  g_autoptr(Chart) chart = bars ();
  g_autofree char *svg = chart_to_svg (chart, CHART_WIDE);
  assert_contains (svg, "aria-labelledby=\"chart_owners_title chart_owners_desc\"");
  assert_contains (svg, "viewBox=\"0 0 760.00 124.00\"");
  /* From 310 to 760 - 92: 50.0% is 358 long. */
  assert_contains (svg, "<rect x=\"310.00\" y=\"6.00\" width=\"358.00\" height=\"18.00\"");
  assert_contains (svg, "<path d=\"M310.00 0.00V30.00\"");
  assert_contains (svg, "<path d=\"M310.00 30.00V60.00\"");
  assert_contains (svg, "<text x=\"0.00\" y=\"20.00\" text-anchor=\"start\"");
}

static void
test_dots (void)
{
  const Figure values[] = { figure_integer (100), figure_integer (50) };
  g_autoptr(Chart) chart = chart_new (CHART_DOTS, "regions");
  chart_add_series (chart, "hhi");
  chart_set_reference (chart, figure_integer (25));
  chart_add_point (chart, "North East", 0, &values[0]);
  chart_add_point (chart, "London", 1, &values[1]);
  g_autofree char *unnamed = chart_to_svg (chart, CHART_NARROW);
  g_assert_null (strstr (unnamed, "stroke-dasharray=\"4 3\""));
  chart_label_reference (chart, "England");
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  /* From 8 to 256: 100 at 256, 50 at 132, the reference at 70; rows start at 22. */
  assert_contains (svg, "<circle cx=\"256.00\" cy=\"50.00\" r=\"7.00\"");
  assert_contains (svg, "<circle cx=\"132.00\" cy=\"94.00\" r=\"7.00\"");
  /* The line runs beside the dots, and not through the labels between them. */
  assert_contains (svg, "<path d=\"M70.00 2.00V22.00\"");
  assert_contains (svg, "<path d=\"M70.00 40.00V62.00\"");
  assert_contains (svg, "<path d=\"M70.00 84.00V106.00\"");
  assert_contains (svg, ">England 25</text>");
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

static void
test_long_labels (void)
{
  g_autoptr(Chart) chart = chart_new (CHART_BARS, "x");
  g_autofree char *label = g_strnfill (60, 'W');
  g_autofree char *fits = g_strnfill (26, 'W');
  Figure one = figure_integer (1);
  chart_add_series (chart, "x");
  chart_add_point (chart, label, 0, &one);
  chart_add_point (chart, fits, 1, &one);
  g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
  /* A W is 12.6 units: 26 of them are 327.6; with an ellipsis 25 fit. */
  g_assert_null (strstr (svg, label));
  g_autofree char *shortened = g_strdup_printf (">%.25s…<", label);
  g_autofree char *whole = g_strdup_printf (">%s<", fits);
  assert_contains (svg, shortened);
  assert_contains (svg, whole);
}

static void
test_empty (void)
{
  static const ChartKind kinds[] = { CHART_BARS, CHART_DOTS, CHART_LINES };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(Chart) chart = chart_new (kinds[i], "x");
      Figure none = figure_missing (FIGURE_NOT_SUPPLIED, NULL);
      chart_add_series (chart, "x");
      g_autofree char *empty = chart_to_svg (chart, CHART_NARROW);
      g_assert_null (strstr (empty, "nan"));
      chart_add_point (chart, "a", 1, &none);
      g_autofree char *svg = chart_to_svg (chart, CHART_NARROW);
      assert_contains (svg, ">[x]</text>");
      g_assert_null (strstr (svg, "nan"));
      for (guint p = 0; p < 2 * CHART_MAX_POINTS; p++)
        chart_add_point (chart, "a", p, &none);
      g_assert_cmpuint (chart_n_points (chart), ==, CHART_MAX_POINTS);
    }
}

/* Where a comma is the decimal sign the bytes are the same. */
static void
test_locale (void)
{
  g_autoptr(Chart) chart = bars ();
  g_autofree char *before = chart_to_svg (chart, CHART_NARROW);
  g_autofree char *kept = g_strdup (setlocale (LC_ALL, NULL));
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL && setlocale (LC_ALL, "fr_FR.UTF-8") == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }
  g_autofree char *after = chart_to_svg (chart, CHART_NARROW);
  setlocale (LC_ALL, kept);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/bars", test_bars);
  g_test_add_func ("/chart/negative-bar", test_negative_bar);
  g_test_add_func ("/chart/negative-bars-alone", test_negative_bars_alone);
  g_test_add_func ("/chart/wide", test_wide);
  g_test_add_func ("/chart/dots", test_dots);
  g_test_add_func ("/chart/lines", test_lines);
  g_test_add_func ("/chart/close-lines", test_close_lines);
  g_test_add_func ("/chart/apart", test_apart);
  g_test_add_func ("/chart/long-labels", test_long_labels);
  g_test_add_func ("/chart/empty", test_empty);
  g_test_add_func ("/chart/locale", test_locale);
  return g_test_run ();
}
