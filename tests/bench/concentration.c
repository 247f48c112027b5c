/* concentration.c: the market of a large list of establishments, as
 * `care-analyser concentration` works it out, without a record around it.
 *
 *   concentration EDITION FILE
 *
 * EDITION is the folder of one of the methods. Prints what concentration.js prints,
 * so that the two can be compared byte by byte. */

#include "analyser/market/market.h"
#include "lib/tables/finding_print.h"
#include "lib/cli/program.h"

static guint64
held_by_largest (const Market *market, guint n)
{
  guint64 held = 0;
  for (guint i = 0; i < MIN (n, market->n); i++)
    held += market->holdings[i].held;
  return held;
}

static gboolean
print_markets (const Establishments *list, MarketQuery query, AreaKind area, GError **error)
{
  query.area = area;
  g_autoptr(MarketSet) set = market_set_build (list, NULL, &query, error);
  if (set == NULL)
    return FALSE;
  for (guint i = 0; i < market_set_length (set); i++)
    {
      const AreaMarket *area_market = market_set_area (set, i);
      const Market *market = &area_market->market;
      g_autofree char *hhi = figure_to_string (concentration_hhi (market), 0, 3);
      printf ("%s,%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ",%s,%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT "\n",
              area_market->code, market->units, market->total, hhi,
              held_by_largest (market, 1), held_by_largest (market, 10));
    }
  return TRUE;
}

static gboolean
run (const char *edition, const char *file, GError **error)
{
  g_autoptr(GPtrArray) populations = populations_read (edition, error);
  if (populations == NULL)
    return FALSE;
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(Establishments) list
    = establishments_read_file (file, date_from_ymd (2025, 3, 31), findings, error);
  if (list == NULL)
    {
      findings_print (findings, FORMAT_TEXT, NULL, stderr);
      return FALSE;
    }
  MarketQuery query = {
    .service = population_find (populations, "service", "childrens-homes", error),
    .sectors = population_find (populations, "sectors", "independent", error),
    .level = LEVEL_ORGANISATION,
    .names = NAMES_TRIMMED,
    .basis = BASIS_PLACES,
    .mapped_on = list->as_at,
  };
  g_autoptr(OwnerMap) owners = owner_map_make (list, NULL, query.level, query.names, query.mapped_on);
  query.owners = owners;
  puts ("area,homes,places,hhi,largest,ten_largest");
  return print_markets (list, query, AREA_AUTHORITY, error)
         && print_markets (list, query, AREA_ENGLAND, error);
}

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  if (argc != 3)
    {
      fputs ("usage: concentration EDITION FILE\n", stderr);
      return EXIT_USAGE;
    }
  if (run (argv[1], argv[2], &error))
    return EXIT_DONE;
  fprintf (stderr, "concentration: %s\n", error != NULL ? error->message : "the list cannot be read");
  return EXIT_FAULT;
}
