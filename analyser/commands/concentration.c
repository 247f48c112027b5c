/* care-analyser concentration: one row an area. */

#include "analyser/commands/commands.h"
#include "analyser/person/income.h"
#include "analyser/market/market.h"
#include "analyser/methods/methods.h"
#include "lib/cli/open_record.h"
#include "lib/register/establishment_about.h"
#include "lib/tables/table.h"
#include "lib/base/error.h"
#include "lib/base/suggest.h"

#include <string.h>

static const TableColumn columns[] = {
  { "area", "Area", .kind = COLUMN_TEXT },
  { "name", "Name", .kind = COLUMN_TEXT },
  { "service", NULL, .kind = COLUMN_TEXT },
  { "sectors", NULL, .kind = COLUMN_TEXT },
  { "level", NULL, .kind = COLUMN_TEXT },
  { "names", NULL, .kind = COLUMN_TEXT },
  { "basis", NULL, .kind = COLUMN_TEXT },
  { "on", NULL, .kind = COLUMN_DATE },
  { "mapped_on", NULL, .kind = COLUMN_DATE },
  { "units", "Units", .kind = COLUMN_COUNT },
  { "total", "Total", .kind = COLUMN_ANY },    /* homes, places, or income: then restricted, as all of them */
  { "owners", "Owners", .kind = COLUMN_COUNT },
  { "hhi", "HHI", .kind = COLUMN_FIGURE, .style = { 0, 3, NULL }, .file_dp = 3 },
  { "effective_number", "Effective", .kind = COLUMN_FIGURE, .style = { 0, 3, NULL }, .file_dp = 3 },
  { "cr1", "CR1 %", .kind = COLUMN_FIGURE, .style = { 2, 3, "%" }, .file_dp = 3 },
  { "cr3", "CR3 %", .kind = COLUMN_FIGURE, .style = { 2, 3, "%" }, .file_dp = 3 },
  { "cr5", "CR5 %", .kind = COLUMN_FIGURE, .style = { 2, 3, "%" }, .file_dp = 3 },
  { "cr10", "CR10 %", .kind = COLUMN_FIGURE, .style = { 2, 3, "%" }, .file_dp = 3 },
  { "owners_to_25", "To 25%", .kind = COLUMN_COUNT },
  { "gini", "Gini", .kind = COLUMN_FIGURE, .style = { 0, 3, NULL }, .file_dp = 3 },
  { "note", "Note", .kind = COLUMN_TEXT },
};

typedef struct {
  char *service, *sectors, *level, *names, *basis, *area, *in, *on, *as_at, *format;
} Options;

