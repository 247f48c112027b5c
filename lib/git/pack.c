#include "lib/git/pack_private.h"

#include <string.h>
#include <zlib.h>

#include "lib/git/delta.h"
#include "lib/git/number.h"

#define OFFSET_DELTA 6
#define NAMED_DELTA 7

/* Of a pack without an index. */
typedef struct {
  ObjectId id;
  guint64 offset;
  gboolean known;                 /* ID is, be it right or wrong */
} Entry;

typedef struct {
  ObjectType type;
  guint depth;                    /* changes between it and what is stored whole */
  GBytes *bytes;
} Content;

static void
content_free (gpointer data)
{
  Content *content = data;
  g_bytes_unref (content->bytes);
  g_free (content);
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
  if (*at < PACK_HEADER || *at >= pack->size)
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

static guint64
find_named (const Pack *pack, const ObjectId *id)
{
  guint i;
  if (pack->index != NULL)
    return pack_index_find (pack->index, id, OBJECT_HEX_SIZE, &i) > 0
           ? pack_index_offset (pack->index, i) : 0;
  const guint64 *found = g_hash_table_lookup (pack->by_id, id);
  return found != NULL ? *found : 0;
}

/* Where the base of a delta is, whose head ends at *AT. 0 when it is nowhere. */
static guint64
read_base (const Pack *pack, guint64 entry, gsize *at, guint kind)
{
  if (kind == NAMED_DELTA)
    {
      ObjectId id;
      if (pack->size - *at < OBJECT_ID_SIZE)
        return 0;
      memcpy (&id, pack->data + *at, sizeof id);
      *at += OBJECT_ID_SIZE;
      return find_named (pack, &id);
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

gboolean
pack_read_link (const Pack *pack, guint64 offset, PackLink *link, const char **fault)
{
  *link = (PackLink) { .offset = offset, .data = (gsize) offset };
  *fault = "its head is damaged";
  if (!read_entry_head (pack, &link->data, &link->kind, &link->size) || link->kind == OBJECT_NONE
      || link->kind == 5)
    return FALSE;
  if (link->kind < OFFSET_DELTA)
    return TRUE;
  link->base = read_base (pack, offset, &link->data, link->kind);
  *fault = "the object it is a change of is not there";
  return link->base != 0;
}

/* The links from OFFSET on, the first of which is in CHAIN last: one that is
 * stored whole, or a change of what is in the cache. */
static gboolean
follow (const Pack *pack, guint64 offset, GArray *chain, const char **fault)
{
  const Content *known = NULL;
  gboolean whole = FALSE;
  while (!whole && (known = g_hash_table_lookup (pack->cache, &offset)) == NULL)
    {
      PackLink link;
      if (chain->len > PACK_CHAIN_MAX || !pack_read_link (pack, offset, &link, fault))
        break;
      g_array_append_val (chain, link);
      offset = link.base;
      whole = offset == 0;
    }
  guint changes = chain->len - (whole ? 1 : 0) + (known != NULL ? known->depth : 0);
  if (changes <= PACK_CHAIN_MAX)
    return known != NULL || whole;
  *fault = PACK_CHAIN_FAULT;
  return FALSE;
}

void
pack_forget (Pack *pack)
{
  g_hash_table_remove_all (pack->cache);
  pack->cached = 0;
}

/* Takes BYTES. What is in the cache, as others may have been taken out of it. */
static const Content *
keep (Pack *pack, guint64 offset, ObjectType type, guint depth, GBytes *bytes)
{
  Content *content = g_new0 (Content, 1);
  *content = (Content) { type, depth, bytes };
  if (pack->cached > PACK_HELD_MAX)
    pack_forget (pack);
  pack->cached += g_bytes_get_size (bytes);
  g_hash_table_insert (pack->cache, g_memdup2 (&offset, sizeof offset), content);
  return content;
}

GByteArray *
pack_inflate (const Pack *pack, const PackLink *link, gsize *end, const char **fault)
{
  gsize used;
  g_autoptr(GByteArray) raw = object_inflate (pack->data + link->data, pack->size - link->data,
                                              (gsize) link->size, &used, fault);
  if (raw == NULL)
    return NULL;
  *end = link->data + used;
  if (raw->len == link->size)
    return g_steal_pointer (&raw);
  *fault = "its length is not the one it says";
  return NULL;
}

/* The object of LINK, a change of BASE if it is one; borrowed until the next call. */
static const Content *
build (Pack *pack, const PackLink *link, const Content *base, const char **fault)
{
  gsize end;
  g_autoptr(GByteArray) raw = pack_inflate (pack, link, &end, fault);
  if (raw == NULL)
    return NULL;
  if (base == NULL)
    return keep (pack, link->offset, (ObjectType) link->kind, 0,
                 g_byte_array_free_to_bytes (g_steal_pointer (&raw)));
  ObjectType type = base->type;
  guint depth = base->depth + 1;
  GBytes *whole = delta_apply (base->bytes, raw);
  if (whole != NULL)
    return keep (pack, link->offset, type, depth, whole);
  *fault = "the change it is stored as is damaged";
  return NULL;
}

/* The content at OFFSET, borrowed until the next call. Built from the end that
 * is stored whole, so that no more than one change is held beside its base. */
static const Content *
resolve (Pack *pack, guint64 offset, const char **fault)
{
  g_autoptr(GArray) chain = g_array_new (FALSE, FALSE, sizeof (PackLink));
  if (!follow (pack, offset, chain, fault))
    return NULL;
  guint64 known = chain->len > 0 ? g_array_index (chain, PackLink, chain->len - 1).base : offset;
  const Content *content = known != 0 ? g_hash_table_lookup (pack->cache, &known) : NULL;
  for (guint i = chain->len; i-- > 0;)
    if ((content = build (pack, &g_array_index (chain, PackLink, i), content, fault)) == NULL)
      return NULL;
  return content;
}

/* Finds the entries one after the other, as far as they can be read. */
static void
scan (Pack *pack, guint32 n)
{
  gsize at = PACK_HEADER;
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
      Entry entry = { .offset = start };
      g_array_append_val (pack->entries, entry);
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
          const Content *content = entry->known ? NULL : resolve (pack, entry->offset, &fault);
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

/* FALSE when the bytes are not those of a pack. */
static gboolean
find_data (Pack *pack, guint32 *n)
{
  gsize length;
  pack->data = g_bytes_get_data (pack->bytes, &length);
  if (length < PACK_HEADER + OBJECT_ID_SIZE || memcmp (pack->data, "PACK\0\0\0\2", 8) != 0)
    return FALSE;
  pack->size = length - OBJECT_ID_SIZE;
  *n = number_32_at (pack->data + 8);
  return TRUE;
}

static gboolean
is_index_of (const PackIndex *index, const Pack *pack, guint32 n)
{
  return pack_index_length (index) == n
         && memcmp (pack_index_of_pack (index), pack->data + pack->size, OBJECT_ID_SIZE) == 0;
}

static void
load (Pack *pack, GBytes *index_file)
{
  guint32 n;
  const char *fault;
  if (!find_data (pack, &n))
    {
      report (pack, ".pack", 1, "is not a pack file");
      return;
    }
  if (!pack_trailer_holds (pack->bytes))
    report (pack, ".pack", 0, "its checksum does not match its content");
  g_autoptr(PackIndex) index = index_file == NULL ? NULL : pack_index_new (index_file, &fault);
  if (index != NULL && pack_index_holds (index, &fault) && is_index_of (index, pack, n))
    {
      pack->index = g_steal_pointer (&index);
      return;
    }
  report (pack, ".idx", 0,
          index_file == NULL ? "is missing" : "does not match its pack or its own checksum");
  scan (pack, n);
  name_entries (pack);
}

static Pack *
make (GBytes *bytes)
{
  Pack *pack = g_new0 (Pack, 1);
  pack->bytes = g_bytes_ref (bytes);
  pack->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  pack->by_id = g_hash_table_new_full (object_id_hash, object_id_equal, g_free, g_free);
  pack->cache = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, content_free);
  return pack;
}

Pack *
pack_new (GBytes *bytes, GBytes *index, PackFaultFunc fault, gpointer data)
{
  Pack *pack = make (bytes);
  pack->fault = fault;
  pack->fault_data = data;
  load (pack, index);
  return pack;
}

Pack *
pack_open (GBytes *bytes, PackIndex *index, const char **fault)
{
  g_autoptr(Pack) pack = make (bytes);
  guint32 n;
  pack->index = index;
  if (find_data (pack, &n) && is_index_of (index, pack, n))
    return g_steal_pointer (&pack);
  *fault = "it is not the pack of its index";
  return NULL;
}

void
pack_free (Pack *pack)
{
  if (pack == NULL)
    return;
  g_bytes_unref (pack->bytes);
  pack_index_free (pack->index);
  g_array_unref (pack->entries);
  g_hash_table_unref (pack->by_id);
  g_hash_table_unref (pack->cache);
  g_free (pack);
}

const PackIndex *
pack_index (const Pack *pack)
{
  return pack->index;
}

guint
pack_length (const Pack *pack)
{
  return pack->index != NULL ? pack_index_length (pack->index) : pack->entries->len;
}

const ObjectId *
pack_id (const Pack *pack, guint i)
{
  return pack->index != NULL ? pack_index_id (pack->index, i)
                             : &g_array_index (pack->entries, Entry, i).id;
}

guint64
pack_offset (const Pack *pack, guint i)
{
  return pack->index != NULL ? pack_index_offset (pack->index, i)
                             : g_array_index (pack->entries, Entry, i).offset;
}

static gint
compare_offsets (gconstpointer a, gconstpointer b, gpointer index)
{
  guint64 one = pack_index_offset (index, *(const guint *) a);
  guint64 two = pack_index_offset (index, *(const guint *) b);
  return one < two ? -1 : one > two;
}

/* Where the object ends that is the one at I of ORDER. */
static guint64
end_of (const Pack *pack, const guint *order, guint i)
{
  return i + 1 < pack_length (pack) ? pack_offset (pack, order[i + 1]) : pack->size;
}

/* From FROM to END lies the object I, whole, as it was written. */
static gboolean
is_whole_entry (const Pack *pack, guint i, guint64 from, guint64 end)
{
  const char *fault;
  PackLink link;
  return end <= pack->size && from < end && pack_read_link (pack, from, &link, &fault)
         && link.kind < OFFSET_DELTA && link.data < end
         && crc32 (0, pack->data + from, (uInt) (end - from)) == pack_index_crc (pack->index, i);
}

gboolean
pack_each_whole (const Pack *pack, PackEntryFunc func, gpointer data)
{
  guint n = pack_length (pack);
  const char *fault;
  if (!pack_index_holds (pack->index, &fault))
    return FALSE;
  g_autofree guint *order = g_new (guint, n);
  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_offsets, pack->index);
  for (guint i = 0; i < n; i++)
    if (!is_whole_entry (pack, order[i], pack_offset (pack, order[i]), end_of (pack, order, i)))
      return FALSE;
  for (guint i = 0; i < n; i++)
    {
      guint64 from = pack_offset (pack, order[i]);
      func (pack_id (pack, order[i]), pack->data + from, (gsize) (end_of (pack, order, i) - from), data);
    }
  return TRUE;
}

GBytes *
pack_read (Pack *pack, guint i, ObjectType *type, const char **fault)
{
  const Content *content = resolve (pack, pack_offset (pack, i), fault);
  if (content == NULL)
    return NULL;
  *type = content->type;
  return g_bytes_ref (content->bytes);
}
