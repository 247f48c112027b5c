/* verify_history.h: everything that the references of a record lead to. */

#pragma once

#include "lib/verify/verify_report.h"

void verify_history (Verify *verify);
void verify_bad_signature_free (gpointer bad);
