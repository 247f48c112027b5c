/* All objects of a pack, each once: the same as each for itself, on one thread or many. */

#include "lib/git/pack.h"

#include <string.h>

#include "tests/packs.h"

#define CIRCLE "it is a change of itself, or of too many changes"

typedef struct {
  GPtrArray *contents;       /* GBytes or NULL, by place */
  const char **faults;       /* by place */
  guint *times;
  guint pack_faults;
  guint64 byte;              /* of the last of these */
} Seen;

static void
count_fault (G_GNUC_UNUSED const char *file, guint64 byte, const char *message, gpointer data)
{
  Seen *seen = data;
  g_test_message ("byte %" G_GUINT64_FORMAT ": %s", byte, message);
  seen->pack_faults++;
  seen->byte = byte;
}

static void
see (guint i, G_GNUC_UNUSED ObjectType type, GBytes *content, const char *fault, gpointer data)
{
  Seen *seen = data;
  g_assert_true ((content == NULL) == (fault != NULL));
  seen->times[i]++;
  seen->faults[i] = fault;
  seen->contents->pdata[i] = content == NULL ? NULL : g_bytes_ref (content);
}

static void
seen_free (gpointer bytes)
{
  g_bytes_unref (bytes);
}

static Seen
seen_new (guint n)
{
  Seen seen = { g_ptr_array_new_with_free_func (seen_free), g_new0 (const char *, n), g_new0 (guint, n), 0, 0 };
  g_ptr_array_set_size (seen.contents, (int) n);
  return seen;
}

static void
seen_clear (Seen *seen)
{
  g_ptr_array_unref (seen->contents);
  g_free (seen->faults);
  g_free (seen->times);
}

/* Visits all of OBJECTS; what is seen is what a reader of one alone sees. */
static Seen
visit (const PackedObject *objects, guint n, guint threads)
{
  g_autoptr(GBytes) bytes = NULL, index = NULL;
  packs_make (objects, n, &bytes, &index);
  Seen seen = seen_new (n);
  g_autoptr(Pack) pack = pack_new (bytes, index, count_fault, &seen);
  pack_each (pack, threads, see, &seen);
  for (guint i = 0; i < n; i++)
    {
      ObjectType type;
      const char *fault = NULL;
      g_autoptr(GBytes) alone = pack_read (pack, i, &type, &fault);
      g_assert_cmpuint (seen.times[i], ==, 1);
      g_assert_cmpint (alone == NULL, ==, seen.contents->pdata[i] == NULL);
      g_assert_true (alone == NULL || g_bytes_equal (alone, seen.contents->pdata[i]));
      g_assert_cmpstr (alone != NULL ? NULL : fault, ==, seen.faults[i]);
    }
  return seen;
}

/* Object I is a change of the one before. */
static PackedObject *
chain (guint n, GBytes *whole, GBytes *same)
{
  PackedObject *objects = g_new0 (PackedObject, n);
  for (guint i = 0; i < n; i++)
    objects[i] = (PackedObject) { packs_id (1, i), i == 0 ? OBJECT_BLOB : 6 + i % 2, i == 0 ? 0 : i - 1,
                                  i == 0 ? whole : same };
  return objects;
}

/* As deep as git once made them, and no deeper: here the last two of 252 changes. */
static void
test_deep (void)
{
  g_autoptr(GBytes) whole = g_bytes_new_static ("abcd", 4), same = packs_change (4, 4);
  g_autofree PackedObject *objects = chain (253, whole, same);
  for (guint threads = 1; threads <= 3; threads++)
    {
      Seen seen = visit (objects, 253, threads);
      g_assert_nonnull (seen.contents->pdata[250]);
      g_assert_cmpstr (seen.faults[251], ==, CIRCLE);
      g_assert_cmpstr (seen.faults[252], ==, CIRCLE);
      g_assert_cmpuint (seen.pack_faults, ==, 0);
      seen_clear (&seen);
    }
}

static void
test_circles (void)
{
  g_autoptr(GBytes) same = packs_change (4, 4), whole = g_bytes_new_static ("abcd", 4);
  const PackedObject objects[] = {
    { packs_id (1, 0), 7, 1, same }, { packs_id (1, 1), 7, 0, same },    /* of each other, */
    { packs_id (1, 2), 7, 2, same },                                     /* of itself, */
    { packs_id (1, 3), 7, 0, same },                                     /* of one of those */
    { packs_id (1, 4), OBJECT_BLOB, 0, whole },
  };
  Seen seen = visit (objects, G_N_ELEMENTS (objects), 2);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpstr (seen.faults[i], ==, CIRCLE);
  g_assert_true (g_bytes_equal (seen.contents->pdata[4], whole));
  seen_clear (&seen);
}

