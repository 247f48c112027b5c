#include "lib/pages/template.h"

#include "lib/base/error.h"

#include <string.h>

#define BLANKS " \t"
#define SPACE " \t\r\n\f\v"

typedef enum { NODE_TEXT, NODE_VARIABLE, NODE_SECTION, NODE_INVERTED, NODE_PARTIAL } NodeKind;

/* A parsed template is a section without a name. */
typedef struct {
  NodeKind kind;
  guint line;
  gboolean raw;          /* a variable that is not escaped */
  char *text;            /* the text itself, or the name as written */
  GStrv path;            /* the steps of the name; none for "." */
  char *indent;          /* of a partial on a line of its own */
  GPtrArray *children;   /* Node *, of a section */
} Node;

static void
node_free (Node *node)
{
  g_free (node->text);
  g_strfreev (node->path);
  g_free (node->indent);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Node, node_free)

static Node *
node_new (NodeKind kind, guint line, char *text)
{
  Node *node = g_new0 (Node, 1);
  node->kind = kind;
  node->line = line;
  node->text = text;
  if (kind == NODE_SECTION || kind == NODE_INVERTED)
    node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  return node;
}

/* --- parsing --- */

typedef struct {
  const char *where;     /* NULL, or the partial's name, for messages */
  const char *start;
  const char *pos;       /* everything before is parsed */
  guint line;            /* of POS */
  char *open, *close;    /* the delimiters in force */
  GPtrArray *sections;   /* Node *, those still open, outermost first; borrowed */
} Parser;

static void G_GNUC_PRINTF (4, 5)
    set_error (GError **error, const char *where, guint line, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *reason = g_strdup_vprintf (format, args);
  va_end (args);
  if (where == NULL)
    error_fault (error, "template line %u: %s", line, reason);
  else
    error_fault (error, "partial '%s' line %u: %s", where, line, reason);
}

static Node *
parser_section (const Parser *parser)
{
  return g_ptr_array_index (parser->sections, parser->sections->len - 1);
}

static void
parser_move (Parser *parser, const char *to)
{
  for (; parser->pos < to; parser->pos++)
    parser->line += *parser->pos == '\n';
}

static void
add_text (Parser *parser, const char *text, const char *end)
{
  if (end > text)
    g_ptr_array_add (parser_section (parser)->children,
                     node_new (NODE_TEXT, parser->line,
                               g_strndup (text, (gsize) (end - text))));
}

/* A tag alone on its line takes the line with it: *TAG moves back over the
 * blanks before it and *END past the line's end. */
static gboolean
take_whole_line (const Parser *parser, const char **tag, const char **end)
{
  const char *first = *tag;
  while (first > parser->start && strchr (BLANKS, first[-1]) != NULL)
    first--;
  if (first > parser->start && first[-1] != '\n')
    return FALSE;
  const char *last = *end + strspn (*end, BLANKS);
  if (g_str_has_prefix (last, "\r\n"))
    last += 2;
  else if (*last == '\n')
    last += 1;
  else if (*last != '\0')
    return FALSE;
  *tag = first;
  *end = last;
  return TRUE;
}

/* What stands inside a tag: its sigil ('\0' for a plain variable) and content. */
typedef struct {
  char sigil;
  char *content;         /* without blanks at either end */
  const char *end;       /* just behind the closing delimiter */
} Tag;

static gboolean
read_tag (const Parser *parser, const char *start, Tag *tag, GError **error)
{
  const char *content = start + strlen (parser->open);
  content += strspn (content, SPACE);
  tag->sigil = *content != '\0' && strchr ("#^/>!={&<$", *content) != NULL ? *content++ : '\0';
  const char *before = tag->sigil == '{' ? "}" : tag->sigil == '=' ? "=" : "";
  g_autofree char *close = g_strconcat (before, parser->close, NULL);
  const char *end = strstr (content, close);
  if (end == NULL)
    {
      set_error (error, parser->where, parser->line, "tag is not closed with '%s'", close);
      return FALSE;
    }
  tag->content = g_strstrip (g_strndup (content, (gsize) (end - content)));
  tag->end = end + strlen (close);
  return TRUE;
}

static gboolean
parse_delimiters (Parser *parser, const char *content, GError **error)
{
  gsize open = strcspn (content, SPACE);
  const char *close = content + open + strspn (content + open, SPACE);
  if (open == 0 || *close == '\0' || strpbrk (close, SPACE) != NULL
      || strchr (content, '=') != NULL)
    {
      set_error (error, parser->where, parser->line, "'%s' is not a pair of delimiters", content);
      return FALSE;
    }
  g_free (parser->open);
  g_free (parser->close);
  parser->open = g_strndup (content, open);
  parser->close = g_strdup (close);
  return TRUE;
}

