#include "lib/pages/template_node.h"

#include <string.h>

#include "lib/base/error.h"

#define BLANKS " \t"
#define SPACE " \t\r\n\f\v"

void
template_node_free (TemplateNode *node)
{
  if (node == NULL)
    return;
  g_free (node->text);
  g_strfreev (node->path);
  g_free (node->indent);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

static TemplateNode *
node_new (TemplateNodeKind kind, guint line, char *text)
{
  TemplateNode *node = g_new0 (TemplateNode, 1);
  node->kind = kind;
  node->line = line;
  node->text = text;
  if (kind == TEMPLATE_SECTION || kind == TEMPLATE_INVERTED)
    node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) template_node_free);
  return node;
}

gboolean
template_fault (GError **error, const char *where, guint line, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *reason = g_strdup_vprintf (format, args);
  va_end (args);
  return where == NULL ? error_fault (error, "template line %u: %s", line, reason)
                       : error_fault (error, "partial '%s' line %u: %s", where, line, reason);
}

typedef struct {
  const char *where;     /* NULL, or the partial's name, for messages */
  const char *start;
  const char *pos;       /* everything before is parsed */
  guint line;            /* of POS */
  char *open, *close;    /* the delimiters in force */
  GPtrArray *sections;   /* TemplateNode *, those still open, outermost first; borrowed */
} Parser;

static TemplateNode *
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
                     node_new (TEMPLATE_TEXT, parser->line, g_strndup (text, (gsize) (end - text))));
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
      template_fault (error, parser->where, parser->line, "tag is not closed with '%s'", close);
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
    return template_fault (error, parser->where, parser->line, "'%s' is not a pair of delimiters", content);
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
  const TemplateNode *section = parser_section (parser);
  if (parser->sections->len == 1)
    return template_fault (error, parser->where, parser->line, "'/%s' closes nothing", name);
  if (!g_str_equal (section->text, name))
    return template_fault (error, parser->where, parser->line, "'/%s' found where '%s' of line %u is open",
                           name, section->text, section->line);
  g_ptr_array_set_size (parser->sections, (int) parser->sections->len - 1);
  return TRUE;
}

static const struct {
  char sigil;
  TemplateNodeKind kind;
  gboolean raw;
} node_kinds[] = {
  { '\0', TEMPLATE_VARIABLE, FALSE },
  { '{', TEMPLATE_VARIABLE, TRUE },
  { '&', TEMPLATE_VARIABLE, TRUE },
  { '#', TEMPLATE_SECTION, FALSE },
  { '^', TEMPLATE_INVERTED, FALSE },
  { '>', TEMPLATE_PARTIAL, FALSE },
};

/* NULL for a tag of no kind that there is. */
static TemplateNode *
node_of_tag (const Tag *tag, guint line)
{
  for (guint i = 0; i < G_N_ELEMENTS (node_kinds); i++)
    if (node_kinds[i].sigil == tag->sigil && *tag->content != '*')
      {
        TemplateNode *node = node_new (node_kinds[i].kind, line, g_strdup (tag->content));
        node->raw = node_kinds[i].raw;
        return node;
      }
  return NULL;
}

/* Adds the node a tag stands for and, when it is a section, opens it. INDENT,
 * which it takes, is what stood before a tag on a line of its own. */
static gboolean
add_node (Parser *parser, const Tag *tag, char *indent, GError **error)
{
  g_autofree char *taken = indent;
  TemplateNode *node = node_of_tag (tag, parser->line);
  if (node == NULL)
    return template_fault (error, parser->where, parser->line,
                           "'%c%s' is of an optional module that is not used here", tag->sigil, tag->content);
  g_ptr_array_add (parser_section (parser)->children, node);
  node->indent = g_steal_pointer (&taken);
  node->path = parse_name (tag->content);
  if (node->path == NULL)
    return template_fault (error, parser->where, parser->line, "'%s' is not a name", tag->content);
  if (node->children != NULL)
    g_ptr_array_add (parser->sections, node);
  if (parser->sections->len <= TEMPLATE_MAX_DEPTH)
    return TRUE;
  return template_fault (error, parser->where, parser->line, "sections nest more than %u deep",
                         TEMPLATE_MAX_DEPTH);
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
  return template_fault (error, parser->where, parser_section (parser)->line, "section '%s' is not closed",
                         parser_section (parser)->text);
}

TemplateNode *
template_parse (const char *text, const char *where, GError **error)
{
  g_autoptr(TemplateNode) root = node_new (TEMPLATE_SECTION, 1, NULL);
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
