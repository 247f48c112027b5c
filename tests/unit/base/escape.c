/* Text of unknown origin made literal: letter by letter here, and through
 * Markdown to HTML in tests/unit/markdown.c. */

#include "lib/base/escape.h"

static void
assert_escape (const char *text, Escape kind, const char *expected)
{
  g_autoptr(GString) out = g_string_new (NULL);
  escape_append (out, text, kind);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_html (void)
{
  static const struct { const char *text, *expected; } rows[] = {
    { "", "" },
    { "Elm & Oak \"<b>\" 'x'", "Elm &amp; Oak &quot;&lt;b&gt;&quot; 'x'" },
    { "£ é ‍", "£ é ‍" },
    { "\xe2\x9d\xa4\xef\xb8\x8f \xc2\xa0 \xe2\xa0\x80", "\xe2\x9d\xa4\xef\xb8\x8f \xc2\xa0 \xe2\xa0\x80" },
    { " a\tb\nc\r\n ", " a\tb\nc\r\n " },
    { "a\x01" "b\x7f", "a[U+0001]b[U+007F]" },
    { "a\xff" "b\xc3", "a\xef\xbf\xbd" "b\xef\xbf\xbd" },
    { "\xe2\x80\xae" "evil", "[U+202E]evil" },
    { "\xef\xbf\xbe" "a\xef\xbf\xbf", "[U+FFFE]a[U+FFFF]" },
    { "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_escape (rows[i].text, ESCAPE_HTML, rows[i].expected);
}

static void
test_plain (void)
{
  assert_escape ("Elm & \"<Oak>\"\t\r\n*", ESCAPE_PLAIN, "Elm & \"<Oak>\"\t\r\n*");
  assert_escape ("a\x01\xe2\x80\xae\xef\xbf\xbe\xff", ESCAPE_PLAIN,
                 "a[U+0001][U+202E][U+FFFE]\xef\xbf\xbd");
}

/* Every character there is, in text: what comes of it is one that XML allows
 * (Char of XML 1.0, section 2.2). */
static void
test_xml (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      char text[8] = { 0 };
      g_unichar_to_utf8 (c, text);
      for (Escape kind = ESCAPE_HTML; kind <= ESCAPE_PLAIN; kind++)
        {
          g_autofree char *out = escape_text (text, kind);
          for (const char *p = out; *p != '\0'; p = g_utf8_next_char (p))
            {
              gunichar made = g_utf8_get_char (p);
              if (!(made == '\t' || made == '\n' || made == '\r' || (made >= 0x20 && made <= 0xd7ff)
                    || (made >= 0xe000 && made <= 0xfffd) || made >= 0x10000))
                g_error ("U+%04X gives U+%04X", c, made);
            }
        }
    }
}

static void
test_markdown (void)
{
  static const struct { const char *text, *expected; } rows[] = {
    { "", "" },
    { "Elm House", "Elm House" },
    { "!\"#$%&'()*+,-./", "\\!\"\\#\\$%\\&'()\\*\\+,\\-./" },
    { ":;<=>?@[\\]^_`{|}~", "\\:;\\<\\=\\>?\\@\\[\\\\\\]\\^\\_\\`\\{\\|\\}\\~" },
    { "1. Elm", "1\\. Elm" },
    { "12) Elm", "12\\) Elm" },
    { ".", "\\." },
    { ") Elm", "\\) Elm" },
    { "- Elm", "\\- Elm" },
    { "+ Elm", "\\+ Elm" },
    { "-", "\\-" },
    { "Elm -", "Elm \\-" },
    { "-5 +1.3", "-5 +1.3" },
    { "Elm & Oak (2024) Ltd.", "Elm \\& Oak (2024) Ltd." },
    { "St Mary's, Stoke-on-Trent", "St Mary's, Stoke-on-Trent" },
    { "£1,234.5 is 14.200% on 2025-03-31", "£1,234.5 is 14.200% on 2025-03-31" },
    { "12.5", "12.5" },
    { "www.x.org", "www\\.x.org" },
    { "https://x.org", "https\\://x.org" },
    { "note: :cat:", "note: \\:cat\\:" },
    { "    indented", "indented" },
    { "\t\n trailing \r\n", "trailing" },
    { "two\n\nlines  and\ttabs\v\f.", "two lines and tabs ." },
    { "nel\xc2\x85ls\xe2\x80\xa8ps\xe2\x80\xa9.", "nel ls ps ." },
    { "a\x01" "b\x1b[0m\x7f", "a\\[U\\+0001\\]b\\[U\\+001B\\]\\[0m\\[U\\+007F\\]" },
    { "\xc0\x80" "a\xff\xe2\x80", "\xef\xbf\xbd\xef\xbf\xbd" "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
    { "1\xff.5", "1\xef\xbf\xbd.5" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_escape (rows[i].text, ESCAPE_MARKDOWN, rows[i].expected);
}

/* Characters that reorder or hide what stands beside them are shown by number. */
static void
test_bidi (void)
{
  static const gunichar shown[] = {
    0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
    0x200e, 0x200f, 0x061c, 0x200b, 0x2060, 0xfeff, 0x00ad, 0xfdd0, 0xfffe, 0xffff, 0x10ffff,
    0x3164, 0xe000, 0x0378,
  };
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      char text[8] = { 0 };
      g_unichar_to_utf8 (shown[i], text);
      g_autofree char *html = g_strdup_printf ("[U+%04X]", shown[i]);
      g_autofree char *markdown = g_strdup_printf ("\\[U\\+%04X\\]", shown[i]);
      assert_escape (text, ESCAPE_HTML, html);
      assert_escape (text, ESCAPE_MARKDOWN, markdown);
      assert_escape (text, ESCAPE_NONE, text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/escape/html", test_html);
  g_test_add_func ("/escape/plain", test_plain);
  g_test_add_func ("/escape/xml", test_xml);
  g_test_add_func ("/escape/markdown", test_markdown);
  g_test_add_func ("/escape/bidi", test_bidi);
  return g_test_run ();
}
