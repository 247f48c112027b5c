/* audit_draft.h: whether the drafts beside main can become what they say. */

#pragma once

#include "collector/filing/auditors.h"
#include "lib/base/finding.h"

/* AUD-DRAFT, hard, for each draft that nothing could be made of: it is not the
 * files and the return that it describes, or of a return, period or person that
 * the record does not know. FALSE with ERROR when they cannot be listed. */
gboolean audit_drafts (Auditors *auditors, Findings *findings, GError **error);
