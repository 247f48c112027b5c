/* urn.h: the unique reference number of an establishment.
 *
 * "SC" and six digits, or seven digits that do not start with 0, as Ofsted
 * gives them; kept as one number, so that lists of millions stay small. */

#pragma once

#include <glib.h>

/* The number of a text; FALSE when it is no reference number. */
gboolean urn_parse (const char *text, guint32 *out);
/* "SC392492" or "1027077". g_free(). */
char *urn_to_string (guint32 urn);
