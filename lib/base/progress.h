/* progress.h: how far long work has got, on a terminal alone.
 *
 * Nothing is shown where standard error is not a terminal, and nothing of work
 * that is done in a moment. */

#pragma once

#include <glib.h>

typedef struct _Progress Progress;

/* WHAT is being done, in so many steps (or bytes) as TOTAL. */
Progress *progress_new (const char *what, guint64 total);
/* DONE of them; cheap enough to call for each row. */
void progress_set (Progress *progress, guint64 done);
/* Wipes the line. */
void progress_free (Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Progress, progress_free)
