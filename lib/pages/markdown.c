#include "lib/pages/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/base/escape.h"

/* One pass over the tree. Headings and captions are gathered in buffers of
 * their own, for they are written after they are read. */
typedef struct {
  GString *page;
  GString *out;               /* PAGE, HEADING or CAPTION */
  GString *heading, *caption;
  GString *plain;             /* of the heading, without markup */
  GPtrArray *headings;        /* MarkdownHeading * */
  GHashTable *ids;            /* those in use -> how many asked for them */
  guint tables;
  guint column;               /* in the row of the table being written */
  MarkdownImageFunc image;
  gpointer data;
} Writer;

/* --- limits --- */

static guint
count_bars (const char *line, const char *end)
{
  guint bars = 0;
  for (; line < end; line++)
    if (*line == '\\' && line + 1 < end)
      line++;
    else
      bars += *line == '|';
  return bars;
}

/* A short table row is filled up with empty cells, so what a text can grow to
 * is its lines times its widest row. */
static gboolean
check_limits (const char *text, GError **error)
{
  guint64 lines = 0, widest = 1;
  if (strlen (text) > MARKDOWN_MAX_BYTES)
    return error_fault (error, "text is longer than %u bytes", MARKDOWN_MAX_BYTES);
  for (const char *line = text; *line != '\0'; lines++)
    {
      gsize length = strcspn (line, "\r\n");
      guint bars = count_bars (line, line + length);
      if (bars > MARKDOWN_MAX_COLUMNS + 1)
        return error_fault (error, "line %" G_GUINT64_FORMAT " has more than %u table columns",
                            lines + 1, MARKDOWN_MAX_COLUMNS);
      widest = MAX (widest, bars);
      line += length + (line[length] != '\0');
    }
  if (lines * widest <= MARKDOWN_MAX_CELLS || widest == 1)
    return TRUE;
  return error_fault (error, "tables may have more than %u cells", MARKDOWN_MAX_CELLS);
}

/* --- headings and links --- */

/* Letters and digits of ASCII in lower case, anything else one hyphen. */
static char *
slug (const char *text)
{
  GString *out = g_string_new (NULL);
  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text))
      g_string_append_c (out, g_ascii_tolower (*text));
    else if (out->len > 0 && out->str[out->len - 1] != '-')
      g_string_append_c (out, '-');
  if (out->len > 0 && out->str[out->len - 1] == '-')
    g_string_truncate (out, out->len - 1);
  if (out->len == 0)
    g_string_append (out, "section");
  return g_string_free (out, FALSE);
}

static char *
unique_id (Writer *writer, const char *text)
{
  g_autofree char *base = slug (text);
  char *id = g_strdup (base);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (writer->ids, base));
  while (g_hash_table_contains (writer->ids, id))
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", base, ++n);
    }
  g_hash_table_insert (writer->ids, g_strdup (base), GUINT_TO_POINTER (MAX (n, 1)));
  if (!g_str_equal (id, base))
    g_hash_table_insert (writer->ids, g_strdup (id), GUINT_TO_POINTER (1));
  return id;
}

static gboolean
is_safe_address (const char *url)
{
  static const char *const schemes[] = { "http://", "https://", "mailto:" };
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;
  gsize before = strcspn (url, ":/?#");
  return *url != '\0' && url[before] != ':' && !g_str_has_prefix (url, "//")
         && strchr (url, '\\') == NULL;
}

/* Any byte that is not plain in an address as %XX. */
static void
append_address (GString *out, const char *url)
{
  for (; *url != '\0'; url++)
    if (*url == '&')
      g_string_append (out, "&amp;");
    else if (g_ascii_isalnum (*url) || strchr ("-_.~:/?#[]@!$()*+,;=%", *url) != NULL)
      g_string_append_c (out, *url);
    else
      g_string_append_printf (out, "%%%02X", (guint) (guchar) *url);
}

/* --- writing --- */

static void
write_text (Writer *writer, const char *text)
{
  escape_append (writer->out, text, ESCAPE_HTML);
  if (writer->out == writer->heading)
    g_string_append (writer->plain, text);
}

/* The extension's kinds of node have names, but no constants in its headers. */
static gboolean
is_kind (cmark_node *node, const char *kind)
{
  return g_str_equal (cmark_node_get_type_string (node), kind);
}

static gboolean
has_one_child (cmark_node *node, cmark_node_type type)
{
  cmark_node *child = cmark_node_first_child (node);
  return child != NULL && cmark_node_next (child) == NULL && cmark_node_get_type (child) == type;
}

/* An image on its own, where the caller gives images. */
static gboolean
is_figure (const Writer *writer, cmark_node *node)
{
  return writer->image != NULL && cmark_node_get_type (node) == CMARK_NODE_PARAGRAPH
         && has_one_child (node, CMARK_NODE_IMAGE);
}

static gboolean
is_caption (const Writer *writer, cmark_node *paragraph)
{
  cmark_node *next = cmark_node_next (paragraph);
  return next != NULL && (is_kind (next, "table") || is_figure (writer, next))
         && has_one_child (paragraph, CMARK_NODE_STRONG);
}

