#include "analyser/market/market_summary.h"

#include <string.h>

#define LARGEST_OWNERS 10

/* One list seen one way: the sets by homes and by places of one kind of area. */
typedef struct {
  const MarketSet *homes, *places;
} Sets;

/* A list, and who owns what of it: the last on the day that is asked for, those before on their own. */
typedef struct {
  const MarketList *of;
  OwnerMap *owners;
  GStrv keys;              /* by owner: the name as it is compared, so that two lists can be */
} Mapped;

/* What is being summarised. */
typedef struct {
  MarketSummary *summary;
  const Register *reg;
  const MarketSummaryQuery *query;
  GArray *lists;           /* Mapped, oldest first */
} Maker;

/* The set of LIST by BASIS and kind of AREA. The summary keeps it. */
static const MarketSet *
build_set (Maker *maker, const Mapped *list, MarketBasis basis, AreaKind area)
{
  MarketQuery query = {
    .service = list->of->service, .sectors = list->of->sectors,
    .level = maker->query->level, .names = maker->query->names,
    .basis = basis, .area = area, .owners = list->owners,
  };
  /* Only an area that is named can be unknown, and none is. */
  MarketSet *set = market_set_build (list->of->list, maker->reg, &query, NULL);
  g_ptr_array_add (maker->summary->sets, set);
  return set;
}

static Sets
build_sets (Maker *maker, const Mapped *list, AreaKind area)
{
  return (Sets) {
    .homes = build_set (maker, list, BASIS_HOMES, area),
    .places = build_set (maker, list, BASIS_PLACES, area),
  };
}

static const MarketSet *
of_basis (const Maker *maker, const Sets *sets)
{
  return maker->summary->basis == BASIS_PLACES ? sets->places : sets->homes;
}

static AreaSummary
summarise_area (const Maker *maker, const Sets *sets, guint i)
{
  const AreaMarket *area = market_set_area (of_basis (maker, sets), i);
  const Market *market = &area->market;
  return (AreaSummary) {
    .code = area->code,
    .name = area->name,
    .homes = market->units,
    .places = market_set_area (sets->places, i)->market.total,
    .owners = market->n,
    .hhi = concentration_hhi (market),
    .effective_number = concentration_effective_number (market),
    .cr1 = concentration_ratio (market, 1),
    .cr3 = concentration_ratio (market, 3),
    .cr5 = concentration_ratio (market, 5),
    .cr10 = concentration_ratio (market, 10),
    .owners_to_25 = concentration_owners_to (market, 25),
    .gini = concentration_gini (market),
    .note = concentration_note (market),
  };
}

static GArray *
summarise_areas (Maker *maker, const Mapped *list, AreaKind area)
{
  Sets sets = build_sets (maker, list, area);
  GArray *areas = g_array_new (FALSE, FALSE, sizeof (AreaSummary));
  for (guint i = 0; i < market_set_length (sets.homes); i++)
    {
      AreaSummary summary = summarise_area (maker, &sets, i);
      g_array_append_val (areas, summary);
    }
  return areas;
}

/* What each owner of England's market holds, by number of owner. */
static guint64 *
held_by_owner (const MarketSet *england)
{
  const Market *market = &market_set_area (england, 0)->market;
  guint64 *held = g_new0 (guint64, england->owners->n + 1);
  for (guint i = 0; i < market->n; i++)
    held[market->holdings[i].owner] = market->holdings[i].held;
  return held;
}

/* In how many of the areas of SET each owner has something. */
static guint *
areas_by_owner (const MarketSet *set)
{
  guint *areas = g_new0 (guint, set->owners->n + 1);
  for (guint i = 0; i < market_set_length (set); i++)
    {
      const Market *market = &market_set_area (set, i)->market;
      for (guint j = 0; j < market->n; j++)
        areas[market->holdings[j].owner]++;
    }
  return areas;
}

static GArray *
summarise_owners (Maker *maker, const Sets *england, const MarketSet *authorities)
{
  const MarketSet *set = of_basis (maker, england);
  const Market *market = &market_set_area (set, 0)->market;
  g_autofree guint64 *homes = held_by_owner (england->homes);
  g_autofree guint64 *places = held_by_owner (england->places);
  g_autofree guint *areas = areas_by_owner (authorities);
  GArray *owners = g_array_new (FALSE, FALSE, sizeof (OwnerSummary));
  for (guint i = 0; i < MIN (market->n, LARGEST_OWNERS); i++)
    {
      guint number = market->holdings[i].owner;
      OwnerSummary owner = {
        .name = set->owners->owners[number].name,
        .group = set->owners->owners[number].group,
        .homes = homes[number],
        .places = places[number],
        .share = concentration_share (market, i),
        .authorities = areas[number],
      };
      g_array_append_val (owners, owner);
    }
  return owners;
}

