/* SVG: the bytes of a document worked out by hand, and that it is well formed
 * whatever stands in it, read by GLib's parser of XML. */

#include "lib/pages/svg.h"

#include <string.h>

static void
test_document (void)
{
  Svg *svg = svg_new ();
  svg_attribute (svg, "role", "img");
  svg_size (svg, 20, 10.5);
  svg_open (svg, "title");
  svg_text (svg, "Elm & <Oak>");
  svg_close (svg);
  svg_open (svg, "g");
  svg_attribute (svg, "fill", "\"red\"");
  svg_open (svg, "circle");
  svg_number (svg, "r", 1.0 / 3);
  svg_close (svg);
  svg_close (svg);
  svg_path (svg);
  svg_move_to (svg, 1, -2);
  svg_line_to (svg, 3.005, 4);
  svg_across_to (svg, 5);
  svg_upright_to (svg, 6);
  svg_shape (svg, "m-5 -5h10z");
  svg_attribute (svg, "stroke", "none");
  svg_close (svg);
  g_autofree char *text = svg_end (svg);
  g_assert_cmpstr (text, ==,
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                   " viewBox=\"0 0 20.00 10.50\" width=\"20.00\" height=\"10.50\">\n"
                   "<title>Elm &amp; &lt;Oak&gt;</title>\n"
                   "<g fill=\"&quot;red&quot;\">\n"
                   "<circle r=\"0.33\"/>\n"
                   "</g>\n"
                   "<path d=\"M1.00 -2.00L3.01 4.00H5.00V6.00m-5 -5h10z\" stroke=\"none\"/>\n"
                   "</svg>\n");
}

static void
test_empty (void)
{
  g_autofree char *text = svg_end (svg_new ());
  g_assert_cmpstr (text, ==, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
  Svg *svg = svg_new ();
  svg_path (svg);
  svg_close (svg);
  g_autofree char *path = svg_end (svg);
  g_assert_nonnull (strstr (path, "<path d=\"\"/>\n"));
}

/* Halves away from zero, no zero below zero. */
static void
test_numbers (void)
{
  static const struct { double value; const char *text; } rows[] = {
    { 0, "0.00" }, { -0.0, "0.00" }, { -0.004, "0.00" }, { 0.125, "0.13" }, { -0.125, "-0.13" },
    { 1234567.891, "1234567.89" }, { 99.999, "100.00" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Svg *svg = svg_new ();
      svg_number (svg, "x", rows[i].value);
      g_autofree char *text = svg_end (svg);
      g_autofree char *expected = g_strdup_printf (" x=\"%s\"/>", rows[i].text);
      g_assert_nonnull (strstr (text, expected));
    }
}

/* Whatever a name holds, another program can read the document. */
static void
test_hostile (void)
{
  static const char *const names[] = {
    "</text><script>x</script>", "]]>", "\"'&<>", "a\001b\013c\033[0m", "\xef\xbf\xbe", "\xef\xbf\xbf",
    "\xed\xa0\x80", "\xff\xfe", "\342\200\256x", "\xf4\x90\x80\x80", "\xc0\x80", "a\r\nb\tc", "-->", "",
  };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      Svg *svg = svg_new ();
      svg_attribute (svg, "id", names[i]);
      svg_open (svg, "text");
      svg_text (svg, names[i]);
      svg_close (svg);
      g_autofree char *text = svg_end (svg);
      g_autoptr(GError) error = NULL;
      static const GMarkupParser nothing = { NULL };
      GMarkupParseContext *reader = g_markup_parse_context_new (&nothing, 0, NULL, NULL);
      gboolean read = g_markup_parse_context_parse (reader, text, -1, &error)
                      && g_markup_parse_context_end_parse (reader, &error);
      g_markup_parse_context_free (reader);
      g_assert_no_error (error);
      g_assert_true (read);
      for (const char *p = text; *p != '\0'; p++)
        g_assert_true (g_ascii_isprint (*p) || (guchar) *p >= 0x80 || strchr ("\t\r\n", *p) != NULL);
      g_assert_null (strstr (text, "\xef\xbf\xbe"));
      g_assert_null (strstr (text, "\xef\xbf\xbf"));
      g_assert_null (strstr (text, "<script"));
    }
}

/* What would not be well formed is a bug of the caller. */
static void
test_misuse (void)
{
  if (g_test_subprocess ())
    {
      Svg *svg = svg_new ();
      svg_open (svg, "text");
      svg_text (svg, "a");
      svg_attribute (svg, "x", "1");
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*assertion failed*IN_TAG*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/svg/document", test_document);
  g_test_add_func ("/svg/empty", test_empty);
  g_test_add_func ("/svg/numbers", test_numbers);
  g_test_add_func ("/svg/hostile", test_hostile);
  g_test_add_func ("/svg/misuse", test_misuse);
  return g_test_run ();
}
