/* Help: the words of the rows, in their columns. */

#include "lib/cli/help.h"

#include <string.h>

static const Command weigh = {
  .name = "weigh",
  .summary = "how heavy a thing is",
  .arguments = { { "THING", "", .kind = VALUE_TEXT }, { "FILE", "", .kind = VALUE_FILE, .count = COUNT_ANY } },
  .options = { { "scale", "SCALE", "Which one", .kind = VALUE_TEXT, .required = "which scale?" },
               { "fast", NULL, "Guess", .kind = VALUE_FLAG } },
};
static const Command wait = { .name = "wait", .summary = "do nothing" };
static const Command *const commands[] = { &weigh, &wait };
static const Program program = {
  .name = "care-scales", .summary = "Weighs things.", .commands = commands, .n_commands = G_N_ELEMENTS (commands),
};

static void
test_command (void)
{
  g_autofree char *text = help_of_command (&program, &weigh);
  g_assert_cmpstr (text, ==,
                   "Usage:\n"
                   "  care-scales weigh [OPTION...] THING [FILE...]\n"
                   "\n"
                   "how heavy a thing is\n"
                   "\n"
                   "Options:\n"
                   "  --scale=SCALE     Which one (must be given)\n"
                   "  --fast            Guess\n"
                   "  -h, --help        Show this and exit\n"
                   "\n");
}

static void
test_program (void)
{
  g_autofree char *text = help_of_program (&program);
  g_assert_true (g_str_has_prefix (text,
                                   "Usage: care-scales COMMAND [ARGUMENT...]\n"
                                   "\n"
                                   "Weighs things.\n"
                                   "\n"
                                   "Commands:\n"
                                   "  weigh          how heavy a thing is\n"
                                   "  wait           do nothing\n"
                                   "\n"
                                   "'care-scales COMMAND --help' says what a command takes; "));
  g_assert_nonnull (strstr (text, "--version"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help/of-a-command", test_command);
  g_test_add_func ("/help/of-a-program", test_program);
  return g_test_run ();
}
