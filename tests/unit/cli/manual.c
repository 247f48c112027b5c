/* Manual pages: every row in it, and no text that roff reads as its own. */

#include "lib/cli/manual.h"

#include <string.h>

static const char *const kinds[] = { "light", "heavy", NULL };
static const Command weigh = {
  .name = "weigh-it",
  .summary = "how heavy a thing is",
  .about = ".so is \"told\" from 'C:\\tmp', for £5.",
  .refuses = "It is too heavy.",
  .record = WRITES_RECORD,
  .arguments = { { "KIND", "kind of thing", .kind = VALUE_CHOICE, .choices = kinds } },
  .options = { { "scale", "'NAME'", "Which one", .kind = VALUE_TEXT, .required = "--scale must be given" },
               { "fast", NULL, "Guess", .kind = VALUE_FLAG } },
};
static const Command *const commands[] = { &weigh };
static const Program program = {
  .name = "care-scales", .summary = "Weighs things.", .commands = commands, .n_commands = 1, .see_also = "git(1)",
};

static void
assert_holds (const char *page, const char *text)
{
  if (strstr (page, text) == NULL)
    g_error ("not in the page: %s\n%s", text, page);
}

static void
test_rows (void)
{
  g_autofree char *page = manual_of_program (&program);
  assert_holds (page, "\n.TH \"CARE\\-SCALES\" \"1\" ");
  assert_holds (page, "\n.SH \"NAME\"\ncare\\-scales \\- Weighs things.\n");
  assert_holds (page, "\n.SS \"weigh\\-it\"\n.B \"care\\-scales weigh\\-it [OPTION...] light|\\:heavy\"\n");
  assert_holds (page, "\n.TP\n.B \"KIND\"\nkind of thing: light, heavy\n");
  assert_holds (page, "\n.TP\n.B \"\\-\\-scale=\\(aqNAME\\(aq\"\nWhich one. Must be given.\n");
  assert_holds (page, "\n.TP\n.B \"\\-\\-fast\"\nGuess\n");
  assert_holds (page, "\n.TP\n.B \"Exit status 1\"\nIt is too heavy.\n");
  assert_holds (page, "\ngit(1)\n");
}

static void
test_escapes (void)
{
  g_autofree char *page = manual_of_program (&program);
  assert_holds (page, "\n.PP\n\\&.so is \\(dqtold\\(dq from \\(aqC:\\etmp\\(aq, for \\[u00A3]5.\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/manual/every-row", test_rows);
  g_test_add_func ("/manual/text-is-its-letters", test_escapes);
  return g_test_run ();
}
