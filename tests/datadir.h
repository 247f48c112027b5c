/* datadir.h: copies of the folder of data for tests to spoil. */

#pragma once

#include <glib.h>

/* Copies PART ("submissions/annual") of the project's data to where it belongs
 * below FOLDER, so that it may be changed. */
void datadir_copy (const char *folder, const char *part);
/* Replaces OLD, which must be there, by NEW in the file NAME below FOLDER; the file is
 * NEW when OLD is NULL. */
void datadir_edit (const char *folder, const char *name, const char *old, const char *new);
