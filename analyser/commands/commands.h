/* commands.h: the commands of care-analyser, one file each: the file of
 * command_measures() is command_measures.c. */

#pragma once

#include "lib/cli/program.h"

int command_concentration (const Command *command, int argc, char **argv, GError **error);
int command_explain (const Command *command, int argc, char **argv, GError **error);
int command_measures (const Command *command, int argc, char **argv, GError **error);
int command_report (const Command *command, int argc, char **argv, GError **error);
