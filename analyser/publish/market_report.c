#include "analyser/publish/market_report.h"

#include <string.h>

#include "lib/tables/context.h"

/* How many areas the table of the most concentrated ones has. */
#define AUTHORITIES_SHOWN 20
#define OWNERS_SHOWN 10

#define INDEX { 0, 1, NULL }
#define WHOLE { 0, 0, NULL }
#define PERCENT { 2, 1, "%" }
#define OWNER_PERCENT { 2, 2, "%" }
#define GINI { 0, 3, NULL }

static const FigureStyle index_style = INDEX;
static const FigureStyle whole_style = WHOLE;
static const FigureStyle percent_style = PERCENT;
static const FigureStyle owner_style = OWNER_PERCENT;

/* In files: the index and shares in per cent to 3 decimals. */
#define FILE_DP 3

/* The tables and files of the report: a file has every column, the templates
 * those with a key. */

static const TableColumn national_columns[] = {
  { "sectors", NULL, .kind = COLUMN_TEXT },
  { "level", NULL, .kind = COLUMN_TEXT },
  { "basis", NULL, .kind = COLUMN_TEXT },
  { "total", NULL, .kind = COLUMN_COUNT, .key = "total" },
  { "owners", NULL, .kind = COLUMN_COUNT, .key = "owners" },
  { "hhi", NULL, .kind = COLUMN_FIGURE, .style = INDEX, .file_dp = FILE_DP, .key = "hhi" },
  { "effective_number", NULL, .kind = COLUMN_FIGURE, .style = INDEX, .file_dp = FILE_DP, .key = "effective" },
  { "cr1_percent", NULL, .kind = COLUMN_FIGURE, .style = PERCENT, .file_dp = FILE_DP, .key = "cr1" },
  { "cr3_percent", NULL, .kind = COLUMN_FIGURE, .style = PERCENT, .file_dp = FILE_DP, .key = "cr3" },
  { "cr5_percent", NULL, .kind = COLUMN_FIGURE, .style = PERCENT, .file_dp = FILE_DP, .key = "cr5" },
  { "cr10_percent", NULL, .kind = COLUMN_FIGURE, .style = PERCENT, .file_dp = FILE_DP, .key = "cr10" },
  { "owners_to_25_percent", NULL, .kind = COLUMN_COUNT, .key = "owners_to_25" },
  { "gini", NULL, .kind = COLUMN_FIGURE, .style = GINI, .file_dp = FILE_DP, .key = "gini" },
};

static const TableColumn area_columns[] = {
  { "code", NULL, .kind = COLUMN_TEXT },
  { "name", NULL, .kind = COLUMN_TEXT, .key = "name" },
  { "level", NULL, .kind = COLUMN_TEXT },
  { "homes", NULL, .kind = COLUMN_COUNT, .key = "homes" },
  { "places", NULL, .kind = COLUMN_COUNT, .key = "places" },
  { "owners", NULL, .kind = COLUMN_COUNT, .key = "owners" },
  { "hhi", NULL, .kind = COLUMN_FIGURE, .style = INDEX, .file_dp = FILE_DP, .key = "hhi_places" },
  { "effective_number", NULL, .kind = COLUMN_FIGURE, .style = INDEX, .file_dp = FILE_DP },
  { "cr1_percent", NULL, .kind = COLUMN_FIGURE, .style = PERCENT, .file_dp = FILE_DP, .key = "cr1" },
  { "cr3_percent", NULL, .kind = COLUMN_FIGURE, .style = PERCENT, .file_dp = FILE_DP, .key = "cr3" },
  { "cr5_percent", NULL, .kind = COLUMN_FIGURE, .style = PERCENT, .file_dp = FILE_DP },
  { "cr10_percent", NULL, .kind = COLUMN_FIGURE, .style = PERCENT, .file_dp = FILE_DP, .key = "cr10" },
  { "owners_to_25_percent", NULL, .kind = COLUMN_COUNT },
  { "note", NULL, .kind = COLUMN_TEXT },
};

