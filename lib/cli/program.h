/* program.h: what both programs share: the table of commands, exit codes, the
 * folder of data files. */

#pragma once

#include <stdio.h>

#include <glib.h>

#include "lib/tables/format.h"

typedef enum {
  EXIT_DONE = 0,
  EXIT_FINDINGS = 1,   /* findings, or "no" */
  EXIT_USAGE = 2,
  EXIT_FAULT = 3,
} ExitCode;

/* One command. RUN gets itself and argv with argv[0] the command's name; it
 * parses its options with command_options(). It returns an exit code; when it
 * sets ERROR its kind (error.h) decides instead. */
typedef struct Command Command;
struct Command {
  const char *name;
  const char *synopsis;    /* "STORE [--on DATE]" */
  const char *summary;     /* one line for --help */
  int (*run) (const Command *command, int argc, char **argv, GError **error);
};

/* Finds and runs the command argv[1]; handles --help, --version and unknown
 * commands (with the nearest offered); prints an error as one line
 * "PROGRAM: message" on stderr. */
int program_main (const char *program, const char *summary, const Command *commands, guint n,
                  int argc, char **argv);

/* Parses the options of one command: ENTRIES may include positional arguments
 * taken from the rest. Exactly MIN to MAX positional arguments (MAX < 0: any)
 * remain in *ARGS (g_strfreev()). Handles --help. FALSE with ERROR_USAGE;
 * *DONE is set when --help was printed. */
gboolean command_options (int argc, char **argv, const Command *command,
                          const GOptionEntry *entries, int min, int max,
                          GStrv *args, gboolean *done, GError **error);

gboolean format_parse (const char *text, Format *out, GError **error);

/* The folder with submissions/, analyser/methods/ and templates/: $CARE_OVERSIGHT_DATA,
 * or ../share/care-oversight beside the program, or the source tree it was
 * built in, or the installed place. Static. */
const char *program_datadir (void);

/* --at TIME, or now. FALSE with ERROR_USAGE. Seconds since 1970. */
gboolean option_time (const char *text, gint64 *out, GError **error);

/* The position among NAMES (NULL-terminated) of TEXT, the value of --OPTION, or
 * of OTHERWISE when it was not given (TEXT NULL). FALSE with ERROR_USAGE, the
 * nearest offered. */
gboolean option_choose (const char *option, const char *text, const char *otherwise,
                        const char *const *names, guint *out, GError **error);
