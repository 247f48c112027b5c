/* pack_private.h: what is known of a pack, shared by the files that read it. */

#pragma once

#include "lib/git/pack.h"

#define PACK_HEADER 12            /* "PACK", version, number of objects */
#define PACK_CHAIN_FAULT "it is a change of itself, or of too many changes"

struct _Pack {
  GBytes *bytes;
  const guint8 *data;
  gsize size;                     /* without the trailer */
  PackIndex *index;               /* NULL: what was scanned takes its place */
  GArray *entries;                /* Entry: what was scanned */
  GHashTable *by_id;              /* ObjectId * -> offset */
  GHashTable *cache;              /* offset -> Content * */
  gsize cached;
  PackFaultFunc fault;
  gpointer fault_data;
};

/* An object as it is stored. */
typedef struct {
  guint64 offset, base;           /* BASE is 0: it is stored whole */
  guint64 size;                   /* of what is compressed */
  gsize data;                     /* where that begins */
  guint kind;
} PackLink;

/* Where the object I, as pack_id() counts, begins. */
guint64 pack_offset (const Pack *pack, guint i);
/* What is stored at OFFSET. FALSE with *FAULT when it is nothing whole, or a change of
 * what is not there. */
gboolean pack_read_link (const Pack *pack, guint64 offset, PackLink *link, const char **fault);
/* What is compressed there, an object or a change; *END is where it ends. NULL with
 * *FAULT. */
GByteArray *pack_inflate (const Pack *pack, const PackLink *link, gsize *end, const char **fault);
