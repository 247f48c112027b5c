/* template.h: Mustache templates, to the letter of the Mustache 1.4
 * specification (comments, delimiters, interpolation, inverted, partials,
 * sections; none of the optional modules). Escaping is by the kind of file made.
 *
 * Where the specification leaves a choice: a section over false, null, an
 * empty list, an empty text or the number 0 is left out ("!!data"); a name
 * that is not in the context is nothing; printing a list or an object is an
 * error, as is a tag of an optional module ({{<x}}, {{$x}}, {{>*x}}). */

#pragma once

#include <json-glib/json-glib.h>

#include "lib/base/escape.h"

/* Bytes made; tags and texts rendered. */
#define TEMPLATE_MAX_OUTPUT ((gsize) 32 * 1024 * 1024)
#define TEMPLATE_MAX_STEPS 20000000u

/* Finds a partial by name. NULL: there is none (it renders as nothing). g_free() by the caller. */
typedef char *(*TemplatePartialFunc) (const char *name, gpointer data);

typedef enum {
  TEMPLATE_ANY_NAME,      /* as the specification has it: one that is not there is nothing */
  TEMPLATE_KNOWN_NAMES,   /* a name or partial that is not there is an error; null is there */
} TemplateNames;

/* Renders TEMPLATE with CONTEXT (any JSON value; borrowed). PARTIAL may be
 * NULL: no partials. NULL with the line and the reason when the template
 * itself is malformed or a limit is reached. Whole numbers print as JSON
 * writes them, others with the fewest digits that give them back; prepare
 * texts beforehand. g_free(). */
char *template_render (const char *template_, JsonNode *context, Escape escape, TemplateNames names,
                       TemplatePartialFunc partial, gpointer data, GError **error);