static void
market_date_clear (gpointer data)
{
  MarketDate *date = data;
  g_array_unref (date->regions);
}

static MarketDate
summarise_date (Maker *maker, const Mapped *list)
{
  Sets england = build_sets (maker, list, AREA_ENGLAND);
  return (MarketDate) {
    .as_at = list->of->list->as_at,
    .england = summarise_area (maker, &england, 0),
    .regions = summarise_areas (maker, list, AREA_REGION),
  };
}

static GArray *
summarise_dates (Maker *maker)
{
  GArray *dates = g_array_new (FALSE, FALSE, sizeof (MarketDate));
  g_array_set_clear_func (dates, market_date_clear);
  for (guint i = 0; i < maker->lists->len; i++)
    {
      MarketDate date = summarise_date (maker, &g_array_index (maker->lists, Mapped, i));
      g_array_append_val (dates, date);
    }
  return dates;
}

/* A row of the population, as the list before or after has it. */
typedef struct {
  const Mapped *mapped;
  const Establishments *list;
  GHashTable *rows;        /* URN -> row + 1, of the population alone */
} Side;

static gboolean
is_in (const MarketList *of, guint row)
{
  const Establishments *list = of->list;
  return population_has (of->service, list->provisions.text[list->provision[row]])
         && population_has (of->sectors, list->sectors.text[list->sector[row]]);
}

static Side
make_side (const Mapped *mapped)
{
  const MarketList *of = mapped->of;
  const Establishments *list = of->list;
  Side side = { mapped, list, g_hash_table_new (NULL, NULL) };
  for (guint row = 0; row < list->n; row++)
    if (is_in (of, row))
      g_hash_table_insert (side.rows, GUINT_TO_POINTER (list->urn[row]), GUINT_TO_POINTER (row + 1));
  return side;
}

static guint64
places_of (const Side *side, guint row)
{
  guint32 places = side->list->places[row];
  return places == PLACES_BLANK ? 0 : places;
}

static gboolean
changed_owner (const Side *from, guint row_from, const Side *to, guint row_to)
{
  guint before = owner_map_row (from->mapped->owners, from->list, row_from);
  guint after = owner_map_row (to->mapped->owners, to->list, row_to);
  return strcmp (from->mapped->keys[before], to->mapped->keys[after]) != 0;
}

static guint
find_row (const Side *side, guint32 urn)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (side->rows, GUINT_TO_POINTER (urn)));
}

static MarketChange
compare_sides (const Side *from, const Side *to)
{
  MarketChange change = { .from = from->list->as_at, .to = to->list->as_at };
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init (&iter, from->rows);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint before = GPOINTER_TO_UINT (value) - 1, after = find_row (to, GPOINTER_TO_UINT (key));
      if (after-- == 0)
        {
          change.left++;
          change.places_left += places_of (from, before);
          continue;
        }
      change.stayed++;
      change.places_changed += (gint64) places_of (to, after) - (gint64) places_of (from, before);
      if (changed_owner (from, before, to, after))
        change.owner_changed++;
    }
  g_hash_table_iter_init (&iter, to->rows);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (find_row (from, GPOINTER_TO_UINT (key)) == 0)
      {
        change.entered++;
        change.places_entered += places_of (to, GPOINTER_TO_UINT (value) - 1);
      }
  return change;
}

static GArray *
compare_lists (const Maker *maker)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (MarketChange));
  for (guint i = 1; i < maker->lists->len; i++)
    {
      Side from = make_side (&g_array_index (maker->lists, Mapped, i - 1));
      Side to = make_side (&g_array_index (maker->lists, Mapped, i));
      MarketChange change = compare_sides (&from, &to);
      g_array_append_val (changes, change);
      g_hash_table_unref (from.rows);
      g_hash_table_unref (to.rows);
    }
  return changes;
}

static gboolean
has_note (const GArray *notes, const char *guideline)
{
  for (guint i = 0; i < notes->len; i++)
    if (strcmp (g_array_index (notes, GuidelineNote, i).guideline, guideline) == 0)
      return TRUE;
  return FALSE;
}

