/* Packs that we write, as stock git reads them. */

#include "lib/git/pack_write.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tests/record.h"
#include "tests/scratch_folder.h"

/* Texts around the sizes at which the head of an object grows a byte. */
static const guint lengths[] = { 0, 1, 15, 16, 2047, 2048, 300000 };

static GBytes *
text_of (guint length)
{
  g_autofree char *text = g_strnfill (length, 'x');
  for (guint i = 0; i < length; i += 7)
    text[i] = (char) ('a' + i % 23);
  return g_bytes_new (text, length);
}

static ObjectId
add (PackWriter *writer, guint length)
{
  g_autoptr(GBytes) bytes = text_of (length);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  ObjectId id = object_hash (OBJECT_BLOB, data, size);
  pack_writer_add (writer, &id, OBJECT_BLOB, data, size);
  return id;
}

static void
fail (const char *file, guint64 byte, const char *message, G_GNUC_UNUSED gpointer data)
{
  g_error ("%s at %" G_GUINT64_FORMAT ": %s", file, byte, message);
}

static Pack *
end (PackWriter *writer, GBytes **pack, GBytes **index)
{
  ObjectId checksum;
  pack_writer_end (writer, pack, index, &checksum);
  gsize length;
  const guint8 *data = g_bytes_get_data (*pack, &length);
  g_assert_true (memcmp (data + length - OBJECT_ID_SIZE, checksum.bytes, OBJECT_ID_SIZE) == 0);
  return pack_new (*pack, *index, fail, NULL);
}

static void
assert_holds (Pack *pack, guint length)
{
  g_autoptr(GBytes) expected = text_of (length);
  for (guint i = 0; i < pack_length (pack); i++)
    {
      ObjectType type;
      const char *fault;
      g_autoptr(GBytes) bytes = pack_read (pack, i, &type, &fault);
      g_assert_nonnull (bytes);
      if (type == OBJECT_BLOB && g_bytes_equal (bytes, expected))
        return;
    }
  g_error ("no object of %u bytes", length);
}

/* Each object once, though it was added twice. */
static void
test_read_back (void)
{
  g_autoptr(PackWriter) writer = pack_writer_new ();
  g_autoptr(GBytes) bytes = NULL, index = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      add (writer, lengths[i]);
      add (writer, lengths[0]);
    }
  g_assert_cmpuint (pack_writer_length (writer), ==, G_N_ELEMENTS (lengths));
  g_autoptr(Pack) pack = end (writer, &bytes, &index);
  g_assert_cmpuint (pack_length (pack), ==, G_N_ELEMENTS (lengths));
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    assert_holds (pack, lengths[i]);
}

/* Git makes the very same index of the pack, CRC-32s too. */
static void
test_index_of_git (void)
{
  g_autofree char *folder = scratch_folder (), *theirs = NULL, *made = NULL;
  g_autofree char *file = g_build_filename (folder, "x.pack", NULL), *its = g_build_filename (folder, "x.idx", NULL);
  g_autoptr(PackWriter) writer = pack_writer_new ();
  g_autoptr(GBytes) bytes = NULL, index = NULL;
  for (guint i = 0; i < 300; i++)
    add (writer, i * 5);
  pack_free (end (writer, &bytes, &index));
  g_assert_true (g_file_set_contents (file, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  g_assert_cmpint (record_git (folder, &made, "index-pack", "--strict", "--no-rev-index", file, NULL), ==, 0);
  gsize length;
  g_assert_true (g_file_get_contents (its, &theirs, &length, NULL));
  g_autoptr(GBytes) of_git = g_bytes_new (theirs, length);
  g_assert_true (g_bytes_equal (of_git, index));
  scratch_folder_remove (g_steal_pointer (&folder));
}

/* Two packs in one, what both have once; one with a bit that is wrong, in it or
 * in its index, is left out. */
static void
test_copy (void)
{
  g_autoptr(PackWriter) one = pack_writer_new (), two = pack_writer_new (), both = pack_writer_new ();
  g_autoptr(GBytes) pack_one = NULL, index_one = NULL, pack_two = NULL, index_two = NULL;
  g_autoptr(GBytes) pack_both = NULL, index_both = NULL;
  add (one, 15);
  add (one, 2048);
  add (two, 2048);
  add (two, 16);
  g_autoptr(Pack) first = end (one, &pack_one, &index_one);
  g_autoptr(Pack) second = end (two, &pack_two, &index_two);
  g_assert_true (pack_writer_copy (both, first));
  g_assert_true (pack_writer_copy (both, second));

  gsize length = g_bytes_get_size (pack_two);
  g_autofree guint8 *damaged = g_memdup2 (g_bytes_get_data (pack_two, NULL), length);
  damaged[length - OBJECT_ID_SIZE - 1] ^= 1;
  const char *fault;
  g_autoptr(GBytes) wrong = g_bytes_new (damaged, length);
  g_autoptr(PackIndex) index = pack_index_new (index_two, &fault);
  g_autoptr(Pack) third = pack_open (wrong, g_steal_pointer (&index), &fault);
  g_assert_nonnull (third);
  g_assert_false (pack_writer_copy (both, third));

  g_autofree guint8 *hiding = g_memdup2 (g_bytes_get_data (index_two, NULL), g_bytes_get_size (index_two));
  hiding[8 + 1024 + 5] ^= 1;                    /* a byte of an id */
  g_autoptr(GBytes) hides = g_bytes_new (hiding, g_bytes_get_size (index_two));
  g_autoptr(Pack) fourth = pack_open (pack_two, pack_index_new (hides, &fault), &fault);
  g_assert_nonnull (fourth);
  g_assert_false (pack_writer_copy (both, fourth));

  g_assert_cmpuint (pack_writer_length (both), ==, 3);
  g_autoptr(Pack) folded = end (both, &pack_both, &index_both);
  assert_holds (folded, 15);
  assert_holds (folded, 16);
  assert_holds (folded, 2048);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pack-write/what-is-written-is-read", test_read_back);
  g_test_add_func ("/pack-write/the-index-is-what-git-makes", test_index_of_git);
  g_test_add_func ("/pack-write/sound-packs-are-copied-into-one", test_copy);
  return g_test_run ();
}
