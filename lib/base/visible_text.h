/* visible_text.h: whether a text is what it looks like.
 *
 * A name that turns the direction of writing, has characters nobody sees or is
 * nothing but blanks reads as another name, or as none. */

#pragma once

#include <glib.h>

/* What is wrong with TEXT as one line that people read: "it has a character
 * that is not seen, U+202E"; NULL when nothing is. Letters of any script, marks
 * and single blanks are good; controls, line ends, invisible and unassigned
 * characters, blanks of other kinds and blanks at an end are not. g_free(). */
char *visible_text_problem (const char *text);
/* The first character of TEXT, which is UTF-8, that is not seen, or a blank that
 * is no ordinary one; 0 when there is none. Controls are not among them. */
gunichar visible_text_unseen (const char *text);
