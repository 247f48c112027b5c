/* packs.h: packs that no git would make, for tests of those who read them. */

#pragma once

#include "lib/git/object.h"

/* One object as it is to stand in a pack. */
typedef struct {
  ObjectId id;               /* as the index names it, be it its hash or not */
  guint kind;                /* 1 to 4, an ObjectType: whole; 6: a change of BASE by offset; 7: by its id */
  guint base;                /* which of the objects it is a change of */
  GBytes *bytes;             /* what is compressed */
} PackedObject;

/* An id whose bytes are all FIRST, but for the last two, which are NUMBER. */
ObjectId packs_id (guint8 first, guint number);
/* A pack of OBJECTS and its index, both with checksums that hold. */
void packs_make (const PackedObject *objects, guint n, GBytes **pack, GBytes **index);
/* A change that makes of FROM bytes the first TO of them. */
GBytes *packs_change (guint from, guint to);
