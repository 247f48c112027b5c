#include "lib/pages/template.h"

#include <string.h>

#include "lib/pages/template_node.h"

typedef struct {
  GString *out;
  GPtrArray *contexts;   /* JsonNode *, innermost last; borrowed */
  Escape escape;
  TemplateNames names;
  TemplatePartialFunc partial;
  gpointer data;
  GHashTable *partials;  /* indent, '>', name -> TemplateNode *; NULL where there is none */
  const char *where;     /* of what is being rendered, for template_fault() */
  guint depth, steps;
} Renderer;

static JsonNode *
member (JsonNode *node, const char *name)
{
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_object_get_member (json_node_get_object (node), name);
}

/* The first step is looked for outwards through the contexts, the others only
 * within what it gave. */
static JsonNode *
look_up (const Renderer *renderer, const GStrv path)
{
  guint i = renderer->contexts->len;
  if (path[0] == NULL)
    return g_ptr_array_index (renderer->contexts, i - 1);
  JsonNode *found = NULL;
  while (found == NULL && i > 0)
    found = member (g_ptr_array_index (renderer->contexts, --i), path[0]);
  for (guint step = 1; found != NULL && path[step] != NULL; step++)
    found = member (found, path[step]);
  return found;
}

/* What the name of NODE is in the context: NULL where it is not there, which
 * may be a fault. */
static gboolean
find_value (const Renderer *renderer, const TemplateNode *node, JsonNode **out, GError **error)
{
  *out = look_up (renderer, node->path);
  if (*out != NULL || renderer->names == TEMPLATE_ANY_NAME)
    return TRUE;
  return template_fault (error, renderer->where, node->line, "nothing is called '%s'", node->text);
}

static gboolean
is_falsey (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  GType type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    return *json_node_get_string (node) == '\0';
  if (type == G_TYPE_BOOLEAN)
    return !json_node_get_boolean (node);
  return json_node_get_double (node) == 0.0;
}

/* Room for "%.17g" of any double. */
#define DOUBLE_BYTES 32

static char *
value_to_string (JsonNode *node)
{
  GType type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  char buffer[DOUBLE_BYTES];
  double value = json_node_get_double (node);
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) < value || g_ascii_strtod (buffer, NULL) > value)
    g_ascii_formatd (buffer, sizeof buffer, "%.17g", value);
  return g_strdup (buffer);
}

static gboolean
render_variable (Renderer *renderer, const TemplateNode *node, GError **error)
{
  JsonNode *value;
  if (!find_value (renderer, node, &value, error))
    return FALSE;
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (value))
    return template_fault (error, renderer->where, node->line, "'%s' is not a text or a number", node->text);
  g_autofree char *text = value_to_string (value);
  escape_append (renderer->out, text, node->raw ? ESCAPE_NONE : renderer->escape);
  return TRUE;
}

static gboolean render_nodes (Renderer *renderer, const GPtrArray *nodes, GError **error);

static gboolean
render_in (Renderer *renderer, JsonNode *context, const TemplateNode *section, GError **error)
{
  g_ptr_array_add (renderer->contexts, context);
  gboolean rendered = render_nodes (renderer, section->children, error);
  g_ptr_array_set_size (renderer->contexts, (int) renderer->contexts->len - 1);
  return rendered;
}

static gboolean
render_section (Renderer *renderer, const TemplateNode *node, GError **error)
{
  JsonNode *value;
  if (!find_value (renderer, node, &value, error))
    return FALSE;
  if (is_falsey (value))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (value))
    return render_in (renderer, value, node, error);
  JsonArray *array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!render_in (renderer, json_array_get_element (array, i), node, error))
      return FALSE;
  return TRUE;
}

static gboolean
render_inverted (Renderer *renderer, const TemplateNode *node, GError **error)
{
  JsonNode *value;
  return find_value (renderer, node, &value, error)
         && (!is_falsey (value) || render_nodes (renderer, node->children, error));
}

/* TEXT with INDENT before each of its lines. */
static char *
indent_lines (const char *text, const char *indent)
{
  GString *out = g_string_new (NULL);
  while (*text != '\0')
    {
      const char *newline = strchr (text, '\n');
      gsize length = newline == NULL ? strlen (text) : (gsize) (newline - text) + 1;
      g_string_append (out, indent);
      g_string_append_len (out, text, (gssize) length);
      text += length;
    }
  return g_string_free (out, FALSE);
}

