/* establishment_import.h: putting Ofsted's list as at a date into the record. */

#pragma once

#include "collector/intake/ofsted.h"

/* Reads the list against the register at the head and appends it as
 * establishments/<date>.csv and .json. FALSE with ERROR_REFUSED when
 * FINDINGS has what is wrong with it, when the same bytes are there already, or
 * when other bytes are and no REASON (NULL) is given to replace them. */
gboolean establishment_import (Store *store, const OfstedRequest *request, const ListWords *words,
                               const char *reason, const Actor *actor, Findings *findings,
                               OfstedList **out, GError **error);