static gboolean
is_in_tight_list (cmark_node *paragraph)
{
  cmark_node *list = cmark_node_parent (cmark_node_parent (paragraph));
  return list != NULL && cmark_node_get_type (list) == CMARK_NODE_LIST
         && cmark_node_get_list_tight (list);
}

static void
write_figure (Writer *writer, gboolean enter)
{
  g_string_append (writer->out, enter ? "<figure class=\"chart\">" : "</figure>\n");
  if (!enter || writer->caption->len == 0)
    return;
  g_string_append_printf (writer->out, "\n<figcaption>%s</figcaption>\n", writer->caption->str);
  g_string_truncate (writer->caption, 0);
}

static void
write_paragraph (Writer *writer, cmark_node *node, gboolean enter)
{
  if (is_caption (writer, node))
    writer->out = enter ? writer->caption : writer->page;
  else if (is_figure (writer, node))
    write_figure (writer, enter);
  else if (!is_in_tight_list (node))
    g_string_append (writer->out, enter ? "<p class=\"govuk-body\">" : "</p>\n");
}

static void
write_heading (Writer *writer, cmark_node *node, gboolean enter)
{
  static const char *const sizes[] = { "xl", "l", "m", "s", "s", "s" };
  if (enter)
    {
      writer->out = writer->heading;
      g_string_truncate (writer->heading, 0);
      g_string_truncate (writer->plain, 0);
      return;
    }
  guint level = (guint) cmark_node_get_heading_level (node);
  MarkdownHeading *heading = g_new (MarkdownHeading, 1);
  heading->level = level;
  heading->id = unique_id (writer, writer->plain->str);
  heading->text = g_strdup (writer->plain->str);
  g_ptr_array_add (writer->headings, heading);
  writer->out = writer->page;
  g_string_append_printf (writer->out, "<h%u class=\"govuk-heading-%s\" id=\"%s\">%s</h%u>\n",
                          level, sizes[level - 1], heading->id, writer->heading->str, level);
}

static void
write_list (Writer *writer, cmark_node *node, gboolean enter)
{
  gboolean ordered = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;
  int start = cmark_node_get_list_start (node);
  if (!enter)
    g_string_append (writer->out, ordered ? "</ol>\n" : "</ul>\n");
  else if (!ordered)
    g_string_append (writer->out, "<ul class=\"govuk-list govuk-list--bullet\">\n");
  else if (start == 1)
    g_string_append (writer->out, "<ol class=\"govuk-list govuk-list--number\">\n");
  else
    g_string_append_printf (writer->out,
                            "<ol class=\"govuk-list govuk-list--number\" start=\"%d\">\n", start);
}

static void
write_link (Writer *writer, cmark_node *node, gboolean enter)
{
  const char *url = cmark_node_get_url (node);
  if (!is_safe_address (url))
    return;
  if (enter)
    {
      g_string_append (writer->out, "<a class=\"govuk-link\" href=\"");
      append_address (writer->out, url);
      g_string_append (writer->out, "\">");
    }
  else
    g_string_append (writer->out, "</a>");
}

static void
write_image (Writer *writer, cmark_node *node, cmark_iter *iter)
{
  g_autofree char *html = writer->image == NULL
                          ? NULL : writer->image (cmark_node_get_url (node), writer->data);
  if (html == NULL)
    return;
  g_string_append (writer->out, html);
  cmark_iter_reset (iter, node, CMARK_EVENT_EXIT);
}

/* The box is named by the caption, or by nothing: a name has to be one. */
static void
write_table (Writer *writer, gboolean enter)
{
  if (!enter)
    {
      g_string_append (writer->out, "</tbody>\n</table>\n</div>\n");
      return;
    }
  writer->tables++;
  if (writer->caption->len > 0)
    g_string_append_printf (writer->out,
                            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\""
                            " aria-labelledby=\"table_%u\">\n<table class=\"govuk-table\">\n"
                            "<caption class=\"govuk-table__caption govuk-table__caption--s\""
                            " id=\"table_%u\">%s</caption>\n",
                            writer->tables, writer->tables, writer->caption->str);
  else
    g_string_append (writer->out,
                     "<div class=\"table-scroll\" tabindex=\"0\">\n<table class=\"govuk-table\">\n");
  g_string_truncate (writer->caption, 0);
}

static void
write_row (Writer *writer, gboolean header, gboolean enter)
{
  writer->column = 0;
  if (enter)
    g_string_append_printf (writer->out, "%s<tr class=\"govuk-table__row\">\n",
                            header ? "<thead class=\"govuk-table__head\">\n" : "");
  else
    g_string_append_printf (writer->out, "</tr>\n%s",
                            header ? "</thead>\n<tbody class=\"govuk-table__body\">\n" : "");
}

