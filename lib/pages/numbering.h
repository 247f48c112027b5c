/* numbering.h: the tables and figures of a report, numbered in the order in
 * which they come.
 *
 * In the Markdown that a template makes, a caption begins "**Table:" or
 * "**Figure:", and becomes "**Table 1:". One that the text refers to has a name,
 * "**Table {#ledger}:", and "Table {#ledger}" anywhere is its number. Text of
 * unknown origin cannot begin or refer to one: its braces are escaped. */

#pragma once

#include <glib.h>

/* MARKDOWN with numbers; NULL with ERROR for a name that two captions have, or
 * a reference to none or to one of the other kind. g_free(). */
char *numbering_apply (const char *markdown, GError **error);
