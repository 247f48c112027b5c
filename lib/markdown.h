/* markdown.h: Markdown to HTML. The one user of cmark-gfm.
 *
 * GitHub tables, headings with ids made from their text, raw HTML left out,
 * dangerous links emptied; autolinks off. */

#pragma once

#include <glib.h>

/* Bytes and table columns a text may have: small Markdown must not become a huge page. */
#define MARKDOWN_MAX_BYTES (8u * 1024 * 1024)

/* The HTML of TEXT (a fragment, no page around it). NULL with ERROR when TEXT is over the limit. */
char *markdown_to_html (const char *text, GError **error);