/* Each guideline that has bands for markets, on the last day it was in force
 * when it no longer is. */
static GArray *
note_guidelines (const GPtrArray *bands, Date on, Figure hhi)
{
  GArray *notes = g_array_new (FALSE, FALSE, sizeof (GuidelineNote));
  for (guint i = 0; i < bands->len; i++)
    {
      const ConcentrationBand *row = bands->pdata[i];
      if (row->kind != BAND_MARKET || row->from > on || has_note (notes, row->guideline))
        continue;
      gboolean in_force = row->to == 0 || on <= row->to;
      const ConcentrationBand *band
        = concentration_band_of_market (bands, row->guideline, in_force ? on : row->to, hhi);
      if (band == NULL)
        continue;
      GuidelineNote note = {
        .guideline = band->guideline, .title = band->title, .outcome = band->outcome,
        .words = band->words, .source = band->source, .from = band->from, .to = band->to,
        .in_force = in_force,
      };
      g_array_append_val (notes, note);
    }
  return notes;
}

static void
mapped_clear (gpointer data)
{
  Mapped *mapped = data;
  owner_map_free (mapped->owners);
  g_strfreev (mapped->keys);
}

static GStrv
make_keys (const OwnerMap *map, OwnerNames names)
{
  GStrv keys = g_new0 (char *, map->n + 1);
  for (guint i = 0; i < map->n; i++)
    {
      const MarketOwner *owner = &map->owners[i];
      keys[i] = owner->group != NULL ? g_strconcat ("group ", owner->group, NULL)
                : names == NAMES_NORMALISED ? owner_name_normalise (owner->name) : g_strdup (owner->name);
    }
  return keys;
}

/* Owners are told apart once a list. */
static GArray *
map_lists (const MarketList *lists, guint n_lists, const Register *reg, const MarketSummaryQuery *query)
{
  GArray *mapped = g_array_new (FALSE, FALSE, sizeof (Mapped));
  g_array_set_clear_func (mapped, mapped_clear);
  for (guint i = 0; i < n_lists; i++)
    {
      const Establishments *list = lists[i].list;
      Date mapped_on = i + 1 == n_lists ? query->mapped_on : list->as_at;
      Mapped one = { &lists[i], owner_map_make (list, reg, query->level, query->names, mapped_on) };
      one.keys = make_keys (one.owners, query->names);
      g_array_append_val (mapped, one);
    }
  return mapped;
}

MarketSummary *
market_summary_make (const MarketList *lists, guint n_lists, const Register *reg,
                     const MarketSummaryQuery *query)
{
  g_assert (n_lists > 0);
  g_autoptr(GArray) mapped = map_lists (lists, n_lists, reg, query);
  const Mapped *last = &g_array_index (mapped, Mapped, n_lists - 1);
  const MarketList *list = last->of;
  MarketSummary *summary = g_new0 (MarketSummary, 1);
  Maker maker = { summary, reg, query, mapped };
  summary->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) market_set_free);
  summary->service = list->service;
  summary->sectors = list->sectors;
  summary->level = query->level;
  summary->names = query->names;
  summary->as_at = list->list->as_at;
  summary->mapped_on = query->mapped_on;
  Sets england = build_sets (&maker, last, AREA_ENGLAND);
  summary->basis
    = market_set_area (england.places, 0)->market.total > 0 ? BASIS_PLACES : BASIS_HOMES;
  summary->england = summarise_area (&maker, &england, 0);
  summary->regions = summarise_areas (&maker, last, AREA_REGION);
  summary->rccs = summarise_areas (&maker, last, AREA_RCC);
  summary->authorities = summarise_areas (&maker, last, AREA_AUTHORITY);
  const MarketSet *authorities
    = build_set (&maker, last, BASIS_HOMES, AREA_AUTHORITY);
  summary->owners = summarise_owners (&maker, &england, authorities);
  summary->dates = summarise_dates (&maker);
  summary->changes = compare_lists (&maker);
  summary->guidelines = note_guidelines (list->methods->concentration_bands, summary->as_at,
                                         summary->england.hhi);
  return summary;
}

void
market_summary_free (MarketSummary *summary)
{
  if (summary == NULL)
    return;
  GArray *arrays[] = { summary->regions, summary->rccs, summary->authorities, summary->owners,
                       summary->dates, summary->changes, summary->guidelines };
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  g_ptr_array_unref (summary->sets);
  g_free (summary);
}
