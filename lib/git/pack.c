#include "lib/git/pack.h"

#include <string.h>

#include "lib/git/delta.h"

#define HEADER 12                 /* "PACK", version, number of objects */
#define INDEX_HEADER 8
#define FANOUT (256 * 4)
#define CHAIN_MAX 4096            /* git itself makes chains of up to 50 */
#define CACHE_MAX (64u << 20)
#define OFFSET_DELTA 6
#define NAMED_DELTA 7

typedef struct {
  ObjectId id;
  guint64 offset;
  gboolean known;                 /* ID is, be it right or wrong */
} Entry;

struct _Pack {
  GBytes *bytes;
  const guint8 *data;
  gsize size;                     /* without the trailer */
  GArray *entries;                /* Entry */
  GHashTable *by_id;              /* ObjectId * -> offset + 1 */
  GHashTable *cache;              /* offset -> Content * */
  gsize cached;
  PackFaultFunc fault;
  gpointer fault_data;
};

typedef struct {
  ObjectType type;
  GBytes *bytes;
} Content;

static void
content_free (gpointer data)
{
  Content *content = data;
  g_bytes_unref (content->bytes);
  g_free (content);
}

static guint32
read_number (const guint8 *at)
{
  guint32 big;
  memcpy (&big, at, sizeof big);
  return GUINT32_FROM_BE (big);
}

gboolean
pack_trailer_holds (GBytes *file)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);
  if (length < OBJECT_ID_SIZE)
    return FALSE;
  guint8 digest[OBJECT_ID_SIZE];
  gsize size = sizeof digest;
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (sum, data, (gssize) (length - OBJECT_ID_SIZE));
  g_checksum_get_digest (sum, digest, &size);
  return memcmp (digest, data + length - OBJECT_ID_SIZE, OBJECT_ID_SIZE) == 0;
}

static void
report (Pack *pack, const char *file, guint64 byte, const char *message)
{
  pack->fault (file, byte, message, pack->fault_data);
}

/* The head of the entry at *AT: its kind and the size of its content. */
static gboolean
read_entry_head (const Pack *pack, gsize *at, guint *kind, guint64 *size)
{
  guint shift = 4;
  if (*at < HEADER || *at >= pack->size)
    return FALSE;
  guint8 byte = pack->data[(*at)++];
  *kind = (byte >> 4) & 7;
  *size = byte & 15;
  while ((byte & 128) != 0)
    {
      if (*at >= pack->size || shift > 53)
        return FALSE;
      byte = pack->data[(*at)++];
      *size |= (guint64) (byte & 127) << shift;
      shift += 7;
    }
  return *size <= OBJECT_SIZE_MAX;
}

/* Where the base of a delta is, whose head ends at *AT. 0 when it is nowhere. */
static guint64
read_base (const Pack *pack, guint64 entry, gsize *at, guint kind)
{
  if (kind == NAMED_DELTA)
    {
      if (pack->size - *at < OBJECT_ID_SIZE)
        return 0;
      const guint64 *found = g_hash_table_lookup (pack->by_id, pack->data + *at);
      *at += OBJECT_ID_SIZE;
      return found != NULL ? *found : 0;
    }
  guint64 back = 0;
  for (guint i = 0; i < 8; i++)
    {
      if (*at >= pack->size)
        return 0;
      guint8 byte = pack->data[(*at)++];
      back = (back << 7) | (byte & 127);
      if ((byte & 128) == 0)
        return back < entry ? entry - back : 0;
      back++;
    }
  return 0;
}

static Content *
keep (Pack *pack, guint64 offset, ObjectType type, GBytes *bytes)
{
  Content *content = g_new0 (Content, 1);
  content->type = type;
  content->bytes = bytes;
  if (pack->cached > CACHE_MAX)
    {
      g_hash_table_remove_all (pack->cache);
      pack->cached = 0;
    }
  pack->cached += g_bytes_get_size (bytes);
  g_hash_table_insert (pack->cache, g_memdup2 (&offset, sizeof offset), content);
  return content;
}