static const TableColumn owner_columns[] = {
  { "level", NULL, .kind = COLUMN_TEXT },
  { "rank", NULL, .kind = COLUMN_COUNT, .key = "rank" },
  { "owner", NULL, .kind = COLUMN_TEXT, .key = "name" },
  { "homes", NULL, .kind = COLUMN_COUNT, .key = "homes" },
  { "places", NULL, .kind = COLUMN_COUNT, .key = "places" },
  { "authorities", NULL, .kind = COLUMN_COUNT, .key = "authorities" },
  { "share_percent", NULL, .kind = COLUMN_FIGURE, .style = OWNER_PERCENT, .file_dp = FILE_DP, .key = "share" },
};

typedef struct {
  const MarketReportSource *source;
  Report *report;
  JsonObject *context;
  const MarketSummary *levels[2];   /* by OwnerLevel */
  const MarketSummary *summary;     /* of the level asked for */
  gboolean mapped;                  /* some owner of the market belongs to a group */
  MarketSet *region_homes;   /* by homes, where the summary is by places */
} Filler;

static MarketSet *
market_of (const MarketReportSource *source, const MarketList *list, OwnerLevel level,
           const Population *sectors, MarketBasis basis, AreaKind area, GError **error)
{
  const MarketQuery query = {
    .service = list->service, .sectors = sectors,
    .level = level, .names = source->query.names,
    .basis = basis, .area = area,
    .mapped_on = list->list->as_at,
  };
  return market_set_build (list->list, source->reg, &query, error);
}

static const MarketList *
last_list (const MarketReportSource *source)
{
  return &source->lists[source->n_lists - 1];
}

static gboolean
is_region_of_england (const char *code)
{
  return g_str_has_prefix (code, "E12");
}

/* Without owners that belong to groups both levels are the same: one is shown. */
static guint
n_levels (const Filler *filler)
{
  return filler->mapped ? G_N_ELEMENTS (filler->levels) : 1;
}

/* --- what the report covers --- */

typedef struct { guint64 without_owner, without_places, outside; } Blanks;

/* Rows of the population in which Ofsted leaves something blank. */
static Blanks
count_blanks (const MarketReportSource *source)
{
  const MarketList *last = last_list (source);
  const Establishments *list = last->list;
  Blanks blanks = { 0 };
  for (guint row = 0; row < list->n; row++)
    {
      if (!population_has (last->service, list->provisions.text[list->provision[row]])
          || !population_has (last->sectors, list->sectors.text[list->sector[row]]))
        continue;
      blanks.without_owner += list->organisation[row] == 0;
      blanks.without_places += list->places[row] == PLACES_BLANK;
      blanks.outside += !g_str_has_prefix (list->authorities.text[list->authority[row]], "E");
    }
  return blanks;
}

static void
add_population (JsonObject *context, const char *key, const Population *population)
{
  JsonObject *object = context_object (context, key);
  context_text (object, "title", population->title);
  context_text (object, "source", population->source);
}

/* Where the newest list is from, and which lists were taken for a reason: though
 * doubtful, or in place of another. */
static void
add_lists (Filler *filler)
{
  const MarketReportSource *source = filler->source;
  const EstablishmentAbout *last = source->abouts[source->n_lists - 1];
  JsonObject *list = context_object (filler->context, "list");
  context_text (list, "source", last == NULL || last->source == NULL ? "" : last->source);
  JsonArray *accepted = context_list (list, "accepted");
  for (guint i = 0; i < source->n_lists; i++)
    {
      const EstablishmentAbout *about = source->abouts[i];
      if (about == NULL || about->reason == NULL)
        continue;
      g_autofree char *date = date_to_display (source->lists[i].list->as_at);
      g_autofree char *what = g_strjoinv ("; ", about->doubts);
      JsonObject *row = context_row (accepted);
      context_text (row, "date", date);
      context_text (row, "doubts", what);
      context_text (row, "reason", about->reason);
    }
}

