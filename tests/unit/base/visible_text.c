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
    { "a\xff", "it is not UTF-8" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *problem = visible_text_problem (cases[i].text);
      g_assert_cmpstr (problem, ==, cases[i].problem);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/visible-text/what-is-not-what-it-looks-like", test_problems);
  return g_test_run ();
}
