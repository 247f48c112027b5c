/* population.h: which establishments a market is made of, as data.
 *
 * The rows stand in methods/<edition>/markets.csv: kind,id,title,values,source.
 * VALUES are what Ofsted publishes, with '; ' between, compared in any case of
 * letters; '*' is any. */

#pragma once

#include "lib/sheet/csv.h"

typedef struct {
  char *kind;        /* "service" (of provision types) or "sectors" */
  char *id;          /* "childrens-homes", "independent" */
  char *title;
  char *source;
  GStrv values;      /* case folded; NULL: any */
} Population;

/* The rows of BYTES (Population *, owned), in file order. Findings are those
 * of csv.h and POPULATION-KIND. */
GPtrArray *populations_read (GBytes *bytes, const char *file, Findings *findings);

/* The population KIND called ID. NULL with ERROR_REFUSED that
 * offers the nearest. Borrowed. */
const Population *population_find (const GPtrArray *populations, const char *kind,
                                   const char *id, GError **error);

/* Whether what Ofsted publishes as VALUE belongs to it. */
gboolean population_has (const Population *population, const char *value);