static void
add_coverage (Filler *filler)
{
  const MarketReportSource *source = filler->source;
  const MarketSummary *summary = filler->summary;
  g_autofree char *date = date_to_display (summary->as_at);
  g_autofree char *mapped = date_to_display (summary->mapped_on);
  context_text (filler->context, "date", date);
  add_population (filler->context, "service", summary->service);
  add_population (filler->context, "sectors", summary->sectors);
  JsonObject *level = context_object (filler->context, "level");
  context_flag (level, "group", summary->level == LEVEL_GROUP);
  context_flag (level, "organisation", summary->level == LEVEL_ORGANISATION);
  context_text (level, "mapped_on", mapped);
  JsonObject *names = context_object (filler->context, "names");
  context_flag (names, "normalised", summary->names == NAMES_NORMALISED);
  context_flag (names, "trimmed", summary->names == NAMES_TRIMMED);
  Blanks blanks = count_blanks (source);
  JsonObject *object = context_object (filler->context, "blanks");
  context_count (object, "owners", blanks.without_owner);
  context_count (object, "places", blanks.without_places);
  context_flag (object, "has_outside", blanks.outside > 0);
  context_count (object, "outside", blanks.outside);
  add_lists (filler);
}

/* How many organisations of the market belong to how many groups. */
static void
add_mapping (Filler *filler, const Market *organisations, const OwnerMap *owners)
{
  const MarketSummary *summary = filler->summary;
  g_autoptr(GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *date = date_to_display (summary->mapped_on);
  guint mapped = 0, named = 0;
  for (guint i = 0; i < organisations->n; i++)
    {
      const MarketOwner *owner = &owners->owners[organisations->holdings[i].owner];
      const Group *group = owner->urn > 0
        ? NULL : owner_group (filler->source->reg, owner->name, summary->mapped_on);
      named += owner->urn == 0;
      if (group == NULL)
        continue;
      mapped++;
      g_hash_table_add (groups, (gpointer) group->group);
    }
  JsonObject *mapping = context_object (filler->context, "mapping");
  filler->mapped = mapped > 0;
  context_flag (mapping, "has_groups", filler->mapped);
  context_count (mapping, "organisations", named);
  context_count (mapping, "mapped", mapped);
  context_count (mapping, "groups", g_hash_table_size (groups));
  context_text (mapping, "date", date);
}

static void
add_headline (Filler *filler)
{
  const AreaSummary *england = &filler->summary->england;
  JsonObject *headline = context_object (filler->context, "headline");
  context_flag (filler->context, "by_places", filler->summary->basis == BASIS_PLACES);
  context_flag (filler->context, "by_homes", filler->summary->basis == BASIS_HOMES);
  context_count (headline, "owners", england->owners);
  context_count (headline, "homes", england->homes);
  context_count (headline, "places", england->places);
  context_figure (headline, "hhi", &index_style, england->hhi);
  context_figure (headline, "effective", &whole_style, england->effective_number);
  context_figure (headline, "cr1", &percent_style, england->cr1);
  context_figure (headline, "cr3", &percent_style, england->cr3);
  context_figure (headline, "cr10", &percent_style, england->cr10);
  context_figure (headline, "owners_to_25", &whole_style, england->owners_to_25);
  const AreaSummary *groups = &filler->levels[LEVEL_GROUP]->england;
  context_flag (headline, "has_groups",
                filler->mapped && filler->summary->level == LEVEL_ORGANISATION);
  context_figure (headline, "groups_hhi", &index_style, groups->hhi);
  context_figure (headline, "groups_cr10", &percent_style, groups->cr10);
}

/* --- England --- */

/* What the national tables and their file say of one market. */
typedef struct {
  const Population *sectors;
  MarketBasis basis;
  OwnerLevel level;
} NationalKey;

static void
add_market (Table *table, const NationalKey *key, const Market *market)
{
  Figure figures[CONCENTRATION_N_FIGURES];
  concentration_figures (market, figures);
  table_add_text (table, key->sectors->id);
  table_add_text (table, owner_level_names[key->level]);
  table_add_text (table, market_basis_names[key->basis]);
  table_add_figure (table, figure_integer (market->total));
  table_add_count (table, market->n);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    table_add_figure (table, figures[i]);
}

/* The last row of TABLE as a column of the report's table. */
static void
add_national_column (JsonArray *columns, const NationalKey *key, const Table *table)
{
  JsonObject *column = context_row (columns);
  context_flag (column, "is_places", key->basis == BASIS_PLACES);
  context_flag (column, "is_homes", key->basis == BASIS_HOMES);
  context_flag (column, "is_group", key->level == LEVEL_GROUP);
  context_cells (column, table, table_rows (table) - 1);
}

/* By places and by homes, each at both levels. */
static gboolean
add_national_table (Filler *filler, JsonArray *tables, Table *file, const Population *sectors,
                    GError **error)
{
  static const MarketBasis bases[] = { BASIS_PLACES, BASIS_HOMES };
  JsonObject *table = context_row (tables);
  JsonArray *columns = context_list (table, "columns");
  context_text (table, "sectors", sectors->title);
  for (guint b = 0; b < G_N_ELEMENTS (bases); b++)
    for (guint level = 0; level < n_levels (filler); level++)
      {
        const NationalKey key = { sectors, bases[b], (OwnerLevel) level };
        if (key.basis == BASIS_PLACES && filler->summary->basis == BASIS_HOMES)
          continue;
        g_autoptr(MarketSet) set = market_of (filler->source, last_list (filler->source), key.level,
                                              sectors, key.basis, AREA_ENGLAND, error);
        if (set == NULL)
          return FALSE;
        add_market (file, &key, &market_set_area (set, 0)->market);
        add_national_column (columns, &key, file);
      }
  return TRUE;
}

/* A table for the market of the report, and one for all sectors. */
static gboolean
add_national (Filler *filler, GError **error)
{
  const MarketList *last = last_list (filler->source);
  const Population *all = population_find (last->methods->populations, "sectors", "all", error);
  if (all == NULL)
    return FALSE;
  g_autoptr(Table) file = table_new (national_columns, G_N_ELEMENTS (national_columns));
  JsonArray *tables = context_list (context_object (filler->context, "national"), "tables");
  if (!add_national_table (filler, tables, file, last->sectors, error)
      || (all != last->sectors && !add_national_table (filler, tables, file, all, error)))
    return FALSE;
  report_add_table (filler->report, "england.csv", file);
  return TRUE;
}

/* --- regions and authorities --- */

static gboolean
is_thin (const AreaSummary *area)
{
  return area->homes > 0 && area->owners < CONCENTRATION_THIN;
}

/* Where Ofsted publishes no places at all they are not supplied, not 0. */
static Figure
places_figure (const Filler *filler, guint64 places)
{
  return filler->summary->basis == BASIS_PLACES ? figure_integer (places)
                                                : figure_missing (FIGURE_NOT_SUPPLIED, NULL);
}

static void
add_area_row (Table *table, const Filler *filler, OwnerLevel level, const AreaSummary *area)
{
  const Figure ratios[] = { area->cr1, area->cr3, area->cr5, area->cr10 };
  table_add_text (table, area->code);
  table_add_text (table, area->name);
  table_add_text (table, owner_level_names[level]);
  table_add_count (table, (gint64) area->homes);
  table_add_figure (table, places_figure (filler, area->places));
  table_add_count (table, area->owners);
  table_add_figure (table, area->hhi);
  table_add_figure (table, area->effective_number);
  for (guint r = 0; r < G_N_ELEMENTS (ratios); r++)
    table_add_figure (table, ratios[r]);
  table_add_figure (table, area->owners_to_25);
  table_add_text (table, area->note);
}

static void
add_area (const Filler *filler, JsonObject *row, const AreaSummary *area)
{
  g_autoptr(Table) table = table_new (area_columns, G_N_ELEMENTS (area_columns));
  add_area_row (table, filler, filler->summary->level, area);
  context_cells (row, table, 0);
  context_flag (row, "is_thin", is_thin (area));
}

/* AREAS: of each level, the same areas in the same order. */
static void
write_areas (Filler *filler, const char *suffix, const GArray *const areas[])
{
  g_autoptr(Table) file = table_new (area_columns, G_N_ELEMENTS (area_columns));
  for (guint i = 0; i < areas[0]->len; i++)
    for (guint level = 0; level < n_levels (filler); level++)
      add_area_row (file, filler, (OwnerLevel) level, &g_array_index (areas[level], AreaSummary, i));
  report_add_table (filler->report, suffix, file);
}

/* Most concentrated first; those without an index last, by name. */
static int
compare_areas (gconstpointer a, gconstpointer b)
{
  const AreaSummary *one = *(const AreaSummary *const *) a, *two = *(const AreaSummary *const *) b;
  gboolean has_one = figure_is_value (&one->hhi), has_two = figure_is_value (&two->hhi);
  if (has_one != has_two)
    return has_two - has_one;
  int order = has_one ? figure_compare (two->hhi, one->hhi) : 0;
  return order != 0 ? order : strcmp (one->code, two->code);
}

static GPtrArray *
sorted_areas (const GArray *areas)
{
  GPtrArray *sorted = g_ptr_array_new ();
  for (guint i = 0; i < areas->len; i++)
    g_ptr_array_add (sorted, &g_array_index (areas, AreaSummary, i));
  g_ptr_array_sort (sorted, compare_areas);
  return sorted;
}

/* The index of the area CODE, its owners mapped to groups. */
static Figure
index_of_groups (const Filler *filler, const char *code)
{
  const GArray *regions = filler->levels[LEVEL_GROUP]->regions;
  for (guint i = 0; i < regions->len; i++)
    if (g_str_equal (g_array_index (regions, AreaSummary, i).code, code))
      return g_array_index (regions, AreaSummary, i).hhi;
  return figure_missing (FIGURE_NOT_APPLICABLE, NULL);
}

/* The index by homes of the area CODE. */
static Figure
index_by_homes (const MarketSet *set, const char *code)
{
  for (guint i = 0; i < market_set_length (set); i++)
    if (g_str_equal (market_set_area (set, i)->code, code))
      return concentration_hhi (&market_set_area (set, i)->market);
  return figure_missing (FIGURE_NOT_APPLICABLE, NULL);
}

static void
add_regions (Filler *filler)
{
  g_autoptr(GPtrArray) sorted = sorted_areas (filler->summary->regions);
  JsonArray *rows = context_list (filler->context, "regions");
  Chart *chart = chart_new (CHART_DOTS, "regions");
  chart_add_series (chart, "index");
  chart_set_format (chart, index_style.shift, index_style.dp, "");
  chart_set_reference (chart, filler->summary->england.hhi);
  for (guint i = 0; i < sorted->len; i++)
    {
      const AreaSummary *area = g_ptr_array_index (sorted, i);
      if (!is_region_of_england (area->code))
        continue;
      JsonObject *row = context_row (rows);
      add_area (filler, row, area);
      context_figure (row, "hhi_homes", &index_style,
                      index_by_homes (filler->region_homes, area->code));
      context_figure (row, "hhi_groups", &index_style, index_of_groups (filler, area->code));
      chart_add_point (chart, area->name, i, &area->hhi);
    }
  report_add_chart (filler->report, chart);
  const GArray *const levels[] = { filler->levels[0]->regions, filler->levels[1]->regions };
  write_areas (filler, "regions.csv", levels);

  JsonArray *rccs = context_table (filler->context, "rccs");
  for (guint i = 0; i < filler->summary->rccs->len; i++)
    add_area (filler, context_row (rccs), &g_array_index (filler->summary->rccs, AreaSummary, i));
  context_end_table (filler->context, "rccs");
}

static void
add_authority (Filler *filler, JsonArray *rows, const AreaSummary *area)
{
  const Authority *authority = register_authority (filler->source->reg, area->code,
                                                   filler->summary->as_at);
  JsonObject *row = context_row (rows);
  add_area (filler, row, area);
  context_text (row, "region", authority == NULL ? "" : authority->region_name);
}

static void
add_authorities (Filler *filler)
{
  g_autoptr(GPtrArray) sorted = sorted_areas (filler->summary->authorities);
  g_autoptr(GString) none = g_string_new (NULL);
  JsonArray *shown = context_table (filler->context, "authorities");
  JsonArray *thin = context_table (filler->context, "thin");
  guint with_homes = 0, n_none = 0;
  for (guint i = 0; i < sorted->len; i++)
    {
      const AreaSummary *area = g_ptr_array_index (sorted, i);
      if (!g_str_has_prefix (area->code, "E"))
        continue;
      with_homes += area->homes > 0;
      if (area->homes == 0)
        g_string_append_printf (none, "%s%s", n_none++ == 0 ? "" : ", ", area->name);
      else if (is_thin (area))
        add_authority (filler, thin, area);
      else if (json_array_get_length (shown) < AUTHORITIES_SHOWN)
        add_authority (filler, shown, area);
    }
  context_end_table (filler->context, "authorities");
  context_end_table (filler->context, "thin");
  JsonObject *object = context_object (filler->context, "none");
  context_flag (object, "has_names", n_none > 0);
  context_count (object, "count", n_none);
  context_text (object, "names", none->str);
  context_count (filler->context, "authorities_with_homes", with_homes);
  const GArray *const levels[] = { filler->levels[0]->authorities, filler->levels[1]->authorities };
  write_areas (filler, "authorities.csv", levels);
}

/* --- owners --- */

/* The largest owners of SUMMARY. */
static void
add_owner_rows (Table *table, const Filler *filler, const MarketSummary *summary)
{
  for (guint i = 0; i < summary->owners->len && i < OWNERS_SHOWN; i++)
    {
      const OwnerSummary *owner = &g_array_index (summary->owners, OwnerSummary, i);
      table_add_text (table, owner_level_names[summary->level]);
      table_add_count (table, i + 1);
      table_add_text (table, owner->name);
      table_add_count (table, (gint64) owner->homes);
      table_add_figure (table, places_figure (filler, owner->places));
      table_add_count (table, owner->authorities);
      table_add_figure (table, owner->share);
    }
}

static void
show_owners (const Filler *filler, JsonArray *rows, const MarketSummary *summary)
{
  g_autoptr(Table) table = table_new (owner_columns, G_N_ELEMENTS (owner_columns));
  Figure together = figure_integer (0);
  add_owner_rows (table, filler, summary);
  for (guint i = 0; i < table_rows (table); i++)
    {
      const OwnerSummary *owner = &g_array_index (summary->owners, OwnerSummary, i);
      JsonObject *row = context_row (rows);
      together = figure_add (together, owner->share);
      context_cells (row, table, i);
      context_flag (row, "is_group", owner->group != NULL);
      context_figure (row, "cumulative", &owner_style, together);
    }
}

static void
add_owner_chart (Filler *filler)
{
  Chart *chart = chart_new (CHART_BARS, "owners");
  chart_add_series (chart, "share");
  chart_set_format (chart, owner_style.shift, owner_style.dp, owner_style.unit);
  for (guint i = 0; i < filler->summary->owners->len && i < OWNERS_SHOWN; i++)
    {
      const OwnerSummary *owner = &g_array_index (filler->summary->owners, OwnerSummary, i);
      chart_add_point (chart, owner->name, i, &owner->share);
    }
  report_add_chart (filler->report, chart);
}

/* The largest at the level asked for; where that is of organisations, also the
 * largest groups. */
static void
add_owners (Filler *filler)
{
  g_autoptr(Table) file = table_new (owner_columns, G_N_ELEMENTS (owner_columns));
  show_owners (filler, context_list (filler->context, "owners"), filler->summary);
  JsonArray *groups = context_table (filler->context, "groups");
  if (filler->mapped && filler->summary->level == LEVEL_ORGANISATION)
    show_owners (filler, groups, filler->levels[LEVEL_GROUP]);
  context_end_table (filler->context, "groups");
  add_owner_chart (filler);
  for (guint level = 0; level < n_levels (filler); level++)
    add_owner_rows (file, filler, filler->levels[level]);
  report_add_table (filler->report, "owners.csv", file);
}

/* --- over time --- */

static void
add_changes (Filler *filler, JsonObject *time)
{
  JsonArray *rows = context_list (time, "changes");
  for (guint i = 0; i < filler->summary->changes->len; i++)
    {
      const MarketChange *change = &g_array_index (filler->summary->changes, MarketChange, i);
      g_autofree char *from = date_to_display (change->from);
      g_autofree char *to = date_to_display (change->to);
      JsonObject *row = context_row (rows);
      context_text (row, "from", from);
      context_text (row, "to", to);
      context_count (row, "stayed", change->stayed);
      context_count (row, "entered", change->entered);
      context_count (row, "left", change->left);
      context_count (row, "places_entered", change->places_entered);
      context_count (row, "places_left", change->places_left);
      context_figure (row, "places_changed", &whole_style, figure_integer (change->places_changed));
      context_count (row, "owner_changed", change->owner_changed);
    }
}

/* A row of ROWS and a point of CHART for the list I: by what the summary rests on,
 * and by homes. */
static gboolean
add_date (Filler *filler, JsonArray *rows, Chart *chart, guint i, GError **error)
{
  const MarketDate *date = &g_array_index (filler->summary->dates, MarketDate, i);
  const MarketList *list = &filler->source->lists[i];
  g_autoptr(MarketSet) homes = market_of (filler->source, list, filler->source->query.level,
                                          list->sectors, BASIS_HOMES, AREA_ENGLAND, error);
  if (homes == NULL)
    return FALSE;
  const Figure values[] = {
    date->england.hhi, concentration_hhi (&market_set_area (homes, 0)->market),
  };
  g_autofree char *shown = date_to_display (date->as_at);
  g_autofree char *year = date_to_string (date->as_at);
  year[4] = '\0';
  JsonObject *row = context_row (rows);
  add_area (filler, row, &date->england);
  context_text (row, "date", shown);
  context_figure (row, "hhi_homes", &index_style, values[1]);
  chart_add_point (chart, year, date->as_at, values);
  return TRUE;
}

static gboolean
add_time (Filler *filler, GError **error)
{
  const GArray *dates = filler->summary->dates;
  const MarketDate *first = &g_array_index (dates, MarketDate, 0);
  const MarketDate *last = &g_array_index (dates, MarketDate, dates->len - 1);
  g_autofree char *shown = date_to_display (first->as_at);
  JsonObject *time = context_object (filler->context, "time");
  JsonArray *rows = context_list (time, "rows");
  g_autoptr(Chart) chart = chart_new (CHART_LINES, "time");
  chart_add_series (chart, "places");
  if (filler->summary->basis == BASIS_PLACES)
    chart_add_series (chart, "homes");
  chart_set_format (chart, index_style.shift, index_style.dp, "");
  for (guint i = 0; i < dates->len; i++)
    if (!add_date (filler, rows, chart, i, error))
      return FALSE;
  context_flag (time, "has_change", dates->len > 1);
  context_text (time, "first", shown);
  context_figure (time, "first_hhi", &index_style, first->england.hhi);
  context_figure (time, "last_hhi", &index_style, last->england.hhi);
  context_count (time, "count", dates->len);
  context_count (time, "shown", chart_n_points (chart));
  context_flag (time, "has_left_out", chart_left_out (chart) > 0);
  if (dates->len > 1)
    report_add_chart (filler->report, g_steal_pointer (&chart));
  add_changes (filler, time);
  return TRUE;
}

/* --- the rest --- */

static void
add_guidelines (Filler *filler)
{
  JsonArray *rows = context_list (filler->context, "bands");
  for (guint i = 0; i < filler->summary->guidelines->len; i++)
    {
      const GuidelineNote *note = &g_array_index (filler->summary->guidelines, GuidelineNote, i);
      JsonObject *row = context_row (rows);
      context_text (row, "title", note->title);
      context_text (row, "outcome", note->outcome);
      context_text (row, "words", note->words);
      context_text (row, "source", note->source);
      g_autofree char *from = date_to_display (note->from);
      g_autofree char *to = note->to == 0 ? NULL : date_to_display (note->to);
      context_text (row, "from", from);
      context_flag (row, "has_end", to != NULL);
      context_text (row, "to", to != NULL ? to : "");
      context_flag (row, "in_force", note->in_force);
    }
}

/* Each file under the flag by which the template finds its words. */
static void
add_files (Filler *filler)
{
  static const char *const kinds[] = { "england", "regions", "authorities", "owners" };
  JsonArray *rows = context_list (filler->context, "files");
  for (guint i = 0; i < filler->report->files->len; i++)
    {
      const ReportFile *file = g_ptr_array_index (filler->report->files, i);
      JsonObject *row = context_row (rows);
      context_text (row, "file", file->name);
      context_count (row, "rows", file->rows);
      for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
        {
          g_autofree char *name = g_strdup_printf ("%s-%s.csv", filler->report->name, kinds[kind]);
          g_autofree char *flag = g_strconcat ("is_", kinds[kind], NULL);
          context_flag (row, flag, g_str_equal (file->name, name));
        }
    }
}

static gboolean
fill (Filler *filler, GError **error)
{
  const MarketReportSource *source = filler->source;
  g_autoptr(MarketSet) organisations = market_of (source, last_list (source), LEVEL_ORGANISATION,
                                                  last_list (source)->sectors, BASIS_HOMES, AREA_ENGLAND,
                                                  error);
  if (organisations == NULL)
    return FALSE;
  add_coverage (filler);
  add_mapping (filler, &market_set_area (organisations, 0)->market, organisations->owners);
  add_headline (filler);
  if (!add_national (filler, error))
    return FALSE;
  add_owners (filler);
  add_regions (filler);
  add_authorities (filler);
  if (!add_time (filler, error))
    return FALSE;
  add_guidelines (filler);
  add_files (filler);
  return TRUE;
}

static MarketSummary *
summarise (const MarketReportSource *source, OwnerLevel level)
{
  MarketSummaryQuery query = source->query;
  query.level = level;
  return market_summary_make (source->lists, source->n_lists, source->reg, &query);
}

gboolean
market_report_fill (Report *report, const MarketReportSource *source, GError **error)
{
  g_autoptr(MarketSummary) organisations = summarise (source, LEVEL_ORGANISATION);
  g_autoptr(MarketSummary) groups = summarise (source, LEVEL_GROUP);
  g_autoptr(MarketSet) regions = market_of (source, last_list (source), source->query.level,
                                            last_list (source)->sectors, BASIS_HOMES, AREA_REGION, error);
  if (regions == NULL)
    return FALSE;
  Filler filler = {
    .source = source, .report = report, .context = report->context,
    .levels = { [LEVEL_ORGANISATION] = organisations, [LEVEL_GROUP] = groups },
    .region_homes = regions,
  };
  filler.summary = filler.levels[source->query.level];
  return fill (&filler, error);
}
