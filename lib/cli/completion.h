/* completion.h: what bash offers when a command line is begun, from the rows of
 * a program's commands. */

#pragma once

#include "lib/cli/command.h"

/* The script that bash reads for PROGRAM: it offers commands, options, choices,
 * formats, files, folders, and RETURNS, NULL-terminated. g_free(). */
char *completion_of_program (const Program *program, const char *const *returns);
