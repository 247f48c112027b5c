/* commands.h: the commands of care-collector, one file each: the file of
 * command_check() is command_check.c. */

#pragma once

#include "lib/cli/program.h"

int command_check (const Command *command, int argc, char **argv, GError **error);
int command_draft (const Command *command, int argc, char **argv, GError **error);
int command_explain (const Command *command, int argc, char **argv, GError **error);
int command_file (const Command *command, int argc, char **argv, GError **error);
int command_history (const Command *command, int argc, char **argv, GError **error);
int command_import (const Command *command, int argc, char **argv, GError **error);
int command_init (const Command *command, int argc, char **argv, GError **error);
int command_receipt (const Command *command, int argc, char **argv, GError **error);
int command_status (const Command *command, int argc, char **argv, GError **error);
int command_verify (const Command *command, int argc, char **argv, GError **error);
int command_template (const Command *command, int argc, char **argv, GError **error);
int command_verify_receipt (const Command *command, int argc, char **argv, GError **error);
int command_withdraw (const Command *command, int argc, char **argv, GError **error);
