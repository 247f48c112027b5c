/* draft.h: a return that is not signed yet: its files as received and the
 * explanations given so far.
 *
 * A draft lives under refs/drafts/ and holds the parts, explanations.csv when
 * there are any, and draft.json, which has the shape of filing.json without a
 * signatory. A draft whose hash is that of the version in force is done with:
 * it was filed. */

#pragma once

#include "collector/checking/check.h"
#include "lib/returns/filing.h"

typedef struct {
  Filing *filing;          /* owned */
  GHashTable *files;       /* part name -> GBytes: of the return, without explanations */
  char *after;             /* the commit it was read from or made after; NULL for none */
} Draft;

void draft_free (Draft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Draft, draft_free)

/* A draft of FILES (reffed), to be saved. VERSION follows that of the filing
 * IN_FORCE (or NULL). REASON may be NULL. */
Draft *draft_new (const FilingKey *key, const char *edition, GHashTable *files,
                  const Filing *in_force, const char *reason);

/* What a filing of DRAFT is made of, explanations.csv too: part name -> GBytes.
 * NULL with ERROR_REFUSED as explanations_write(). */
GHashTable *draft_parts (const Draft *draft, GError **error);

/* *OUT is NULL when there is none. FALSE is a fault: also files that are not what
 * its description says, or a draft of another return or person. */
gboolean draft_read (Store *store, const FilingKey *key, Draft **out, GError **error);
/* What the draft at COMMIT, a snapshot of it, says of itself: its files are not
 * looked at. NULL is a fault. */
Filing *draft_description (Snapshot *commit, GError **error);
/* The draft of KEY, without its files, says that it is FILING, which is in force,
 * and is done with: *OUT. FALSE is a fault, as draft_read(). */
gboolean draft_is_done (Store *store, const FilingKey *key, const Filing *filing, gboolean *out,
                        GError **error);
/* FALSE with ERROR_FAULT when the line of commits that DRAFT was read from was
 * not written by this record for this return: nothing may be built on it. */
gboolean draft_check_line (Store *store, const Draft *draft, GError **error);
/* Seals DRAFT and saves it. EVENT is what happened to it: DRAFT_SAVED,
 * "explained", "withdrawn". ERROR_REFUSED when another draft was saved since the one that
 * this one comes after. */
#define DRAFT_SAVED "drafted"
gboolean draft_save (Store *store, Draft *draft, const Actor *actor, const char *event,
                     GError **error);

/* "statement.csv:5:total": where FINDING stands, as explanations name it. g_free(). */
char *finding_location (const Finding *finding);

/* Takes over from OLD the explanations of findings that RESULT still has with
 * the same location and value. An explanation of a whole rule is not taken over:
 * it was given for other figures. DRAFT comes after OLD. */
void draft_keep_explanations (Draft *draft, const Draft *old, const CheckResult *result);

/* The soft findings of RESULT that no explanation of DRAFT covers, those over
 * the cap included. */
guint64 draft_unexplained (const Draft *draft, const CheckResult *result);
/* The same by name, "ANN-019:2" as `explain` takes it, each once: those of RESULT
 * that were kept. g_strfreev(). */
GStrv draft_to_explain (const Draft *draft, const CheckResult *result);
