/* object.h: git's objects as they lie on disk, read and made without libgit2.
 *
 * Verifying a record is a second reading: it looks at every bit of a file, where
 * reading looks only at what it needs. Source: git's
 * gitformat-pack(5), RFC 1950 and 1951. */

#pragma once

#include <glib.h>

#define OBJECT_ID_SIZE 20
#define OBJECT_HEX_SIZE 40
/* The largest object: what is stored was read as CSV before, or will be, and no
 * more than this is read as CSV. A larger one is neither made nor read. */
#define OBJECT_SIZE_MAX (256u << 20)
/* The largest file of one: deflate adds a little to what it cannot make smaller. */
#define OBJECT_FILE_MAX (OBJECT_SIZE_MAX + OBJECT_SIZE_MAX / 1024)

typedef enum {
  OBJECT_NONE = 0,
  OBJECT_COMMIT = 1,       /* numbered as in a pack */
  OBJECT_TREE = 2,
  OBJECT_BLOB = 3,
  OBJECT_TAG = 4,
} ObjectType;

typedef struct {
  guint8 bytes[OBJECT_ID_SIZE];
} ObjectId;

guint object_id_hash (gconstpointer id);
gboolean object_id_equal (gconstpointer a, gconstpointer b);
/* Exactly 40 lower-case digits at TEXT; what follows does not matter. */
gboolean object_id_parse (const char *text, ObjectId *out);
char *object_id_to_hex (const ObjectId *id);
/* ID with zeros after its first DIGITS of 40. */
ObjectId object_id_start (const ObjectId *id, guint digits);

/* The SHA-1 of BYTES alone, as git's files end with that of what is before. */
ObjectId object_checksum (const guint8 *bytes, gsize length);
const char *object_type_name (ObjectType type);
ObjectId object_hash (ObjectType type, const guint8 *bytes, gsize length);

/* What the zlib stream at IN holds, at most LIMIT bytes; *USED is its length.
 * NULL with *FAULT when it cannot be read, or holds more. */
GByteArray *object_inflate (const guint8 *in, gsize length, gsize limit, gsize *used,
                            const char **fault);

/* What the loose object file IN holds; NULL with *FAULT when it cannot be read.
 * Whether the file is bit for bit as it was written is not asked. */
GByteArray *object_inflate_loose (const guint8 *in, gsize length, ObjectType *type,
                                  const char **fault);
/* Appends BYTES to OUT, compressed as object_deflate_loose() does it. */
void object_deflate_to (GByteArray *out, const guint8 *bytes, gsize length);
/* The file of a loose object, as git and libgit2 compress it by default. */
GByteArray *object_deflate_loose (ObjectType type, const guint8 *bytes, gsize length);

/* object_inflate_loose(), and *FAULT alone when the content is there but the
 * file is not as it was written, which no hash of the content tells: three times
 * as long. */
GByteArray *object_read_loose (const guint8 *in, gsize length, ObjectType *type,
                               const char **fault);
