/* receipt_record.h: whether a record still holds what a receipt was given for.
 *
 * A record proves what is in it, not what is no longer: cut short, rolled back
 * or written anew it is whole. Whoever kept a receipt can tell. (Checkpoints
 * and a transparency log, which tell without a receipt, belong beside this.) */

#pragma once

#include "collector/filing/receipt.h"

/* Checks the receipt at PATH, by the keys of SIGNERS, and holds it against
 * STORE: its event stands on main, the filing there has its version and hashes,
 * and that version or a later one is in force. What does not hold becomes a
 * hard finding; that it was superseded, a note. FALSE with ERROR is a fault. */
gboolean receipt_compare (Store *store, const char *path, const Signers *signers,
                          Findings *findings, GError **error);
