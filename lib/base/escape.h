/* escape.h: text of unknown origin made literal for the kind of file it goes into. */

#pragma once

#include <glib.h>

typedef enum {
  ESCAPE_HTML,
  ESCAPE_MARKDOWN,
  ESCAPE_PLAIN,
  ESCAPE_NONE,
} Escape;

/* Appends TEXT to OUT so that a reader of that kind of file sees just its
 * letters and nothing in it acts.
 *
 * ESCAPE_HTML, for text and double-quoted attributes: & < > " as entities.
 * ESCAPE_MARKDOWN, for a paragraph or a table cell: a backslash before every
 *   ASCII punctuation character but those that can begin nothing where they
 *   stand, which keeps names, figures and dates readable (see escape.c); runs
 *   of blanks, tabs and line ends become one space, those at either end are
 *   left out, so that the text is one line that starts no block. (No escape keeps
 *   a reader's program from making links of bare addresses, if it does so.)
 * ESCAPE_PLAIN: nothing but what all three do, for a text that is measured or
 *   printed before it is written.
 * All three: a byte that is not UTF-8 becomes U+FFFD; what cannot be seen
 *   (SIGHT_CONTROL and SIGHT_NONE of visible_text.h, but not what scripts need)
 *   is shown by its number as [U+202E]. So what is written is made of
 *   characters that XML allows. HTML and plain text keep tabs and line ends.
 * ESCAPE_NONE: every byte as it is. */
void escape_append (GString *out, const char *text, Escape kind);
/* TEXT so escaped. g_free(). */
char *escape_text (const char *text, Escape kind);
