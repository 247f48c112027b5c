/* assessment.h: everything the record and the methods say of one person: the
 * content of the report "Provider assessment". Restricted. */

#pragma once

#include "analyser/person/measure.h"
#include "analyser/person/methods_by_period.h"
#include "lib/register/register.h"

/* One annual return and its measures, by the methods that hold for its period. */
typedef struct {
  const Methods *methods;
  const Return *ret;
  const Return *prior;       /* or NULL */
  guint days;
  gboolean part_year;
  /* results[column][i] for measure i of its methods; a measure for the total
   * alone is missing (z) in the other columns. */
  MeasureResult *results[MEASURE_N_COLUMNS];
} AssessmentYear;

/* The worst level of the measures of a domain. */
typedef struct {
  const char *domain;        /* "solvency" */
  const char *title;         /* of prompts.csv */
  guint level;               /* 0: cannot tell */
  guint before;              /* in the year before; 0: cannot tell */
  guint known, missing;      /* measures with bands that have a level, and that have none */
  const char *words;         /* of the level */
  const MeasureResult *worst;   /* the first with that level; NULL */
} DomainLevel;

typedef struct {
  const char *person;        /* id */
  const Person *identity;    /* of the register on the report date, or NULL */
  const Owner *owner;        /* the register's row that ties the person to a group, or NULL */
  const Group *group;        /* or NULL */
  Date report_date;
  const Methods *methods;    /* of the last year */
  GArray *years;             /* AssessmentYear, oldest first; at least one */
  GArray *domains;           /* DomainLevel of the last year, in the methods' order */
  const char *prompt;        /* in words; it prompts a review and decides nothing */
} Assessment;

/* Assesses PERSON, who has annual returns in DATASET, from those up to and with PERIOD
 * (year 0: the newest), each year by the edition of METHODS for its period. All arguments but
 * PERSON must outlive the result. NULL with ERROR_REFUSED when there is no such
 * return, offering the nearest period, or no edition holds for one of
 * the periods; or a fault of the methods. */
Assessment *assessment_make (const Dataset *dataset, const Register *reg, MethodsByPeriod *methods,
                             const char *person, Period period, Date report_date, GError **error);
void assessment_free (Assessment *assessment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Assessment, assessment_free)

/* Whether PERSON has an annual return for PERIOD (year 0: any will do); FALSE with
 * ERROR_REFUSED, the nearest offered. */
gboolean assessment_check (const Dataset *dataset, const char *person, Period period,
                           GError **error);

/* The year assessed: the last. */
const AssessmentYear *assessment_last (const Assessment *assessment);
/* The year before it, when the return before it is in force; else NULL. */
const AssessmentYear *assessment_before (const Assessment *assessment);
/* The result of MEASURE in COLUMN; NULL when the methods of YEAR have no such measure. */
const MeasureResult *assessment_result (const AssessmentYear *year, const char *measure,
                                        guint column);
/* Its value; missing (z) when the methods of YEAR have no such measure. */
Figure assessment_value (const AssessmentYear *year, const char *measure, guint column);
/* By how much MEASURE moved since the year before, in the measure's own terms;
 * missing (z) where the methods of that year worked it out by another formula. */
Figure assessment_change (const Assessment *assessment, const MeasureDefinition *definition,
                          guint column);
