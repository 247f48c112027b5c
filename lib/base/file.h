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

/* Makes the file PATH with LENGTH bytes of DATA: on disk when this is TRUE, not
 * there when it is FALSE. Its mode is MODE less the umask. Something that has
 * the name already is G_FILE_ERROR_EXIST, and left alone. */
gboolean file_create (const char *path, const void *data, gsize length, guint mode, GError **error);

/* Writes TEXT to PATH, new or in place of a regular file, on disk: all of it or
 * nothing. Others may read it if the umask lets them, never write. A process
 * that is killed leaves what was there, and perhaps the file of
 * file_beside(); the next one that writes PATH removes that. */
gboolean file_write (const char *path, const char *text, GError **error);

/* The steps of it, for files that change together: file_prepare() writes TEXT
 * beside PATH, file_place() puts it there, which lasts when the folder is
 * flushed. */
gboolean file_prepare (const char *path, const char *text, GError **error);
gboolean file_place (const char *path, GError **error);
gboolean file_flush_place (const char *path, GError **error);
/* Removes what file_prepare() wrote and was not placed. */
void file_abandon (const char *path);
/* Where file_prepare() writes: '.NAME.writing' in the folder of PATH. g_free(). */
char *file_beside (const char *path);
