/* Rows of commands: what they say may be left out. */

#include "lib/cli/command.h"

static const char *const kinds[] = { "list", "rows", NULL };

static const struct {
  const char *synopsis;
  Command command;
} cases[] = {
  { "", { .name = "bare" } },
  { "STORE RETURN", { .arguments = { { "STORE", "" }, { "RETURN", "" } } } },
  { "STORE [RETURN [PERIOD]]",
    { .arguments = { { "STORE", "" }, { "RETURN", "", .count = COUNT_OPTIONAL },
                     { "PERIOD", "", .count = COUNT_OPTIONAL } } } },
  { "STORE [RETURN PERIOD]",
    { .arguments = { { "STORE", "" }, { "RETURN", "", .count = COUNT_OPTIONAL },
                     { "PERIOD", "", .count = COUNT_WITH } } } },
  { "RECEIPT [FILE...]", { .arguments = { { "RECEIPT", "" }, { "FILE", "", .count = COUNT_ANY } } } },
  { "list|rows FILE",
    { .arguments = { { "KIND", "", .kind = VALUE_CHOICE, .choices = kinds }, { "FILE", "" } } } },
};

static void
test_synopsis (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *synopsis = command_synopsis (&cases[i].command);
      g_assert_cmpstr (synopsis, ==, cases[i].synopsis);
    }
}

/* A row that is full ends where its space does. */
static void
test_counts (void)
{
  Command full = { .name = "full" };
  for (guint i = 0; i < COMMAND_MAX_ARGUMENTS; i++)
    full.arguments[i].name = "A";
  for (guint i = 0; i < COMMAND_MAX_OPTIONS; i++)
    full.options[i].name = "a";
  g_assert_cmpuint (command_n_arguments (&full), ==, COMMAND_MAX_ARGUMENTS);
  g_assert_cmpuint (command_n_options (&full), ==, COMMAND_MAX_OPTIONS);
  g_assert_cmpuint (command_n_arguments (&cases[0].command), ==, 0);
  g_assert_cmpuint (command_n_arguments (&cases[2].command), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/synopsis", test_synopsis);
  g_test_add_func ("/command/counts", test_counts);
  return g_test_run ();
}
