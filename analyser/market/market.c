#include "analyser/market/market.h"

#include "lib/base/parallel.h"

/* Entries from which areas are counted on all processors. */
#define MANY_ENTRIES 100000u

const char *const market_basis_names[] = { "homes", "places", "income", NULL };

/* A row of the population: who owns it, and what it counts. */
typedef struct {
  guint owner;
  guint32 amount;          /* of homes or places; of income the row, where it stands */
} Entry;

/* The population by authority. */
typedef struct {
  const Establishments *list;
  const MarketQuery *query;
  const OwnerMap *owners;
  Entry *entries;          /* authority by authority, rows in order */
  guint *start;            /* by authority: its first entry; one more at the end */
} Counter;

/* What is counted in one area at a time. */
typedef struct {
  guint64 *held;           /* by owner: zero outside count_area() */
  guint *touched;          /* owners that hold something */
  guint n_touched;
} Tally;

/* Which of NAMES belong to POPULATION, by number: 1, the others 0. */
static guint8 *
mark_names (const Population *population, const Names *names)
{
  guint8 *marks = g_new (guint8, names->n + 1);
  for (guint i = 0; i < names->n; i++)
    marks[i] = !!population_has (population, names->text[i]);
  return marks;
}

static guint32
amount_of_row (const Counter *counter, guint row)
{
  guint32 places;
  switch (counter->query->basis)
    {
    case BASIS_HOMES:
      return 1;
    case BASIS_PLACES:
      places = counter->list->places[row];
      return places == PLACES_BLANK ? 0 : places;
    case BASIS_INCOME:
      return row;
    }
  g_assert_not_reached ();
}

static gboolean
is_unknown (const MarketQuery *query, const Entry *entry)
{
  return query->basis == BASIS_INCOME && query->income[entry->amount] == INCOME_UNKNOWN;
}

static guint64
amount_of (const MarketQuery *query, const Entry *entry)
{
  if (query->basis != BASIS_INCOME)
    return entry->amount;
  guint64 income = query->income[entry->amount];
  return income == INCOME_OUT_OF_RANGE ? MARKET_TOTAL_MAX : income;
}

/* The rows of the population, *N of them. Who counts and who does not follows no pattern, so nothing
 * branches on it: a row that does not is overwritten by the next. */
static guint *
rows_of_population (const Counter *counter, guint *n)
{
  const Establishments *list = counter->list;
  g_autofree guint8 *service = mark_names (counter->query->service, &list->provisions);
  g_autofree guint8 *sectors = mark_names (counter->query->sectors, &list->sectors);
  guint *rows = g_new (guint, (gsize) list->n + 1);
  *n = 0;
  for (guint row = 0; row < list->n; row++)
    {
      rows[*n] = row;
      *n += service[list->provision[row]] & sectors[list->sector[row]];
    }
  return rows;
}

/* Sorts the rows of the population by authority: one pass counts, one places. */
static void
counter_fill (Counter *counter)
{
  const Establishments *list = counter->list;
  guint n = list->authorities.n, n_rows;
  g_autofree guint *rows = rows_of_population (counter, &n_rows);
  counter->start = g_new0 (guint, n + 2);
  counter->entries = g_new (Entry, (gsize) n_rows + 1);
  /* next[a] is where the next row of authority a goes; in the end start[a + 1]. */
  guint *next = counter->start + 1;
  for (guint i = 0; i < n_rows; i++)
    next[list->authority[rows[i]] + 1]++;
  for (guint i = 1; i <= n; i++)
    next[i] += next[i - 1];
  for (guint i = 0; i < n_rows; i++)
    counter->entries[next[list->authority[rows[i]]]++]
      = (Entry) { owner_map_row (counter->owners, list, rows[i]), amount_of_row (counter, rows[i]) };
}

static void
counter_clear (Counter *counter)
{
  g_free (counter->entries);
  g_free (counter->start);
}

static guint64
add_saturated (guint64 a, guint64 b)
{
  guint64 sum;
  return __builtin_add_overflow (a, b, &sum) ? MARKET_TOTAL_MAX : sum;
}

/* Adds one authority to the area being counted. */
static void
count_authority (const Counter *counter, guint authority, Tally *tally, AreaMarket *area)
{
  for (guint i = counter->start[authority]; i < counter->start[authority + 1]; i++)
    {
      const Entry *entry = &counter->entries[i];
      guint owner = entry->owner;
      if (is_unknown (counter->query, entry))
        {
          area->unknown++;
          continue;
        }
      guint64 amount = amount_of (counter->query, entry);
      if (amount == 0)
        continue;
      tally->touched[tally->n_touched] = owner;
      tally->n_touched += tally->held[owner] == 0;
      tally->held[owner] = add_saturated (tally->held[owner], amount);
      area->market.total = add_saturated (area->market.total, amount);
    }
  area->market.units += counter->start[authority + 1] - counter->start[authority];
}

