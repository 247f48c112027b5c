/* tabled.h: a return made tables, offline, for tests to query. */

#pragma once

#include "collector/checking/rule_tables.h"

/* The base annual return for 2025-26, of which one part may be another. */
typedef struct {
  Rulebook *rulebook;
  GHashTable *files;
  Submission *submission;
  RuleSet *rule_set;         /* of no rules, but it names every table */
  CheckContext context;      /* no record */
  TableSources sources;
} Tabled;

/* With TEXT as PART (NULL: the base as it is; NULL of a part: without it). */
void tabled_read (Tabled *tabled, const char *part, const char *text);
void tabled_clear (Tabled *tabled);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tabled, tabled_clear)

/* The rows of SQL as "value expected about;", "-" for null; or "absent: why",
 * "unreadable". g_free(). */
char *tabled_ask (Tabled *tabled, const char *sql);
