/* repeated_finding.h: what is wrong with many rows for one reason is one
 * finding, at the first of them, that counts them. */

#pragma once

#include "lib/base/finding.h"

/* What is said, at the first row. Texts are owned; NULL where there is nothing. */
typedef struct {
  Severity severity;
  const char *rule, *field;    /* static */
  char *message, *value, *expected, *advice;
  guint64 line, byte;
  guint column;
} RepeatedFinding;

typedef struct _RepeatedFindings RepeatedFindings;

RepeatedFindings *repeated_findings_new (void);
void repeated_findings_free (RepeatedFindings *repeated);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RepeatedFindings, repeated_findings_free)

/* Counts a row that breaks RULE for the reason KEY. FALSE for the first one: the
 * caller says what is wrong, with repeated_findings_add(). */
gboolean repeated_findings_count (RepeatedFindings *repeated, const char *rule, const char *key);
/* Takes the texts of FIRST over, which is the first row for the reason KEY. */
void repeated_findings_add (RepeatedFindings *repeated, const char *key, const RepeatedFinding *first);
/* Adds one finding for each reason, in the order of their first rows. */
void repeated_findings_report (const RepeatedFindings *repeated, const char *file, Findings *findings);
