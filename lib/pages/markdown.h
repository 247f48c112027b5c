/* markdown.h: Markdown to HTML. The one user of cmark-gfm.
 *
 * GitHub tables beside CommonMark; autolinks off. The HTML carries the class
 * names of GOV.UK's styles and is made here from the parsed tree, so that
 * nothing gets into it but what is named here:
 *   headings with ids made from their text (letters, digits and hyphens), each once;
 *   tables in a box that scrolls, can be reached by keyboard and is named by
 *   the table's caption; column and row headers marked as such (the first cell
 *   of a row is its header); right-aligned columns as figures;
 *   a bold paragraph just above a table or an image is its caption;
 *   links to #places, relative addresses, http, https and mailto, any other
 *   being left as text; raw HTML left out; images left to the caller. */

#pragma once

#include <glib.h>

/* Small Markdown must not become a huge page: bytes of text, columns of a
 * table, and the widest row times the number of lines. */
#define MARKDOWN_MAX_BYTES (8u * 1024 * 1024)
#define MARKDOWN_MAX_COLUMNS 64u
#define MARKDOWN_MAX_CELLS 500000u

typedef struct {
  guint level;     /* 1 to 6 */
  char *id;
  char *text;      /* without markup; not escaped */
} MarkdownHeading;

/* The HTML to put in place of the image at URL; NULL: its text. g_free() by the caller. */
typedef char *(*MarkdownImageFunc) (const char *url, gpointer data);

/* The HTML of TEXT (a fragment, no page around it), with what IMAGE makes of its
 * images (NULL: their texts), and the headings in order (MarkdownHeading *,
 * g_ptr_array_unref()) in *HEADINGS, which may be NULL. NULL with ERROR when TEXT
 * is over a limit. g_free(). */
char *markdown_render (const char *text, MarkdownImageFunc image, gpointer data,
                       GPtrArray **headings, GError **error);
