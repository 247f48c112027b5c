/* template_node.h: a Mustache template taken apart: its texts and tags, sections
 * with what is in them. template.c fills it. */

#pragma once

#include <glib.h>

/* Sections within each other, and partials when they are filled. */
#define TEMPLATE_MAX_DEPTH 64u

typedef enum {
  TEMPLATE_TEXT, TEMPLATE_VARIABLE, TEMPLATE_SECTION, TEMPLATE_INVERTED, TEMPLATE_PARTIAL,
} TemplateNodeKind;

typedef struct {
  TemplateNodeKind kind;
  guint line;            /* of a tag; of a text, the one it ends on */
  gboolean raw;          /* a variable that is not escaped */
  char *text;            /* the text itself, or the name as written */
  GStrv path;            /* the steps of the name; none for "." */
  char *indent;          /* of a partial on a line of its own */
  GPtrArray *children;   /* TemplateNode *, of a section */
} TemplateNode;

/* TEXT as a section without a name. WHERE: of which partial, for messages, or
 * NULL. NULL with ERROR, which says the line, when it is malformed. */
TemplateNode *template_parse (const char *text, const char *where, GError **error);

void template_node_free (TemplateNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TemplateNode, template_node_free)

/* Sets ERROR to a fault at LINE of WHERE. FALSE. */
gboolean template_fault (GError **error, const char *where, guint line, const char *format, ...)
  G_GNUC_PRINTF (4, 5);
