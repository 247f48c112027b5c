/* Where objects begin in a pack, by ids whole and cut short. */

#include "lib/git/pack_index.h"

#include <string.h>

#include "tests/packs.h"

/* Three ids of one first byte, the last two of which share their first 39 digits. */
static GBytes *
make_index (GBytes **pack)
{
  g_autoptr(GBytes) text = g_bytes_new_static ("abcd", 4);
  const PackedObject objects[] = {
    { packs_id (0x22, 0x0101), OBJECT_BLOB, 0, text }, { packs_id (0, 7), OBJECT_BLOB, 0, text },
    { packs_id (0x22, 0x0100), OBJECT_BLOB, 0, text }, { packs_id (0xff, 0), OBJECT_BLOB, 0, text },
    { packs_id (0x22, 0x0001), OBJECT_BLOB, 0, text },
  };
  GBytes *index;
  packs_make (objects, G_N_ELEMENTS (objects), pack, &index);
  return index;
}

static void
test_finds (void)
{
  static const struct {
    guint8 first;
    guint number, digits, n, at;
  } rows[] = {
    { 0, 7, 40, 1, 0 },         { 0, 8, 40, 0, 1 },         { 0, 8, 39, 1, 0 },
    { 0xff, 0, 40, 1, 4 },      { 0xff, 0xffff, 36, 1, 4 }, { 0xff, 0xffff, 40, 0, 5 },
    { 0x22, 0x0001, 40, 1, 1 }, { 0x22, 0x0101, 40, 1, 3 }, { 0x22, 0x0102, 40, 0, 4 },
    { 0x22, 0x0100, 39, 2, 2 }, { 0x22, 0x0fff, 37, 3, 1 }, { 0x22, 0, 2, 3, 1 },
    { 0x11, 0, 2, 0, 1 },       { 0x23, 0, 40, 0, 4 },
  };
  g_autoptr(GBytes) pack = NULL, file = make_index (&pack);
  const char *fault;
  g_autoptr(PackIndex) index = pack_index_new (file, &fault);
  g_assert_cmpuint (pack_index_length (index), ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ObjectId id = packs_id (rows[i].first, rows[i].number);
      guint first;
      g_test_message ("row %u", i);
      g_assert_cmpuint (pack_index_find (index, &id, rows[i].digits, &first), ==, rows[i].n);
      g_assert_cmpuint (first, ==, rows[i].at);
    }
}

/* The objects stand in the pack as they were given: a byte of head, and "abcd"
 * compressed, which is 12 bytes. */
static void
test_offsets (void)
{
  static const guint64 offsets[] = { 12 + 13, 12 + 13 * 4, 12 + 13 * 2, 12, 12 + 13 * 3 };
  g_autoptr(GBytes) pack = NULL, file = make_index (&pack);
  const char *fault;
  g_autoptr(PackIndex) index = pack_index_new (file, &fault);
  g_assert_cmpuint (g_bytes_get_size (pack), ==, 12 + 13 * 5 + 20);
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    g_assert_cmpuint (pack_index_offset (index, i), ==, offsets[i]);
  const guint8 *data = g_bytes_get_data (pack, NULL);
  g_assert_true (memcmp (pack_index_of_pack (index), data + 12 + 13 * 5, OBJECT_ID_SIZE) == 0);
}

static gboolean
holds (const PackIndex *index)
{
  const char *fault = NULL;
  gboolean good = pack_index_holds (index, &fault);
  g_assert_true (good == (fault == NULL));
  return good;
}

/* FILE with BYTE at AT, or with MORE bytes before its two checksums, and a
 * checksum that holds. */
static PackIndex *
read_changed (GBytes *file, gsize at, guint8 byte, const guint8 *more, guint n)
{
  const char *fault;
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);
  g_autoptr(GByteArray) copy = g_byte_array_new ();
  g_byte_array_append (copy, data, (guint) length - 2 * OBJECT_ID_SIZE);
  g_byte_array_append (copy, more, n);
  g_byte_array_append (copy, data + length - 2 * OBJECT_ID_SIZE, OBJECT_ID_SIZE);
  copy->data[at] = byte;
  guint8 digest[OBJECT_ID_SIZE];
  gsize size = sizeof digest;
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (sum, copy->data, copy->len);
  g_checksum_get_digest (sum, digest, &size);
  g_byte_array_append (copy, digest, sizeof digest);
  g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&copy));
  return pack_index_new (bytes, &fault);
}

#define IDS (8 + 1024)
#define OFFSETS (IDS + 5 * 24)

