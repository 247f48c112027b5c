/* measure.h: what an edition's measures say of one return.
 *
 * Names of a formula stand for: a line of the statement (`ebitda`), in pounds
 * or weeks, of the activity or total at hand; a date of the ownership part
 * (`assured_funding_to`), in days; `prior.<line>`, the same in the return for
 * the period before; `adjustments.amount`, or of one kind
 * (`adjustments.other_related_party_charges`), the sum of the ledger;
 * `parameter.<name>`, a parameter in force at the end of the return's period;
 * `report_date`, and `period_days` of the accounts. Bands too are those in force
 * at the end of the period. */

#pragma once

#include "analyser/person/dataset.h"
#include "analyser/methods/methods.h"

/* What a return's activities are called, in the order of the statement; then
 * "total". NULL-terminated. */
extern const char *const measure_columns[];
#define MEASURE_N_COLUMNS 6
#define MEASURE_TOTAL 5

/* What a measure is worked out from. Nothing else decides a result. */
typedef struct {
  const Methods *methods;
  const Return *ret;         /* an annual return */
  const Return *prior;       /* for the period before; NULL when there is none */
  Date report_date;          /* what `report_date` stands for */
} MeasureSource;

/* The source for RET of DATASET: the return before it, and as report date
 * REPORT_DATE for the person's newest return, the end of its period for an
 * older one: its days to come were counted from there. */
MeasureSource measure_source (const Dataset *dataset, const Methods *methods, const Return *ret,
                              Date report_date);

typedef struct {
  const MeasureDefinition *definition;
  Figure value;
  Figure annualised;         /* of a part year, where it makes a difference; else missing (z) */
  guint level;               /* 1 to 4; 0: no band says */
  const MeasureBand *band;   /* that gave the level, or NULL */
} MeasureResult;

MeasureResult measure_evaluate (const MeasureDefinition *definition, const MeasureSource *source,
                                guint column);

/* "22.6%", "£2,977", "3.29 times", "[z]": for a reader. g_free(). */
char *measure_to_display (const MeasureDefinition *definition, Figure value);
/* The printed digits alone: "22.6"; the symbol when missing. g_free(). */
char *measure_to_string (const MeasureDefinition *definition, Figure value);

/* Days of the accounts, both ends counted; 0 when the return does not say. */
guint measure_days (const Return *ret);
/* Other than 360 to 371 days (or nobody knows): never ranked with full years. */
gboolean measure_is_part_year (const Return *ret);

/* One name of a formula, followed to its cell. */
typedef struct {
  const char *name;          /* as the formula has it */
  Figure value;
  const Return *ret;         /* where it stands, or NULL */
  ReturnCell cell;           /* of RET; line 0 for a sum of several rows */
  const Parameter *parameter;   /* or NULL */
} MeasureTerm;

/* The terms of DEFINITION (MeasureTerm), in the order of its formula; what
 * only its condition names comes last. */
GArray *measure_terms (const MeasureDefinition *definition, const MeasureSource *source,
                       guint column);
