/* help.h: what a program and a command say of themselves to --help. */

#pragma once

#include "lib/cli/command.h"

/* Each is text to be printed as it is. g_free(). */
char *help_of_program (const Program *program);
char *help_of_command (const Program *program, const Command *command);
