/* scratch_folder.h: a folder of a test's own. */

#pragma once

#include <glib.h>

/* A new folder below $TMPDIR. scratch_folder_remove() takes all of it away. */
char *scratch_folder (void);
void scratch_folder_remove (char *folder);
/* Writes TEXT to the file NAME below FOLDER, and the folders that it needs. */
void scratch_folder_put (const char *folder, const char *name, const char *text);
