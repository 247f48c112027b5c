/* draft.h: a return that is not signed yet: its files as received and the
 * explanations given so far.
 *
 * A draft lives under refs/drafts/ and holds the parts and draft.json, which
 * has the shape of filing.json without a signatory. A draft whose hash is that
 * of the version in force is done with: it was filed. */

#pragma once

#include "collector/checking/check.h"
#include "lib/returns/filing.h"

typedef struct {
  Filing *filing;          /* owned */
  GHashTable *files;       /* part name -> GBytes */
  char *after;             /* the commit it was read from or made after; NULL for none */
} Draft;

void draft_free (Draft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Draft, draft_free)

/* A draft of FILES (reffed) with the hash HASH. VERSION follows that of the
 * filing IN_FORCE (or NULL). REASON may be NULL. */
Draft *draft_new (const FilingKey *key, const char *edition, GHashTable *files, const char *hash,
                  const Filing *in_force, const char *reason);

/* NULL without ERROR when there is none. */
Draft *draft_read (Store *store, const FilingKey *key, GError **error);
/* EVENT is what happened to it: "drafted", "explained". ERROR_REFUSED when
 * another draft was saved since the one that this one comes after. */
gboolean draft_save (Store *store, const Draft *draft, const Actor *actor, const char *event,
                     GError **error);

/* "statement.csv:5:total": where FINDING stands, as explanations name it. g_free(). */
char *finding_place (const Finding *finding);

/* Takes over from OLD the explanations of findings that RESULT still has with
 * the same place and value. An explanation of a whole rule is not taken over:
 * it was given for other figures. DRAFT comes after OLD. */
void draft_keep_explanations (Draft *draft, const Draft *old, const CheckResult *result);

/* The soft findings of RESULT that no explanation of DRAFT covers, those over
 * the cap included. */
guint64 draft_unexplained (const Draft *draft, const CheckResult *result);
