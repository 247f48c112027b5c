/* visible_text.h: whether a text is what it looks like.
 *
 * A name that turns the direction of writing, has characters nobody sees or is
 * nothing but blanks reads as another name, or as none. */

#pragma once

#include <glib.h>

/* How a reader sees a character. */
typedef enum {
  SIGHT_CLEAR,         /* letters of any script, marks, digits, signs; U+0020 */
  SIGHT_CONTROL,       /* controls, with tab and line ends */
  SIGHT_BLANK,         /* a blank, or an end of lines, that is no ordinary one */
  SIGHT_SHAPING,       /* not seen, but needed for the form of what stands beside:
                          the two joiners, the selectors of variants */
  SIGHT_NONE,          /* turns the direction of writing, shows nothing, or is no
                          character that Unicode knows */
} Sight;

/* Of C; source: general categories of Unicode, and its Default_Ignorable_Code_Point. */
Sight visible_text_sight (gunichar c);

/* What is wrong with TEXT as one line that people read: "it has a character
 * that is not seen, U+202E"; NULL when nothing is. All its characters must be
 * SIGHT_CLEAR, and no blank at an end. g_free(). */
char *visible_text_problem (const char *text);
/* TEXT, whatever bytes it holds, to be quoted: what is not SIGHT_CLEAR as "\n",
 * "\u202E" or "\xFF", and how long it is in place of what comes after MOST
 * characters. g_free(). */
char *visible_text_shown (const char *text, guint most);
/* Whether TEXT, which is UTF-8, shows nothing: it has no character that is
 * SIGHT_CLEAR, but for ordinary blanks. */
gboolean visible_text_is_blank (const char *text);
/* The first character of TEXT, which is UTF-8, that is not SIGHT_CLEAR; 0 when
 * there is none. Controls are passed over. */
gunichar visible_text_unseen (const char *text);
