/* verify_list.h: the files of a record, who may change them, and whether they
 * are still the ones that were there when it was read. */

#pragma once

#include "lib/verify/verify_report.h"

/* Adds to VERIFY's files those below FOLDER ("" for all), without the ones
 * below EXCEPT (or NULL), and says what is no file or folder of a record and
 * what others than its owner could change. Links are not followed. */
void verify_list (Verify *verify, const char *folder, const char *except);
/* Whether FILE was there. */
gboolean verify_has (const Verify *verify, const char *file);
/* Whether something that was there is gone, or packs or packed references have
 * come since: `git gc` at work, beside which a reader may miss what moves. */
gboolean verify_list_changed (Verify *verify);
