/* packs.h: the packs of a repository: objects/pack. */

#pragma once

#include "lib/git/pack.h"
#include "lib/git/pack_write.h"

typedef struct _Packs Packs;

/* Those of the folder OBJECTS; none before the first packs_refresh(). */
Packs *packs_new (const char *objects);
void packs_free (Packs *packs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Packs, packs_free)

/* What the names of packs start with that our programs write; git's have 40 digits
 * after "pack-". */
#define PACKS_OURS "pack-event-"

/* Opens those that have come since, and forgets those that went whose objects others
 * have: they were folded. FALSE with ERROR when the folder cannot be
 * read, or a pack or index in it is not one. */
gboolean packs_refresh (Packs *packs, GError **error);
/* Whether each index of those that are open is whole: that an object is in none of
 * them is not true before. It is to read all of them. */
gboolean packs_hold (const Packs *packs, GError **error);

/* Folding: of the small packs of ours there is one of each size and a few, however
 * many are written. When as many of a size have come together as make one of the
 * next, what they hold, to be written as one: each object is copied as often as
 * there are sizes. FOLDED gets their paths, without ".pack", to be taken away when
 * that is done. NULL when there is nothing to fold; one that is damaged is left out. */
PackWriter *packs_fold (const Packs *packs, GPtrArray *folded);

/* A pack: its path, without ".pack", borrowed; the bytes of that file. */
typedef struct {
  const char *stem;
  gsize size;
  Pack *pack;
} PackFile;
/* Those that are open, the smallest first: PackFile. */
GArray *packs_list (const Packs *packs);
/* The one at STEM, borrowed; NULL when it is not open. */
Pack *packs_find_file (const Packs *packs, const char *stem);
/* Takes the files of a pack away; nobody finds one without its index. */
void packs_remove (const char *stem);

/* The path of a pack that has the object ID, borrowed; NULL
 * when none has it. */
const char *packs_locate (Packs *packs, const ObjectId *id);

/* What the object ID holds; *OUT stays NULL when no pack has it. FALSE when it
 * cannot be read, with *FAULT, g_free(), that says why and in which pack. Whether
 * ID is the hash of it is not asked. */
gboolean packs_read (Packs *packs, const ObjectId *id, ObjectType *type, GBytes **out, char **fault);

/* Adds the ids in packs that start with the first DIGITS (2 at least) of START to
 * FOUND, a set of ObjectId. */
void packs_find (const Packs *packs, const ObjectId *start, guint digits, GHashTable *found);
