/* template.h: Mustache templates, to the letter of the Mustache 1.4
 * specification (comments, delimiters, interpolation, inverted, partials,
 * sections). Escaping is by the kind of file made. */

#pragma once

#include <json-glib/json-glib.h>

typedef enum {
  ESCAPE_HTML,      /* & < > " */
  ESCAPE_MARKDOWN,  /* every ASCII punctuation character, and blanks, tabs, newlines, NUL, bidi controls made safe in a table cell */
  ESCAPE_NONE,
} Escape;

/* Finds a partial by name. NULL: there is none (it renders as nothing). g_free() by the caller. */
typedef char *(*TemplatePartialFunc) (const char *name, gpointer data);

/* Renders TEMPLATE with CONTEXT (any JSON value; borrowed). NULL with the line
 * and the reason when the template itself is malformed or nests too deeply.
 * Numbers in CONTEXT print as JSON writes them; prepare texts beforehand. */
char *template_render (const char *template_, JsonNode *context, Escape escape,
                       TemplatePartialFunc partial, gpointer data, GError **error);

/* TEXT made literal for the kind of file. g_free(). */
char *template_escape (const char *text, Escape escape);
