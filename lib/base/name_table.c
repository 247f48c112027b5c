#include "lib/base/name_table.h"

#include <string.h>

/* Number + 1, or 0 where none is; the hash beside it, so that a text is seldom looked at in vain. Its
 * upper byte is the length, modulo 256: a text is never compared beyond its end. */
typedef struct { guint32 hash, number; } Slot;

/* A text that was asked for: columns of few names ask for little else. */
typedef struct {
  guint64 tail;
  guint32 n, number;
} Recent;

#define RECENT_BITS 10

struct _NameTable {
  GPtrArray *texts;
  GStringChunk *chunk;
  Slot *slots;           /* open addressing */
  guint32 n_slots;       /* a power of two, more than half of it free */
  Recent recent[1 << RECENT_BITS];    /* by tail and length; at first all are "" */
};

/* The last N bytes at P, eight at most, as a number. */
static inline guint64
load_tail (const char *p, gsize n)
{
  guint64 word = 0;
  guint32 first, last;
  if (n >= sizeof word)
    memcpy (&word, p + n - sizeof word, sizeof word);
  else if (n >= sizeof first)
    {
      memcpy (&first, p, sizeof first);
      memcpy (&last, p + n - sizeof last, sizeof last);
      word = (guint64) first << 32 | last;
    }
  else if (n > 0)
    word = (guint64) (guchar) p[0] << 16 | (guint64) (guchar) p[n / 2] << 8 | (guchar) p[n - 1];
  return word;
}

static inline guint64
mix (guint64 hash, guint64 word)
{
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  return hash ^ hash >> 32;
}

/* Eight bytes at a time: names repeat a million times, and this is much of the
 * cost of finding one again. */
static guint32
hash_bytes (const char *text, gsize n)
{
  guint64 hash = n * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15), word;
  for (gsize i = 0; i + sizeof word < n; i += sizeof word)
    {
      memcpy (&word, text + i, sizeof word);
      hash = mix (hash, word);
    }
  return ((guint32) mix (hash, load_tail (text, n)) >> 8) | (guint32) n << 24;
}

/* Whether the N bytes at KNOWN and TEXT are the same but for the last eight. */
static inline gboolean
is_head (const char *known, const char *text, gsize n)
{
  guint64 a, b;
  for (gsize i = 0; i + sizeof a < n; i += sizeof a)
    {
      memcpy (&a, known + i, sizeof a);
      memcpy (&b, text + i, sizeof b);
      if (a != b)
        return FALSE;
    }
  return TRUE;
}

/* Whether KNOWN, whose hash is that of the N bytes at TEXT, is them. */
static inline gboolean
is_text (const char *known, const char *text, gsize n)
{
  if (n >= 256)
    return strncmp (known, text, n) == 0 && known[n] == '\0';
  return is_head (known, text, n) && load_tail (known, n) == load_tail (text, n) && known[n] == '\0';
}

/* The first slot from AT on that has HASH, or is free. */
static inline Slot *
find_hash (const NameTable *table, guint32 hash, guint32 at)
{
  guint32 mask = table->n_slots - 1;
  Slot *slot = &table->slots[at & mask];
  while (slot->number != 0 && slot->hash != hash)
    slot = &table->slots[++at & mask];
  return slot;
}

/* The slot of the text, or the free one where it belongs. */
static Slot *
find_slot (const NameTable *table, guint32 hash, const char *text, gsize n)
{
  Slot *slot = find_hash (table, hash, hash);
  while (slot->number != 0 && !is_text (table->texts->pdata[slot->number - 1], text, n))
    slot = find_hash (table, hash, (guint32) (slot - table->slots) + 1);
  return slot;
}

