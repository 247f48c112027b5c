/* care-analyser concentration: one row an area. */

#include "analyser/commands/commands.h"
#include "analyser/person/income.h"
#include "analyser/market/market.h"
#include "analyser/methods/methods.h"
#include "lib/base/visible_text.h"
#include "lib/register/establishment_about.h"
#include "lib/tables/table.h"

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

/* What is asked, once understood. */
typedef struct {
  Snapshot *snapshot;      /* borrowed */
  Register *reg;
  Methods *methods;
  Establishments *list;
  EstablishmentAbout *about;
  guint64 *income;         /* for income alone */
  Period income_first, income_last;
  MarketQuery query;
} Request;

static void
request_clear (Request *request)
{
  g_free (request->income);
  g_clear_pointer (&request->list, establishments_free);
  g_clear_pointer (&request->methods, methods_free);
  g_clear_pointer (&request->reg, register_free);
  g_clear_pointer (&request->about, establishment_about_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static void
read_choices (const Arguments *arguments, MarketQuery *query)
{
  query->level = (OwnerLevel) arguments_choice (arguments, "level");
  query->names = (OwnerNames) arguments_choice (arguments, "names");
  query->basis = (MarketBasis) arguments_choice (arguments, "basis");
  query->area = (AreaKind) arguments_choice (arguments, "area");
  query->in = arguments_get (arguments, "in");
}

/* The list in force on --on (the newest without it), and who belongs to which
 * group on that date. */
static gboolean
read_list (const Arguments *arguments, Request *request, GError **error)
{
  Date on = 0;
  arguments_date (arguments, "on", &on);
  request->list = establishments_needed_on (request->snapshot, on, error);
  if (request->list == NULL)
    return FALSE;
  if (!establishment_about_read (request->snapshot, request->list->as_at, &request->about, error))
    return FALSE;
  request->query.mapped_on = on > 0 ? on : request->list->as_at;
  request->methods = methods_load (program_datadir (), request->query.mapped_on, error);
  return request->methods != NULL;
}

static gboolean
read_populations (const Arguments *arguments, Request *request, GError **error)
{
  MarketList list;
  if (!market_list_make (request->list, request->methods, arguments_get (arguments, "service"),
                         arguments_get (arguments, "sectors"), &list, error))
    return FALSE;
  request->query.service = list.service;
  request->query.sectors = list.sectors;
  return TRUE;
}

static gboolean
read_income (Request *request, GError **error)
{
  if (request->query.basis != BASIS_INCOME)
    return TRUE;
  g_autoptr(Definitions) definitions = definitions_new (program_datadir ());
  request->income = income_by_establishment (request->snapshot, definitions, request->list,
                                             request->query.mapped_on, &request->income_first,
                                             &request->income_last, error);
  request->query.income = request->income;
  return request->income != NULL;
}

static gboolean
read_request (const Arguments *arguments, Request *request, GError **error)
{
  request->snapshot = arguments->snapshot;
  read_choices (arguments, &request->query);
  request->reg = register_load (request->snapshot, error);
  return request->reg != NULL && read_list (arguments, request, error)
         && read_populations (arguments, request, error) && read_income (request, error);
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
  Figure total = concentration_total (&area->market);
  if (query->basis == BASIS_INCOME)
    table_add_money (table, as_known (area, total));
  else
    table_add_styled (table, total, 0, 0);
}

static void
add_figures (Table *table, const AreaMarket *area)
{
  const Market *market = &area->market;
  Figure figures[CONCENTRATION_N_FIGURES];
  concentration_figures (market, figures);
  table_add_figure (table, as_known (area, figure_integer (market->n)));
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

#define REASON_SHOWN_MAX 4000

/* Why the list was taken though doubtful, or in place of another: in a record that
 * is forged it may hold what a terminal obeys. */
static void
print_reason (const Request *request, FILE *out)
{
  if (request->about == NULL || request->about->reason == NULL)
    return;
  g_autofree char *reason = visible_text_shown (request->about->reason, REASON_SHOWN_MAX);
  fprintf (out, "That list was taken for this reason: %s\n", reason);
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
  print_reason (request, stdout);
  if (query->basis == BASIS_INCOME)
    {
      g_autofree char *first = period_to_string (request->income_first);
      g_autofree char *last = period_to_string (request->income_last);
      printf ("Restricted: fee income of capacity returns, %s to %s\n", first, last);
    }
  printf ("\n");
}

static void
print_markets (const Arguments *arguments, const Request *request, const MarketSet *set)
{
  Format format = arguments->format;
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  table_mark (table, arguments->mark);
  for (guint i = 0; i < market_set_length (set); i++)
    add_row (table, request, market_set_area (set, i));
  if (format == FORMAT_TEXT)
    print_head (request);
  else
    print_reason (request, stderr);
  table_print (table, format, stdout);
  if (format == FORMAT_TEXT && set->unplaced > 0)
    printf ("\nIn no area of this kind: %" G_GUINT64_FORMAT "\n", set->unplaced);
}

static int
concentration (const Arguments *arguments, GError **error)
{
  g_auto(Request) request = { .snapshot = NULL };
  if (!read_request (arguments, &request, error))
    return EXIT_FAULT;
  g_autoptr(MarketSet) set = market_set_build (request.list, request.reg, &request.query, error);
  if (set == NULL)
    return EXIT_FAULT;
  print_markets (arguments, &request, set);
  return EXIT_DONE;
}

const Command command_concentration = {
  .name = "concentration",
  .summary = "how much of a market its largest owners hold",
  .about = "A row for each area: establishments, owners, the Herfindahl-Hirschman index, the effective number of "
           "owners, the shares of the largest, the Gini coefficient. Homes without an owner are owners of their own. "
           "By homes or places it needs nothing that a return says; by income it is restricted.",
  .record = READS_RECORD,
  .arguments = { ARGUMENT_STORE },
  .options = {
    { "service", "SERVICE", "childrens-homes (default), fostering or supported-accommodation", .kind = VALUE_TEXT,
      .otherwise = "childrens-homes" },
    { "sectors", "SECTORS", "independent (default), private or all", .kind = VALUE_TEXT,
      .otherwise = "independent" },
    { "level", "LEVEL", "organisation (default) or group", .kind = VALUE_CHOICE, .choices = owner_level_names,
      .otherwise = "organisation" },
    { "names", "HOW", "Compare names of owners normalised (default) or trimmed", .kind = VALUE_CHOICE,
      .choices = owner_names_names, .otherwise = "normalised" },
    { "basis", "BASIS", "places (default), homes or income", .kind = VALUE_CHOICE, .choices = market_basis_names,
      .otherwise = "places" },
    { "area", "KIND", "england (default), region, rcc or authority", .kind = VALUE_CHOICE,
      .choices = area_kind_names, .otherwise = "england" },
    { "in", "AREA", "Only this area, by code or name", .kind = VALUE_TEXT },
    { "on", "DATE", "Newest list at or before this date, groups as on it (default: newest list)",
      .kind = VALUE_DATE },
    OPTION_AS_AT,
    OPTION_FORMAT ("text (default), csv or json"),
  },
  .run = concentration,
};
