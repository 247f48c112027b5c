/* care-analyser report: writes the reports, and a list of them. */

#include <string.h>

#include "analyser/person/methods_by_period.h"
#include "analyser/reports/assessment_report.h"
#include "analyser/commands/commands.h"
#include "lib/tables/context.h"
#include "analyser/publish/market_report.h"
#include "lib/base/content_hash.h"
#include "lib/base/error.h"
#include "lib/base/folder.h"
#include "lib/returns/filed_list.h"

#define MARKET "market"
#define ASSESSMENT "assessment"
#define INDEX "index"

static const char *const audiences[] = { "restricted", "public", NULL };

typedef struct {
  const char *datadir, *folder;
  const char *only;          /* "market", a person's id, or NULL: all */
  gboolean public_only;
  const char *service, *sectors;
  OwnerLevel level;
  OwnerNames names;
  const char *mark;          /* of all that is made, see open_record() */
  Snapshot *snapshot;        /* borrowed */
  Date date;                 /* of the snapshot */
  Register *reg;
  GPtrArray *annual;         /* FiledEvent *: of those to be assessed; NULL when none is */
  GHashTable *annual_of;     /* the same by person */
  GPtrArray *capacity;       /* the same of their capacity returns, and ... */
  GHashTable *capacity_of;   /* ... by person */
  Definitions *definitions;  /* for what is not public, as are ... */
  MethodsByPeriod *methods;  /* ... these */
  char *templates_sha256;    /* of all that words, pages and charts are made from */
  FileSet *files;            /* of the folder */
  Report *index;
  GArray *ranked;            /* Ranked: rows of the index */
} Run;

/* A row of the index, and by what it is sorted: domains at each level, those
 * that cannot be told at 0. */
typedef struct {
  guint at[5];
  JsonObject *row;
} Ranked;

