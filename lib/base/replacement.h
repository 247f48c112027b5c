/* replacement.h: what a file will hold, whole on disk beside it before it is put
 * in its place.
 *
 * It is written to '.NAME.writing' in the folder of the file, made anew and
 * locked while its program lives: two programs that replace one file take
 * turns, and one that was killed is cleared away by the next that replaces that
 * file. */

#pragma once

#include <glib.h>

typedef struct _Replacement Replacement;

/* TEXT for PATH, which is new or a regular file, never a folder, a device or a
 * link. Others may read it if the umask lets them, never write. NULL with
 * G_FILE_ERROR, also when another program keeps PATH busy. */
Replacement *replacement_prepare (const char *path, const char *text, GError **error);

/* Puts it in place: all of it or, when FALSE, what was there. It lasts when
 * replacement_flush() is TRUE; of several in one folder, of any one of them. */
gboolean replacement_place (Replacement *replacement, GError **error);
gboolean replacement_flush (const Replacement *replacement, GError **error);

/* Takes away what was not placed. */
void replacement_free (Replacement *replacement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Replacement, replacement_free)