/* An offset beyond 2 GiB is a row of the table of large ones. */
static void
test_large (void)
{
  static const guint8 large[8] = { 0, 0, 1, 2, 3, 4, 5, 6 };
  g_autoptr(GBytes) pack = NULL, file = make_index (&pack);
  const guint8 *data = g_bytes_get_data (file, NULL);
  g_autoptr(GBytes) named = NULL;
  g_autoptr(PackIndex) none = read_changed (file, OFFSETS, 0x80, NULL, 0);
  g_assert_false (holds (none));       /* row 25, and there is no table */
  g_assert_cmpuint (pack_index_offset (none, 0), ==, 0);
  g_autoptr(PackIndex) beyond = read_changed (file, OFFSETS, 0x80, large, 8);
  g_assert_false (holds (beyond));     /* row 25 of a table of one */
  g_assert_cmpuint (pack_index_offset (beyond, 0), ==, 0);
  g_autoptr(GByteArray) zero = g_byte_array_new ();
  g_byte_array_append (zero, data, (guint) g_bytes_get_size (file));
  zero->data[OFFSETS + 3] = 0;
  named = g_byte_array_free_to_bytes (g_steal_pointer (&zero));
  g_autoptr(PackIndex) index = read_changed (named, OFFSETS, 0x80, large, 8);
  g_assert_true (holds (index));
  g_assert_cmpuint (pack_index_offset (index, 0), ==, 0x010203040506);
}

static void
test_refused (void)
{
  const struct {
    const char *what;
    gsize at;
    guint8 byte;
    guint more;
  } rows[] = {
    { "another kind of file", 0, 'x', 0 },
    { "version 1", 7, 1, 0 },
    { "a first byte with too many", 8 + 3, 2, 0 },
    { "more ids than there are", 8 + 1023, 6, 0 },
    { "far more ids than there are", 8 + 1020, 0xff, 0 },
    { "half a large offset", 0, 0xff, 4 },
    { "more large offsets than objects", 0, 0xff, 6 * 8 },
  };
  static const guint8 more[6 * 8] = { 0 };
  g_autoptr(GBytes) pack = NULL, file = make_index (&pack);
  g_autoptr(PackIndex) same = read_changed (file, 0, 0xff, NULL, 0);
  g_assert_true (holds (same));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].what);
      g_assert_null (read_changed (file, rows[i].at, rows[i].byte, more, rows[i].more));
    }
  for (gsize length = 0; length < g_bytes_get_size (file); length += 7)
    {
      const char *fault = NULL;
      g_autoptr(GBytes) cut = g_bytes_new_from_bytes (file, 0, length);
      g_assert_null (pack_index_new (cut, &fault));
      g_assert_cmpstr (fault, ==, "it is not an index of a pack as git writes it");
    }
}

/* What is read all the same, and may hide an object: each has as many ids of each
 * first byte as it says, but one other than it was. */
static void
test_not_whole (void)
{
  static const struct {
    const char *what;
    gsize at;
  } rows[] = {
    { "ids out of order", IDS + 20 * 3 + 18 },
    { "an id twice", IDS + 20 * 3 + 19 },
    { "an id below another first byte", IDS + 20 * 3 },
  };
  const char *fault = NULL;
  g_autoptr(GBytes) pack = NULL, file = make_index (&pack);
  const ObjectId id = packs_id (0x22, 0x0101);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint at;
      g_autoptr(PackIndex) index = read_changed (file, rows[i].at, 0, NULL, 0);
      g_test_message ("%s", rows[i].what);
      g_assert_cmpuint (pack_index_find (index, &id, OBJECT_HEX_SIZE, &at), ==, 0);
      g_assert_false (holds (index));
    }
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  bytes[IDS + 20 * 3 + 10] ^= 1;
  g_autoptr(GBytes) flipped = g_bytes_new (bytes, g_bytes_get_size (file));
  g_autoptr(PackIndex) index = pack_index_new (flipped, &fault);
  g_assert_false (pack_index_holds (index, &fault));
  g_assert_cmpstr (fault, ==, "its checksum does not match its content");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pack-index/finds-ids-by-any-number-of-digits", test_finds);
  g_test_add_func ("/pack-index/says-where-objects-begin", test_offsets);
  g_test_add_func ("/pack-index/reads-offsets-beyond-two-gigabytes", test_large);
  g_test_add_func ("/pack-index/refuses-what-cannot-be-looked-up-safely", test_refused);
  g_test_add_func ("/pack-index/tells-one-that-may-hide-an-object", test_not_whole);
  return g_test_run ();
}
