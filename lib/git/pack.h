/* pack.h: a pack file and its index, every byte of both accounted for. */

#pragma once

#include "lib/git/object.h"

typedef struct _Pack Pack;

/* Called for each thing that is wrong: with FILE ".pack" or ".idx", the byte
 * where it is (1-based, 0: the whole file), and what it is. */
typedef void (*PackFaultFunc) (const char *file, guint64 byte, const char *message, gpointer data);

/* Reads the pack and index, both whole in memory (INDEX may be NULL). An index
 * that is damaged is reported and then done without. */
Pack *pack_new (GBytes *pack, GBytes *index, PackFaultFunc fault, gpointer data);
void pack_free (Pack *pack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pack, pack_free)

/* The objects of the pack: their number, and the id and offset of each. */
guint pack_length (const Pack *pack);
const ObjectId *pack_id (const Pack *pack, guint i);
guint64 pack_offset (const Pack *pack, guint i);
/* The content of one, whole; NULL with *FAULT when it cannot be read. */
GBytes *pack_read (Pack *pack, guint i, ObjectType *type, const char **fault);

/* Whether the last 20 bytes are the SHA-1 of those before, as in all of git's
 * files that go with a pack. */
gboolean pack_trailer_holds (GBytes *file);
