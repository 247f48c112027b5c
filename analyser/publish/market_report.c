#include "analyser/publish/market_report.h"

#include <string.h>

#include "lib/tables/context.h"
#include "lib/sheet/csv.h"

/* How many areas the table of the most concentrated ones has. */
#define AUTHORITIES_SHOWN 20
#define OWNERS_SHOWN 10

static const FigureStyle index_style = { 0, 1, NULL };
static const FigureStyle whole_style = { 0, 0, NULL };
static const FigureStyle percent_style = { 2, 1, "%" };
static const FigureStyle owner_style = { 2, 2, "%" };
static const FigureStyle gini_style = { 0, 3, NULL };

/* In files: the index and shares in per cent to 3 decimals. */
#define FILE_DP 3

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
market_of (const MarketReportSource *source, const Establishments *list, OwnerLevel level,
           const Population *sectors, MarketBasis basis, AreaKind area, GError **error)
{
  const MarketQuery query = {
    .service = source->query.service, .sectors = sectors,
    .level = level, .names = source->query.names,
    .basis = basis, .area = area,
    .mapped_on = list->as_at,
  };
  return market_set_build (list, source->reg, &query, error);
}

static const Establishments *
last_list (const MarketReportSource *source)
{
  return source->lists[source->n_lists - 1];
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

/* Several texts as a row of CSV. */
static void
write_row (GString *out, GPtrArray *fields)
{
  g_ptr_array_add (fields, NULL);
  csv_write_row (out, (const char *const *) fields->pdata);
}

static void
add_number (GPtrArray *fields, guint64 number)
{
  g_ptr_array_add (fields, g_strdup_printf ("%" G_GUINT64_FORMAT, number));
}

/* --- what the report covers --- */

typedef struct { guint64 without_owner, without_places, outside; } Blanks;

/* Rows of the population in which Ofsted leaves something blank. */
static Blanks
count_blanks (const MarketReportSource *source)
{
  const Establishments *list = last_list (source);
  Blanks blanks = { 0 };
  for (guint row = 0; row < list->n; row++)
    {
      if (!population_has (source->query.service, list->provisions.text[list->provision[row]])
          || !population_has (source->query.sectors, list->sectors.text[list->sector[row]]))
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
  context_text (context_object (filler->context, "list"), "source", source->list_source);
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
add_national_column (JsonArray *columns, const NationalKey *key, const Market *market)
{
  JsonObject *column = context_row (columns);
  context_flag (column, "is_places", key->basis == BASIS_PLACES);
  context_flag (column, "is_homes", key->basis == BASIS_HOMES);
  context_flag (column, "is_group", key->level == LEVEL_GROUP);
  context_count (column, "total", market->total);
  context_count (column, "owners", market->n);
  context_figure (column, "hhi", &index_style, concentration_hhi (market));
  context_figure (column, "effective", &index_style, concentration_effective_number (market));
  context_figure (column, "cr1", &percent_style, concentration_ratio (market, 1));
  context_figure (column, "cr3", &percent_style, concentration_ratio (market, 3));
  context_figure (column, "cr5", &percent_style, concentration_ratio (market, 5));
  context_figure (column, "cr10", &percent_style, concentration_ratio (market, 10));
  context_figure (column, "owners_to_25", &whole_style, concentration_owners_to (market, 25));
  context_figure (column, "gini", &gini_style, concentration_gini (market));
}

static void
write_national_row (GString *out, const NationalKey *key, const Market *market)
{
  static const guint largest[] = { 1, 3, 5, 10 };
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (fields, g_strdup (key->sectors->id));
  g_ptr_array_add (fields, g_strdup (owner_level_names[key->level]));
  g_ptr_array_add (fields, g_strdup (market_basis_names[key->basis]));
  add_number (fields, market->total);
  add_number (fields, market->n);
  g_ptr_array_add (fields, figure_to_string (concentration_hhi (market), 0, FILE_DP));
  g_ptr_array_add (fields, figure_to_string (concentration_effective_number (market), 0, FILE_DP));
  for (guint i = 0; i < G_N_ELEMENTS (largest); i++)
    g_ptr_array_add (fields, figure_to_string (concentration_ratio (market, largest[i]), 2, FILE_DP));
  g_ptr_array_add (fields, figure_to_string (concentration_owners_to (market, 25), 0, 0));
  g_ptr_array_add (fields, figure_to_string (concentration_gini (market), 0, FILE_DP));
  write_row (out, fields);
}

/* By places and by homes, each at both levels. */
static gboolean
add_national_table (Filler *filler, JsonArray *tables, GString *out, const Population *sectors,
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
        add_national_column (columns, &key, &market_set_area (set, 0)->market);
        write_national_row (out, &key, &market_set_area (set, 0)->market);
      }
  return TRUE;
}

/* A table for the market of the report, and one for all sectors. */
static gboolean
add_national (Filler *filler, GError **error)
{
  static const char *const header[] = {
    "sectors", "level", "basis", "total", "owners", "hhi", "effective_number", "cr1_percent",
    "cr3_percent", "cr5_percent", "cr10_percent", "owners_to_25_percent", "gini", NULL,
  };
  const MarketReportSource *source = filler->source;
  const Population *all = population_find (source->methods->populations, "sectors", "all", error);
  if (all == NULL)
    return FALSE;
  GString *out = report_add_file (filler->report, "england.csv");
  JsonArray *tables = context_list (context_object (filler->context, "national"), "tables");
  csv_write_row (out, header);
  return add_national_table (filler, tables, out, source->query.sectors, error)
         && (all == source->query.sectors || add_national_table (filler, tables, out, all, error));
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
add_area (const Filler *filler, JsonObject *row, const AreaSummary *area)
{
  context_text (row, "name", area->name);
  context_count (row, "homes", area->homes);
  context_figure (row, "places", &whole_style, places_figure (filler, area->places));
  context_count (row, "owners", area->owners);
  context_figure (row, "hhi_places", &index_style, area->hhi);
  context_figure (row, "cr1", &percent_style, area->cr1);
  context_figure (row, "cr3", &percent_style, area->cr3);
  context_flag (row, "is_thin", is_thin (area));
}

static void
add_places (const Filler *filler, GPtrArray *fields, guint64 places)
{
  g_ptr_array_add (fields, figure_to_string (places_figure (filler, places), 0, 0));
}

static void
write_area (const Filler *filler, GString *out, OwnerLevel level, const AreaSummary *area)
{
  const Figure ratios[] = { area->cr1, area->cr3, area->cr5, area->cr10 };
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (fields, g_strdup (area->code));
  g_ptr_array_add (fields, g_strdup (area->name));
  g_ptr_array_add (fields, g_strdup (owner_level_names[level]));
  add_number (fields, area->homes);
  add_places (filler, fields, area->places);
  add_number (fields, area->owners);
  g_ptr_array_add (fields, figure_to_string (area->hhi, 0, FILE_DP));
  g_ptr_array_add (fields, figure_to_string (area->effective_number, 0, FILE_DP));
  for (guint r = 0; r < G_N_ELEMENTS (ratios); r++)
    g_ptr_array_add (fields, figure_to_string (ratios[r], 2, FILE_DP));
  g_ptr_array_add (fields, figure_to_string (area->owners_to_25, 0, 0));
  g_ptr_array_add (fields, g_strdup (area->note));
  write_row (out, fields);
}

/* AREAS: of each level, the same areas in the same order. */
static void
write_areas (Filler *filler, const char *suffix, const GArray *const areas[])
{
  static const char *const header[] = {
    "code", "name", "level", "homes", "places", "owners", "hhi", "effective_number",
    "cr1_percent", "cr3_percent", "cr5_percent", "cr10_percent", "owners_to_25_percent", "note", NULL,
  };
  GString *out = report_add_file (filler->report, suffix);
  csv_write_row (out, header);
  for (guint i = 0; i < areas[0]->len; i++)
    for (guint level = 0; level < n_levels (filler); level++)
      write_area (filler, out, (OwnerLevel) level,
                  &g_array_index (areas[level], AreaSummary, i));
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

static void
write_owner (const Filler *filler, GString *out, OwnerLevel level, guint rank,
             const OwnerSummary *owner)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (fields, g_strdup (owner_level_names[level]));
  add_number (fields, rank);
  g_ptr_array_add (fields, g_strdup (owner->name));
  add_number (fields, owner->homes);
  add_places (filler, fields, owner->places);
  add_number (fields, owner->authorities);
  g_ptr_array_add (fields, figure_to_string (owner->share, 2, FILE_DP));
  write_row (out, fields);
}

static void
add_owner_rows (const Filler *filler, JsonArray *rows, const MarketSummary *summary)
{
  Figure together = figure_integer (0);
  for (guint i = 0; i < summary->owners->len && i < OWNERS_SHOWN; i++)
    {
      const OwnerSummary *owner = &g_array_index (summary->owners, OwnerSummary, i);
      JsonObject *row = context_row (rows);
      together = figure_add (together, owner->share);
      context_count (row, "rank", i + 1);
      context_text (row, "name", owner->name);
      context_flag (row, "is_group", owner->group != NULL);
      context_count (row, "homes", owner->homes);
      context_figure (row, "places", &whole_style, places_figure (filler, owner->places));
      context_count (row, "authorities", owner->authorities);
      context_figure (row, "share", &owner_style, owner->share);
      context_figure (row, "cumulative", &owner_style, together);
    }
}

static void
add_owner_chart (Filler *filler)
{
  Chart *chart = chart_new (CHART_BARS, "owners");
  chart_add_series (chart, "share");
  chart_set_format (chart, owner_style.shift, owner_style.dp, owner_style.suffix);
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
  static const char *const header[] = {
    "level", "rank", "owner", "homes", "places", "authorities", "share_percent", NULL,
  };
  GString *out = report_add_file (filler->report, "owners.csv");
  add_owner_rows (filler, context_list (filler->context, "owners"), filler->summary);
  JsonArray *groups = context_table (filler->context, "groups");
  if (filler->mapped && filler->summary->level == LEVEL_ORGANISATION)
    add_owner_rows (filler, groups, filler->levels[LEVEL_GROUP]);
  context_end_table (filler->context, "groups");
  add_owner_chart (filler);
  csv_write_row (out, header);
  for (guint level = 0; level < n_levels (filler); level++)
    {
      const GArray *owners = filler->levels[level]->owners;
      for (guint i = 0; i < owners->len && i < OWNERS_SHOWN; i++)
        write_owner (filler, out, (OwnerLevel) level, i + 1,
                     &g_array_index (owners, OwnerSummary, i));
    }
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

static gboolean
add_time (Filler *filler, GError **error)
{
  const GArray *dates = filler->summary->dates;
  JsonObject *time = context_object (filler->context, "time");
  JsonArray *rows = context_list (time, "rows");
  context_flag (time, "has_change", dates->len > 1);
  g_autoptr(Chart) chart = chart_new (CHART_LINES, "time");
  chart_add_series (chart, "places");
  if (filler->summary->basis == BASIS_PLACES)
    chart_add_series (chart, "homes");
  chart_set_format (chart, index_style.shift, index_style.dp, "");
  for (guint i = 0; i < dates->len; i++)
    {
      const MarketDate *date = &g_array_index (dates, MarketDate, i);
      g_autoptr(MarketSet) homes = market_of (filler->source, filler->source->lists[i],
                                              filler->source->query.level,
                                              filler->source->query.sectors, BASIS_HOMES,
                                              AREA_ENGLAND, error);
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
      context_figure (row, "cr10", &percent_style, date->england.cr10);
      if (i == 0)
        {
          context_text (time, "first", shown);
          context_figure (time, "first_hhi", &index_style, values[0]);
        }
      context_figure (time, "last_hhi", &index_style, values[0]);
      chart_add_point (chart, year, date->as_at, values);
    }
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
      context_flag (row, "in_force", note->in_force);
    }
}

/* Each file under the flag by which the template finds its words. */
static void
add_files (Filler *filler)
{
  JsonArray *rows = context_list (filler->context, "files");
  for (guint i = 0; i < filler->report->files->len; i++)
    {
      const ReportFile *file = g_ptr_array_index (filler->report->files, i);
      g_autofree char *kind = g_strndup (file->name + strlen (filler->report->name) + 1,
                                         strcspn (file->name + strlen (filler->report->name) + 1, "."));
      g_autofree char *flag = g_strconcat ("is_", kind, NULL);
      JsonObject *row = context_row (rows);
      guint lines = 0;
      for (const char *p = file->text->str; *p != '\0'; p++)
        lines += *p == '\n';
      context_text (row, "file", file->name);
      context_count (row, "rows", lines - 1);
      context_flag (row, flag, TRUE);
    }
}

static gboolean
fill (Filler *filler, GError **error)
{
  const MarketReportSource *source = filler->source;
  g_autoptr(MarketSet) organisations = market_of (source, last_list (source), LEVEL_ORGANISATION,
                                                  source->query.sectors, BASIS_HOMES, AREA_ENGLAND,
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
  return market_summary_make (source->lists, source->n_lists, source->reg, source->methods, &query);
}

gboolean
market_report_fill (Report *report, const MarketReportSource *source, GError **error)
{
  g_autoptr(MarketSummary) organisations = summarise (source, LEVEL_ORGANISATION);
  g_autoptr(MarketSummary) groups = summarise (source, LEVEL_GROUP);
  g_autoptr(MarketSet) regions = market_of (source, last_list (source), source->query.level,
                                            source->query.sectors, BASIS_HOMES, AREA_REGION, error);
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