static void
run_clear (Run *run)
{
  for (guint i = 0; run->ranked != NULL && i < run->ranked->len; i++)
    json_object_unref (g_array_index (run->ranked, Ranked, i).row);
  g_clear_pointer (&run->ranked, g_array_unref);
  g_clear_pointer (&run->files, file_set_free);
  g_clear_pointer (&run->index, report_free);
  g_clear_pointer (&run->templates_sha256, g_free);
  g_clear_pointer (&run->annual_of, g_hash_table_unref);
  g_clear_pointer (&run->annual, g_ptr_array_unref);
  g_clear_pointer (&run->capacity_of, g_hash_table_unref);
  g_clear_pointer (&run->capacity, g_ptr_array_unref);
  g_clear_pointer (&run->definitions, definitions_free);
  g_clear_pointer (&run->methods, methods_by_period_free);
  g_clear_pointer (&run->reg, register_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* --- options --- */

static void
read_options (Run *run, const Arguments *arguments)
{
  run->public_only = g_str_equal (audiences[arguments_choice (arguments, "audience")], "public");
  run->only = arguments_get (arguments, "only");
  run->service = arguments_get (arguments, "service");
  run->sectors = arguments_get (arguments, "sectors");
  run->level = (OwnerLevel) arguments_choice (arguments, "level");
  run->names = (OwnerNames) arguments_choice (arguments, "names");
}

/* What a report says is of its templates as of its methods. */
static gboolean
hash_templates (Run *run, GError **error)
{
  static const char *const places[] = {
    "templates/page.html.mustache", "templates/reports", "templates/styles", NULL
  };
  run->templates_sha256 = content_hash_folders (run->datadir, places, error);
  return run->templates_sha256 != NULL;
}

static GPtrArray *
list_filed (const Run *run, const char *return_id, GError **error)
{
  const FilingKey wanted = {
    .return_id = (char *) return_id, .person = person_id_is_valid (run->only) ? (char *) run->only : NULL,
  };
  return filed_list (run->snapshot, &wanted, error);
}

/* Which returns there are of those to be assessed; none is read yet. */
static gboolean
list_returns (Run *run, GError **error)
{
  run->annual = list_filed (run, "annual", error);
  run->capacity = run->annual == NULL ? NULL : list_filed (run, "capacity", error);
  if (run->capacity == NULL)
    return FALSE;
  run->annual_of = filed_list_by_person (run->annual);
  run->capacity_of = filed_list_by_person (run->capacity);
  return TRUE;
}

/* A public run never looks at the returns. */
static gboolean
read_record (Run *run, const Arguments *arguments, GError **error)
{
  run->snapshot = arguments->snapshot;
  run->mark = arguments->mark;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (snapshot_time (run->snapshot));
  run->date = date_of_time (time);
  run->reg = register_load (run->snapshot, error);
  if (run->reg == NULL || !hash_templates (run, error))
    return FALSE;
  if (run->public_only)
    return TRUE;
  run->definitions = definitions_new (run->datadir);
  run->methods = methods_by_period_new (run->datadir);
  return g_strcmp0 (run->only, MARKET) == 0 || list_returns (run, error);
}

static Report *
new_report (const Run *run, const char *words, const char *name, gboolean restricted)
{
  Report *report = report_new (words, name, restricted);
  report->mark = run->mark;
  return report;
}

/* --- provenance --- */

static void
add_provenance (const Run *run, Report *report, const Methods *methods, const char *options)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (snapshot_time (run->snapshot));
  g_autofree char *recorded = time_to_string (time);
  g_autofree char *edition = g_strdup_printf ("%s: %s", methods->id, methods->title);
  g_autofree char *command = g_strdup_printf ("care-analyser report STORE DIR %s --as-at %s",
                                              options, snapshot_commit (run->snapshot));
  JsonObject *provenance = context_object (report->context, "provenance");
  context_text (provenance, "commit", snapshot_commit (run->snapshot));
  context_text (provenance, "recorded", recorded);
  context_text (provenance, "methods", edition);
  context_text (provenance, "methods_sha256", methods->sha256);
  context_text (provenance, "templates_sha256", run->templates_sha256);
  context_text (provenance, "program", "care-analyser " VERSION);
  context_text (provenance, "command", command);
}

/* --- the market --- */

static GPtrArray *
load_lists (const Run *run, GError **error)
{
  g_autoptr(GArray) dates = establishments_dates (run->snapshot, error);
  if (dates == NULL)
    return NULL;
  g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) establishments_free);
  for (guint i = 0; i < dates->len; i++)
    {
      Establishments *list
        = establishments_needed_on (run->snapshot, g_array_index (dates, Date, i), error);
      if (list == NULL)
        return NULL;
      g_ptr_array_add (lists, list);
    }
  return g_steal_pointer (&lists);
}

/* What the record says beside each of LISTS; owned, NULL where it says nothing. */
static GPtrArray *
load_abouts (const Run *run, const GPtrArray *lists, GError **error)
{
  g_autoptr(GPtrArray) abouts
    = g_ptr_array_new_with_free_func ((GDestroyNotify) establishment_about_free);
  for (guint i = 0; i < lists->len; i++)
    {
      const Establishments *list = g_ptr_array_index (lists, i);
      EstablishmentAbout *about;
      if (!establishment_about_read (run->snapshot, list->as_at, &about, error))
        return NULL;
      g_ptr_array_add (abouts, about);
    }
  return g_steal_pointer (&abouts);
}

static char *
market_options (const Run *run)
{
  return g_strdup_printf ("--audience public --only " MARKET " --service %s --sectors %s"
                          " --level %s --names %s", run->service, run->sectors,
                          owner_level_names[run->level], owner_names_names[run->names]);
}

static void
index_market (const Run *run, const Report *report)
{
  JsonObject *market = context_object (run->index->context, "market");
  g_autofree char *file = g_strconcat (report->name, ".html", NULL);
  context_text (market, "file", file);
  context_text (market, "date", json_object_get_string_member (report->context, "date"));
  context_text (market, "service",
                json_object_get_string_member (json_object_get_object_member (report->context,
                                                                              "service"), "title"));
}

/* LIST with the methods that hold on its date, which EDITIONS keeps, and who counts
 * by them. */
