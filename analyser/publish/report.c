#include "analyser/publish/report.h"

#include "lib/base/ini_file.h"
#include "lib/pages/chart_svg.h"
#include "lib/pages/numbering.h"
#include "lib/pages/page.h"
#include "lib/pages/template_file.h"

static void
report_file_free (ReportFile *file)
{
  g_free (file->name);
  g_string_free (file->text, TRUE);
  g_free (file);
}

Report *
report_new (const char *template_, const char *name, gboolean restricted)
{
  Report *report = g_new0 (Report, 1);
  report->template_ = g_strdup (template_);
  report->name = g_strdup (name);
  report->restricted = restricted;
  report->context = json_object_new ();
  report->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) chart_free);
  report->files = g_ptr_array_new_with_free_func ((GDestroyNotify) report_file_free);
  return report;
}

void
report_free (Report *report)
{
  if (report == NULL)
    return;
  g_free (report->template_);
  g_free (report->name);
  json_object_unref (report->context);
  g_ptr_array_unref (report->charts);
  g_ptr_array_unref (report->files);
  g_free (report);
}

void
report_add_chart (Report *report, Chart *chart)
{
  g_ptr_array_add (report->charts, chart);
}

void
report_add_table (Report *report, const char *suffix, Table *table)
{
  g_assert (report->restricted || table_is_public (table));
  ReportFile *file = g_new (ReportFile, 1);
  file->name = g_strdup_printf ("%s-%s", report->name, suffix);
  file->text = g_string_new (NULL);
  file->rows = table_rows (table);
  table_mark (table, report->mark);
  table_csv (table, file->text);
  g_ptr_array_add (report->files, file);
}

/* What the drawing of CHART is called; the template's image leads to it. */
static char *
chart_file (const Report *report, const Chart *chart)
{
  return g_strdup_printf ("%s-%s.svg", report->name, chart_id (chart));
}

/* --- the words of charts --- */

static char *
render_word (GKeyFile *words, const Chart *chart, const char *key, JsonNode *context, GError **error)
{
  g_autofree char *text = g_key_file_get_value (words, chart_id (chart), key, error);
  return text == NULL ? NULL : template_render (text, context, ESCAPE_NONE, TEMPLATE_KNOWN_NAMES,
                                                NULL, NULL, error);
}

static gboolean
label_series (GKeyFile *words, Chart *chart, JsonNode *context, GError **error)
{
  for (guint i = 0; i < chart_n_series (chart) && chart_n_series (chart) > 1; i++)
    {
      g_autofree char *key = g_strconcat ("series-", chart_series_name (chart, i), NULL);
      g_autofree char *label = render_word (words, chart, key, context, error);
      if (label == NULL)
        return FALSE;
      chart_label_series (chart, i, label);
    }
  return TRUE;
}

/* Gives CHART its words, and the report's template what it says of it. */
static gboolean
word_chart (const Report *report, GKeyFile *words, Chart *chart, JsonNode *context,
            JsonObject *charts, GError **error)
{
  g_autofree char *title = render_word (words, chart, "title", context, error);
  if (title == NULL)
    return FALSE;
  g_autofree char *description = render_word (words, chart, "description", context, error);
  if (description == NULL || !label_series (words, chart, context, error))
    return FALSE;
  if (chart_has_reference (chart))
    {
      g_autofree char *label = render_word (words, chart, "reference", context, error);
      if (label == NULL)
        return FALSE;
      chart_label_reference (chart, label);
    }
  if (chart_has_apart (chart))
    {
      g_autofree char *label = render_word (words, chart, "apart", context, error);
      if (label == NULL)
        return FALSE;
      chart_label_apart (chart, label);
    }
  g_autofree char *file = chart_file (report, chart);
  chart_set_words (chart, title, description);
  chart_set_mark (chart, report->mark);
  JsonObject *entry = json_object_new ();
  json_object_set_string_member (entry, "title", title);
  json_object_set_string_member (entry, "description", description);
  json_object_set_string_member (entry, "file", file);
  json_object_set_object_member (charts, chart_id (chart), entry);
  return TRUE;
}

/* A chart that has words and is not drawn this time is null: the template knows
 * its name. */