/* The content at OFFSET, borrowed until the next call. */
static const Content *
resolve (Pack *pack, guint64 offset, guint depth, const char **fault)
{
  const Content *content = g_hash_table_lookup (pack->cache, &offset);
  gsize at = (gsize) offset, used;
  guint kind;
  guint64 size, base = 0;
  if (content != NULL)
    return content;
  *fault = "its head is damaged";
  if (depth > CHAIN_MAX || !read_entry_head (pack, &at, &kind, &size))
    return NULL;
  if (kind >= OFFSET_DELTA && (base = read_base (pack, offset, &at, kind)) == 0)
    {
      *fault = "the object it is a change of is not there";
      return NULL;
    }
  if (kind == OBJECT_NONE || kind == 5)
    return NULL;
  g_autoptr(GByteArray) raw = object_inflate (pack->data + at, pack->size - at, (gsize) size,
                                               &used, fault);
  if (raw == NULL || raw->len != size)
    {
      *fault = raw == NULL ? *fault : "its length is not the one it says";
      return NULL;
    }
  if (base == 0)
    return keep (pack, offset, (ObjectType) kind,
                 g_byte_array_free_to_bytes (g_steal_pointer (&raw)));
  content = resolve (pack, base, depth + 1, fault);
  if (content == NULL)
    return NULL;
  ObjectType type = content->type;
  GBytes *whole = delta_apply (content->bytes, raw);
  if (whole != NULL)
    return keep (pack, offset, type, whole);
  *fault = "the change it is stored as is damaged";
  return NULL;
}

static void
add_entry (Pack *pack, const ObjectId *id, guint64 offset)
{
  Entry entry = { .offset = offset, .known = id != NULL };
  if (id != NULL)
    {
      entry.id = *id;
      g_hash_table_insert (pack->by_id, g_memdup2 (id, sizeof *id),
                           g_memdup2 (&offset, sizeof offset));
    }
  g_array_append_val (pack->entries, entry);
}

/* The numbers of ids that start with a byte or a lower one, and the ids in order. */
static gboolean
is_ordered (const guint8 *fanout, const guint8 *ids, guint32 n)
{
  guint32 count = 0;
  for (guint byte = 0; byte < 256; byte++)
    {
      while (count < n && ids[(gsize) count * OBJECT_ID_SIZE] == byte)
        count++;
      if (read_number (fanout + byte * 4) != count)
        return FALSE;
    }
  for (guint32 i = 1; i < n; i++)
    if (memcmp (ids + (gsize) (i - 1) * OBJECT_ID_SIZE, ids + (gsize) i * OBJECT_ID_SIZE,
                OBJECT_ID_SIZE) >= 0)
      return FALSE;
  return count == n;
}

/* Takes ids and offsets from the index, version 2; FALSE when it cannot be used. */
static gboolean
read_index (Pack *pack, GBytes *file, guint32 n)
{
  static const guint8 magic[INDEX_HEADER] = { 0xff, 't', 'O', 'c', 0, 0, 0, 2 };
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);
  gsize least = INDEX_HEADER + FANOUT + (gsize) n * (OBJECT_ID_SIZE + 8) + 2 * OBJECT_ID_SIZE;
  if (!pack_trailer_holds (file) || length < least || memcmp (data, magic, sizeof magic) != 0)
    return FALSE;
  const guint8 *ids = data + INDEX_HEADER + FANOUT;
  const guint8 *offsets = ids + (gsize) n * (OBJECT_ID_SIZE + 4);
  const guint8 *large = offsets + (gsize) n * 4;
  gsize n_large = (length - least) / 8;
  if (!is_ordered (data + INDEX_HEADER, ids, n) || (length - least) % 8 != 0
      || memcmp (data + length - 2 * OBJECT_ID_SIZE, pack->data + pack->size, OBJECT_ID_SIZE) != 0)
    return FALSE;
  for (guint32 i = 0; i < n; i++)
    {
      guint64 offset = read_number (offsets + (gsize) i * 4);
      if (offset >> 31 != 0)
        {
          gsize row = (gsize) (offset & 0x7fffffff);
          if (row >= n_large)
            return FALSE;
          offset = (guint64) read_number (large + row * 8) << 32;
          offset |= read_number (large + row * 8 + 4);
        }
      ObjectId id;
      memcpy (id.bytes, ids + (gsize) i * OBJECT_ID_SIZE, OBJECT_ID_SIZE);
      add_entry (pack, &id, offset);
    }
  return TRUE;
}