static gboolean
dated_list (const Run *run, const Establishments *list, GPtrArray *editions, MarketList *out,
            GError **error)
{
  const Methods *methods = methods_find (editions, list->as_at);
  if (methods == NULL)
    {
      Methods *read = methods_load (run->datadir, list->as_at, error);
      if (read == NULL)
        return FALSE;
      g_ptr_array_add (editions, read);
      methods = read;
    }
  return market_list_make (list, methods, run->service, run->sectors, out, error);
}

static gboolean
write_market_of (const Run *run, const GPtrArray *lists, GError **error)
{
  g_autoptr(GPtrArray) editions = g_ptr_array_new_with_free_func ((GDestroyNotify) methods_free);
  g_autoptr(GPtrArray) abouts = load_abouts (run, lists, error);
  if (abouts == NULL)
    return FALSE;
  g_autofree MarketList *dated = g_new0 (MarketList, lists->len);
  for (guint i = 0; i < lists->len; i++)
    if (!dated_list (run, g_ptr_array_index (lists, i), editions, &dated[i], error))
      return FALSE;
  const MarketList *last = &dated[lists->len - 1];
  g_autofree char *options = market_options (run);
  MarketReportSource source = {
    .lists = dated, .n_lists = lists->len, .reg = run->reg,
    .abouts = (const EstablishmentAbout *const *) abouts->pdata,
    .query = { .level = run->level, .names = run->names, .mapped_on = last->list->as_at },
  };
  g_autoptr(Report) report = new_report (run, MARKET, MARKET, FALSE);
  add_provenance (run, report, last->methods, options);
  if (!market_report_fill (report, &source, error)
      || !report_write (report, run->datadir, run->files, error))
    return FALSE;
  index_market (run, report);
  return TRUE;
}

/* A record without any list has no market to report; that is only refused when
 * the market was asked for. */
static gboolean
write_market (const Run *run, GError **error)
{
  g_autoptr(GPtrArray) lists = load_lists (run, error);
  if (lists == NULL)
    return FALSE;
  if (lists->len > 0)
    return write_market_of (run, lists, error);
  if (run->only == NULL && !run->public_only)
    return TRUE;
  return error_refuse (error, "the record has no list of establishments: import one first");
}

/* --- assessments --- */

static void
index_assessment (const Run *run, const Report *report, const Assessment *assessment)
{
  JsonObject *row = json_object_new ();
  guint level = assessment_report_level (assessment);
  Ranked ranked = { .row = row };
  for (guint i = 0; i < assessment->domains->len; i++)
    ranked.at[g_array_index (assessment->domains, DomainLevel, i).level]++;
  g_autofree char *file = g_strconcat (report->name, ".html", NULL);
  g_autofree char *text = level == 0 ? g_strdup ("") : g_strdup_printf ("%u", level);
  JsonObject *context = report->context;
  context_text (row, "file", file);
  context_text (row, "level", text);
  context_count (row, "count", level == 0 ? 0 : ranked.at[level]);
  context_text (row, "words", assessment->prompt);
  context_text (row, "title",
                json_object_get_string_member (json_object_get_object_member (context, "person"),
                                               "name"));
  context_text (row, "period",
                json_object_get_string_member (json_object_get_object_member (context, "period"),
                                               "title"));
  g_array_append_val (run->ranked, ranked);
}

/* Most domains at level 4 first, then at 3; what cannot be told goes before what
 * is known to be well. Equals stay in the order of their ids. */
static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  static const guint order[] = { 4, 3, 0, 2 };
  const Ranked *one = a, *two = b;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (one->at[order[i]] != two->at[order[i]])
      return one->at[order[i]] > two->at[order[i]] ? -1 : 1;
  return strcmp (json_object_get_string_member (one->row, "file"),
                 json_object_get_string_member (two->row, "file"));
}

/* The newest of FILED, capacity returns of one person (NULL: it has none), of the year
 * of PERIOD; NULL when there is none. */
static FiledEvent *
newest_capacity (const GPtrArray *filed, const char *period)
{
  Period year, quarter;
  if (!period_parse (period, &year))
    return NULL;
  for (guint i = filed == NULL ? 0 : filed->len; i > 0; i--)
    {
      FiledEvent *event = filed->pdata[i - 1];
      if (period_parse (event->key.period, &quarter) && quarter.year == year.year)
        return event;
    }
  return NULL;
}

