/* report.h: writes one report: its Markdown, its page, its charts.
 *
 * A report is a context and charts, filled by one builder for each kind
 * (market_report.h, assessment_report.h), and words, which stand in
 * templates/reports/: TEMPLATE.md.mustache for the report, TEMPLATE.charts.ini
 * for its charts. templates/README.md lists the keys. Nothing here reads a
 * clock or knows what the figures mean: the same report gives the same bytes. */

#pragma once

#include <json-glib/json-glib.h>

#include "lib/base/file_set.h"
#include "lib/pages/chart.h"
#include "lib/tables/table.h"

typedef struct {
  char *template_;         /* "market": which words */
  char *name;              /* "market": NAME.md, NAME.html, NAME-<chart>.svg */
  gboolean restricted;     /* marked OFFICIAL-SENSITIVE */
  const char *mark;        /* what all of it bears, a static text: "PRACTICE"; NULL: none */
  JsonObject *context;     /* texts ready to print; report_write() adds `charts`, `practice` */
  GPtrArray *charts;       /* Chart * */
  GPtrArray *files;        /* ReportFile *: tables of figures to go with it */
} Report;

typedef struct {
  char *name;              /* "market-regions.csv" */
  GString *text;
  guint rows;
} ReportFile;

Report *report_new (const char *template_, const char *name, gboolean restricted);
void report_free (Report *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Report, report_free)

/* Adds CHART, which the report then owns. */
void report_add_chart (Report *report, Chart *chart);
/* Adds TABLE as a file NAME-SUFFIX of CSV, and gives it the mark of REPORT. A
 * public report takes none that has a restricted column. */
void report_add_table (Report *report, const char *suffix, Table *table);

/* Adds the files of REPORT to FILES. FALSE is a fault: of the words, or of writing. */
gboolean report_write (Report *report, const char *datadir, FileSet *files, GError **error);

/* Adds the style sheet of all pages to FILES. */
gboolean report_write_styles (const char *datadir, FileSet *files, GError **error);
