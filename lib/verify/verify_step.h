/* verify_step.h: a commit as one step of a line: what it says, and whether it is
 * signed. Of one commit alone, so it is found out on any thread. */

#pragma once

#include "lib/verify/verify_report.h"

/* The commit ID, of LENGTH bytes, and whether one of SIGNERS (NULL: there are none)
 * signed it. NULL when it has not the form of a signed event. In which file it is, and in
 * which line, is left open. */
Step *step_read (const Signers *signers, const ObjectId *id, const guint8 *bytes, gsize length);
void step_free (gpointer step);

/* The reference whose line an event with MESSAGE of KIND belongs to: main, or
 * the draft that its trailers name. NULL when it says of none. g_free(). */
char *event_line (const EventKind *kind, const char *message);

/* Whether MESSAGE says that its record is for practice. */
gboolean event_is_practice (const char *message);
