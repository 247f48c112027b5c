/* output.h: standard output that may be closed, full or a broken pipe, for
 * commands whose work is done by the time they print. */

#pragma once

#include <glib.h>

/* Opens what is closed of standard input, output and error, so that no file of
 * ours gets their numbers; what is printed to them is then an error. */
void output_open (void);

/* From here on a reader that goes away is an error of writing, not the end of
 * the program: said before a command that writes to a record. */
void output_outlive_reader (void);

/* Writes out what was printed. FALSE with ERROR when some of it is lost. */
gboolean output_flush (GError **error);
