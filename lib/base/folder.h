/* folder.h: what a folder holds. */

#pragma once

#include <glib.h>

/* The names in PATH, sorted by their bytes; g_strfreev(). NULL with ERROR when
 * it is not there or cannot be read to its end: an empty list is always an
 * empty folder. */
GStrv folder_list (const char *path, GError **error);

/* Those of the folders in PATH that have something called WITH inside. */
GStrv folder_list_with (const char *path, const char *with, GError **error);
