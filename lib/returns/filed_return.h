/* filed_return.h: a return in force, read again from the record as what was
 * signed. Every reader of filings comes through here: what is not, byte for
 * byte, what the signatory approved is never computed from. */

#pragma once

#include "lib/returns/definitions.h"
#include "lib/returns/filed_event.h"
#include "lib/returns/filing.h"
#include "lib/returns/submission.h"

typedef struct {
  Filing *filing;                  /* owned, as all but the definition */
  const Definition *definition;    /* of the edition it was filed under; borrowed */
  Period period;
  char *folder;                    /* in the record */
  GHashTable *files;               /* part name -> GBytes: of the return, without explanations */
} FiledReturn;
void filed_return_free (FiledReturn *filed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FiledReturn, filed_return_free)

/* The return KEY in force at SNAPSHOT, by one of DEFINITIONS; *OUT is NULL when
 * nothing was filed. FALSE with ERROR_FAULT names the file at fault: one that is
 * not as it was signed (with both hashes), missing, or never filed; an edition
 * that is not known here, or has other parts. */
gboolean filed_return_read (Snapshot *snapshot, Definitions *definitions, const FilingKey *key,
                            FiledReturn **out, GError **error);

/* The filing of KEY in force at SNAPSHOT, held against EVENT, which filed it last
 * (filed_events(); NULL: no event did); *OUT is NULL when nothing was filed. FALSE
 * with ERROR_FAULT when what is there is not, file for file, what EVENT left and
 * its signatory approved: what is wrong, where, which event filed it, and what
 * to do. This is the one answer to whether a return was filed. */
gboolean filed_return_in_force (Snapshot *snapshot, const FilingKey *key, const FiledEvent *event,
                                Filing **out, GError **error);

/* The same, with the event looked for in the ledger. */
gboolean filed_return_look_up (Snapshot *snapshot, const FilingKey *key, Filing **out, GError **error);

/* The return that EVENT, one of filed_list(), filed: both at once, each file read
 * once. NULL with ERROR_FAULT as either says. */
FiledReturn *filed_return_of_event (Snapshot *snapshot, Definitions *definitions, const FiledEvent *event,
                                    GError **error);

/* Its parts as typed cells. NULL with ERROR_FAULT and the line: a return that
 * was filed had no finding about its form, so what cannot be read is damage.
 * Codes of authorities are as they were when it was filed: not looked up. */
Submission *filed_return_submission (const FiledReturn *filed, GError **error);

/* One file that is not as it was signed. */
typedef struct {
  char *path;              /* in the record; the folder when the whole has another hash */
  gboolean whole;          /* each part is as signed, and the hash of them all is not */
  char *found, *signed_as; /* SHA-256, or "missing" and "not filed" */
} FiledMismatch;

/* The files that FILING names at SNAPSHOT: part name -> GBytes, for those that
 * are there. What is not as it was signed is added to MISMATCHES (FiledMismatch *,
 * freed by filed_mismatch_free()). NULL is a fault of reading. */
GHashTable *filed_return_files (Snapshot *snapshot, const Filing *filing, GPtrArray *mismatches,
                                GError **error);
void filed_mismatch_free (FiledMismatch *mismatch);
