/* program.h: what a program's main needs: its commands run, the exit code
 * chosen, the folder of data files. */

#pragma once

#include "lib/cli/command.h"

/* Runs the command argv[1], or says what --help, --version, --manual (roff) and
 * --completion (of bash) ask; an unknown command is refused with the nearest
 * offered. An error is printed as one line "PROGRAM: message" on stderr. */
int program_main (const Program *program, int argc, char **argv);

/* The folder with submissions/, analyser/methods/ and templates/: $CARE_OVERSIGHT_DATA,
 * or ../share/care-oversight beside the program, or the source tree it was
 * built in, or the installed place. Static. */
const char *program_datadir (void);