static void
grow (NameTable *table)
{
  g_autofree Slot *before = table->slots;
  guint32 n = table->n_slots, mask = 2 * n - 1;
  table->n_slots = 2 * n;
  table->slots = g_new0 (Slot, table->n_slots);
  for (guint32 i = 0; i < n; i++)
    {
      guint32 at = before[i].hash & mask;
      while (before[i].number != 0 && table->slots[at].number != 0)
        at = (at + 1) & mask;
      if (before[i].number != 0)
        table->slots[at] = before[i];
    }
}

static guint32
add_hashed (NameTable *table, guint32 hash, const char *text, gsize n)
{
  Slot *slot = find_slot (table, hash, text, n);
  if (slot->number != 0)
    return slot->number - 1;
  g_ptr_array_add (table->texts, g_string_chunk_insert_len (table->chunk, text, (gssize) n));
  *slot = (Slot) { hash, table->texts->len };
  guint32 number = table->texts->len - 1;
  if (table->texts->len > table->n_slots / 2)
    grow (table);
  return number;
}

NameTable *
name_table_new (void)
{
  NameTable *table = g_new0 (NameTable, 1);
  table->texts = g_ptr_array_new ();
  table->chunk = g_string_chunk_new (4096);
  table->n_slots = 64;
  table->slots = g_new0 (Slot, table->n_slots);
  add_hashed (table, hash_bytes ("", 0), "", 0);
  return table;
}

void
name_table_free (NameTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref (table->texts);
  g_string_chunk_free (table->chunk);
  g_free (table->slots);
  g_free (table);
}

guint32
name_table_add (NameTable *table, const char *text, gsize n)
{
  g_assert (n <= G_MAXUINT32);
  guint64 tail = load_tail (text, n);
  Recent *recent = &table->recent[mix (n, tail) >> (64 - RECENT_BITS)];
  if (recent->tail == tail && recent->n == n && is_head (table->texts->pdata[recent->number], text, n))
    return recent->number;
  guint32 number = add_hashed (table, hash_bytes (text, n), text, n);
  *recent = (Recent) { tail, (guint32) n, number };
  return number;
}

guint32
name_table_find (const NameTable *table, const char *text, gsize n)
{
  return find_slot (table, hash_bytes (text, n), text, n)->number;
}

/* A large table is in no cache: what each text needs is asked for before any is
 * waited for. */
static void
prefetch (const NameTable *table, const guint32 *hashes, guint n)
{
  gpointer *texts[NAME_TABLE_MANY];
  for (guint i = 0; i < n; i++)
    {
      const Slot *slot = find_hash (table, hashes[i], hashes[i]);
      texts[i] = &table->texts->pdata[slot->number == 0 ? 0 : slot->number - 1];
      __builtin_prefetch (texts[i]);
    }
  for (guint i = 0; i < n; i++)
    __builtin_prefetch (*texts[i]);
}

static void
add_to_large (NameTable *table, const NameText *texts, guint n, guint32 *numbers)
{
  guint32 hashes[NAME_TABLE_MANY];
  for (guint i = 0; i < n; i++)
    {
      hashes[i] = hash_bytes (texts[i].text, texts[i].n);
      __builtin_prefetch (&table->slots[hashes[i] & (table->n_slots - 1)]);
    }
  prefetch (table, hashes, n);
  for (guint i = 0; i < n; i++)
    numbers[i] = add_hashed (table, hashes[i], texts[i].text, texts[i].n);
}

void
name_table_add_many (NameTable *table, const NameText *texts, guint n, guint32 *numbers)
{
  g_assert (n <= NAME_TABLE_MANY);
  /* Of so many names few are recent. */
  if (table->texts->len > G_N_ELEMENTS (table->recent))
    add_to_large (table, texts, n, numbers);
  else
    for (guint i = 0; i < n; i++)
      numbers[i] = name_table_add (table, texts[i].text, texts[i].n);
}

guint32
name_table_length (const NameTable *table)
{
  return table->texts->len;
}

const char *const *
name_table_texts (const NameTable *table)
{
  return (const char *const *) table->texts->pdata;
}
