#include "analyser/market/market.h"

const char *const market_basis_names[] = { "homes", "places", "income", NULL };

/* A row of the population: who owns it, and what it counts. */
typedef struct {
  guint owner;
  guint32 amount;          /* of homes or places; of income the row, where it stands */
} Entry;

/* The population by authority, and what is counted in one area at a time. */
typedef struct {
  const Establishments *list;
  const MarketQuery *query;
  const OwnerMap *owners;
  Entry *entries;          /* authority by authority, rows in order */
  guint *start;            /* by authority: its first entry; one more at the end */
  guint64 *held;           /* by owner: zero outside count_area() */
  guint *touched;          /* owners that hold something */
  GArray *holdings;
} Counter;

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

/* Sorts the rows of the population by authority: one pass counts, one places. Who counts and who does
 * not follow no pattern, so nothing here branches on it: a row that does not is put behind the last entry,
 * where the next such row is put too. */
static void
counter_fill (Counter *counter)
{
  const Establishments *list = counter->list;
  g_autofree guint8 *service = mark_names (counter->query->service, &list->provisions);
  g_autofree guint8 *sectors = mark_names (counter->query->sectors, &list->sectors);
  guint n = list->authorities.n;
  counter->start = g_new0 (guint, n + 2);
  guint *next = counter->start + 1;
  for (guint row = 0; row < list->n; row++)
    next[list->authority[row] + 1] += service[list->provision[row]] & sectors[list->sector[row]];
  for (guint i = 1; i <= n; i++)
    next[i] += next[i - 1];
  counter->entries = g_new (Entry, next[n] + 1);
  /* next[a] is where the next row of authority a goes; in the end start[a + 1]. */
  for (guint row = 0; row < list->n; row++)
    {
      guint counts = service[list->provision[row]] & sectors[list->sector[row]];
      guint *place = &next[counts ? list->authority[row] : n];
      counter->entries[*place]
        = (Entry) { owner_map_row (counter->owners, list, row), amount_of_row (counter, row) };
      *place += counts;
    }
}

static void
counter_clear (Counter *counter)
{
  g_free (counter->entries);
  g_free (counter->start);
  g_free (counter->held);
  g_free (counter->touched);
}

static guint64
add_saturated (guint64 a, guint64 b)
{
  guint64 sum;
  return __builtin_add_overflow (a, b, &sum) ? MARKET_TOTAL_MAX : sum;
}

/* Adds one authority to the area being counted. */
static guint
count_authority (Counter *counter, guint authority, guint n_touched, AreaMarket *area)
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
      counter->touched[n_touched] = owner;
      n_touched += counter->held[owner] == 0;
      counter->held[owner] = add_saturated (counter->held[owner], amount);
      area->market.total = add_saturated (area->market.total, amount);
    }
  area->market.units += counter->start[authority + 1] - counter->start[authority];
  return n_touched;
}

static AreaMarket
count_area (Counter *counter, const AreaPlan *plan)
{
  AreaMarket market = { .code = g_strdup (plan->code), .name = g_strdup (plan->name) };
  AreaMarket *area = &market;
  guint n_touched = 0, first = counter->holdings->len;
  for (guint i = 0; i < plan->authorities->len; i++)
    n_touched = count_authority (counter, g_array_index (plan->authorities, guint, i),
                                 n_touched, area);
  for (guint i = 0; i < n_touched; i++)
    {
      guint owner = counter->touched[i];
      Holding holding = { owner, counter->held[owner] };
      g_array_append_val (counter->holdings, holding);
      counter->held[owner] = 0;
    }
  area->market.n = n_touched;
  if (n_touched > 0)
    market_sort (&g_array_index (counter->holdings, Holding, first), n_touched);
  return market;
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
  g_free (area->code);
  g_free (area->name);
}

/* Counts ONE area, or all of PLANS when it is NULL. */
static GArray *
count_areas (Counter *counter, const GPtrArray *plans, const AreaPlan *one)
{
  GArray *areas = g_array_new (FALSE, FALSE, sizeof (AreaMarket));
  g_array_set_clear_func (areas, area_market_clear);
  counter->held = g_new0 (guint64, counter->owners->n + 1);
  counter->touched = g_new (guint, counter->owners->n + 1);
  for (guint i = 0; i < plans->len; i++)
    {
      const AreaPlan *plan = plans->pdata[i];
      if (one != NULL && plan != one)
        continue;
      AreaMarket area = count_area (counter, plan);
      if (area.market.units > 0 || plan->in_england)
        g_array_append_val (areas, area);
      else
        area_market_clear (&area);
    }
  /* The holdings have stopped moving: now the markets can borrow them. */
  const Holding *holdings = (const Holding *) (gconstpointer) counter->holdings->data;
  for (guint i = 0; i < areas->len; i++)
    {
      Market *market = &g_array_index (areas, AreaMarket, i).market;
      market->holdings = holdings;
      holdings += market->n;
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
  /* Room for all at once: what is not used costs nothing, and what grows is copied. */
  counter.holdings = g_array_sized_new (FALSE, FALSE, sizeof (Holding),
                                        counter.start[list->authorities.n]);
  set->holdings = counter.holdings;
  set->areas = count_areas (&counter, plans, one);
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
  g_array_unref (set->holdings);
  g_free (set);
}
