/* population.h: which establishments a market is made of, as data.
 *
 * The rows stand in methods/<edition>/markets.csv: kind,id,title,values,source.
 * VALUES are what Ofsted publishes, with '; ' between, compared in any case of
 * letters; '*' is any. */

#pragma once

#include <glib.h>

typedef struct {
  char *kind;        /* "service" (of provision types) or "sectors" */
  char *id;          /* "childrens-homes", "independent" */
  char *title;
  char *source;
  GStrv values;      /* case folded; NULL: any */
} Population;

/* The rows of FOLDER/markets.csv (Population *, owned), in file order. NULL is a
 * fault that names the file and the line. */
GPtrArray *populations_read (const char *folder, GError **error);

/* The population KIND called ID. NULL with ERROR_REFUSED that
 * offers the nearest. Borrowed. */
const Population *population_find (const GPtrArray *populations, const char *kind,
                                   const char *id, GError **error);

/* Whether what Ofsted publishes as VALUE belongs to it. */
gboolean population_has (const Population *population, const char *value);
/* Whether the first N of TEXTS, the spellings on a list, have what POPULATION names
 * where they have anything near it: else a fault that offers it, for a value that
 * is misspelt would count nothing. What a list has nothing of is not misspelt. */
gboolean population_check (const Population *population, const char *const *texts, guint n,
                           GError **error);
