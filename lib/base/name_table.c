#include "lib/base/name_table.h"

#include <string.h>

typedef struct { guint32 hash, length; } Entry;

struct _NameTable {
  GPtrArray *texts;
  GArray *entries;       /* Entry, by number */
  GStringChunk *chunk;
  guint32 *slots;        /* number + 1, or 0: open addressing */
  guint32 n_slots;       /* a power of two, more than half of it free */
};

/* Eight bytes at a time: names repeat a million times, and this is most of the
 * cost of finding one again. */
static guint32
hash_bytes (const char *text, gsize n)
{
  guint64 hash = n * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  while (n > 0)
    {
      guint64 word = 0;
      gsize step = MIN (n, sizeof word);
      memcpy (&word, text, step);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
      hash ^= hash >> 32;
      text += step;
      n -= step;
    }
  return (guint32) hash;
}

/* The slot of the text, or the free one where it belongs. */
static guint32 *
find_slot (const NameTable *table, guint32 hash, const char *text, gsize n)
{
  guint32 mask = table->n_slots - 1;
  for (guint32 i = hash & mask;; i = (i + 1) & mask)
    {
      guint32 number = table->slots[i];
      if (number == 0)
        return &table->slots[i];
      const Entry *entry = &g_array_index (table->entries, Entry, number - 1);
      if (entry->hash == hash && entry->length == n &&
          memcmp (table->texts->pdata[number - 1], text, n) == 0)
        return &table->slots[i];
    }
}

static void
grow (NameTable *table)
{
  g_free (table->slots);
  table->n_slots *= 2;
  table->slots = g_new0 (guint32, table->n_slots);
  for (guint32 i = 0; i < table->entries->len; i++)
    {
      const Entry *entry = &g_array_index (table->entries, Entry, i);
      *find_slot (table, entry->hash, table->texts->pdata[i], entry->length) = i + 1;
    }
}

NameTable *
name_table_new (void)
{
  NameTable *table = g_new0 (NameTable, 1);
  table->texts = g_ptr_array_new ();
  table->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  table->chunk = g_string_chunk_new (4096);
  table->n_slots = 64;
  table->slots = g_new0 (guint32, table->n_slots);
  name_table_add (table, "", 0);
  return table;
}

void
name_table_free (NameTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref (table->texts);
  g_array_unref (table->entries);
  g_string_chunk_free (table->chunk);
  g_free (table->slots);
  g_free (table);
}

guint32
name_table_add (NameTable *table, const char *text, gsize n)
{
  guint32 hash = hash_bytes (text, n);
  guint32 *slot = find_slot (table, hash, text, n);
  if (*slot != 0)
    return *slot - 1;
  Entry entry = { hash, (guint32) n };
  g_array_append_val (table->entries, entry);
  g_ptr_array_add (table->texts, g_string_chunk_insert_len (table->chunk, text, (gssize) n));
  *slot = table->entries->len;
  guint32 number = *slot - 1;
  if (table->entries->len > table->n_slots / 2)
    grow (table);
  return number;
}

guint32
name_table_length (const NameTable *table)
{
  return table->entries->len;
}

const char *const *
name_table_texts (const NameTable *table)
{
  return (const char *const *) table->texts->pdata;
}
