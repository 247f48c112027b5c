/* Reports: the files of one, made from the context and figures of
 * tests/cases/reports, with owners whose names try to be more than names. */

#include "analyser/publish/report.h"

#include <glib/gstdio.h>
#include <string.h>

#include "lib/cli/program.h"

static JsonObject *
load_context (const char *name)
{
  const char *top = g_getenv ("top_srcdir");
  g_autofree char *path = g_strdup_printf ("%s/tests/cases/reports/%s.json",
                                           top == NULL ? "." : top, name);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

/* A point for each member `label`, `figures` of CHARTS[name]. */
static Chart *
load_chart (JsonObject *charts, ChartKind kind, const char *name, const char *const *series)
{
  Chart *chart = chart_new (kind, name);
  for (guint i = 0; series[i] != NULL; i++)
    chart_add_series (chart, series[i]);
  chart_set_format (chart, 0, 1, g_str_equal (name, "owners") ? "%" : "");
  JsonArray *points = json_object_get_array_member (charts, name);
  for (guint i = 0; i < json_array_get_length (points); i++)
    {
      JsonArray *point = json_array_get_array_element (points, i);
      Figure values[CHART_MAX_SERIES];
      for (guint s = 0; series[s] != NULL; s++)
        if (!figure_parse (json_array_get_string_element (point, 1 + s), &values[s]))
          values[s] = figure_missing (FIGURE_NOT_SUPPLIED, NULL);
      chart_add_point (chart, json_array_get_string_element (point, 0),
                       g_ascii_strtoll (json_array_get_string_element (point, 0), NULL, 10), values);
    }
  return chart;
}

static Report *
market_report (void)
{
  static const char *const one[] = { "share", NULL };
  static const char *const two[] = { "places", "homes", NULL };
  Report *report = report_new ("market", "market", FALSE);
  json_object_unref (report->context);
  report->context = load_context ("market");
  JsonObject *figures = json_object_get_object_member (report->context, "test_charts");
  report_add_chart (report, load_chart (figures, CHART_BARS, "owners", one));
  Chart *regions = load_chart (figures, CHART_DOTS, "regions", one);
  chart_set_reference (regions, figure_ratio (504, 10));
  report_add_chart (report, regions);
  report_add_chart (report, load_chart (figures, CHART_LINES, "time", two));
  static const TableColumn columns[] = {
    { "region", NULL, .kind = COLUMN_TEXT }, { "homes", NULL, .kind = COLUMN_COUNT },
  };
  g_autoptr(Table) regions_file = table_new (columns, G_N_ELEMENTS (columns));
  table_add_text (regions_file, "North East");
  table_add_count (regions_file, 179);
  report_add_table (report, "regions.csv", regions_file);
  return report;
}

static char *
read_in (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
remove_folder (char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

/* What REPORT comes to in a folder of its own, which is the caller's. */
static char *
write_somewhere (Report *report)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("report-XXXXXX", &error);
  g_assert_no_error (error);
  g_autoptr(FileSet) files = file_set_open (folder, report->restricted, &error);
  g_assert_no_error (error);
  report_write (report, program_datadir (), files, &error);
  g_assert_no_error (error);
  g_assert_true (report_write_styles (program_datadir (), files, &error));
  g_assert_true (file_set_commit (files, &error));
  return folder;
}

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no '%s' in:\n%s", part, text);
}

static void
test_same_bytes (void)
{
  static const char *const names[] = {
    "market.md", "market.html", "market-owners.svg", "market-regions.svg", "market-time.svg",
    "market-regions.csv", "styles.css",
  };
  g_autoptr(Report) report = market_report ();
  g_autoptr(Report) again = market_report ();
  char *one = write_somewhere (report), *two = write_somewhere (again);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *first = read_in (one, names[i]);
      g_autofree char *second = read_in (two, names[i]);
      g_assert_cmpuint (strlen (first), >, 0);
      g_assert_cmpstr (first, ==, second);
    }
  remove_folder (one);
  remove_folder (two);
}

/* An owner called <script>x</script> | *E* [a](javascript:1) is a cell of text. */
static void
test_hostile_names (void)
{
  g_autoptr(Report) report = market_report ();
  char *folder = write_somewhere (report);
  g_autofree char *markdown = read_in (folder, "market.md");
  g_autofree char *html = read_in (folder, "market.html");
  g_autofree char *svg = read_in (folder, "market-owners.svg");
  assert_contains (markdown, "| \\<script\\>x\\</script\\> \\| \\*E\\* \\[a\\](javascript\\:1) |");
  assert_contains (html, "scope=\"row\">&lt;script&gt;x&lt;/script&gt; | *E* [a](javascript:1)</th>");
  assert_contains (html, "scope=\"row\">=cmd|' /C calc'!A0</th>");
  assert_contains (svg, ">&lt;script&gt;x&lt;/script&gt; | *E* [a](javas");   /* as much as fits */
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "<em>E"));
  g_assert_null (strstr (html, "href=\"javascript"));
  g_assert_null (strstr (svg, "<script"));
  remove_folder (folder);
}

