/* wording.h: the words of every finding about the form of a return: what is
 * wrong, and what to do. What each id means is also in README.md. */

#pragma once

#include "lib/base/finding.h"

/* A text to put in place of "{name}". */
typedef struct {
  const char *name, *value;
} WordingValue;

/* TEXT with each {name} of VALUES (ended by a NULL name) replaced; a NULL value
 * is "", a name that is not among them stays as it is. g_free(). */
char *wording_fill (const char *text, const WordingValue *values);

/* Where a finding is. */
typedef struct {
  const char *file;        /* as the user names it */
  guint64 line;            /* 0: the whole file */
  guint column;            /* 0: the whole line */
  const char *field;       /* name of the column, or NULL */
} WordingLocation;

/* Adds the finding RULE, which must be one of the table, with its words filled
 * from VALUES. VALUE and EXPECTED may be NULL. */
void wording_report (Findings *findings, const char *rule, const WordingLocation *location,
                     const char *value, const char *expected, const WordingValue *values);

/* Every id, NULL-terminated: what tests hold the README against. g_free(). */
const char **wording_rules (void);
