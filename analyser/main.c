/* care-analyser: measures, concentration and reports from the record. */

#include "analyser/commands/commands.h"
#include "lib/returns/definition.h"

static const Command *const commands[] = {
  &command_concentration,
  &command_explain,
  &command_measures,
  &command_report,
};

int
main (int argc, char **argv)
{
  static const Program program = {
    .name = "care-analyser",
    .summary = "Measures, concentration and reports from the record.",
    .commands = commands,
    .n_commands = G_N_ELEMENTS (commands),
    .see_also = "care-collector(1), git(1), ssh-keygen(1)",
    .list_returns = definition_list_returns,
  };
  return program_main (&program, argc, argv);
}
