/* return_tables.h: a return as tables that rules see, and what those tables are
 * made from. The list of the tables is in README.md. */

#pragma once

#include "collector/checking/rulebook.h"
#include "collector/checking/unreadable.h"
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

/* Rows, lines or columns of the return that are left out of its tables. */
typedef struct {
  Each each;
  GHashTable *groups;     /* set of gint64: unreadable_group() of EACH */
} Omission;

/* Adds the parts of the return that is judged as tables <part> and
 * <part>_missing, but for what OMISSION (or NULL) leaves out. Each unreadable
 * cell stands there as unreadable_cell(): its row is that of the file, from 0;
 * after the last, of a line of the definition that the file lacks. */
gboolean return_tables_add (const TableSources *sources, const Omission *omission, GError **error);

/* A return of the same person that rules compare with, or that there is none. */
typedef struct {
  const char *prefix;            /* of its tables: "prior_" */
  GPtrArray *editions;           /* Definition *: all there are of that return */
  const Definition *definition;  /* the one of them that it was filed under */
  const Submission *submission;
  const Absence *absent;         /* why there is none, and no definition and submission; or NULL */
} OtherReturn;

/* Adds the parts of OTHER as tables PREFIX<part> and PREFIX<part>_missing, with
 * the parts and columns of every edition, because the tables stay when the next
 * return is of another: what its own edition does not have is an absent table,
 * a null cell. */
gboolean return_tables_add_other (const TableSources *sources, const OtherReturn *other, GError **error);

SqlValue sql_text (const char *text);      /* NULL or "" is null */
SqlValue sql_integer (gint64 number);
