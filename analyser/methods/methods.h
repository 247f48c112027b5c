/* methods.h: one edition of the methods: measures, bands, parameters, markets
 * and words, read from analyser/methods/editions/<edition>/.
 *
 *   edition.ini              id, title, first and last period it holds for
 *   measures.csv             measure,domain,title,formula,applies_when,otherwise,unit,dp,
 *                            shift,scope,annualise,direction,source,note
 *   bands.csv                measure,conditions,level,from,to,standing,words,source
 *   parameters.csv           parameter,value,from,to,standing,title,source
 *   prompts.csv              kind,key,words (levels, domains; prompts by conditions)
 *   markets.csv              see population.h
 *   concentration-bands.csv  see concentration_band.h
 */

#pragma once

#include "analyser/methods/concentration_band.h"
#include "analyser/methods/methods_table.h"
#include "analyser/methods/population.h"

/* A domain has a level from 1 to 4, or 0: cannot tell. */
#define DOMAIN_LEVELS 5

typedef struct {
  char *id, *title;
  char *folder;                 /* where its files lie */
  char *sha256;                 /* content_hash_folders() of the edition's folder */
  Period first, last;           /* last.year 0: open */
  GPtrArray *measures;          /* MeasureDefinition *, in file order, all arrays */
  GPtrArray *bands;             /* MeasureBand * */
  GPtrArray *parameters;        /* Parameter * */
  GPtrArray *prompts;           /* Prompt * */
  GPtrArray *populations;       /* Population * */
  GPtrArray *concentration_bands;
} Methods;

/* The edition that holds on ON. DATADIR is the project's data folder. NULL with
 * ERROR_REFUSED when none does, a fault with file
 * and line when a file of it cannot be read. */
Methods *methods_load (const char *datadir, Date on, GError **error);
void methods_free (Methods *methods);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Methods, methods_free)

/* Sets ERROR to a fault at LINE of FILE of the edition. FALSE. */
gboolean methods_fault (const Methods *methods, const char *file, guint64 line, const char *what,
                        GError **error);

/* The edition of EDITIONS (Methods *) that holds on ON; NULL when none does. Borrowed. */
const Methods *methods_find (const GPtrArray *editions, Date on);

/* NULL with ERROR_REFUSED, the nearest offered. Borrowed. */
const MeasureDefinition *methods_measure (const Methods *methods, const char *id, GError **error);
/* The parameter in force on ON; NULL when there is none. Borrowed. */
const Parameter *methods_parameter (const Methods *methods, const char *id, Date on);
/* The prompt when AT[level] domains have each level: the first row whose conditions
 * hold, and one does, whatever the levels of the edition's domains. Borrowed. */
const Prompt *methods_prompt (const Methods *methods, const guint at[DOMAIN_LEVELS]);
/* The words of prompts.csv for a level or a domain; KEY itself when there are none. */
const char *methods_words (const Methods *methods, const char *kind, const char *key);
