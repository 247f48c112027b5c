/* verify.h: whether a record is what was once written to it, bit for bit.
 *
 * Reads every file without libgit2. What is checked: each file belongs to a
 * record and has the one form it can have; each object has the content its
 * name says; each commit of main and of the drafts is signed by the record's
 * key, stands on one parent, goes forward in time and names its event; each
 * link leads to an object of the right kind. A record repacked by stock git
 * passes. That the parts of a return have the hashes its filing names is the
 * collector's to check. */

#pragma once

#include "lib/base/finding.h"

typedef struct {
  guint64 files, objects, commits, drafts;   /* looked at; DRAFTS counts references */
} VerifyCounts;

/* Adds to FINDINGS, whose `file` is relative to PATH. Hard: the record is not
 * what was written. Soft: something was left behind by an interrupted write.
 * Note: it is whole, but cannot be written to (its key is not here, as in a
 * copy). FALSE only when PATH cannot be read at all. COUNTS may be NULL. */
gboolean store_verify (const char *path, Findings *findings, VerifyCounts *counts,
                       GError **error);
