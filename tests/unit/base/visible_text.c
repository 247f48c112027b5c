/* Texts that are not what they look like. */

#include "lib/base/visible_text.h"

static void
test_problems (void)
{
  static const struct { const char *text, *problem; } cases[] = {
    { "Larch Care Ltd", NULL },
    { "Café Società (N° 5) & Söhne", NULL },
    { "एक घर", NULL },
    { "", "it is empty" },
    { " a", "it has a blank at an end" },
    { "a ", "it has a blank at an end" },
    { "a\tb", "it has a control character, U+0009" },
    { "a\nb", "it has a control character, U+000A" },
    { "a\xc2\x85" "b", "it has a control character, U+0085" },
    { "Larch\xe2\x80\xae dtL", "it has a character that is not seen, U+202E" },
    { "\xe2\x81\xa6Larch", "it has a character that is not seen, U+2066" },
    { "\xef\xbb\xbfLarch", "it has a character that is not seen, U+FEFF" },
    { "La\xc2\xadrch", "it has a character that is not seen, U+00AD" },
    { "La\xe2\x80\x8brch", "it has a character that is not seen, U+200B" },
    { "\xc2\xa0", "it has a blank that is no ordinary one, U+00A0" },
    { "Larch\xc2\xa0" "Care", "it has a blank that is no ordinary one, U+00A0" },
    { "a\xe2\x80\xa8" "b", "it has a blank that is no ordinary one, U+2028" },
    { "a\xef\xbf\xbe", "it has a character that is not seen, U+FFFE" },
    { "La\xe2\x80\x8drch", "it has a character that is not seen, U+200D" },
    { "Larch\xef\xb8\x80", "it has a character that is not seen, U+FE00" },
    { "\xe3\x85\xa4", "it has a character that is not seen, U+3164" },
    { "\xe2\xa0\x80", "it has a blank that is no ordinary one, U+2800" },
    { "a\xee\x80\x80", "it has a character that is not seen, U+E000" },
    { "a\xff", "it is not UTF-8" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *problem = visible_text_problem (cases[i].text);
      g_assert_cmpstr (problem, ==, cases[i].problem);
    }
}

/* Of Default_Ignorable_Code_Point, in Unicode's DerivedCoreProperties.txt: none is clear. */
static void
test_ignorable (void)
{
  static const gunichar ranges[][2] = {
    { 0x00ad, 0x00ad }, { 0x034f, 0x034f }, { 0x061c, 0x061c }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 },
    { 0x180b, 0x180f }, { 0x200b, 0x200f }, { 0x202a, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 },
    { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xfff0, 0xfff8 }, { 0x1bca0, 0x1bca3 },
    { 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
  };
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    for (gunichar c = ranges[i][0]; c <= ranges[i][1]; c++)
      {
        Sight sight = visible_text_sight (c);
        if (sight != SIGHT_NONE && sight != SIGHT_SHAPING)
          g_error ("U+%04X is taken for one that is seen", c);
      }
}

static void
test_unseen (void)
{
  g_assert_cmpuint (visible_text_unseen ("Larch\tCare"), ==, 0);
  g_assert_cmpuint (visible_text_unseen ("\tLarch\xe2\x80\xae"), ==, 0x202e);
  g_assert_cmpuint (visible_text_unseen ("Larch\xc2\xa0"), ==, 0xa0);
}

static void
test_shown (void)
{
  static const struct { const char *text, *shown; } cases[] = {
    { "Zoë O'Neill", "Zoë O'Neill" },
    { "a\n\t\r", "a\\n\\t\\r" },
    { "Larch\xe2\x80\xae dtL", "Larch\\u202E dtL" },
    { "a\xff", "a\\xFF" },
    { "", "" },
    { "ééééééééééé.", "ééééééééééé." },
    { "ééééééééééé.x", "ééééééééééé.… (24 bytes)" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = visible_text_shown (cases[i].text, 12);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_blank (void)
{
  static const char *const blank[] = { "", " ", "\u00a0", "\u2003\u200d ", "\u2800", "\u3164", "\t" };
  static const char *const seen[] = { "a", " \u00a0-", "\u0633", "\xf0\x9f\x98\x80" };
  for (guint i = 0; i < G_N_ELEMENTS (blank); i++)
    g_assert_true (visible_text_is_blank (blank[i]));
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_false (visible_text_is_blank (seen[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/visible-text/what-is-not-what-it-looks-like", test_problems);
  g_test_add_func ("/visible-text/what-unicode-ignores-is-not-seen", test_ignorable);
  g_test_add_func ("/visible-text/the-first-that-is-not-seen", test_unseen);
  g_test_add_func ("/visible-text/is-shown-in-a-message", test_shown);
  g_test_add_func ("/visible-text/what-shows-nothing", test_blank);
  return g_test_run ();
}
