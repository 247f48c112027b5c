/* folder.h: what a folder holds. */

#pragma once

#include <glib.h>

/* The names in PATH, sorted by their bytes; g_strfreev(). NULL with ERROR when
 * it is not there or cannot be read to its end: an empty list is always an
 * empty folder. */
GStrv folder_list (const char *path, GError **error);

/* Those of the folders in PATH that have something called WITH inside. */
GStrv folder_list_with (const char *path, const char *with, GError **error);

/* Whether PATH is FOLDER or lies in it at any depth, whatever names and links
 * lead there; of what is not there yet, whether the folder it would be made in
 * does. */
gboolean folder_holds (const char *folder, const char *path);

/* Flushes which names PATH holds to disk: a file that is new, renamed or gone
 * is so after a power cut only then. One that failed is not made good by
 * another call: what was done in PATH has to be done again. */
gboolean folder_flush (const char *path, GError **error);