static void
write_cell (Writer *writer, cmark_node *node, gboolean enter)
{
  cmark_node *row = cmark_node_parent (node);
  const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments (cmark_node_parent (row));
  gboolean top = is_kind (row, "table_header");
  gboolean header = (top || writer->column == 0) && cmark_node_first_child (node) != NULL;
  const char *kind = header ? "header" : "cell";
  if (enter)
    {
      g_string_append_printf (writer->out, "<%s class=\"govuk-table__%s", header ? "th" : "td", kind);
      if (alignments != NULL && alignments[writer->column] == 'r')
        g_string_append_printf (writer->out, " govuk-table__%s--numeric", kind);
      g_string_append (writer->out, !header ? "\">" : top ? "\" scope=\"col\">" : "\" scope=\"row\">");
      return;
    }
  g_string_append (writer->out, header ? "</th>\n" : "</td>\n");
  writer->column++;
}

/* What is only a pair of tags. */
static const struct {
  cmark_node_type type;
  const char *enter, *exit;
} tags[] = {
  { CMARK_NODE_BLOCK_QUOTE, "<blockquote class=\"govuk-inset-text\">\n", "</blockquote>\n" },
  { CMARK_NODE_ITEM, "<li>", "</li>\n" },
  { CMARK_NODE_EMPH, "<em>", "</em>" },
  { CMARK_NODE_THEMATIC_BREAK,
    "<hr class=\"govuk-section-break govuk-section-break--l govuk-section-break--visible\">\n", NULL },
  { CMARK_NODE_LINEBREAK, "<br>\n", NULL },
};

static void
write_other (Writer *writer, cmark_node *node, gboolean enter)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (tags[i].type == cmark_node_get_type (node))
      {
        g_string_append (writer->out, enter ? tags[i].enter : tags[i].exit);
        return;
      }
  if (is_kind (node, "table"))
    write_table (writer, enter);
  else if (is_kind (node, "table_header"))
    write_row (writer, TRUE, enter);
  else if (is_kind (node, "table_row"))
    write_row (writer, FALSE, enter);
  else if (is_kind (node, "table_cell"))
    write_cell (writer, node, enter);
}

static void
write_leaf_in (Writer *writer, const char *open, const char *text, const char *close)
{
  g_string_append (writer->out, open);
  write_text (writer, text);
  g_string_append (writer->out, close);
}

static void
write_node (Writer *writer, cmark_node *node, gboolean enter, cmark_iter *iter)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT: write_text (writer, cmark_node_get_literal (node)); break;
    case CMARK_NODE_SOFTBREAK: write_text (writer, "\n"); break;
    case CMARK_NODE_CODE:
      write_leaf_in (writer, "<code>", cmark_node_get_literal (node), "</code>");
      break;
    case CMARK_NODE_CODE_BLOCK:
      write_leaf_in (writer, "<pre class=\"code\" tabindex=\"0\"><code>",
                     cmark_node_get_literal (node), "</code></pre>\n");
      break;
    case CMARK_NODE_PARAGRAPH: write_paragraph (writer, node, enter); break;
    case CMARK_NODE_HEADING: write_heading (writer, node, enter); break;
    case CMARK_NODE_LIST: write_list (writer, node, enter); break;
    case CMARK_NODE_LINK: write_link (writer, node, enter); break;
    case CMARK_NODE_IMAGE:
      if (enter)
        write_image (writer, node, iter);
      break;
    case CMARK_NODE_STRONG:
      if (writer->out != writer->caption)
        g_string_append (writer->out, enter ? "<strong>" : "</strong>");
      break;
    default:
      write_other (writer, node, enter);
    }
}

static void
write_tree (Writer *writer, cmark_node *document)
{
  cmark_iter *iter = cmark_iter_new (document);
  cmark_event_type event;
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    write_node (writer, cmark_iter_get_node (iter), event == CMARK_EVENT_ENTER, iter);
  cmark_iter_free (iter);
}

/* --- parsing --- */

static gpointer
register_extensions (G_GNUC_UNUSED gpointer data)
{
  cmark_gfm_core_extensions_ensure_registered ();
  return NULL;
}

static cmark_node *
parse (const char *text)
{
  static GOnce once = G_ONCE_INIT;
  g_once (&once, register_extensions, NULL);
  cmark_parser *parser = cmark_parser_new (CMARK_OPT_VALIDATE_UTF8);
  cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension ("table"));
  cmark_parser_feed (parser, text, strlen (text));
  cmark_node *document = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  return document;
}

static void
heading_free (MarkdownHeading *heading)
{
  g_free (heading->id);
  g_free (heading->text);
  g_free (heading);
}

char *
markdown_render (const char *text, MarkdownImageFunc image, gpointer data,
                 GPtrArray **headings, GError **error)
{
  if (!check_limits (text, error))
    return NULL;
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) heading_free);
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) heading = g_string_new (NULL);
  g_autoptr(GString) caption = g_string_new (NULL);
  g_autoptr(GString) plain = g_string_new (NULL);
  GString *page = g_string_new (NULL);
  Writer writer = {
    .page = page, .out = page, .heading = heading, .caption = caption, .plain = plain,
    .headings = found, .ids = ids, .image = image, .data = data,
  };
  cmark_node *document = parse (text);
  write_tree (&writer, document);
  cmark_node_free (document);
  if (headings != NULL)
    *headings = g_steal_pointer (&found);
  return g_string_free (page, FALSE);
}
