#include "lib/git/pack_write.h"

#include <string.h>
#include <zlib.h>

#include "lib/git/number.h"

/* An offset from here on would need the index's table of large ones. */
#define PACK_SIZE_MAX (G_MAXINT32 - OBJECT_ID_SIZE)

typedef struct {
  ObjectId id;                    /* first: a key of KNOWN */
  guint32 offset, crc;
} Entry;

struct _PackWriter {
  GByteArray *pack;
  GPtrArray *entries;             /* Entry */
  GHashTable *known;              /* ids of ENTRIES */
};

static void
put_number (GByteArray *to, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);
  g_byte_array_append (to, (const guint8 *) &big, sizeof big);
}

PackWriter *
pack_writer_new (void)
{
  static const guint8 magic[] = { 'P', 'A', 'C', 'K', 0, 0, 0, 2 };
  PackWriter *writer = g_new0 (PackWriter, 1);
  writer->pack = g_byte_array_new ();
  writer->entries = g_ptr_array_new_with_free_func (g_free);
  writer->known = g_hash_table_new (object_id_hash, object_id_equal);
  g_byte_array_append (writer->pack, magic, sizeof magic);
  put_number (writer->pack, 0);      /* how many, which the end knows */
  return writer;
}

void
pack_writer_free (PackWriter *writer)
{
  if (writer == NULL)
    return;
  g_byte_array_unref (writer->pack);
  g_hash_table_unref (writer->known);
  g_ptr_array_unref (writer->entries);
  g_free (writer);
}

guint
pack_writer_length (const PackWriter *writer)
{
  return writer->entries->len;
}

/* What was put into the pack from FROM on is the object ID. */
static void
note_entry (PackWriter *writer, const ObjectId *id, guint from)
{
  g_assert (writer->pack->len <= PACK_SIZE_MAX);
  Entry *entry = g_new0 (Entry, 1);
  *entry = (Entry) { *id, from,
                     (guint32) crc32 (0, writer->pack->data + from, writer->pack->len - from) };
  g_ptr_array_add (writer->entries, entry);
  g_hash_table_add (writer->known, entry);
}

/* Kind and size: 4 bits of it in the first byte, 7 in each that follows. */
static void
put_head (GByteArray *to, ObjectType type, gsize size)
{
  guint8 byte = (guint8) ((guint) type << 4 | (size & 15));
  for (size >>= 4; size > 0; size >>= 7)
    {
      byte |= 128;
      g_byte_array_append (to, &byte, 1);
      byte = (guint8) (size & 127);
    }
  g_byte_array_append (to, &byte, 1);
}

void
pack_writer_add (PackWriter *writer, const ObjectId *id, ObjectType type, const guint8 *bytes,
                 gsize length)
{
  if (g_hash_table_contains (writer->known, id))
    return;
  guint from = writer->pack->len;
  put_head (writer->pack, type, length);
  object_deflate_to (writer->pack, bytes, length);
  note_entry (writer, id, from);
}

static void
copy_entry (const ObjectId *id, const guint8 *bytes, gsize length, gpointer data)
{
  PackWriter *writer = data;
  if (g_hash_table_contains (writer->known, id))
    return;
  guint from = writer->pack->len;
  g_byte_array_append (writer->pack, bytes, (guint) length);
  note_entry (writer, id, from);
}

gboolean
pack_writer_copy (PackWriter *writer, const Pack *pack)
{
  return pack_each_whole (pack, copy_entry, writer);
}

static void
put_checksum (GByteArray *to, ObjectId *sum)
{
  *sum = object_checksum (to->data, to->len);
  g_byte_array_append (to, sum->bytes, OBJECT_ID_SIZE);
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  const Entry *const *one = a, *const *two = b;
  return memcmp (&(*one)->id, &(*two)->id, OBJECT_ID_SIZE);
}

/* How many ids start with each byte or a lower one. */
static void
put_fanout (GByteArray *to, const GPtrArray *entries)
{
  guint count = 0;
  for (guint byte = 0; byte < 256; byte++)
    {
      while (count < entries->len && ((const Entry *) entries->pdata[count])->id.bytes[0] == byte)
        count++;
      put_number (to, count);
    }
}

static GByteArray *
make_index (GPtrArray *entries, const ObjectId *of_pack)
{
  static const guint8 magic[] = { 0xff, 't', 'O', 'c', 0, 0, 0, 2 };
  ObjectId sum;
  GByteArray *index = g_byte_array_new ();
  g_ptr_array_sort (entries, compare_ids);
  g_byte_array_append (index, magic, sizeof magic);
  put_fanout (index, entries);
  for (guint i = 0; i < entries->len; i++)
    g_byte_array_append (index, ((const Entry *) entries->pdata[i])->id.bytes, OBJECT_ID_SIZE);
  for (guint i = 0; i < entries->len; i++)
    put_number (index, ((const Entry *) entries->pdata[i])->crc);
  for (guint i = 0; i < entries->len; i++)
    put_number (index, ((const Entry *) entries->pdata[i])->offset);
  g_byte_array_append (index, of_pack->bytes, OBJECT_ID_SIZE);
  put_checksum (index, &sum);
  return index;
}

void
pack_writer_end (PackWriter *writer, GBytes **pack, GBytes **index, ObjectId *checksum)
{
  guint32 n = GUINT32_TO_BE (writer->entries->len);
  memcpy (writer->pack->data + 8, &n, sizeof n);
  put_checksum (writer->pack, checksum);
  *index = g_byte_array_free_to_bytes (make_index (writer->entries, checksum));
  *pack = g_byte_array_free_to_bytes (writer->pack);
  writer->pack = g_byte_array_new ();
}
