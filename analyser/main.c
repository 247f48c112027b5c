/* care-analyser: measures, concentration and reports from the record. */

#include "analyser/commands/commands.h"

static const Command commands[] = {
  { "concentration",
    "STORE [--service S] [--sectors S] [--level L] [--names N] [--basis B] [--area A] [--in CODE] [--on DATE]",
    "How much of a market its largest owners hold", command_concentration },
  { "explain", "STORE PERSON PERIOD MEASURE",
    "Where a figure comes from: formula, lines, files, rows and commits", command_explain },
  { "measures", "STORE [--person ID] [--period PERIOD]",
    "Profit and sustainability of the persons with returns", command_measures },
  { "report", "STORE DIR [--audience restricted|public] [--only NAME] [--as-at COMMIT|DATE]",
    "Write the reports, as Markdown and as pages", command_report },
};

int
main (int argc, char **argv)
{
  return program_main ("care-analyser", "Measures, concentration and reports from the record.",
                       commands, G_N_ELEMENTS (commands), argc, argv);
}
