/* pack_write.h: a pack and its index, made in memory, of objects that are stored
 * whole.
 *
 * Source: gitformat-pack(5). */

#pragma once

#include "lib/git/pack.h"

typedef struct _PackWriter PackWriter;

PackWriter *pack_writer_new (void);
void pack_writer_free (PackWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackWriter, pack_writer_free)

/* Adds the object ID; one that is in it already is passed over. */
void pack_writer_add (PackWriter *writer, const ObjectId *id, ObjectType type, const guint8 *bytes,
                      gsize length);
/* Adds the objects of PACK as they lie there, compressed. FALSE when one is not
 * stored whole, or its bytes are not those that were written: then none is added, and
 * PACK is to be left as it is. */
gboolean pack_writer_copy (PackWriter *writer, const Pack *pack);

guint pack_writer_length (const PackWriter *writer);

/* The files, as they are to be written; their name is the checksum of the pack. */
void pack_writer_end (PackWriter *writer, GBytes **pack, GBytes **index, ObjectId *checksum);
