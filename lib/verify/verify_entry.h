/* verify_entry.h: what is in a folder, as git writes it: entry after entry. */

#pragma once

#include "lib/git/object.h"

/* One entry, pointing into the bytes of its folder. */
typedef struct {
  const guint8 *at;          /* where it begins, and how long it is */
  gsize length;
  const char *name;          /* ends with NUL */
  const guint8 *id;          /* OBJECT_ID_SIZE bytes */
  gboolean is_folder;
} Entry;

/* The entry at AT, of whose folder LEFT bytes are left: a plain file or a folder.
 * FALSE when none begins there. */
gboolean entry_read (const guint8 *at, gsize left, Entry *entry);
/* Before (-1), at (0) or after (1) the place of B in git's order: a folder's name counts
 * as if a slash followed it. */
int entry_compare (const Entry *a, const Entry *b);

/* Whether BYTES are entries with names that a record may have, in git's order, each
 * there once, and no file of the name of a folder: of such two, one reader finds this and
 * another that. */
gboolean entries_are_of_record (const guint8 *bytes, gsize length);
