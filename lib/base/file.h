/* file.h: small files that a person names, read and made whole.
 *
 * Only a regular file is read, at most a number of bytes of it, so that a pipe
 * or a device in its place neither hangs the program nor fills its memory; and
 * only a regular file is replaced, so that no device or link is lost. */

#pragma once

#include <glib.h>

/* The bytes of PATH, with a NUL after them. LENGTH may be NULL. A folder, a
 * device, a pipe, or more than MOST bytes is a G_FILE_ERROR that says so. */
char *file_read (const char *path, gsize most, gsize *length, GError **error);

/* The text of PATH, which the project ships: no longer than FILE_SHIPPED_MAX, with
 * no NUL in it, and not empty, for that is one that was lost. */
#define FILE_SHIPPED_MAX ((gsize) 4 * 1024 * 1024)
char *file_read_shipped (const char *path, GError **error);

/* Makes the file PATH with LENGTH bytes of DATA: on disk when this is TRUE, not
 * there when it is FALSE. Its mode is MODE less the umask. Something that has
 * the name already is G_FILE_ERROR_EXIST, and left alone. */
gboolean file_create (const char *path, const void *data, gsize length, guint mode, GError **error);
/* The same, on disk only when the file system is flushed. */
gboolean file_create_unflushed (const char *path, const void *data, gsize length, guint mode,
                                GError **error);

/* Writes LENGTH bytes of DATA to FD, on disk when it is 0: otherwise the errno. A
 * flush that failed is not made good by another: the bytes are to be given up. */
int file_fill (int fd, const void *data, gsize length);

/* Whether PATH is free or a regular file, so that nothing else is lost where it
 * is replaced (replacement.h). */
gboolean file_may_replace (const char *path, GError **error);

/* Whether PATH still names the file FD, and not one that came after it. */
gboolean file_is_at (int fd, const char *path);
