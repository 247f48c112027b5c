#include "analyser/publish/report.h"

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
report_add_table (Report *report, const char *suffix, const Table *table)
{
  g_assert (report->restricted || table_is_public (table));
  ReportFile *file = g_new (ReportFile, 1);
  file->name = g_strdup_printf ("%s-%s", report->name, suffix);
  file->text = g_string_new (NULL);
  file->rows = table_rows (table);
  table_csv (table, file->text);
  g_ptr_array_add (report->files, file);
}

/* --- the words of charts --- */

static char *
render_word (GKeyFile *words, const Chart *chart, const char *key, JsonNode *context, GError **error)
{
  g_autofree char *text = g_key_file_get_value (words, chart_id (chart), key, error);
  return text == NULL ? NULL : template_render (text, context, ESCAPE_NONE, NULL, NULL, error);
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
  g_autofree char *file = g_strdup_printf ("%s-%s.svg", report->name, chart_id (chart));
  chart_set_words (chart, title, description);
  JsonObject *entry = json_object_new ();
  json_object_set_string_member (entry, "title", title);
  json_object_set_string_member (entry, "description", description);
  json_object_set_string_member (entry, "file", file);
  json_object_set_object_member (charts, chart_id (chart), entry);
  return TRUE;
}

static gboolean
word_charts (Report *report, const char *templates, JsonNode *context, GError **error)
{
  g_autoptr(JsonObject) charts = json_object_new ();
  g_autoptr(GKeyFile) words = g_key_file_new ();
  g_autofree char *path = g_strdup_printf ("%s/%s.charts.ini", templates, report->template_);
  if (report->charts->len > 0
      && !g_key_file_load_from_file (words, path, G_KEY_FILE_NONE, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  for (guint i = 0; i < report->charts->len; i++)
    if (!word_chart (report, words, g_ptr_array_index (report->charts, i), context, charts, error))
      {
        g_prefix_error (error, "%s: ", path);
        return FALSE;
      }
  json_object_set_object_member (report->context, "charts", g_steal_pointer (&charts));
  return TRUE;
}

/* --- writing --- */

static gboolean
write_file (const char *folder, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0644, error);
}

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
      g_autofree char *file = g_strdup_printf ("%s-%s.svg", report->name, chart_id (chart));
      if (g_str_equal (url, file))
        return chart_to_html (chart);
    }
  return NULL;
}

static gboolean
write_charts (const Report *report, const char *folder, GError **error)
{
  for (guint i = 0; i < report->charts->len; i++)
    {
      const Chart *chart = g_ptr_array_index (report->charts, i);
      g_autofree char *name = g_strdup_printf ("%s-%s.svg", report->name, chart_id (chart));
      g_autofree char *svg = chart_to_svg (chart, CHART_WIDE);
      if (!write_file (folder, name, svg, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_files (const Report *report, const char *folder, GError **error)
{
  for (guint i = 0; i < report->files->len; i++)
    {
      const ReportFile *file = g_ptr_array_index (report->files, i);
      if (!write_file (folder, file->name, file->text->str, error))
        return FALSE;
    }
  return TRUE;
}

/* Everything is made before anything is written. */
gboolean
report_write (Report *report, const char *datadir, const char *folder, GError **error)
{
  g_autofree char *templates = g_build_filename (datadir, "templates", "reports", NULL);
  g_autofree char *words = g_strconcat (report->template_, ".md", NULL);
  g_autofree char *markdown_name = g_strconcat (report->name, ".md", NULL);
  g_autofree char *page_name = g_strconcat (report->name, ".html", NULL);
  g_autoptr(JsonNode) context = json_node_init_object (json_node_alloc (), report->context);
  json_object_set_boolean_member (report->context, "practice", report->practice);
  if (!word_charts (report, templates, context, error))
    return FALSE;
  g_autofree char *unnumbered = template_render_file (templates, words, context, ESCAPE_MARKDOWN,
                                                      error);
  if (unnumbered == NULL)
    return FALSE;
  g_autofree char *markdown = numbering_apply (unnumbered, error);
  if (markdown == NULL)
    {
      g_prefix_error (error, "%s/%s: ", templates, words);
      return FALSE;
    }
  const Page page = {
    .datadir = datadir, .markdown = markdown, .restricted = report->restricted,
    .practice = report->practice,
    .image = chart_of_file, .image_data = report,
  };
  g_autofree char *html = page_render (&page, error);
  return html != NULL && write_charts (report, folder, error) && write_files (report, folder, error)
         && write_file (folder, markdown_name, markdown, error)
         && write_file (folder, page_name, html, error);
}

gboolean
report_write_styles (const char *datadir, const char *folder, GError **error)
{
  g_autofree char *styles = page_styles (datadir, error);
  return styles != NULL && write_file (folder, "styles.css", styles, error);
}
