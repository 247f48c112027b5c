/* Completion: a row of the script for each command, with what each text is. */

#include "lib/cli/completion.h"

#include <string.h>

static const char *const kinds[] = { "light", "heavy", NULL };
static const char *const returns[] = { "annual", "capacity", NULL };
static const Command weigh = {
  .name = "weigh-it",
  .arguments = { { "KIND", "", .kind = VALUE_CHOICE, .choices = kinds }, { "FILE", "", .kind = VALUE_FILE, .count = COUNT_ANY } },
  .options = { { "scale", "S", "", .kind = VALUE_RECORD }, { "fast", NULL, "", .kind = VALUE_FLAG } },
};
static const Command wait = { .name = "wait" };
static const Command *const commands[] = { &weigh, &wait };
static const Program program = { .name = "care-scales", .commands = commands, .n_commands = G_N_ELEMENTS (commands) };

static void
test_script (void)
{
  g_autofree char *script = completion_of_program (&program, returns);
  const char *rows = strstr (script, "_care_scales_row ()");
  g_assert_cmpstr (rows, ==,
                   "_care_scales_row () # COMMAND: sets what it takes\n"
                   "{\n"
                   "  case $1 in\n"
                   "    weigh-it)\n"
                   "      options=( '--scale:folder' '--fast:flag' )\n"
                   "      arguments=( 'choice:light|heavy' 'file...' ) ;;\n"
                   "    wait)\n"
                   "      options=( )\n"
                   "      arguments=( ) ;;\n"
                   "  esac\n"
                   "}\n"
                   "\n"
                   "_care_scales_commands='weigh-it wait'\n"
                   "_care_scales_returns='annual capacity'\n"
                   "complete -F _care_scales care-scales\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/completion/a-row-each", test_script);
  return g_test_run ();
}
