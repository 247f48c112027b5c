#include "lib/pages/chart_labels.h"

#include "lib/pages/chart_layout.h"

/* Of the baseline from the mark, DY in letters. */
typedef struct {
  double dx, dy;
  const char *anchor;
} Offset;

/* The first of those that hide least is taken. */
static const Offset offsets[] = {
  { 0, -0.7, "middle" }, { 0, 1.7, "middle" }, { 10, 0.35, "start" }, { -10, 0.35, "end" },
  { 6, -0.8, "start" }, { 6, 1.6, "start" }, { -6, -0.8, "end" }, { -6, 1.6, "end" },
  { 0, -1.8, "middle" }, { 0, 2.8, "middle" },
};

/* What it costs to stand there: nothing covered by text, little by lines. */
#define COST_TEXT 100.0
#define COST_LINE 1.0
#define COST_SIDE 0.5
#define LINE_SAMPLES 40u

ChartLabels
chart_labels_new (double width, double height)
{
  return (ChartLabels) {
    .width = width, .height = height,
    .boxes = g_array_new (FALSE, FALSE, sizeof (ChartBox)),
    .lines = g_array_new (FALSE, FALSE, sizeof (ChartSegment)),
  };
}

void
chart_labels_clear (ChartLabels *labels)
{
  g_clear_pointer (&labels->boxes, g_array_unref);
  g_clear_pointer (&labels->lines, g_array_unref);
}

void
chart_labels_take (ChartLabels *labels, ChartBox box)
{
  g_array_append_val (labels->boxes, box);
}

void
chart_labels_take_line (ChartLabels *labels, ChartSegment line)
{
  g_array_append_val (labels->lines, line);
}

ChartBox
chart_text_box (ChartSpot spot, const char *text, double letter)
{
  /* Bold letters are wider by about a tenth. */
  double width = chart_text_width (text, letter) * 1.1;
  double left = *spot.anchor == 's'   ? spot.x
                : *spot.anchor == 'e' ? spot.x - width : spot.x - width / 2;
  return (ChartBox) { left - 1, spot.y - letter * 0.8, left + width + 1, spot.y + letter * 0.2 };
}

static gboolean
boxes_meet (const ChartBox *a, const ChartBox *b)
{
  return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

/* How much of LINE runs through BOX. */
static double
line_cost (const ChartSegment *line, const ChartBox *box)
{
  double cost = 0, dx = line->x2 - line->x1, dy = line->y2 - line->y1;
  for (guint step = 0; step <= LINE_SAMPLES; step++)
    {
      double x = line->x1 + dx * step / LINE_SAMPLES, y = line->y1 + dy * step / LINE_SAMPLES;
      if (x > box->left && x < box->right && y > box->top && y < box->bottom)
        cost += COST_LINE;
    }
  return cost;
}

static double
box_cost (const ChartLabels *labels, const ChartBox *box)
{
  double cost = box->left < 0 || box->top < 0 || box->right > labels->width
                || box->bottom > labels->height ? COST_TEXT : 0;
  for (guint i = 0; i < labels->boxes->len; i++)
    cost += boxes_meet (box, &g_array_index (labels->boxes, ChartBox, i)) ? COST_TEXT : 0;
  for (guint i = 0; i < labels->lines->len; i++)
    cost += line_cost (&g_array_index (labels->lines, ChartSegment, i), box);
  return cost;
}

ChartSpot
chart_labels_find (ChartLabels *labels, double x, double y, const char *text, double letter,
                   const double *others, guint n_others)
{
  double least = G_MAXDOUBLE;
  ChartSpot best = { x, y, "middle" };
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      ChartSpot spot = { x + offsets[i].dx, y + offsets[i].dy * letter, offsets[i].anchor };
      ChartBox box = chart_text_box (spot, text, letter);
      double cost = box_cost (labels, &box);
      for (guint other = 0; other < n_others; other++)
        cost += (others[other] - y) * offsets[i].dy > 0 ? COST_SIDE : 0;
      if (cost < least)
        {
          least = cost;
          best = spot;
        }
    }
  chart_labels_take (labels, chart_text_box (best, text, letter));
  return best;
}
