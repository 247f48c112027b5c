/* return_tables.h: a return as tables that rules see, and what those tables are
 * made from. The list of the tables is in README.md. */

#pragma once

#include "collector/checking/rulebook.h"
#include "lib/returns/submission.h"

/* What a return is checked against. */
typedef struct {
  const char *person;        /* NULL offline */
  Snapshot *snapshot;        /* NULL offline; borrowed */
} CheckContext;

/* What a return is judged against. All borrowed. */
typedef struct {
  Rulebook *rulebook;
  RuleSet *rule_set;      /* of the rules; tables that none of them names are left out */
  const Definition *definition;
  Period period;
  const Submission *submission;
  const CheckContext *context;
  const Register *reg;
} TableSources;

/* Adds the parts of a return as tables PREFIX<part> and PREFIX<part>_missing;
 * ABSENT, when not NULL, says why there is none. */
gboolean return_tables_add (const TableSources *sources, Sandbox *sandbox, const char *prefix,
                           const Definition *definition, const Submission *submission,
                           const char *absent, GError **error);

SqlValue sql_text (const char *text);      /* NULL or "" is null */
SqlValue sql_integer (gint64 number);
