/* methods_table.h: the rows of an edition of the methods, and their tables,
 * each read from its file (see methods.h).
 *
 * Each gives an array that owns its rows, in file order. NULL is a fault that
 * names the file and the line (see lib/sheet/data_file.h). */

#pragma once

#include "analyser/methods/condition.h"
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
  guint64 line;          /* of measures.csv */
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
  guint64 line;          /* of bands.csv */
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
  guint64 line;          /* of prompts.csv */
} Prompt;

GPtrArray *measures_read (const char *folder, GError **error);
GPtrArray *measure_bands_read (const char *folder, GError **error);
GPtrArray *parameters_read (const char *folder, GError **error);
GPtrArray *prompts_read (const char *folder, GError **error);
