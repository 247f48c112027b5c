/* check.h: everything that is wrong with a return, found in one pass.
 *
 * Offline (no snapshot) the shipped reference of authorities stands for the
 * register, and rules that need the register or an earlier return are not run:
 * verdict.h says so. */

#pragma once

#include "collector/checking/rule_run.h"
#include "lib/base/finding.h"

typedef struct {
  Findings *findings;        /* sorted by location */
  GPtrArray *unjudged;       /* Unjudged *: the rules that did not judge all of it */
  gboolean recorded;         /* a record was given */
  gboolean readable;         /* every cell could be read: no hard finding about form */
  char *hash;                /* content_hash() of the files */
} CheckResult;

/* Checks FILES (part name -> GBytes, as check_folder() makes it) as the return
 * DEFINITION, one of the rulebook's, for PERIOD. FALSE with ERROR is a fault: a
 * rule that is itself broken, a record that cannot be read. */
gboolean check_return (Rulebook *rulebook, const Definition *definition, Period period, GHashTable *files,
                       const CheckContext *context, CheckResult **out, GError **error);
void check_result_free (CheckResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CheckResult, check_result_free)

/* The same for the parts in folder PATH, which *FILES gets: part name -> GBytes
 * (g_hash_table_unref()). What is missing, unknown or not a regular file is a
 * finding too, and leaves the return unreadable. FALSE with ERROR is a fault:
 * also no such folder, or a file that cannot be read; *OUT and *FILES are then
 * untouched. */
gboolean check_folder (Rulebook *rulebook, const Definition *definition, Period period, const char *path,
                       const CheckContext *context, GHashTable **files, CheckResult **out,
                       GError **error);
