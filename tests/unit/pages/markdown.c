/* Markdown: the HTML of each kind of thing, texts that try to be more than
 * text, and the limits. */

#include "lib/base/error.h"
#include "lib/pages/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

#include "lib/base/escape.h"

static void
assert_html (const char *text, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *html = markdown_render (text, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (html, ==, expected);
}

static void
test_blocks (void)
{
  static const struct { const char *text, *html; } rows[] = {
    { "", "" },
    { "one\ntwo\n", "<p class=\"govuk-body\">one\ntwo</p>\n" },
    { "a\\\nb", "<p class=\"govuk-body\">a<br>\nb</p>\n" },
    { "*a* **b** `c<d`", "<p class=\"govuk-body\"><em>a</em> <strong>b</strong> <code>c&lt;d</code></p>\n" },
    { "> quoted", "<blockquote class=\"govuk-inset-text\">\n<p class=\"govuk-body\">quoted</p>\n</blockquote>\n" },
    { "- a\n- b", "<ul class=\"govuk-list govuk-list--bullet\">\n<li>a</li>\n<li>b</li>\n</ul>\n" },
    { "3. a", "<ol class=\"govuk-list govuk-list--number\" start=\"3\">\n<li>a</li>\n</ol>\n" },
    { "- a\n\n- b",
      "<ul class=\"govuk-list govuk-list--bullet\">\n<li><p class=\"govuk-body\">a</p>\n</li>\n"
      "<li><p class=\"govuk-body\">b</p>\n</li>\n</ul>\n" },
    { "```\na < b\n```", "<pre class=\"code\" tabindex=\"0\"><code>a &lt; b\n</code></pre>\n" },
    { "***", "<hr class=\"govuk-section-break govuk-section-break--l govuk-section-break--visible\">\n" },
    { "a <b>x</b> c\n\n<script>\nx\n</script>\n", "<p class=\"govuk-body\">a x c</p>\n" },
    { "<!-- left out -->", "" },
    { "www.example.org https://example.org a@b.org",
      "<p class=\"govuk-body\">www.example.org https://example.org a@b.org</p>\n" },
    { "bad \xff byte", "<p class=\"govuk-body\">bad \xef\xbf\xbd byte</p>\n" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_html (rows[i].text, rows[i].html);
}

static void
test_links (void)
{
  static const struct { const char *url, *href; } rows[] = {
    { "#method", "#method" },
    { "areas.csv", "areas.csv" },
    { "./a/b.csv?x=1&y=2", "./a/b.csv?x=1&amp;y=2" },
    { "https://example.org/a%20b", "https://example.org/a%20b" },
    { "HTTP://example.org", "HTTP://example.org" },
    { "mailto:a@example.org", "mailto:a@example.org" },
    { "<a b\"c.csv>", "a%20b%22c.csv" },
    { "caf\xc3\xa9", "caf%C3%A9" },
    { "javascript:alert(1)", NULL },
    { "JaVaScRiPt:1", NULL },
    { "&#106;avascript:1", NULL },
    { "data:text/html,x", NULL },
    { "vbscript:x", NULL },
    { "file:///etc/passwd", NULL },
    { "//example.org", NULL },
    { "/\\\\example.org", NULL },
    { "<>", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("[x](%s)", rows[i].url);
      g_autofree char *html = rows[i].href == NULL ? g_strdup ("<p class=\"govuk-body\">x</p>\n")
        : g_strdup_printf ("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"%s\">x</a></p>\n",
                           rows[i].href);
      assert_html (text, html);
    }
}

static void
test_headings (void)
{
  g_autoptr(GPtrArray) headings = NULL;
  static const struct { guint level; const char *id, *text; } expected[] = {
    { 1, "state-of-the-market", "State of the market" },
    { 2, "method", "Method" },
    { 2, "method-2", "Method" },
    { 2, "method-2-2", "Method 2" },
    { 3, "method-3", "Method" },
    { 2, "section", "£é" },
    { 2, "section-2", "" },
    { 2, "a-b-c", "a <b> & c" },
  };
  g_autofree char *html = markdown_render ("# State of *the* market\n## Method\n## Method\n"
                                           "## Method 2\n### Method\n## £é\n##\n## a \\<b> & c\n",
                                           NULL, NULL, &headings, NULL);
  g_assert_cmpuint (headings->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < headings->len; i++)
    {
      const MarkdownHeading *heading = g_ptr_array_index (headings, i);
      g_assert_cmpuint (heading->level, ==, expected[i].level);
      g_assert_cmpstr (heading->id, ==, expected[i].id);
      g_assert_cmpstr (heading->text, ==, expected[i].text);
    }
  g_assert_true (g_str_has_prefix (html, "<h1 class=\"govuk-heading-xl\" id=\"state-of-the-market\">"
                                         "State of <em>the</em> market</h1>\n"
                                         "<h2 class=\"govuk-heading-l\" id=\"method\">"));
  g_assert_nonnull (strstr (html, "id=\"a-b-c\">a &lt;b&gt; &amp; c</h2>"));
}

static void
test_table (void)
{
  assert_html ("**Table 1: homes & places**\n\n| Region | Homes |\n|---|--:|\n| East | 12 |\n| West\n",
               "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"table_1\">\n"
               "<table class=\"govuk-table\">\n"
               "<caption class=\"govuk-table__caption govuk-table__caption--s\" id=\"table_1\">"
               "Table 1: homes &amp; places</caption>\n"
               "<thead class=\"govuk-table__head\">\n<tr class=\"govuk-table__row\">\n"
               "<th class=\"govuk-table__header\" scope=\"col\">Region</th>\n"
               "<th class=\"govuk-table__header govuk-table__header--numeric\" scope=\"col\">Homes</th>\n"
               "</tr>\n</thead>\n<tbody class=\"govuk-table__body\">\n<tr class=\"govuk-table__row\">\n"
               "<th class=\"govuk-table__header\" scope=\"row\">East</th>\n"
               "<td class=\"govuk-table__cell govuk-table__cell--numeric\">12</td>\n"
               "</tr>\n<tr class=\"govuk-table__row\">\n"
               "<th class=\"govuk-table__header\" scope=\"row\">West</th>\n"
               "<td class=\"govuk-table__cell govuk-table__cell--numeric\"></td>\n"
               "</tr>\n</tbody>\n</table>\n</div>\n");
  g_autofree char *plain = markdown_render ("text\n\n| | b |\n|---|---|\n", NULL, NULL, NULL, NULL);
  g_assert_nonnull (strstr (plain, "<div class=\"table-scroll\" tabindex=\"0\">"));
  g_assert_nonnull (strstr (plain, "<td class=\"govuk-table__cell\"></td>\n<th"));
  g_assert_null (strstr (plain, "<caption"));
}

static char *
chart_of (const char *url, gpointer data)
{
  return g_str_equal (url, data) ? g_strdup ("<svg/>") : NULL;
}

static void
test_images (void)
{
  assert_html ("![four *bars*](a.svg)", "<p class=\"govuk-body\">four <em>bars</em></p>\n");
  g_autofree char *html = markdown_render ("![four bars](a.svg)\n\nsee ![b](b.svg)", chart_of, (char *) "a.svg",
                                           NULL, NULL);
  g_assert_cmpstr (html, ==, "<figure class=\"chart\"><svg/></figure>\n<p class=\"govuk-body\">see b</p>\n");
}

/* Each is escaped and put in a cell and in a paragraph: what is read there is
 * the text, as text. */
static void
test_hostile_text (void)
{
  static const struct { const char *text, *html; } rows[] = {
    { "<script>x</script> | *E* [a](javascript:1)", "&lt;script&gt;x&lt;/script&gt; | *E* [a](javascript:1)" },
    { "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0" },
    { "![x](http://example.org/x.png)", "![x](http://example.org/x.png)" },
    { "https://example.org www.example.org a@b.org", "https://example.org www.example.org a@b.org" },
    { "&lt;b&gt; &#60; &amp;", "&amp;lt;b&amp;gt; &amp;#60; &amp;amp;" },
    { "\\| \\", "\\| \\" },
    { "`code` ~~s~~ [^1] [x][y] <https://x.org>", "`code` ~~s~~ [^1] [x][y] &lt;https://x.org&gt;" },
    { "    four blanks", "four blanks" },
    { "\tone tab", "one tab" },
    { "# heading", "# heading" },
    { "1. one", "1. one" },
    { "1) one", "1) one" },
    { "- dash", "- dash" },
    { "> quote", "&gt; quote" },
    { "---", "---" },
    { "```", "```" },
    { "|---|---|", "|---|---|" },
    { "a\n\n# b\n| c |", "a # b | c |" },
    { "[a]: http://example.org", "[a]: http://example.org" },
    { "end with two  \n", "end with two" },
    { "\xe2\x80\xae" "gnp.exe", "[U+202E]gnp.exe" },
    { "1.2% 2025-03-31 1,000", "1.2% 2025-03-31 1,000" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GString) escaped = g_string_new (NULL);
      escape_append (escaped, rows[i].text, ESCAPE_MARKDOWN);
      g_autofree char *paragraph = g_strdup_printf ("before\n\n%s\n", escaped->str);
      g_autofree char *paragraph_html = g_strdup_printf (
        "<p class=\"govuk-body\">before</p>\n<p class=\"govuk-body\">%s</p>\n", rows[i].html);
      assert_html (paragraph, paragraph_html);
      g_autofree char *cell = g_strdup_printf ("| a | b |\n|---|---|\n| x | %s |\n", escaped->str);
      g_autofree char *cell_html = markdown_render (cell, NULL, NULL, NULL, NULL);
      g_autofree char *expected = g_strdup_printf (
        "<th class=\"govuk-table__header\" scope=\"row\">x</th>\n"
        "<td class=\"govuk-table__cell\">%s</td>\n</tr>\n</tbody>", rows[i].html);
      g_test_message ("%s", rows[i].text);
      g_assert_nonnull (strstr (cell_html, expected));
    }
}

/* TEXT parsed with the extensions another reader's program may have, all but
 * autolinks, which look at text after escapes are gone: what it comes to when
 * it is nothing but text, else NULL. */
static char *
text_of_paragraph (const char *text)
{
  static const char *const extensions[] = {
    "table", "strikethrough", "tagfilter", "tasklist",
  };
  cmark_gfm_core_extensions_ensure_registered ();
  cmark_parser *parser = cmark_parser_new (CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE);
  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension (extensions[i]));
  cmark_parser_feed (parser, text, strlen (text));
  cmark_node *document = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  GString *out = g_string_new (NULL);
  cmark_node *paragraph = cmark_node_first_child (document);
  gboolean plain = paragraph != NULL && cmark_node_next (paragraph) == NULL
                   && cmark_node_get_type (paragraph) == CMARK_NODE_PARAGRAPH;
  for (cmark_node *node = plain ? cmark_node_first_child (paragraph) : NULL; node != NULL;
       node = cmark_node_next (node))
    if (cmark_node_get_type (node) == CMARK_NODE_TEXT)
      g_string_append (out, cmark_node_get_literal (node));
    else
      plain = FALSE;
  cmark_node_free (document);
  return g_string_free (out, !plain);
}

/* Blanks folded, as escaping does. */
static char *
folded (const char *text)
{
  g_auto(GStrv) words = g_strsplit_set (text, " \t\n", -1);
  GString *out = g_string_new (NULL);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", words[i]);
  return g_string_free (out, FALSE);
}

/* Any text whatever, made of what means most in Markdown, is the same text
 * afterwards and nothing else. */
static void
test_any_text (void)
{
  static const char *const pieces[] = {
    "!", "\"", "#", "$", "%", "&", "'", "(", ")", "*", "+", ",", "-", ".", "/", ":", ";", "<", "=",
    ">", "?", "@", "[", "\\", "]", "^", "_", "`", "{", "|", "}", "~", " ", "  ", "\n", "\t", "1", "12",
    "a", "x.org", "www.", "http://", "a@b.org", "--", "---", "&amp;", "&#35;", "[x]", "](y)", "é",
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260430);
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      for (gint n = g_rand_int_range (rand, 1, 9); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      g_autofree char *expected = folded (text->str);
      if (*expected == '\0')
        continue;
      g_autoptr(GString) escaped = g_string_new (NULL);
      escape_append (escaped, text->str, ESCAPE_MARKDOWN);
      g_autofree char *got = text_of_paragraph (escaped->str);
      if (g_strcmp0 (got, expected) != 0)
        g_error ("'%s' escaped as '%s' is '%s'", text->str, escaped->str, got);
      g_autofree char *cell = g_strdup_printf ("| a | b |\n|---|---|\n| x | %s |\n", escaped->str);
      g_autofree char *html = markdown_render (cell, NULL, NULL, NULL, NULL);
      g_autoptr(GString) cell_text = g_string_new ("<td class=\"govuk-table__cell\">");
      escape_append (cell_text, expected, ESCAPE_HTML);
      g_string_append (cell_text, "</td>\n</tr>\n</tbody>");
      if (strstr (html, cell_text->str) == NULL)
        g_error ("'%s' escaped as '%s' in a cell is %s", text->str, escaped->str, html);
    }
}

static char *
repeated (const char *text, guint n)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static void
assert_limit (const char *text, const char *message)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (markdown_render (text, NULL, NULL, NULL, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_limits (void)
{
  g_autofree char *fits = repeated ("|a", MARKDOWN_MAX_COLUMNS);
  g_autofree char *rule = repeated ("|-", MARKDOWN_MAX_COLUMNS);
  g_autofree char *table = g_strdup_printf ("%s|\n%s|\n", fits, rule);
  g_autofree char *html = markdown_render (table, NULL, NULL, NULL, NULL);
  g_assert_nonnull (strstr (html, "<table"));

  g_autofree char *wide = g_strdup_printf ("text\n|%s|\n", fits);
  assert_limit (wide, "line 2 has more than 64 table columns");
  g_autofree char *escaped = repeated ("\\|", MARKDOWN_MAX_COLUMNS * 2);
  g_autofree char *escaped_html = markdown_render (escaped, NULL, NULL, NULL, NULL);
  g_assert_nonnull (escaped_html);

  g_autofree char *rows = repeated ("x\n", MARKDOWN_MAX_CELLS / MARKDOWN_MAX_COLUMNS);
  g_autofree char *tall = g_strconcat (table, rows, NULL);
  assert_limit (tall, "tables may have more than 500000 cells");

  g_autofree char *longest = repeated ("12345678", MARKDOWN_MAX_BYTES / 8);
  g_autofree char *longest_html = markdown_render (longest, NULL, NULL, NULL, NULL);
  g_assert_nonnull (longest_html);
  g_autofree char *longer = g_strconcat (longest, "9", NULL);
  assert_limit (longer, "text is longer than 8388608 bytes");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown/blocks", test_blocks);
  g_test_add_func ("/markdown/links", test_links);
  g_test_add_func ("/markdown/headings", test_headings);
  g_test_add_func ("/markdown/table", test_table);
  g_test_add_func ("/markdown/images", test_images);
  g_test_add_func ("/markdown/hostile-text", test_hostile_text);
  g_test_add_func ("/markdown/any-text", test_any_text);
  g_test_add_func ("/markdown/limits", test_limits);
  return g_test_run ();
}
