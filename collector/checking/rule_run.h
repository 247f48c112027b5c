/* rule_run.h: rules run over a return, their rows made findings. */

#pragma once

#include "collector/checking/return_tables.h"

/* Rules that did not judge all of the return, and why. */
typedef struct {
  char *reason;            /* a clause: "no record was given" */
  gboolean usual;          /* nothing is wrong: there is nothing to compare with */
  gboolean partly;         /* they judged what does not rest on unreadable cells */
  GString *rules;          /* "ANN-019, ANN-022" */
} Unjudged;
void unjudged_free (Unjudged *unjudged);

/* Runs the rules of SOURCES over its tables, which are filled. A rule that reads
 * a table that is absent is not run. One that looked at cells that could not be
 * read is run again without their rows, lines or columns, when it judges each of
 * these by itself, and else says nothing. All of this is kept in UNJUDGED
 * (Unjudged *, one for each reason); a note (RULE-SKIPPED) says what is not
 * usual. FALSE with the rule's id is a fault: the rule is broken, or takes more
 * than its bounds. */
gboolean rule_run (const TableSources *sources, Findings *findings, GPtrArray *unjudged, GError **error);