/* Finds the entries one after the other, as far as they can be read. */
static void
scan (Pack *pack, guint32 n)
{
  gsize at = HEADER;
  for (guint32 i = 0; i < n; i++)
    {
      gsize start = at, used;
      guint kind;
      guint64 size;
      const char *fault = "its head is damaged";
      g_autoptr(GByteArray) raw = NULL;
      if (read_entry_head (pack, &at, &kind, &size))
        {
          if (kind >= OFFSET_DELTA)
            read_base (pack, start, &at, kind);
          raw = object_inflate (pack->data + at, pack->size - at, (gsize) size, &used, &fault);
        }
      if (raw == NULL)
        {
          report (pack, ".pack", start + 1, "an object here cannot be read, nor those after it");
          return;
        }
      add_entry (pack, NULL, start);
      at += used;
    }
}

/* Works out the ids of scanned entries: again and again, because the base of a
 * change may be named before it is known. */
static void
name_entries (Pack *pack)
{
  for (gboolean found = TRUE; found;)
    {
      found = FALSE;
      for (guint i = 0; i < pack->entries->len; i++)
        {
          Entry *entry = &g_array_index (pack->entries, Entry, i);
          const char *fault;
          const Content *content = entry->known ? NULL : resolve (pack, entry->offset, 0, &fault);
          if (content == NULL)
            continue;
          gsize length;
          const guint8 *data = g_bytes_get_data (content->bytes, &length);
          entry->id = object_hash (content->type, data, length);
          entry->known = found = TRUE;
          g_hash_table_insert (pack->by_id, g_memdup2 (&entry->id, sizeof entry->id),
                               g_memdup2 (&entry->offset, sizeof entry->offset));
        }
    }
  for (guint i = pack->entries->len; i-- > 0;)
    if (!g_array_index (pack->entries, Entry, i).known)
      {
        report (pack, ".pack", g_array_index (pack->entries, Entry, i).offset + 1,
                "an object here is a change of one that is not there");
        g_array_remove_index (pack->entries, i);
      }
}

static void
load (Pack *pack, GBytes *index)
{
  gsize length;
  pack->data = g_bytes_get_data (pack->bytes, &length);
  if (length < HEADER + OBJECT_ID_SIZE || memcmp (pack->data, "PACK\0\0\0\2", 8) != 0)
    {
      report (pack, ".pack", 1, "is not a pack file");
      return;
    }
  pack->size = length - OBJECT_ID_SIZE;
  if (!pack_trailer_holds (pack->bytes))
    report (pack, ".pack", 0, "its checksum does not match its content");
  guint32 n = read_number (pack->data + 8);
  if (index != NULL && read_index (pack, index, n))
    return;
  report (pack, ".idx", 0,
          index == NULL ? "is missing" : "does not match its pack or its own checksum");
  g_array_set_size (pack->entries, 0);
  g_hash_table_remove_all (pack->by_id);
  scan (pack, n);
  name_entries (pack);
}

Pack *
pack_new (GBytes *bytes, GBytes *index, PackFaultFunc fault, gpointer data)
{
  Pack *pack = g_new0 (Pack, 1);
  pack->bytes = g_bytes_ref (bytes);
  pack->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  pack->by_id = g_hash_table_new_full (object_id_hash, object_id_equal, g_free, g_free);
  pack->cache = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, content_free);
  pack->fault = fault;
  pack->fault_data = data;
  load (pack, index);
  return pack;
}

void
pack_free (Pack *pack)
{
  if (pack == NULL)
    return;
  g_bytes_unref (pack->bytes);
  g_array_unref (pack->entries);
  g_hash_table_unref (pack->by_id);
  g_hash_table_unref (pack->cache);
  g_free (pack);
}

guint
pack_length (const Pack *pack)
{
  return pack->entries->len;
}

const ObjectId *
pack_id (const Pack *pack, guint i)
{
  return &g_array_index (pack->entries, Entry, i).id;
}

guint64
pack_offset (const Pack *pack, guint i)
{
  return g_array_index (pack->entries, Entry, i).offset;
}

GBytes *
pack_read (Pack *pack, guint i, ObjectType *type, const char **fault)
{
  const Content *content = resolve (pack, pack_offset (pack, i), 0, fault);
  if (content == NULL)
    return NULL;
  *type = content->type;
  return g_bytes_ref (content->bytes);
}