/* "a.b.c" to its steps; "." to none. NULL when it is not a name. */
static GStrv
parse_name (const char *name)
{
  if (g_str_equal (name, "."))
    return g_new0 (char *, 1);
  g_auto(GStrv) path = g_strsplit (name, ".", -1);
  if (path[0] == NULL || strpbrk (name, SPACE) != NULL)
    return NULL;
  for (guint i = 0; path[i] != NULL; i++)
    if (*path[i] == '\0')
      return NULL;
  return g_steal_pointer (&path);
}

static gboolean
close_section (Parser *parser, const char *name, GError **error)
{
  const Node *section = parser_section (parser);
  if (parser->sections->len == 1)
    set_error (error, parser->where, parser->line, "'/%s' closes nothing", name);
  else if (!g_str_equal (section->text, name))
    set_error (error, parser->where, parser->line, "'/%s' found where '%s' of line %u is open",
               name, section->text, section->line);
  else
    {
      g_ptr_array_set_size (parser->sections, (int) parser->sections->len - 1);
      return TRUE;
    }
  return FALSE;
}

static const struct {
  char sigil;
  NodeKind kind;
  gboolean raw;
} node_kinds[] = {
  { '\0', NODE_VARIABLE, FALSE },
  { '{', NODE_VARIABLE, TRUE },
  { '&', NODE_VARIABLE, TRUE },
  { '#', NODE_SECTION, FALSE },
  { '^', NODE_INVERTED, FALSE },
  { '>', NODE_PARTIAL, FALSE },
};

/* Adds the node a tag stands for and, when it is a section, opens it. INDENT
 * is what stood before a tag on a line of its own. */
static gboolean
add_node (Parser *parser, const Tag *tag, char *indent, GError **error)
{
  g_autoptr(Node) node = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (node_kinds); i++)
    if (node_kinds[i].sigil == tag->sigil)
      {
        node = node_new (node_kinds[i].kind, parser->line, g_strdup (tag->content));
        node->raw = node_kinds[i].raw;
      }
  g_autofree char *indent_owned = indent;
  if (node == NULL || *tag->content == '*')
    {
      set_error (error, parser->where, parser->line,
                 "'%c%s' is of an optional module that is not used here", tag->sigil, tag->content);
      return FALSE;
    }
  node->indent = g_steal_pointer (&indent_owned);
  node->path = parse_name (tag->content);
  if (node->path == NULL)
    {
      set_error (error, parser->where, parser->line, "'%s' is not a name", tag->content);
      return FALSE;
    }
  Node *added = g_steal_pointer (&node);
  g_ptr_array_add (parser_section (parser)->children, added);
  if (added->children != NULL)
    g_ptr_array_add (parser->sections, added);
  if (parser->sections->len <= TEMPLATE_MAX_DEPTH)
    return TRUE;
  set_error (error, parser->where, parser->line, "sections nest more than %u deep",
             TEMPLATE_MAX_DEPTH);
  return FALSE;
}

/* Parses from where the parser stands to behind the tag at START. */
static gboolean
parse_tag (Parser *parser, const char *start, GError **error)
{
  Tag tag;
  const char *text = parser->pos, *text_end = start;
  parser_move (parser, start);
  if (!read_tag (parser, start, &tag, error))
    return FALSE;
  g_autofree char *content = tag.content;
  gboolean variable = tag.sigil == '\0' || tag.sigil == '{' || tag.sigil == '&';
  gboolean alone = !variable && take_whole_line (parser, &text_end, &tag.end);
  add_text (parser, text, text_end);
  gboolean parsed = TRUE;
  if (tag.sigil == '=')
    parsed = parse_delimiters (parser, content, error);
  else if (tag.sigil == '/')
    parsed = close_section (parser, content, error);
  else if (tag.sigil != '!')
    parsed = add_node (parser, &tag, alone ? g_strndup (text_end, (gsize) (start - text_end)) : NULL,
                       error);
  parser_move (parser, tag.end);
  return parsed;
}

static gboolean
parse_all (Parser *parser, GError **error)
{
  const char *tag;
  while ((tag = strstr (parser->pos, parser->open)) != NULL)
    if (!parse_tag (parser, tag, error))
      return FALSE;
  add_text (parser, parser->pos, parser->pos + strlen (parser->pos));
  if (parser->sections->len == 1)
    return TRUE;
  set_error (error, parser->where, parser_section (parser)->line, "section '%s' is not closed",
             parser_section (parser)->text);
  return FALSE;
}

