/* manual.h: a program's manual page, from the rows of its commands. */

#pragma once

#include "lib/cli/command.h"

/* The page for section 1, as roff. g_free(). */
char *manual_of_program (const Program *program);
