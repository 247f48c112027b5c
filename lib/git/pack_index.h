/* pack_index.h: the index of a pack: where each of its objects begins, by id.
 *
 * Source: gitformat-pack(5), "Version 2 pack-*.idx files". */

#pragma once

#include "lib/git/object.h"

typedef struct _PackIndex PackIndex;

/* FILE, of which no more is looked at than is needed to look anything up in it
 * safely, however long it is: NULL with *FAULT when its tables do not fit it. An id
 * that is found leads to an object whose hash tells; that one is not found is only
 * true of an index that pack_index_holds(). */
PackIndex *pack_index_new (GBytes *file, const char **fault);
/* Whether every byte of it is accounted for, which is to read all of it; *FAULT says
 * what is not. Whether its offsets are those of objects, its pack tells. */
gboolean pack_index_holds (const PackIndex *index, const char **fault);
void pack_index_free (PackIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackIndex, pack_index_free)

/* Its objects, in the order of their ids: their number, and the id and offset of each;
 * the offset is 0, where no object is, when the index has none. */
guint pack_index_length (const PackIndex *index);
const ObjectId *pack_index_id (const PackIndex *index, guint i);
guint64 pack_index_offset (const PackIndex *index, guint i);
/* The CRC-32 of what is stored at that offset: head and compressed data. */
guint32 pack_index_crc (const PackIndex *index, guint i);

/* The number of ids that start with the first DIGITS of START's 40 digits;
 * *FIRST is the place of the first. */
guint pack_index_find (const PackIndex *index, const ObjectId *start, guint digits, guint *first);

/* The checksum of the pack that it is of: OBJECT_ID_SIZE bytes. */
const guint8 *pack_index_of_pack (const PackIndex *index);

/* Whether the last 20 bytes are the SHA-1 of those before, as in all of git's
 * files that go with a pack. */
gboolean pack_trailer_holds (GBytes *file);
