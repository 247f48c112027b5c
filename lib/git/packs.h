/* packs.h: the packs of a repository: objects/pack. */

#pragma once

#include "lib/git/pack.h"

typedef struct _Packs Packs;

/* Those of the folder OBJECTS; none before the first packs_refresh(). */
Packs *packs_new (const char *objects);
void packs_free (Packs *packs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Packs, packs_free)

/* Opens those that have come since. FALSE with ERROR when the folder cannot be
 * read, or a pack or index in it is not one. */
gboolean packs_refresh (Packs *packs, GError **error);

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
