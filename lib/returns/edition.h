/* edition.h: reading one edition of a return from its folder, with what it
 * inherits. Used by definition.c alone. */

#pragma once

#include "lib/returns/definition.h"

/* The names of the editions in RETURN_FOLDER, sorted. NULL is a fault. g_strfreev(). */
GStrv edition_list (const char *return_folder, GError **error);
/* The edition NAME. NULL with ERROR_FAULT and the file at fault. */
Definition *edition_read (const char *return_folder, const char *name, GError **error);
