/* commands.h: the commands of care-analyser, one file each: the file of
 * command_measures is measures.c. */

#pragma once

#include "lib/cli/arguments.h"
#include "lib/cli/program.h"

extern const Command command_concentration;
extern const Command command_explain;
extern const Command command_measures;
extern const Command command_report;
