/* audit.h: whether every filing the record holds is what it says it is.
 *
 * For each event "filed" of main: the parts have the hashes that were signed,
 * the signatory was the named individual on the day, at the time of the event and
 * under the words of that day, and the rules of its edition, run again on the
 * record as it was, find nothing that should have stopped it; its versions go 1,
 * 2, 3, and the later ones say why. For every other event: the register and the
 * list of establishments are what it says that it left. For each draft: it can be
 * filed. That no event changed a file which is not its own, store_verify() has
 * seen before. */

#pragma once

#include "collector/checking/rulebook.h"
#include "lib/base/finding.h"

/* Adds what does not hold to FINDINGS: AUD-PART, AUD-HASH, AUD-SIGNATORY,
 * AUD-TIME, AUD-VERSION, AUD-REGISTER, AUD-DRAFT and AUD-EVENT (which cannot be
 * read) are hard, AUD-RULE is soft, AUD-EDITION (judged by another text of its
 * edition than is here) is a note. FALSE with ERROR only when main cannot be walked, or when an
 * edition or a rule of this program's data is broken. */
gboolean audit_filings (Store *store, Rulebook *rulebook, Findings *findings, GError **error);
