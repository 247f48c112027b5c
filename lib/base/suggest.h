/* suggest.h: the nearest known name to one that is not known. */

#pragma once

#include <glib.h>

/* Edits (insert, delete, change) that make A of B, ignoring ASCII case;
 * G_MAXUINT when one is longer than any name. */
guint suggest_edits (const char *a, const char *b);

/* The name of KNOWN (NULL-terminated) nearest to NAME by edits, ignoring case;
 * NULL when none is near (more than a third of its letters differ), and when
 * NAME is a number, a date or a period as it should be: that is another one, not
 * one misspelt. Borrowed from KNOWN. The first of equals. */
const char *suggest_nearest (const char *name, const char *const *known);

/* "unknown period '2025-27'; did you mean '2025-26'?", or, when none is near,
 * "unknown period 'x'; known: a, b, c". g_free(). */
char *suggest_message (const char *what, const char *name, const char *const *known);
