/* Where figures stand beside their marks. Letters of 10 units: "1" is 5.6
 * wide, 6.16 in bold, its box a unit wider at each side and 10 high. */

#include "lib/pages/chart_labels.h"

static void
assert_spot (ChartSpot spot, double x, double y, const char *anchor)
{
  g_assert_cmpfloat_with_epsilon (spot.x, x, 1e-9);
  g_assert_cmpfloat_with_epsilon (spot.y, y, 1e-9);
  g_assert_cmpstr (spot.anchor, ==, anchor);
}

static void
test_box (void)
{
  ChartBox box = chart_text_box ((ChartSpot) { 50, 50, "end" }, "1", 10);
  g_assert_cmpfloat_with_epsilon (box.left, 50 - 6.16 - 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (box.right, 51, 1e-9);
  g_assert_cmpfloat_with_epsilon (box.top, 42, 1e-9);
  g_assert_cmpfloat_with_epsilon (box.bottom, 52, 1e-9);
}

/* Above while that is free, below when it is taken, then to the right. */
static void
test_first_free (void)
{
  g_auto(ChartLabels) labels = chart_labels_new (100, 100);
  assert_spot (chart_labels_find (&labels, 50, 50, "1", 10, NULL, 0), 50, 43, "middle");
  assert_spot (chart_labels_find (&labels, 50, 50, "1", 10, NULL, 0), 50, 67, "middle");
  assert_spot (chart_labels_find (&labels, 50, 50, "1", 10, NULL, 0), 60, 53.5, "start");
}

/* Not beyond the edge: the mark is too near the top for a figure above. */
static void
test_edge (void)
{
  g_auto(ChartLabels) labels = chart_labels_new (100, 100);
  assert_spot (chart_labels_find (&labels, 50, 10, "1", 10, NULL, 0), 50, 27, "middle");
}

/* A line above costs little, and is avoided all the same. */
static void
test_line (void)
{
  g_auto(ChartLabels) labels = chart_labels_new (100, 100);
  chart_labels_take_line (&labels, (ChartSegment) { 0, 40, 100, 40 });
  assert_spot (chart_labels_find (&labels, 50, 50, "1", 10, NULL, 0), 50, 67, "middle");
}

/* Another mark above: the figure goes below, though both are free. */
static void
test_others (void)
{
  static const double above[] = { 20 };
  g_auto(ChartLabels) labels = chart_labels_new (100, 100);
  assert_spot (chart_labels_find (&labels, 50, 50, "1", 10, above, 1), 50, 67, "middle");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-labels/box", test_box);
  g_test_add_func ("/chart-labels/first-free", test_first_free);
  g_test_add_func ("/chart-labels/edge", test_edge);
  g_test_add_func ("/chart-labels/line", test_line);
  g_test_add_func ("/chart-labels/others", test_others);
  return g_test_run ();
}