static void
test_page (void)
{
  g_autoptr(Report) report = market_report ();
  char *folder = write_somewhere (report);
  g_autofree char *html = read_in (folder, "market.html");
  g_autofree char *styles = read_in (folder, "styles.css");
  assert_contains (html, "<!DOCTYPE html>\n<html lang=\"en-GB\"");
  assert_contains (html, "content=\"default-src 'none'; style-src 'self'; img-src 'self';");
  assert_contains (html, "<link rel=\"stylesheet\" href=\"styles.css\">");
  assert_contains (html, "<a href=\"#main_content\" class=\"govuk-skip-link\">");
  assert_contains (html, "<title>State of the market: Children’s homes in England, 31 March 2025 – ");
  assert_contains (html, "<li><a class=\"govuk-link\" href=\"#regions\">Regions</a></li>");
  assert_contains (html, "<h2 class=\"govuk-heading-l\" id=\"regions\">Regions</h2>");
  assert_contains (html, "<a class=\"govuk-link\" href=\"market-regions.csv\">Regions</a>");
  assert_contains (html, "<figcaption>Figure 1: Share of the market held by each of the ten largest owners,");
  assert_contains (html, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                         " aria-labelledby=\"chart_owners_title chart_owners_desc\"");
  g_assert_null (strstr (html, "OFFICIAL-SENSITIVE"));
  g_assert_null (strstr (html, " style="));
  g_assert_null (strstr (styles, "url("));
  g_assert_null (strstr (styles, "@import"));
  remove_folder (folder);
}

static void
test_restricted (void)
{
  g_autoptr(Report) report = report_new ("assessment", "assessment-P00001", TRUE);
  json_object_unref (report->context);
  report->context = load_context ("assessment");
  char *folder = write_somewhere (report);
  g_autofree char *html = read_in (folder, "assessment-P00001.html");
  g_autofree char *markdown = read_in (folder, "assessment-P00001.md");
  assert_contains (html, "<header>\n<p class=\"marking\">OFFICIAL-SENSITIVE</p>\n");
  assert_contains (html, "<p class=\"marking\">OFFICIAL-SENSITIVE</p>\n</footer>\n</body>");
  assert_contains (html, "<meta name=\"robots\" content=\"noindex, nofollow\">");
  g_assert_null (strstr (html, "Open Government Licence"));
  g_assert_true (g_str_has_suffix (markdown, "**OFFICIAL-SENSITIVE**\n"));
  remove_folder (folder);
}

/* A report that cannot be made is none at all. */
static void
test_faults (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("report-XXXXXX", NULL);
  {
    g_autoptr(FileSet) files = file_set_open (folder, FALSE, &error);
    g_autoptr(Report) unknown = report_new ("no-such-report", "x", FALSE);
    g_assert_false (report_write (unknown, program_datadir (), files, &error));
    g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_clear_error (&error);

    g_autoptr(Report) wordless = market_report ();
    Chart *chart = chart_new (CHART_BARS, "no-words");
    chart_add_series (chart, "a");
    report_add_chart (wordless, chart);
    g_assert_false (report_write (wordless, program_datadir (), files, &error));
    g_assert_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* What is published holds no table of which a column is restricted. */
static void
test_restricted_table (void)
{
  static const TableColumn columns[] = {
    { "area", NULL, .kind = COLUMN_TEXT },
    { "income", NULL, .kind = COLUMN_MONEY, .sensitivity = SENSITIVITY_RESTRICTED },
  };
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  if (g_test_subprocess ())
    {
      g_autoptr(Report) published = report_new ("market", "market", FALSE);
      report_add_table (published, "income.csv", table);
      return;
    }
  g_autoptr(Report) restricted = report_new ("market", "market", TRUE);
  report_add_table (restricted, "income.csv", table);
  g_assert_cmpuint (restricted->files->len, ==, 1);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/same-bytes", test_same_bytes);
  g_test_add_func ("/report/hostile-names", test_hostile_names);
  g_test_add_func ("/report/page", test_page);
  g_test_add_func ("/report/restricted", test_restricted);
  g_test_add_func ("/report/faults", test_faults);
  g_test_add_func ("/report/restricted-table", test_restricted_table);
  return g_test_run ();
}