/* What PERSON is assessed from: its annual returns, and the capacity return beside the
 * newest. */
static Dataset *
load_person (const Run *run, const char *person, GError **error)
{
  const GPtrArray *annual = g_hash_table_lookup (run->annual_of, person);
  g_autoptr(GPtrArray) filed = g_ptr_array_new ();
  for (guint i = 0; i < annual->len; i++)
    g_ptr_array_add (filed, annual->pdata[i]);
  const FiledEvent *last = annual->pdata[annual->len - 1];
  FiledEvent *capacity = newest_capacity (g_hash_table_lookup (run->capacity_of, person), last->key.period);
  if (capacity != NULL)
    g_ptr_array_add (filed, capacity);
  return dataset_load (run->snapshot, run->definitions, filed, error);
}

static gboolean
write_assessment (const Run *run, const char *person, GError **error)
{
  g_autoptr(Dataset) dataset = load_person (run, person, error);
  g_autoptr(Assessment) assessment
    = dataset == NULL ? NULL : assessment_make (dataset, run->reg, run->methods, person, (Period) { 0 },
                                                run->date, error);
  if (assessment == NULL)
    return FALSE;
  const Return *ret = assessment_last (assessment)->ret;
  const Return *capacity = assessment_report_capacity (assessment, dataset);
  const AssessmentReportSource source = {
    .assessment = assessment, .definition = return_definition (ret), .filing = return_filing (ret),
    .capacity = capacity,
    .capacity_definition = capacity == NULL ? NULL : return_definition (capacity),
  };
  g_autofree char *name = g_strconcat (ASSESSMENT "-", person, NULL);
  g_autofree char *options = g_strdup_printf ("--audience restricted --only %s", person);
  g_autoptr(Report) report = new_report (run, ASSESSMENT, name, TRUE);
  add_provenance (run, report, assessment->methods, options);
  assessment_report_fill (report, &source);
  if (!report_write (report, run->datadir, run->files, error))
    return FALSE;
  index_assessment (run, report, assessment);
  return TRUE;
}

static gboolean
write_assessments (const Run *run, GError **error)
{
  if (run->annual == NULL)
    return TRUE;
  g_auto(GStrv) persons = filed_list_persons (run->annual);
  for (guint i = 0; persons[i] != NULL; i++)
    if ((run->only == NULL || g_str_equal (run->only, persons[i]))
        && !write_assessment (run, persons[i], error))
      return FALSE;
  return TRUE;
}

/* --- all --- */

/* ONLY names no report of this run: those that it can make are known. */
static gboolean
refuse_only (const Run *run, GError **error)
{
  const FilingKey all = { .return_id = (char *) "annual" };
  g_autoptr(GPtrArray) filed = run->public_only ? g_ptr_array_new () : filed_list (run->snapshot, &all, error);
  if (filed == NULL)
    return FALSE;
  g_autoptr(GPtrArray) known = g_ptr_array_new ();
  g_auto(GStrv) persons = filed_list_persons (filed);
  g_ptr_array_add (known, (gpointer) MARKET);
  for (guint i = 0; persons[i] != NULL; i++)
    g_ptr_array_add (known, persons[i]);
  g_ptr_array_add (known, NULL);
  return name_error (error, ERROR_REFUSED, run->public_only ? "public report" : "report", run->only,
                     (const char *const *) known->pdata);
}

/* Whether ONLY names a report that this run can make. */
static gboolean
check_only (const Run *run, GError **error)
{
  return run->only == NULL || g_str_equal (run->only, MARKET)
         || (run->annual != NULL && g_hash_table_contains (run->annual_of, run->only))
         || refuse_only (run, error);
}

/* Whether FOLDER is a record, where a file more is damage. */
static gboolean
is_record (const char *folder)
{
  g_autofree char *head = g_build_filename (folder, "HEAD", NULL);
  g_autofree char *objects = g_build_filename (folder, "objects", NULL);
  return g_file_test (head, G_FILE_TEST_EXISTS) && g_file_test (objects, G_FILE_TEST_EXISTS);
}