/* The partial NODE asks for, parsed once however often it is used; *OUT is
 * NULL when there is none. */
static gboolean
find_partial (Renderer *renderer, const TemplateNode *node, const TemplateNode **out, GError **error)
{
  const char *indent = node->indent == NULL ? "" : node->indent;
  g_autofree char *key = g_strconcat (indent, ">", node->text, NULL);
  gpointer known = NULL;
  if (g_hash_table_lookup_extended (renderer->partials, key, NULL, &known))
    {
      *out = known;
      return TRUE;
    }
  g_autofree char *text = renderer->partial == NULL
                          ? NULL : renderer->partial (node->text, renderer->data);
  TemplateNode *parsed = NULL;
  if (text != NULL)
    {
      g_autofree char *indented = indent_lines (text, indent);
      parsed = template_parse (indented, node->text, error);
      if (parsed == NULL)
        return FALSE;
    }
  g_hash_table_insert (renderer->partials, g_steal_pointer (&key), parsed);
  *out = parsed;
  return TRUE;
}

static gboolean
render_partial (Renderer *renderer, const TemplateNode *node, GError **error)
{
  const TemplateNode *partial = NULL;
  if (!find_partial (renderer, node, &partial, error))
    return FALSE;
  if (partial == NULL && renderer->names == TEMPLATE_KNOWN_NAMES)
    return template_fault (error, renderer->where, node->line, "no partial is called '%s'", node->text);
  if (partial == NULL)
    return TRUE;
  const char *where = renderer->where;
  renderer->where = node->text;
  gboolean rendered = render_nodes (renderer, partial->children, error);
  renderer->where = where;
  return rendered;
}

static gboolean
render_node (Renderer *renderer, const TemplateNode *node, GError **error)
{
  switch (node->kind)
    {
    case TEMPLATE_TEXT:
      g_string_append (renderer->out, node->text);
      return TRUE;
    case TEMPLATE_VARIABLE:
      return render_variable (renderer, node, error);
    case TEMPLATE_SECTION:
      return render_section (renderer, node, error);
    case TEMPLATE_INVERTED:
      return render_inverted (renderer, node, error);
    case TEMPLATE_PARTIAL:
      return render_partial (renderer, node, error);
    }
  g_assert_not_reached ();
}

/* What goes beyond a limit, or NULL. */
static const char *
limit_reached (const Renderer *renderer)
{
  if (renderer->depth > TEMPLATE_MAX_DEPTH)
    return "sections and partials nest too deeply";
  if (renderer->out->len > TEMPLATE_MAX_OUTPUT)
    return "the text made is too long";
  if (renderer->steps > TEMPLATE_MAX_STEPS)
    return "too many tags are rendered";
  return NULL;
}

static gboolean
render_nodes (Renderer *renderer, const GPtrArray *nodes, GError **error)
{
  renderer->depth++;
  for (guint i = 0; i < nodes->len; i++)
    {
      const TemplateNode *node = g_ptr_array_index (nodes, i);
      const char *limit = limit_reached (renderer);
      if (limit != NULL)
        return template_fault (error, renderer->where, node->line, "%s", limit);
      renderer->steps++;
      if (!render_node (renderer, node, error))
        return FALSE;
    }
  renderer->depth--;
  return TRUE;
}

char *
template_render (const char *template_, JsonNode *context, Escape escape, TemplateNames names,
                 TemplatePartialFunc partial, gpointer data, GError **error)
{
  g_autoptr(TemplateNode) root = template_parse (template_, NULL, error);
  if (root == NULL)
    return NULL;
  g_autoptr(GPtrArray) contexts = g_ptr_array_new ();
  g_autoptr(GHashTable) partials = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                          (GDestroyNotify) template_node_free);
  g_autoptr(GString) out = g_string_new (NULL);
  g_ptr_array_add (contexts, context);
  Renderer renderer = {
    .out = out, .contexts = contexts, .escape = escape, .names = names,
    .partial = partial, .data = data, .partials = partials,
  };
  if (!render_nodes (&renderer, root->children, error))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}
