/* assessment_report.h: the report "Provider assessment": restricted. */

#pragma once

#include "analyser/person/assessment.h"
#include "analyser/publish/report.h"
#include "lib/returns/definition.h"
#include "lib/returns/filing.h"

typedef struct {
  const Assessment *assessment;
  const Definition *definition;      /* of the annual return, for the names of lines */
  const Return *capacity;            /* see assessment_report_capacity() */
  const Definition *capacity_definition;   /* of CAPACITY, when there is one */
  const Filing *filing;              /* of the return assessed */
} AssessmentReportSource;

/* Fills REPORT (of the template "assessment"); its provenance is the caller's. */
void assessment_report_fill (Report *report, const AssessmentReportSource *source);

/* The return of capacity for the last quarter of the year assessed that has
 * one; NULL when none has. */
const Return *assessment_report_capacity (const Assessment *assessment, const Dataset *dataset);

/* The highest level of a domain, 1 to 4; 0 when none has one. */
guint assessment_report_level (const Assessment *assessment);
