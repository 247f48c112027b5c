/* rule.h: one rule of a return: a query that returns the rows that offend.
 *
 * submissions/<return>/<edition>/rules/<ID>.sql begins with comments
 *   -- id: ANN-001
 *   -- severity: hard | soft | note
 *   -- title: what must be so, in a line
 *   -- message: what is wrong; {value} {expected} {difference} {line} {column}
 *   --   {about} are filled in, amounts as pounds
 *   -- guidance: what to do about it
 *   -- missing: what the rule makes of a figure that is missing
 *   -- each: "row of establishments", "column of statement", when it judges each
 *   --   row, line or column of a part by itself: what stands in the others
 *   --   changes nothing about it. May be left out.
 *   -- from: first day of the periods it is for, by their last day
 *   -- to: the last such day, or blank
 * (a line that begins "--   " goes on with the one before) and then holds one
 * SELECT with any of the columns part, row (the line of the file, or the code
 * of a line), column, value, expected, difference, about (a text). Amounts are
 * whole pence, numbers whole units of their last decimal, dates texts like
 * 2026-03-31. The tables it sees are listed in README.md. */

#pragma once

#include "collector/checking/unreadable.h"
#include "lib/base/finding.h"
#include "lib/base/period.h"
#include "lib/returns/definition.h"

typedef struct {
  char *id, *title, *message, *guidance, *missing;
  Severity severity;
  Each each;
  char *each_part;        /* the part that EACH is of, or NULL */
  guint each_line;        /* of the file, where that is said */
  Date from, to;          /* 0: open */
  char *sql;
} Rule;

/* NULL with ERROR that names the file (and line). */
Rule *rule_load (const char *path, GError **error);
/* FALSE with ERROR that names PATH, the rule's file, and the line, when what it
 * judges by itself is no part of DEFINITION, or a part without lines. */
gboolean rule_check_each (const Rule *rule, const char *path, const Definition *definition, GError **error);
void rule_free (Rule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rule, rule_free)

/* Whether the rule is for periods that end on DATE. */
gboolean rule_holds_on (const Rule *rule, Date date);