static void
add_missing_charts (GKeyFile *words, JsonObject *charts)
{
  g_auto(GStrv) ids = g_key_file_get_groups (words, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    if (!json_object_has_member (charts, ids[i]))
      json_object_set_null_member (charts, ids[i]);
}

static gboolean
word_charts (Report *report, const char *templates, JsonNode *context, GError **error)
{
  g_autoptr(JsonObject) charts = json_object_new ();
  g_autofree char *path = g_strdup_printf ("%s/%s.charts.ini", templates, report->template_);
  /* A report that has no charts needs no words for them. */
  gboolean needed = report->charts->len > 0 || g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr(GKeyFile) words = needed ? ini_file_read (path, NULL, error) : g_key_file_new ();
  if (words == NULL)
    return FALSE;
  for (guint i = 0; i < report->charts->len; i++)
    if (!word_chart (report, words, g_ptr_array_index (report->charts, i), context, charts, error))
      {
        g_prefix_error (error, "%s: ", path);
        return FALSE;
      }
  add_missing_charts (words, charts);
  json_object_set_object_member (report->context, "charts", g_steal_pointer (&charts));
  return TRUE;
}

/* --- writing --- */

/* Both sizes; the style sheet shows one of them. */
static char *
chart_to_html (const Chart *chart)
{
  g_autofree char *wide = chart_to_svg (chart, CHART_WIDE);
  g_autofree char *narrow = chart_to_svg (chart, CHART_NARROW);
  return g_strdup_printf ("<div class=\"chart__wide\">\n%s</div>\n<div class=\"chart__narrow\">\n%s</div>\n",
                          wide, narrow);
}

static char *
chart_of_file (const char *url, gpointer data)
{
  const Report *report = data;
  for (guint i = 0; i < report->charts->len; i++)
    {
      const Chart *chart = g_ptr_array_index (report->charts, i);
      g_autofree char *file = chart_file (report, chart);
      if (g_str_equal (url, file))
        return chart_to_html (chart);
    }
  return NULL;
}

static gboolean
add_charts (const Report *report, FileSet *files, GError **error)
{
  for (guint i = 0; i < report->charts->len; i++)
    {
      const Chart *chart = g_ptr_array_index (report->charts, i);
      g_autofree char *name = chart_file (report, chart);
      g_autofree char *svg = chart_to_svg (chart, CHART_WIDE);
      if (!file_set_add (files, name, svg, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_tables (const Report *report, FileSet *files, GError **error)
{
  for (guint i = 0; i < report->files->len; i++)
    {
      const ReportFile *file = g_ptr_array_index (report->files, i);
      if (!file_set_add (files, file->name, file->text->str, error))
        return FALSE;
    }
  return TRUE;
}

/* The words of REPORT in Markdown; NULL is a fault of the template. */
static char *
render_words (const Report *report, const char *templates, JsonNode *context, GError **error)
{
  g_autofree char *name = g_strconcat (report->template_, ".md", NULL);
  g_autofree char *text = template_render_file (templates, name, context, ESCAPE_MARKDOWN, error);
  char *numbered = text == NULL ? NULL : numbering_apply (text, error);
  if (text != NULL && numbered == NULL)
    g_prefix_error (error, "%s/%s: ", templates, name);
  return numbered;
}

gboolean
report_write (Report *report, const char *datadir, FileSet *files, GError **error)
{
  g_autofree char *templates = g_build_filename (datadir, "templates", "reports", NULL);
  g_autofree char *markdown_name = g_strconcat (report->name, ".md", NULL);
  g_autofree char *page_name = g_strconcat (report->name, ".html", NULL);
  g_autoptr(JsonNode) context = json_node_init_object (json_node_alloc (), report->context);
  json_object_set_boolean_member (report->context, "practice", report->mark != NULL);
  if (!word_charts (report, templates, context, error))
    return FALSE;
  g_autofree char *markdown = render_words (report, templates, context, error);
  if (markdown == NULL)
    return FALSE;
  const Page page = {
    .datadir = datadir, .markdown = markdown, .restricted = report->restricted,
    .practice = report->mark != NULL,
    .image = chart_of_file, .image_data = report,
  };
  g_autofree char *html = page_render (&page, error);
  return html != NULL && add_charts (report, files, error) && add_tables (report, files, error)
         && file_set_add (files, markdown_name, markdown, error)
         && file_set_add (files, page_name, html, error);
}

gboolean
report_write_styles (const char *datadir, FileSet *files, GError **error)
{
  g_autofree char *styles = page_styles (datadir, error);
  return styles != NULL && file_set_add (files, "styles.css", styles, error);
}
