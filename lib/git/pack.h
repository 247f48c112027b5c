/* pack.h: a pack file, by its index: every byte of both accounted for, or only
 * what an object needs.
 *
 * Source: gitformat-pack(5). */

#pragma once

#include "lib/git/object.h"
#include "lib/git/pack_index.h"

typedef struct _Pack Pack;

/* How many changes an object may be away from one that is stored whole. Git
 * makes 50 (pack.depth), and made 250 once (gc --aggressive); every read builds
 * all of them. Two changes of each other have no end, and are found by it. */
#define PACK_CHAIN_MAX 250

/* Bytes of contents that are held for the changes of them that may follow. */
#define PACK_HELD_MAX (64u << 20)

/* Called for each thing that is wrong: with FILE ".pack" or ".idx", the byte
 * where it is (1-based, 0: the whole file), and what it is. */
typedef void (*PackFaultFunc) (const char *file, guint64 byte, const char *message, gpointer data);

/* Reads the pack and index, both whole in memory (INDEX may be NULL). An index
 * that is damaged is reported and then done without. */
Pack *pack_new (GBytes *pack, GBytes *index, PackFaultFunc fault, gpointer data);
/* To read objects of it, whatever else is wrong: only whether it is the pack of
 * INDEX, which it takes, is looked at. NULL with *FAULT when it is not. */
Pack *pack_open (GBytes *pack, PackIndex *index, const char **fault);
void pack_free (Pack *pack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pack, pack_free)

/* The index that the pack was opened with. */
const PackIndex *pack_index (const Pack *pack);

/* The objects of the pack: their number, and the id of each; of an index, in its
 * order. */
guint pack_length (const Pack *pack);
const ObjectId *pack_id (const Pack *pack, guint i);
/* Calls FUNC for each object of a pack that has an index, in their order there, with
 * its head and compressed data as they lie there. FALSE, and FUNC is not called,
 * where the index does not hold, or an object is a change of another, or not what the
 * index has the CRC-32 of. */
typedef void (*PackEntryFunc) (const ObjectId *id, const guint8 *bytes, gsize length, gpointer data);
gboolean pack_each_whole (const Pack *pack, PackEntryFunc func, gpointer data);
/* The content of one, whole; NULL with *FAULT when it cannot be read. Whether
 * its id is the hash of it is not asked. */
GBytes *pack_read (Pack *pack, guint i, ObjectType *type, const char **fault);
/* Frees what PACK holds to read its next object faster, up to PACK_HELD_MAX. */
void pack_forget (Pack *pack);

/* Called with the object at place I, as pack_id() counts: CONTENT, borrowed, or NULL with
 * FAULT, why it cannot be read. On any thread. */
typedef void (*PackContentFunc) (guint i, ObjectType type, GBytes *content, const char *fault,
                                 gpointer data);
/* Calls FUNC once for each object of a pack that was opened by pack_new(), on THREADS at
 * most (0: as many as there are processors): each is inflated once, and a change follows
 * right after what it is a change of. No more than PACK_HELD_MAX is held of what others
 * are changes of, or one object, by each thread. Bytes between the objects are a fault of
 * the pack. */
void pack_each (Pack *pack, guint threads, PackContentFunc func, gpointer data);
