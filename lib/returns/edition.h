/* edition.h: reading one edition of a return from its folder, with what it
 * inherits. Used by definition.c alone. */

#pragma once

#include "lib/returns/definition.h"

/* The names of the editions in RETURN_FOLDER, sorted. g_strfreev(). */
GStrv edition_list (const char *return_folder);
/* The edition NAME. NULL with ERROR_FAULT and the file at fault. */
Definition *edition_read (const char *return_folder, const char *name, GError **error);
/* The names of the folders in PATH that have a file or folder WITH inside, sorted. g_strfreev(). */
GStrv edition_list_folders (const char *path, const char *with);
