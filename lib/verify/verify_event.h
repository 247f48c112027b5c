/* verify_event.h: whether a commit keeps to what its kind of event may say and
 * change, and belongs where it stands. */

#pragma once

#include "lib/verify/verify_tree.h"

/* What is wrong with the form of MESSAGE, which is "SUBJECT\n\nTRAILER\n...", each
 * a line of text, and says first and last that it is for practice: only of that
 * are all readers of one mind. NULL when nothing is. */
const char *event_message_fault (const char *message);

/* The text of STEP: its form, its kind, the trailers of that. */
void verify_event (Verify *verify, const Step *step);
/* STEP in the line of REF: *TOLD that something in it does not belong there.
 * A line is told once: what stands below the first wrong commit is as wrong. */
void verify_place (Verify *verify, const Step *step, const Ref *ref, gboolean *told);
/* Makes *TREE the folder of STEP, which may have changed what its kind may. */
void verify_changes (Verify *verify, const Step *step, Tree **tree);
