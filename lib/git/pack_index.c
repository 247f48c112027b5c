#include "lib/git/pack_index.h"

#include <string.h>

#include "lib/git/number.h"

#define HEADER 8
#define FANOUT (256 * 4)
#define NOT_AS_WRITTEN "it is not an index of a pack as git writes it"

struct _PackIndex {
  GBytes *file;
  const guint8 *fanout;           /* how many ids start with each byte or a lower one */
  const ObjectId *ids;
  const guint8 *offsets;
  const guint8 *large;            /* offsets that need more than 31 bits */
  const guint8 *of_pack;
  guint n, n_large;
};

gboolean
pack_trailer_holds (GBytes *file)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);
  if (length < OBJECT_ID_SIZE)
    return FALSE;
  ObjectId sum = object_checksum (data, length - OBJECT_ID_SIZE);
  return memcmp (&sum, data + length - OBJECT_ID_SIZE, OBJECT_ID_SIZE) == 0;
}

/* Finds the tables of the file; FALSE when it has not the length they need. */
static gboolean
lay_out (PackIndex *index)
{
  static const guint8 magic[HEADER] = { 0xff, 't', 'O', 'c', 0, 0, 0, 2 };
  gsize length;
  const guint8 *data = g_bytes_get_data (index->file, &length);
  if (length < HEADER + FANOUT || memcmp (data, magic, sizeof magic) != 0)
    return FALSE;
  index->fanout = data + HEADER;
  index->n = number_32_at (index->fanout + FANOUT - 4);
  gsize least = HEADER + FANOUT + (gsize) index->n * (OBJECT_ID_SIZE + 8) + 2 * OBJECT_ID_SIZE;
  if (length < least || (length - least) % 8 != 0 || (length - least) / 8 > index->n)
    return FALSE;
  const guint8 *ids = index->fanout + FANOUT;
  index->ids = (const ObjectId *) ids;      /* bytes, and nothing to align */
  index->offsets = ids + (gsize) index->n * (OBJECT_ID_SIZE + 4);
  index->large = index->offsets + (gsize) index->n * 4;
  index->n_large = (guint) ((length - least) / 8);
  index->of_pack = data + length - 2 * OBJECT_ID_SIZE;
  return TRUE;
}

/* Whether what the fanout says of any byte are places of ids. */
static gboolean
is_fanout (const PackIndex *index)
{
  guint before = 0;
  for (guint byte = 0; byte < 256; byte++)
    {
      guint count = number_32_at (index->fanout + byte * 4);
      if (count < before || count > index->n)
        return FALSE;
      before = count;
    }
  return TRUE;
}

static gboolean
is_ordered (const PackIndex *index)
{
  guint count = 0;
  for (guint byte = 0; byte < 256; byte++)
    {
      while (count < index->n && index->ids[count].bytes[0] == byte)
        count++;
      if (number_32_at (index->fanout + byte * 4) != count)
        return FALSE;
    }
  for (guint i = 1; i < index->n; i++)
    if (memcmp (index->ids + i - 1, index->ids + i, OBJECT_ID_SIZE) >= 0)
      return FALSE;
  return TRUE;
}

/* The row of LARGE that an offset names; -1 when it is an offset itself. */
static gint64
large_row (const PackIndex *index, guint i)
{
  guint32 offset = number_32_at (index->offsets + (gsize) i * 4);
  return offset >> 31 != 0 ? (gint64) (offset & 0x7fffffff) : -1;
}

static gboolean
has_offsets (const PackIndex *index)
{
  for (guint i = 0; i < index->n; i++)
    if (large_row (index, i) >= (gint64) index->n_large)
      return FALSE;
  return TRUE;
}

PackIndex *
pack_index_new (GBytes *file, const char **fault)
{
  g_autoptr(PackIndex) index = g_new0 (PackIndex, 1);
  index->file = g_bytes_ref (file);
  if (lay_out (index) && is_fanout (index))
    return g_steal_pointer (&index);
  *fault = NOT_AS_WRITTEN;
  return NULL;
}

gboolean
pack_index_holds (const PackIndex *index, const char **fault)
{
  if (!pack_trailer_holds (index->file))
    *fault = "its checksum does not match its content";
  else if (!is_ordered (index) || !has_offsets (index))
    *fault = NOT_AS_WRITTEN;
  else
    return TRUE;
  return FALSE;
}

void
pack_index_free (PackIndex *index)
{
  if (index == NULL)
    return;
  g_bytes_unref (index->file);
  g_free (index);
}

guint
pack_index_length (const PackIndex *index)
{
  return index->n;
}

const ObjectId *
pack_index_id (const PackIndex *index, guint i)
{
  return index->ids + i;
}

guint32
pack_index_crc (const PackIndex *index, guint i)
{
  return number_32_at ((const guint8 *) (index->ids + index->n) + (gsize) i * 4);
}

guint64
pack_index_offset (const PackIndex *index, guint i)
{
  gint64 row = large_row (index, i);
  if (row < 0)
    return number_32_at (index->offsets + (gsize) i * 4);
  return row < (gint64) index->n_large ? number_64_at (index->large + row * 8) : 0;
}

const guint8 *
pack_index_of_pack (const PackIndex *index)
{
  return index->of_pack;
}

/* The place of the first id from FROM to TO, all of one first byte, that is not before ID. */
static guint
first_not_before (const PackIndex *index, guint from, guint to, const ObjectId *id)
{
  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      if (memcmp (index->ids + middle, id, OBJECT_ID_SIZE) < 0)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

guint
pack_index_find (const PackIndex *index, const ObjectId *start, guint digits, guint *first)
{
  g_assert (digits >= 2 && digits <= OBJECT_HEX_SIZE);
  ObjectId lowest = object_id_start (start, digits);
  guint byte = lowest.bytes[0], n = 0;
  guint from = byte == 0 ? 0 : number_32_at (index->fanout + (byte - 1) * 4);
  guint to = number_32_at (index->fanout + byte * 4);
  *first = first_not_before (index, from, to, &lowest);
  while (*first + n < to)
    {
      ObjectId its = object_id_start (index->ids + *first + n, digits);
      if (!object_id_equal (&its, &lowest))
        break;
      n++;
    }
  return n;
}
