/* care-analyser: measures, concentration and reports from the record. */

#include "analyser/commands/commands.h"

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
    "care-analyser", "Measures, concentration and reports from the record.", commands, G_N_ELEMENTS (commands),
  };
  return program_main (&program, argc, argv);
}