static Node *
parse (const char *text, const char *where, GError **error)
{
  g_autoptr(Node) root = node_new (NODE_SECTION, 1, NULL);
  g_autoptr(GPtrArray) sections = g_ptr_array_new ();
  g_ptr_array_add (sections, root);
  Parser parser = {
    .where = where, .start = text, .pos = text, .line = 1,
    .open = g_strdup ("{{"), .close = g_strdup ("}}"), .sections = sections,
  };
  gboolean parsed = parse_all (&parser, error);
  g_free (parser.open);
  g_free (parser.close);
  return parsed ? g_steal_pointer (&root) : NULL;
}

/* --- rendering --- */

typedef struct {
  GString *out;
  GPtrArray *contexts;   /* JsonNode *, innermost last; borrowed */
  Escape escape;
  TemplateNames names;
  TemplatePartialFunc partial;
  gpointer data;
  GHashTable *partials;  /* indent, '>', name -> Node *; NULL where there is none */
  const char *where;     /* of what is being rendered, as Parser's */
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
find_value (const Renderer *renderer, const Node *node, JsonNode **out, GError **error)
{
  *out = look_up (renderer, node->path);
  if (*out != NULL || renderer->names == TEMPLATE_ANY_NAME)
    return TRUE;
  set_error (error, renderer->where, node->line, "nothing is called '%s'", node->text);
  return FALSE;
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
render_variable (Renderer *renderer, const Node *node, GError **error)
{
  JsonNode *value;
  if (!find_value (renderer, node, &value, error))
    return FALSE;
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (value))
    {
      set_error (error, renderer->where, node->line, "'%s' is not a text or a number", node->text);
      return FALSE;
    }
  g_autofree char *text = value_to_string (value);
  escape_append (renderer->out, text, node->raw ? ESCAPE_NONE : renderer->escape);
  return TRUE;
}

static gboolean render_nodes (Renderer *renderer, const GPtrArray *nodes, GError **error);

static gboolean
render_in (Renderer *renderer, JsonNode *context, const Node *section, GError **error)
{
  g_ptr_array_add (renderer->contexts, context);
  gboolean rendered = render_nodes (renderer, section->children, error);
  g_ptr_array_set_size (renderer->contexts, (int) renderer->contexts->len - 1);
  return rendered;
}

static gboolean
render_section (Renderer *renderer, const Node *node, GError **error)
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
render_inverted (Renderer *renderer, const Node *node, GError **error)
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
find_partial (Renderer *renderer, const Node *node, const Node **out, GError **error)
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
  Node *parsed = NULL;
  if (text != NULL)
    {
      g_autofree char *indented = indent_lines (text, indent);
      parsed = parse (indented, node->text, error);
      if (parsed == NULL)
        return FALSE;
    }
  g_hash_table_insert (renderer->partials, g_steal_pointer (&key), parsed);
  *out = parsed;
  return TRUE;
}

static gboolean
render_partial (Renderer *renderer, const Node *node, GError **error)
{
  const Node *partial = NULL;
  if (!find_partial (renderer, node, &partial, error))
    return FALSE;
  if (partial == NULL && renderer->names == TEMPLATE_KNOWN_NAMES)
    {
      set_error (error, renderer->where, node->line, "no partial is called '%s'", node->text);
      return FALSE;
    }
  if (partial == NULL)
    return TRUE;
  const char *where = renderer->where;
  renderer->where = node->text;
  gboolean rendered = render_nodes (renderer, partial->children, error);
  renderer->where = where;
  return rendered;
}

static gboolean
render_node (Renderer *renderer, const Node *node, GError **error)
{
  switch (node->kind)
    {
    case NODE_TEXT:
      g_string_append (renderer->out, node->text);
      return TRUE;
    case NODE_VARIABLE:
      return render_variable (renderer, node, error);
    case NODE_SECTION:
      return render_section (renderer, node, error);
    case NODE_INVERTED:
      return render_inverted (renderer, node, error);
    case NODE_PARTIAL:
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
      const Node *node = g_ptr_array_index (nodes, i);
      const char *limit = limit_reached (renderer);
      if (limit != NULL)
        {
          set_error (error, renderer->where, node->line, "%s", limit);
          return FALSE;
        }
      renderer->steps++;
      if (!render_node (renderer, node, error))
        return FALSE;
    }
  renderer->depth--;
  return TRUE;
}

static void
free_partial (gpointer partial)
{
  if (partial != NULL)
    node_free (partial);
}

char *
template_render (const char *template_, JsonNode *context, Escape escape, TemplateNames names,
                 TemplatePartialFunc partial, gpointer data, GError **error)
{
  g_autoptr(Node) root = parse (template_, NULL, error);
  if (root == NULL)
    return NULL;
  g_autoptr(GPtrArray) contexts = g_ptr_array_new ();
  g_autoptr(GHashTable) partials = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                          free_partial);
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