static void
options_clear (Options *options)
{
  char *texts[] = { options->service, options->sectors, options->level, options->names,
                    options->basis, options->area, options->in, options->on, options->as_at,
                    options->format };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* What is asked, once understood. */
typedef struct {
  Store *store;
  Snapshot *snapshot;
  Register *reg;
  Methods *methods;
  Establishments *list;
  EstablishmentAbout *about;
  Dataset *dataset;        /* for income alone */
  guint64 *income;
  Period income_first, income_last;
  MarketQuery query;
  Format format;
} Request;

static void
request_clear (Request *request)
{
  g_free (request->income);
  g_clear_pointer (&request->dataset, dataset_free);
  g_clear_pointer (&request->list, establishments_free);
  g_clear_pointer (&request->methods, methods_free);
  g_clear_pointer (&request->reg, register_free);
  g_clear_pointer (&request->snapshot, snapshot_free);
  g_clear_pointer (&request->about, establishment_about_free);
  g_clear_pointer (&request->store, store_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static gboolean
read_choices (const Options *options, Request *request, GError **error)
{
  guint level, names, basis, area;
  if (!option_choose ("level", options->level, "organisation", owner_level_names, &level, error)
      || !option_choose ("names", options->names, "normalised", owner_names_names, &names, error)
      || !option_choose ("basis", options->basis, "places", market_basis_names, &basis, error)
      || !option_choose ("area", options->area, "england", area_kind_names, &area, error)
      || !format_parse (options->format, &request->format, error))
    return FALSE;
  request->query.level = (OwnerLevel) level;
  request->query.names = (OwnerNames) names;
  request->query.basis = (MarketBasis) basis;
  request->query.area = (AreaKind) area;
  request->query.in = options->in;
  return TRUE;
}

/* The list in force on --on (the newest without it), and who belongs to which
 * group on that date. */
static gboolean
read_list (const Options *options, Request *request, GError **error)
{
  Date on = 0;
  if (options->on != NULL && !date_parse (options->on, &on))
    return error_usage (error, "--on '%s' is not a date like 2025-03-31", options->on);
  request->list = establishments_on (request->snapshot, on, error);
  if (request->list == NULL)
    return FALSE;
  if (!establishment_about_read (request->snapshot, request->list->as_at, &request->about, error))
    return FALSE;
  request->query.mapped_on = on > 0 ? on : request->list->as_at;
  request->methods = methods_load (program_datadir (), request->query.mapped_on, error);
  return request->methods != NULL;
}

static gboolean
read_populations (const Options *options, Request *request, GError **error)
{
  const GPtrArray *populations = request->methods->populations;
  const char *service = options->service != NULL ? options->service : "childrens-homes";
  const char *sectors = options->sectors != NULL ? options->sectors : "independent";
  request->query.service = population_find (populations, "service", service, error);
  if (request->query.service == NULL)
    return FALSE;
  request->query.sectors = population_find (populations, "sectors", sectors, error);
  return request->query.sectors != NULL;
}

static gboolean
read_income (Request *request, GError **error)
{
  if (request->query.basis != BASIS_INCOME)
    return TRUE;
  request->dataset = dataset_load (request->snapshot, program_datadir (), error);
  if (request->dataset == NULL)
    return FALSE;
  request->income = income_by_establishment (request->dataset, request->list,
                                             request->query.mapped_on, &request->income_first,
                                             &request->income_last);
  request->query.income = request->income;
  return TRUE;
}

static gboolean
read_request (const char *path, const Options *options, Request *request, GError **error)
{
  if (!read_choices (options, request, error))
    return FALSE;
  request->store = open_record (path, error);
  if (request->store == NULL)
    return FALSE;
  request->snapshot = store_snapshot (request->store, options->as_at, error);
  if (request->snapshot == NULL)
    return FALSE;
  request->reg = register_load (request->snapshot, error);
  return request->reg != NULL && read_list (options, request, error)
         && read_populations (options, request, error) && read_income (request, error);
}

/* Income that nobody returned is not nothing to share: nobody knows. */
static gboolean
is_known (const AreaMarket *area)
{
  return area->unknown == 0 || area->unknown < area->market.units;
}

static Figure
as_known (const AreaMarket *area, Figure figure)
{
  return is_known (area) ? figure : figure_missing (FIGURE_NOT_SUPPLIED, NULL);
}

static char *
make_note (const AreaMarket *area)
{
  const char *note = is_known (area) ? concentration_note (&area->market) : "";
  if (area->unknown == 0)
    return g_strdup (note);
  return g_strdup_printf ("%s%sno income returned for %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT,
                          note, *note != '\0' ? "; " : "", area->unknown, area->market.units);
}

static void
add_total (Table *table, const MarketQuery *query, const AreaMarket *area)
{
  Figure total = figure_integer (area->market.total);
  if (query->basis == BASIS_INCOME)
    table_add_money (table, as_known (area, total));
  else
    table_add_styled (table, total, 0, 0);
}

static void
add_figures (Table *table, const AreaMarket *area)
{
  const Market *market = &area->market;
  const Figure figures[] = {
    figure_integer (market->n),
    concentration_hhi (market),
    concentration_effective_number (market),
    concentration_ratio (market, 1),
    concentration_ratio (market, 3),
    concentration_ratio (market, 5),
    concentration_ratio (market, 10),
    concentration_owners_to (market, 25),
    concentration_gini (market),
  };
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    table_add_figure (table, as_known (area, figures[i]));
}

static void
add_row (Table *table, const Request *request, const AreaMarket *area)
{
  const MarketQuery *query = &request->query;
  g_autofree char *note = make_note (area);
  table_add_text (table, area->code);
  table_add_text (table, area->name);
  table_add_text (table, query->service->id);
  table_add_text (table, query->sectors->id);
  table_add_text (table, owner_level_names[query->level]);
  table_add_text (table, owner_names_names[query->names]);
  table_add_text (table, market_basis_names[query->basis]);
  table_add_date (table, request->list->as_at);
  table_add_date (table, query->mapped_on);
  table_add_count (table, (gint64) area->market.units);
  add_total (table, query, area);
  add_figures (table, area);
  table_add_text (table, note);
}

static void
print_head (const Request *request)
{
  const MarketQuery *query = &request->query;
  g_autofree char *as_at = date_to_display (request->list->as_at);
  g_autofree char *mapped_on = date_to_display (query->mapped_on);
  printf ("%s, %s, by %s\n", query->service->title, query->sectors->title,
          market_basis_names[query->basis]);
  printf ("Owners: %s, names %s, mapped on %s\n", owner_level_names[query->level],
          owner_names_names[query->names], mapped_on);
  printf ("Source: Ofsted's list as at %s; record %.10s; methods %s\n", as_at,
          snapshot_commit (request->snapshot), request->methods->id);
  if (request->about != NULL && request->about->reason != NULL)
    printf ("That list was taken for this reason: %s\n", request->about->reason);
  if (query->basis == BASIS_INCOME)
    {
      g_autofree char *first = period_to_string (request->income_first);
      g_autofree char *last = period_to_string (request->income_last);
      printf ("Restricted: fee income of capacity returns, %s to %s\n", first, last);
    }
  printf ("\n");
}

static void
print_markets (const Request *request, const MarketSet *set)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < market_set_length (set); i++)
    add_row (table, request, market_set_area (set, i));
  if (request->format == FORMAT_TEXT)
    print_head (request);
  table_print (table, request->format, stdout);
  if (request->format == FORMAT_TEXT && set->unplaced > 0)
    printf ("\nIn no area of this kind: %" G_GUINT64_FORMAT "\n", set->unplaced);
}

int
command_concentration (const Command *command, int argc, char **argv, GError **error)
{
  g_auto(Options) options = { .service = NULL };
  g_auto(Request) request = { .store = NULL };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  const GOptionEntry entries[] = {
    { "service", 0, 0, G_OPTION_ARG_STRING, &options.service,
      "childrens-homes (default), fostering or supported-accommodation", "SERVICE" },
    { "sectors", 0, 0, G_OPTION_ARG_STRING, &options.sectors,
      "independent (default), private or all", "SECTORS" },
    { "level", 0, 0, G_OPTION_ARG_STRING, &options.level, "organisation (default) or group", "LEVEL" },
    { "names", 0, 0, G_OPTION_ARG_STRING, &options.names,
      "Compare names of owners normalised (default) or trimmed", "HOW" },
    { "basis", 0, 0, G_OPTION_ARG_STRING, &options.basis, "places (default), homes or income", "BASIS" },
    { "area", 0, 0, G_OPTION_ARG_STRING, &options.area,
      "england (default), region, rcc or authority", "KIND" },
    { "in", 0, 0, G_OPTION_ARG_STRING, &options.in, "Only this area, by code or name", "AREA" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &options.on,
      "Newest list at or before this date, groups as on it (default: newest list)", "DATE" },
    { "as-at", 0, 0, G_OPTION_ARG_STRING, &options.as_at, "The record as it was", "COMMIT|DATE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, "text (default), csv or json", "FORMAT" },
    G_OPTION_ENTRY_NULL,
  };
  if (!command_options (argc, argv, command, entries, 1, 1, &args, &done, error) || done)
    return EXIT_DONE;
  if (!read_request (args[0], &options, &request, error))
    return EXIT_FAULT;
  g_autoptr(MarketSet) set = market_set_build (request.list, request.reg, &request.query, error);
  if (set == NULL)
    return EXIT_FAULT;
  print_markets (&request, set);
  return EXIT_DONE;
}
