/* file_set.h: the files of a folder that belong together, put in place together.
 *
 * They are written and flushed in a folder of their own within, which nobody
 * else can read, and only then put in place: a disk that fills up, or a process
 * that ends, leaves the files that were there. Whatever the umask and whatever
 * was there before, private files are their owner's alone, in a folder that is;
 * others may be read by all. One process at a time has a set of a folder; what
 * one that was killed left in it is taken away by the next. */

#pragma once

#include <glib.h>

typedef struct _FileSet FileSet;

/* The names in FOLDER, sorted, but for what is unfinished; none where there is no
 * such folder. NULL with ERROR when it cannot be read. g_strfreev(). */
GStrv file_set_list (const char *folder, GError **error);

/* A set for FOLDER, made with what stands above it if it is not there. NULL with ERROR when
 * it cannot be made, written in or, where PRIVATE_, closed to others; refused
 * while another process has it. */
FileSet *file_set_open (const char *folder, gboolean private_, GError **error);

/* Adds the file NAME, no path, which is not in the set yet. FALSE with ERROR
 * when it cannot be written, or when a folder of that name is in its way. */
gboolean file_set_add (FileSet *set, const char *name, const char *text, GError **error);

/* Puts all of them in place. FALSE with ERROR, which says so where some of them
 * are in place and could not be taken back, or all are and may not last. Nothing
 * may be added after. */
gboolean file_set_commit (FileSet *set, GError **error);

/* Takes away what is not in place; the folder too, when it was made for nothing. */
void file_set_free (FileSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FileSet, file_set_free)
