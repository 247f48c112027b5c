#include "lib/pages/chart_private.h"

#include <string.h>

static void
point_clear (gpointer point)
{
  g_free (((ChartPoint *) point)->label);
}

Chart *
chart_new (ChartKind kind, const char *id)
{
  g_assert (*id != '\0' && strspn (id, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-") == strlen (id));
  Chart *chart = g_new0 (Chart, 1);
  chart->kind = kind;
  chart->id = g_strdup (id);
  chart->title = g_strdup (id);
  chart->description = g_strdup ("");
  chart->suffix = g_strdup ("");
  chart->reference = figure_missing (FIGURE_NOT_APPLICABLE, NULL);
  chart->points = g_array_new (FALSE, FALSE, sizeof (ChartPoint));
  g_array_set_clear_func (chart->points, point_clear);
  return chart;
}

void
chart_free (Chart *chart)
{
  if (chart == NULL)
    return;
  for (guint i = 0; i < chart->n_series; i++)
    {
      g_free (chart->series[i].name);
      g_free (chart->series[i].label);
    }
  g_array_unref (chart->points);
  g_free (chart->id);
  g_free (chart->title);
  g_free (chart->description);
  g_free (chart->suffix);
  g_free (chart->mark);
  g_free (chart->reference_label);
  g_free (chart->apart_label);
  g_free (chart);
}

static void
replace (char **text, const char *by)
{
  char *copy = g_strdup (by);
  g_free (*text);
  *text = copy;
}

const char *
chart_id (const Chart *chart)
{
  return chart->id;
}

void
chart_set_format (Chart *chart, int shift, guint dp, const char *suffix)
{
  chart->shift = shift;
  chart->dp = dp;
  replace (&chart->suffix, suffix);
}

void
chart_set_words (Chart *chart, const char *title, const char *description)
{
  replace (&chart->title, title);
  replace (&chart->description, description);
}

void
chart_set_mark (Chart *chart, const char *mark)
{
  replace (&chart->mark, mark);
}

void
chart_set_reference (Chart *chart, Figure value)
{
  chart->reference = value;
}

gboolean
chart_has_reference (const Chart *chart)
{
  return figure_is_value (&chart->reference);
}

void
chart_label_reference (Chart *chart, const char *label)
{
  replace (&chart->reference_label, label);
}

void
chart_add_series (Chart *chart, const char *name)
{
  g_assert (chart->n_series < CHART_MAX_SERIES && chart->points->len == 0);
  ChartSeries *series = &chart->series[chart->n_series++];
  series->name = g_strdup (name);
  series->label = g_strdup (name);
}

guint
chart_n_series (const Chart *chart)
{
  return chart->n_series;
}

const char *
chart_series_name (const Chart *chart, guint series)
{
  g_assert (series < chart->n_series);
  return chart->series[series].name;
}

void
chart_label_series (Chart *chart, guint series, const char *label)
{
  g_assert (series < chart->n_series);
  replace (&chart->series[series].label, label);
}

void
chart_add_point (Chart *chart, const char *label, gint64 at, const Figure *values)
{
  g_assert (chart->n_series > 0);
  if (chart->points->len == CHART_MAX_POINTS)
    {
      chart->left_out++;
      if (chart->kind != CHART_LINES)
        return;
      g_array_remove_index (chart->points, 0);
    }
  ChartPoint point = { .label = g_strdup (label), .at = at };
  for (guint i = 0; i < chart->n_series; i++)
    point.values[i] = values[i];
  g_array_append_val (chart->points, point);
}

guint
chart_n_points (const Chart *chart)
{
  return chart->points->len;
}

guint
chart_left_out (const Chart *chart)
{
  return chart->left_out;
}

void
chart_set_apart (Chart *chart)
{
  g_assert (chart->points->len > 0);
  g_array_index (chart->points, ChartPoint, chart->points->len - 1).apart = TRUE;
}

gboolean
chart_has_apart (const Chart *chart)
{
  for (guint i = 0; i < chart->points->len; i++)
    if (g_array_index (chart->points, ChartPoint, i).apart)
      return TRUE;
  return FALSE;
}

void
chart_label_apart (Chart *chart, const char *label)
{
  replace (&chart->apart_label, label);
}

const ChartPoint *
chart_point (const Chart *chart, guint i)
{
  g_assert (i < chart->points->len);
  return &g_array_index (chart->points, ChartPoint, i);
}