/* Many changes of one object, and of two levels of its changes. */
static void
test_wide (void)
{
  enum { WIDE = 3000 };
  g_autoptr(GBytes) whole = g_bytes_new_static ("abcdefgh", 8), less = packs_change (8, 4), same = packs_change (4, 4);
  g_autofree PackedObject *objects = g_new0 (PackedObject, WIDE);
  for (guint i = 0; i < WIDE; i++)
    {
      guint base = i < WIDE / 2 ? 0 : i - WIDE / 2;
      objects[i] = (PackedObject) { packs_id (1, i), i == 0 ? OBJECT_BLOB : 6, base,
                                    i == 0 ? whole : base == 0 ? less : same };
    }
  for (guint threads = 1; threads <= 2; threads++)
    {
      Seen seen = visit (objects, WIDE, threads);
      for (guint i = 1; i < WIDE; i++)
        g_assert_cmpuint (g_bytes_get_size (seen.contents->pdata[i]), ==, 4);
      seen_clear (&seen);
    }
}

static void
hold_back (G_GNUC_UNUSED guint i, G_GNUC_UNUSED ObjectType type, GBytes *content, const char *fault,
           gpointer data)
{
  g_assert_nonnull (content);
  g_assert_null (fault);
  (*(guint *) data)++;
}

/* More than is held: two changes of each of the changes, and five levels of them, each of
 * a quarter of it. */
static void
test_large (void)
{
  enum { N = 63, SIZE = PACK_HELD_MAX / 4 - 1 };
  char *zeros = g_malloc0 (SIZE);
  g_autoptr(GBytes) whole = g_bytes_new_take (zeros, SIZE), same = packs_change (SIZE, SIZE);
  g_autoptr(GBytes) bytes = NULL, index = NULL;
  PackedObject objects[N];
  for (guint i = 0; i < N; i++)
    objects[i] = (PackedObject) { packs_id (1, i), i == 0 ? OBJECT_BLOB : 6, i == 0 ? 0 : (i - 1) / 2,
                                  i == 0 ? whole : same };
  packs_make (objects, N, &bytes, &index);
  Seen seen = seen_new (N);
  guint n = 0;
  g_autoptr(Pack) pack = pack_new (bytes, index, count_fault, &seen);
  pack_each (pack, 1, hold_back, &n);
  g_assert_cmpuint (n, ==, N);
  g_assert_cmpuint (seen.pack_faults, ==, 0);
  seen_clear (&seen);
}

/* Bytes between two objects, which no index leads to. */
static void
test_gap (void)
{
  g_autoptr(GBytes) one = g_bytes_new_static ("one", 3), two = g_bytes_new_static ("two", 3);
  g_autoptr(GBytes) bytes = NULL, index = NULL, moved = NULL;
  const PackedObject both[] = { { packs_id (1, 0), OBJECT_BLOB, 0, one }, { packs_id (1, 1), OBJECT_BLOB, 0, two } };
  packs_make (both, 2, &bytes, &index);
  gsize length = g_bytes_get_size (bytes), index_length = g_bytes_get_size (index), size = OBJECT_ID_SIZE;
  guint64 first = 12, second = length - OBJECT_ID_SIZE - (length - OBJECT_ID_SIZE - 12) / 2;
  /* Both are said to be at the place of the first. */
  guint8 *copy = g_memdup2 (g_bytes_get_data (index, NULL), index_length);
  guint8 *offsets = copy + 8 + 1024 + 2 * (OBJECT_ID_SIZE + 4);
  g_assert_cmpuint (offsets[3], ==, first);
  g_assert_cmpuint (offsets[7], ==, second);
  offsets[7] = (guint8) first;
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (sum, copy, (gssize) (index_length - OBJECT_ID_SIZE));
  g_checksum_get_digest (sum, copy + index_length - OBJECT_ID_SIZE, &size);
  moved = g_bytes_new_take (copy, index_length);
  Seen seen = seen_new (2);
  g_autoptr(Pack) pack = pack_new (bytes, moved, count_fault, &seen);
  g_assert_cmpuint (seen.pack_faults, ==, 0);
  pack_each (pack, 1, see, &seen);
  g_assert_cmpuint (seen.pack_faults, ==, 1);
  g_assert_cmpuint (seen.byte, ==, first + 1);
  seen_clear (&seen);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pack-each/follows-as-many-changes-as-one-reader-does", test_deep);
  g_test_add_func ("/pack-each/circles-have-an-end", test_circles);
  g_test_add_func ("/pack-each/many-changes-of-one-object", test_wide);
  g_test_add_func ("/pack-each/changes-of-more-than-is-held", test_large);
  g_test_add_func ("/pack-each/bytes-of-no-object-are-told", test_gap);
  return g_test_run ();
}
