/* file.h: small files that a person names, read and written whole.
 *
 * Only a regular file is read, at most a number of bytes of it, so that a pipe
 * or a device in its place neither hangs the program nor fills its memory; and
 * only a regular file is replaced, so that no device or link is lost. */

#pragma once

#include <glib.h>

/* The bytes of PATH, with a NUL after them. LENGTH may be NULL. A folder, a
 * device, a pipe, or more than MOST bytes is a G_FILE_ERROR that says so. */
char *file_read (const char *path, gsize most, gsize *length, GError **error);

/* Writes TEXT to PATH, new or in place of a regular file: all of it or nothing. */
gboolean file_write (const char *path, const char *text, GError **error);
