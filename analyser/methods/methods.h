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

#include "analyser/methods/band.h"
#include "analyser/methods/population.h"
#include "lib/base/period.h"

/* How the figure of a part year is made comparable, beside the raw one. */
typedef enum { ANNUALISE_NOT, ANNUALISE_MULTIPLY, ANNUALISE_DIVIDE } Annualise;

/* A measure. The value is in UNIT once multiplied by 10^SHIFT. */
typedef struct {
  char *id;              /* "interest_cover_all" */
  char *domain;          /* "solvency" */
  char *title;
  Formula *formula;
  Conditions *applies_when;   /* else the measure is z, because of OTHERWISE */
  const char *otherwise;      /* interned */
  char *unit;            /* "%", "£", "times", "days", "" */
  guint dp;
  int shift;
  gboolean activities;   /* for each activity and the total; else the total alone */
  Annualise annualise;
  char *direction;       /* "higher is better", "lower is better", "describes" */
  char *source, *note;
} MeasureDefinition;

/* One step of a scale of concern: level 1 (lowest) to 4. Conditions name
 * `value` and whatever a formula may name. */
typedef struct {
  char *measure;
  Conditions *conditions;
  guint level;
  Date from, to;
  char *standing;        /* "convention", or who published it */
  char *words, *source;
} MeasureBand;

typedef struct {
  char *id, *title, *standing, *source;
  Figure value;
  Date from, to;
} Parameter;

/* Words for a level, a domain, or for a whole table of levels. */
typedef struct {
  char *kind;            /* "level", "domain", "prompt" */
  char *key;             /* "4"; "solvency"; conditions over worst, at_4, at_3, at_2, at_1, unknown */
  Conditions *conditions;     /* of a prompt */
  char *words;
} Prompt;

typedef struct {
  char *id, *title;
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

/* Whether the edition holds on ON. */
gboolean methods_hold_on (const Methods *methods, Date on);

/* NULL with ERROR_REFUSED, the nearest offered. Borrowed. */
const MeasureDefinition *methods_measure (const Methods *methods, const char *id, GError **error);
/* The parameter in force on ON; NULL when there is none. Borrowed. */
const Parameter *methods_parameter (const Methods *methods, const char *id, Date on);
/* The words of prompts.csv for a level or a domain; KEY itself when there are none. */
const char *methods_words (const Methods *methods, const char *kind, const char *key);
