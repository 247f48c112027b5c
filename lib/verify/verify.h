/* verify.h: whether a record is what was once written to it, bit for bit.
 *
 * Reads every file without libgit2. What is checked: each file belongs to a
 * record, has the one form it can have, and can be changed by its owner alone;
 * each object has the content its name says; each commit of main and of the
 * drafts is signed by one of the signers, stands on one parent, goes forward in
 * time, belongs to its line, and says and changes only what its kind of event
 * may; each link leads to an object of the right kind. A record repacked by
 * stock git passes. That the parts of a return have the hashes its filing names is the
 * collector's to check. */

#pragma once

#include "lib/base/finding.h"
#include "lib/signing/ssh_signature.h"

typedef struct {
  guint64 files, objects, commits, drafts;   /* looked at; DRAFTS counts references */
} VerifyCounts;

/* Adds to FINDINGS, whose `file` is relative to PATH. Hard: the record is not
 * what was written, or others can change it. Soft: something was left behind by
 * an interrupted write, or its group can change it.
 * Note: it is whole, but cannot be written to (its key is not here, as in a
 * copy), or signatures were held against signers that came along with it:
 * TRUSTED are those the caller has from elsewhere, or NULL.
 *
 * FALSE when the world failed: PATH is not there, something in it may not be
 * read, there are too many open files, or `git gc` never let it be read in
 * peace; ERROR_USAGE for a mirror made by git, which has no signers of its own,
 * without TRUSTED. COUNTS may be NULL. */
gboolean store_verify (const char *path, const Signers *trusted, Findings *findings,
                       VerifyCounts *counts, GError **error);