static AreaMarket
count_area (const Counter *counter, const AreaPlan *plan, Tally *tally)
{
  AreaMarket area = { .code = g_strdup (plan->code), .name = g_strdup (plan->name) };
  tally->n_touched = 0;
  for (guint i = 0; i < plan->authorities->len; i++)
    count_authority (counter, g_array_index (plan->authorities, guint, i), tally, &area);
  Holding *holdings = g_new (Holding, tally->n_touched);
  for (guint i = 0; i < tally->n_touched; i++)
    {
      guint owner = tally->touched[i];
      holdings[i] = (Holding) { owner, tally->held[owner] };
      tally->held[owner] = 0;
    }
  market_sort (holdings, tally->n_touched);
  area.market.holdings = holdings;
  area.market.n = tally->n_touched;
  return area;
}

static guint64
count_unplaced (const Counter *counter, const GPtrArray *plans)
{
  guint n = counter->list->authorities.n;
  g_autofree gboolean *placed = g_new0 (gboolean, n + 1);
  guint64 unplaced = 0;
  for (guint i = 0; i < plans->len; i++)
    {
      const AreaPlan *plan = plans->pdata[i];
      for (guint j = 0; j < plan->authorities->len; j++)
        placed[g_array_index (plan->authorities, guint, j)] = TRUE;
    }
  for (guint i = 0; i < n; i++)
    if (!placed[i])
      unplaced += counter->start[i + 1] - counter->start[i];
  return unplaced;
}

static void
area_market_clear (gpointer data)
{
  AreaMarket *area = data;
  g_free ((gpointer) area->market.holdings);
  g_free (area->code);
  g_free (area->name);
}

/* Areas that are counted at once: each thread takes every N_THREADS-th. */
typedef struct {
  const Counter *counter;
  const GPtrArray *plans;
  AreaMarket *areas;       /* by plan */
  guint n_threads;
} Counting;

static void
count_some (guint first, gpointer data)
{
  const Counting *counting = data;
  gsize n_owners = (gsize) counting->counter->owners->n + 1;
  g_autofree guint64 *held = g_new0 (guint64, n_owners);
  g_autofree guint *touched = g_new (guint, n_owners);
  Tally tally = { held, touched, 0 };
  for (guint i = first; i < counting->plans->len; i += counting->n_threads)
    counting->areas[i] = count_area (counting->counter, counting->plans->pdata[i], &tally);
}

/* The markets of all PLANS that have something in them, or are in England. */
static GArray *
count_areas (const Counter *counter, const GPtrArray *plans)
{
  gboolean many = counter->start[counter->list->authorities.n] >= MANY_ENTRIES;
  g_autofree AreaMarket *counted = g_new (AreaMarket, plans->len);
  Counting counting = { counter, plans, counted, many ? MIN (parallel_threads (), plans->len) : 1 };
  parallel_each (counting.n_threads, counting.n_threads, count_some, &counting);
  GArray *areas = g_array_new (FALSE, FALSE, sizeof (AreaMarket));
  g_array_set_clear_func (areas, area_market_clear);
  for (guint i = 0; i < plans->len; i++)
    {
      const AreaPlan *plan = plans->pdata[i];
      if (counted[i].market.units > 0 || plan->in_england)
        g_array_append_val (areas, counted[i]);
      else
        area_market_clear (&counted[i]);
    }
  return areas;
}

gboolean
market_list_make (const Establishments *list, const Methods *methods, const char *service,
                  const char *sectors, MarketList *out, GError **error)
{
  MarketList made = { .list = list, .methods = methods };
  made.service = population_find (methods->populations, "service", service, error);
  if (made.service == NULL
      || !population_check (made.service, list->provisions.text, list->provisions.n, error))
    return FALSE;
  made.sectors = population_find (methods->populations, "sectors", sectors, error);
  if (made.sectors == NULL
      || !population_check (made.sectors, list->sectors.text, list->sectors.n, error))
    return FALSE;
  *out = made;
  return TRUE;
}

MarketSet *
market_set_build (const Establishments *list, const Register *reg, const MarketQuery *query,
                  GError **error)
{
  g_autoptr(GPtrArray) plans = area_plans_make (list, reg, query->area);
  const AreaPlan *one = NULL;
  g_assert (query->basis != BASIS_INCOME || query->income != NULL);
  if (query->in != NULL)
    {
      one = area_plans_find (plans, reg, list->as_at, query->area, query->in, error);
      if (one == NULL)
        return NULL;
    }
  MarketSet *set = g_new0 (MarketSet, 1);
  set->owners = query->owners != NULL
                ? owner_map_ref (query->owners)
                : owner_map_make (list, reg, query->level, query->names, query->mapped_on);
  Counter counter = { .list = list, .query = query, .owners = set->owners };
  counter_fill (&counter);
  g_autoptr(GPtrArray) wanted = one == NULL ? g_ptr_array_ref (plans) : g_ptr_array_new ();
  if (one != NULL)
    g_ptr_array_add (wanted, (gpointer) one);
  set->areas = count_areas (&counter, wanted);
  set->unplaced = count_unplaced (&counter, plans);
  counter_clear (&counter);
  return set;
}

guint
market_set_length (const MarketSet *set)
{
  return set->areas->len;
}

const AreaMarket *
market_set_area (const MarketSet *set, guint i)
{
  return &g_array_index (set->areas, AreaMarket, i);
}

void
market_set_free (MarketSet *set)
{
  if (set == NULL)
    return;
  g_array_unref (set->areas);
  owner_map_free (set->owners);
  g_free (set);
}
