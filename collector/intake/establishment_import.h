/* establishment_import.h: putting Ofsted's list as at a date into the record. */

#pragma once

#include "collector/intake/ofsted.h"

/* Reads the list against the register at the head and appends it as
 * establishments/<date>.csv and .json. FALSE with ERROR_REFUSED when FINDINGS
 * has what is wrong with it; when the same bytes are there already; or when
 * there are other bytes, or soft findings (list_doubt.h, and OFS-WITHDRAWN: the
 * very bytes that were taken back), and no REASON (NULL) is given; or when there
 * are both, which one reason cannot answer. The record keeps the reason, asked for
 * or not, and what was doubtful. */
gboolean establishment_import (Store *store, const OfstedRequest *request, const ListWords *words,
                               const char *reason, const Actor *actor, Findings *findings,
                               OfstedList **out, GError **error);

/* Takes the list of AS_AT back: nothing reads it from then on, and the record
 * says when, by whom and for what REASON. Another may be imported for that
 * date. FALSE with ERROR_REFUSED when there is none. */
gboolean establishment_withdraw (Store *store, Date as_at, const char *reason, const Actor *actor,
                                 GError **error);
