#include "tests/packs.h"

#include <string.h>
#include <zlib.h>

#define OFFSET_DELTA 6
#define NAMED_DELTA 7

ObjectId
packs_id (guint8 first, guint number)
{
  ObjectId id;
  memset (id.bytes, first, sizeof id.bytes);
  id.bytes[OBJECT_ID_SIZE - 2] = (guint8) (number >> 8);
  id.bytes[OBJECT_ID_SIZE - 1] = (guint8) number;
  return id;
}

static void
add_number (GByteArray *to, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);
  g_byte_array_append (to, (const guint8 *) &big, sizeof big);
}

static void
add_checksum (GByteArray *to)
{
  guint8 digest[OBJECT_ID_SIZE];
  gsize size = sizeof digest;
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (sum, to->data, to->len);
  g_checksum_get_digest (sum, digest, &size);
  g_byte_array_append (to, digest, sizeof digest);
}

/* Kind and size: 4 bits of it in the first byte, 7 in each that follows. */
static void
add_head (GByteArray *to, guint kind, gsize size)
{
  guint8 byte = (guint8) (kind << 4 | (size & 15));
  for (size >>= 4; size > 0; size >>= 7)
    {
      byte |= 128;
      g_byte_array_append (to, &byte, 1);
      byte = (guint8) (size & 127);
    }
  g_byte_array_append (to, &byte, 1);
}

/* How far back: 7 bits a byte, the highest first, one less for each but the last. */
static void
add_distance (GByteArray *to, guint distance)
{
  guint8 bytes[8];
  guint at = sizeof bytes;
  bytes[--at] = (guint8) (distance & 127);
  while ((distance >>= 7) > 0)
    bytes[--at] = (guint8) (128 | (--distance & 127));
  g_byte_array_append (to, bytes + at, (guint) sizeof bytes - at);
}

static void
add_object (GByteArray *to, const PackedObject *objects, const guint *offsets, guint i)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (objects[i].bytes, &length);
  uLongf size = compressBound (length);
  g_autofree guint8 *compressed = g_malloc (size);
  add_head (to, objects[i].kind, length);
  if (objects[i].kind == OFFSET_DELTA)
    add_distance (to, offsets[i] - offsets[objects[i].base]);
  else if (objects[i].kind == NAMED_DELTA)
    g_byte_array_append (to, objects[objects[i].base].id.bytes, OBJECT_ID_SIZE);
  g_assert_cmpint (compress2 (compressed, &size, bytes, length, 9), ==, Z_OK);
  g_byte_array_append (to, compressed, (guint) size);
}

static int
compare_ids (gconstpointer a, gconstpointer b, gpointer objects)
{
  const PackedObject *all = objects;
  return memcmp (&all[*(const guint *) a].id, &all[*(const guint *) b].id, OBJECT_ID_SIZE);
}

static GBytes *
make_index (const PackedObject *objects, const guint *offsets, guint n, const guint8 *of_pack)
{
  static const guint8 magic[] = { 0xff, 't', 'O', 'c', 0, 0, 0, 2 };
  g_autofree guint *order = g_new (guint, n);
  GByteArray *index = g_byte_array_new ();
  g_byte_array_append (index, magic, sizeof magic);
  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_ids, (gpointer) objects);
  for (guint byte = 0, count = 0; byte < 256; byte++)
    {
      while (count < n && objects[order[count]].id.bytes[0] == byte)
        count++;
      add_number (index, count);
    }
  for (guint i = 0; i < n; i++)
    g_byte_array_append (index, objects[order[i]].id.bytes, OBJECT_ID_SIZE);
  for (guint i = 0; i < n; i++)
    add_number (index, 0);      /* checksums that only git looks at */
  for (guint i = 0; i < n; i++)
    add_number (index, offsets[order[i]]);
  g_byte_array_append (index, of_pack, OBJECT_ID_SIZE);
  add_checksum (index);
  return g_byte_array_free_to_bytes (index);
}

void
packs_make (const PackedObject *objects, guint n, GBytes **pack, GBytes **index)
{
  static const guint8 magic[] = { 'P', 'A', 'C', 'K', 0, 0, 0, 2 };
  g_autofree guint *offsets = g_new (guint, n);
  GByteArray *made = g_byte_array_new ();
  g_byte_array_append (made, magic, sizeof magic);
  add_number (made, n);
  for (guint i = 0; i < n; i++)
    {
      offsets[i] = made->len;
      add_object (made, objects, offsets, i);
    }
  add_checksum (made);
  *index = make_index (objects, offsets, n, made->data + made->len - OBJECT_ID_SIZE);
  *pack = g_byte_array_free_to_bytes (made);
}

static void
add_size (GByteArray *to, guint size)
{
  guint8 byte;
  for (; size > 127; size >>= 7)
    {
      byte = (guint8) (size | 128);
      g_byte_array_append (to, &byte, 1);
    }
  byte = (guint8) size;
  g_byte_array_append (to, &byte, 1);
}

GBytes *
packs_change (guint from, guint to)
{
  GByteArray *change = g_byte_array_new ();
  add_size (change, from);
  add_size (change, to);
  const guint8 copy[] = { 0x80 | 0x10 | 0x20 | 0x40, (guint8) to, (guint8) (to >> 8), (guint8) (to >> 16) };
  g_byte_array_append (change, copy, sizeof copy);
  return g_byte_array_free_to_bytes (change);
}