/* Nothing is written into a record; and what may be published does not go where
 * restricted reports are: the folder is what is published. */
static gboolean
check_folder (const Run *run, GError **error)
{
  if (is_record (run->folder))
    return error_usage (error, "'%s' is a record: give the reports a folder of their own", run->folder);
  if (!run->public_only || !g_file_test (run->folder, G_FILE_TEST_EXISTS))
    return TRUE;
  g_auto(GStrv) names = folder_list (run->folder, error);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], ASSESSMENT "-"))
      return error_usage (
          error, "folder '%s' holds restricted reports: give public ones a folder of their own",
          run->folder);
  return names != NULL;
}

static gboolean
write_index (const Run *run, GError **error)
{
  context_flag (run->index->context, "restricted", !run->public_only);
  if (!json_object_has_member (run->index->context, "market"))
    json_object_set_null_member (run->index->context, "market");
  JsonArray *rows = context_list (run->index->context, "assessments");
  g_array_sort (run->ranked, compare_ranked);
  for (guint i = 0; i < run->ranked->len; i++)
    json_array_add_object_element (rows, json_object_ref (g_array_index (run->ranked, Ranked, i).row));
  context_flag (run->index->context, "has_assessments", run->ranked->len > 0);
  return report_write (run->index, run->datadir, run->files, error);
}

static gboolean
add_reports (const Run *run, GError **error)
{
  if (!report_write_styles (run->datadir, run->files, error))
    return FALSE;
  if ((run->only == NULL || g_str_equal (run->only, MARKET)) && !write_market (run, error))
    return FALSE;
  return write_assessments (run, error) && (run->only != NULL || write_index (run, error));
}

/* Nothing is in the folder until everything is made. */
static gboolean
write_reports (Run *run, GError **error)
{
  run->index = new_report (run, INDEX, INDEX, !run->public_only);
  run->ranked = g_array_new (FALSE, TRUE, sizeof (Ranked));
  if (!check_only (run, error) || !check_folder (run, error))
    return FALSE;
  run->files = file_set_open (run->folder, !run->public_only, error);
  return run->files != NULL && add_reports (run, error) && file_set_commit (run->files, error);
}

static int
report (const Arguments *arguments, GError **error)
{
  g_auto(Run) run = { .datadir = program_datadir (), .folder = arguments_get (arguments, "DIR") };
  read_options (&run, arguments);
  if (!read_record (&run, arguments, error) || !write_reports (&run, error))
    return EXIT_FAULT;
  g_print ("%s/%s%s.html\n", run.folder,
           run.only != NULL && !g_str_equal (run.only, MARKET) ? ASSESSMENT "-" : "",
           run.only != NULL ? run.only : INDEX);
  return EXIT_DONE;
}

const Command command_report = {
  .name = "report",
  .summary = "write the reports, as Markdown and as pages",
  .about = "Writes the reports into a folder: the market, which may be published, and an assessment of each person "
           "with returns, which is restricted, each as Markdown and as a page, with charts and files of figures. "
           "The same record and options give the same bytes.",
  .refuses = "There is nothing to report, or no report of that name.",
  .record = READS_RECORD,
  .arguments = {
    ARGUMENT_STORE,
    { "DIR", "the folder to write to", .kind = VALUE_NEW_FOLDER },
  },
  .options = {
    { "audience", "WHO", "restricted (default): all reports; or public: those that may be published",
      .kind = VALUE_CHOICE, .choices = audiences, .otherwise = "restricted" },
    { "only", "NAME", "One report: market, or the id of a person for its assessment", .kind = VALUE_TEXT },
    OPTION_AS_AT,
    { "service", "SERVICE", "Of the market report: as 'concentration' has it", .kind = VALUE_TEXT,
      .otherwise = "childrens-homes" },
    { "sectors", "SECTORS", "The same", .kind = VALUE_TEXT, .otherwise = "independent" },
    { "level", "LEVEL", "The same", .kind = VALUE_CHOICE,
      .choices = owner_level_names, .otherwise = "organisation" },
    { "names", "HOW", "The same", .kind = VALUE_CHOICE,
      .choices = owner_names_names, .otherwise = "normalised" },
  },
  .run = report,
};
