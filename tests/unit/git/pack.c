/* Packs: what a hostile one can do to the reader is nothing. */

#include "lib/git/pack.h"

#include <string.h>

#include "tests/packs.h"
#include "tests/record.h"
#include "tests/scratch_folder.h"

#define ROUNDS 4000

typedef struct {
  char *folder;
  GBytes *pack, *index;
} Fixture;

/* A pack with changes of changes, made by stock git. */
static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  f->folder = scratch_folder ();
  g_autofree char *path = g_build_filename (f->folder, "record", NULL);
  g_autoptr(Store) store = record_make (path);
  g_autoptr(GString) text = g_string_new ("line,total\n");
  for (guint i = 0; i < 6; i++)
    {
      for (guint row = 0; row < 40; row++)
        g_string_append_printf (text, "%u,%u\n", row, row * row * (i + 1));
      g_free (record_append (store, RECORD_TIME, "establishments/a.csv", text->str));
    }
  g_assert_cmpint (record_git (path, NULL, "gc", "--quiet", NULL), ==, 0);
  g_auto(GStrv) files = record_list_files (path);
  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *full = g_build_filename (path, files[i], NULL);
      char *bytes;
      gsize length;
      g_assert_true (g_file_get_contents (full, &bytes, &length, NULL));
      g_autoptr(GBytes) content = g_bytes_new_take (bytes, length);
      if (g_str_has_suffix (files[i], ".pack"))
        f->pack = g_bytes_ref (content);
      if (g_str_has_suffix (files[i], ".idx"))
        f->index = g_bytes_ref (content);
    }
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_bytes_unref (f->pack);
  g_bytes_unref (f->index);
  scratch_folder_remove (f->folder);
}

static void
count_fault (const char *file, guint64 byte, const char *message, gpointer data)
{
  guint *faults = data;
  g_test_message ("%s byte %" G_GUINT64_FORMAT ": %s", file, byte, message);
  (*faults)++;
}

static void
ignore_fault (G_GNUC_UNUSED const char *file, G_GNUC_UNUSED guint64 byte,
              G_GNUC_UNUSED const char *message, G_GNUC_UNUSED gpointer data)
{
}

/* The number of objects whose content is what their id says. */
static guint
count_good (Pack *pack)
{
  guint good = 0;
  for (guint i = 0; i < pack_length (pack); i++)
    {
      ObjectType type;
      const char *fault = NULL;
      g_autoptr(GBytes) bytes = pack_read (pack, i, &type, &fault);
      g_assert_true (bytes != NULL || fault != NULL);
      if (bytes == NULL)
        continue;
      ObjectId id = object_hash (type, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      good += object_id_equal (&id, pack_id (pack, i)) ? 1 : 0;
    }
  return good;
}

/* 7 commits, 7 roots, register/, its file, 6 times establishments/ and a version of its file. */
#define OBJECTS (7 + 7 + 1 + 1 + 6 + 6)

static void
test_reads (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  guint faults = 0;
  g_autoptr(Pack) pack = pack_new (f->pack, f->index, count_fault, &faults);
  g_assert_cmpuint (pack_length (pack), ==, OBJECTS);
  g_assert_cmpuint (count_good (pack), ==, OBJECTS);
  g_assert_cmpuint (faults, ==, 0);
}

static void
test_without_index (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  guint faults = 0;
  g_autoptr(Pack) pack = pack_new (f->pack, NULL, count_fault, &faults);
  g_assert_cmpuint (count_good (pack), ==, OBJECTS);
  g_assert_cmpuint (faults, ==, 1);
}

static GBytes *
changed (GBytes *from, guint32 *state, guint n)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (from, &length);
  guint8 *copy = g_memdup2 (data, length);
  for (guint i = 0; i < n; i++)
    {
      *state ^= *state << 13;
      *state ^= *state >> 17;
      *state ^= *state << 5;
      copy[*state % (length - OBJECT_ID_SIZE)] = (guint8) (*state >> 24);
    }
  /* With a checksum that holds, so that what follows it is tried. */
  gsize size = OBJECT_ID_SIZE;
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (sum, copy, (gssize) (length - OBJECT_ID_SIZE));
  g_checksum_get_digest (sum, copy + length - OBJECT_ID_SIZE, &size);
  return g_bytes_new_take (copy, length);
}

/* What is read of a changed pack is never more than the pack had. */
static void
test_hostile (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  guint32 state = 2463534242u;
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr(GBytes) bytes = round % 3 == 0 ? g_bytes_ref (f->pack)
                                                : changed (f->pack, &state, 1 + round % 4);
      g_autoptr(GBytes) index = round % 3 == 1 ? NULL : changed (f->index, &state, 1 + round % 3);
      g_autoptr(Pack) pack = pack_new (bytes, index, ignore_fault, NULL);
      g_assert_cmpuint (count_good (pack), <=, OBJECTS);
    }
}

static void
test_cut_short (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  for (gsize length = 0; length < g_bytes_get_size (f->pack); length++)
    {
      guint faults = 0;
      g_autoptr(GBytes) bytes = g_bytes_new_from_bytes (f->pack, 0, length);
      g_autoptr(Pack) pack = pack_new (bytes, f->index, count_fault, &faults);
      g_autoptr(Pack) alone = pack_new (bytes, NULL, ignore_fault, NULL);
      g_assert_cmpuint (faults, >, 0);
      g_assert_cmpuint (count_good (pack), <=, OBJECTS);
      g_assert_cmpuint (count_good (alone), <=, OBJECTS);
    }
}

static GBytes *
read_first (GBytes *pack, GBytes *file, const char **fault)
{
  ObjectType type;
  g_autoptr(PackIndex) index = pack_index_new (file, fault);
  g_assert_nonnull (index);
  g_autoptr(Pack) opened = pack_open (pack, g_steal_pointer (&index), fault);
  g_assert_nonnull (opened);
  return pack_read (opened, 0, &type, fault);
}

/* As many changes of changes as git once made are read, one more is not, whether
 * they name their base or say how far back it is. */
static void
test_deep (G_GNUC_UNUSED Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GBytes) whole = g_bytes_new_static ("abcd", 4), same = packs_change (4, 4);
  for (guint kind = 6; kind <= 7; kind++)
    for (guint n = 250; n <= 251; n++)
      {
        g_autofree PackedObject *objects = g_new0 (PackedObject, n + 1);
        const char *fault = NULL;
        g_autoptr(GBytes) pack = NULL, index = NULL;
        for (guint i = 0; i <= n; i++)       /* each of the one before; the last is first in the index */
          objects[i] = (PackedObject) { packs_id (1, n - i), i == 0 ? OBJECT_BLOB : kind,
                                        i == 0 ? 0 : i - 1, i == 0 ? whole : same };
        packs_make (objects, n + 1, &pack, &index);
        g_autoptr(GBytes) content = read_first (pack, index, &fault);
        g_assert_true (n == 250 ? g_bytes_equal (content, whole) : content == NULL);
        if (n > 250)
          g_assert_cmpstr (fault, ==, "it is a change of itself, or of too many changes");
      }
}

/* How deep a chain is does not depend on what was read before. */
static void
test_deep_in_steps (G_GNUC_UNUSED Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GBytes) whole = g_bytes_new_static ("abcd", 4), same = packs_change (4, 4);
  g_autoptr(GBytes) bytes = NULL, file = NULL;
  PackedObject objects[252];
  const char *fault;
  ObjectType type;
  for (guint i = 0; i < 252; i++)
    objects[i] = (PackedObject) { packs_id (1, i), i == 0 ? OBJECT_BLOB : 7, i == 0 ? 0 : i - 1,
                                  i == 0 ? whole : same };
  packs_make (objects, 252, &bytes, &file);
  g_autoptr(PackIndex) index = pack_index_new (file, &fault);
  g_autoptr(Pack) pack = pack_open (bytes, g_steal_pointer (&index), &fault);
  for (guint i = 0; i < 252; i++)
    {
      g_autoptr(GBytes) content = pack_read (pack, i, &type, &fault);
      g_assert_cmpint (content != NULL, ==, i <= 250);
    }
}

/* Two changes of each other, and one of itself. */
static void
test_circle (G_GNUC_UNUSED Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GBytes) same = packs_change (4, 4);
  const PackedObject circle[] = { { packs_id (1, 0), 7, 1, same }, { packs_id (1, 1), 7, 0, same } };
  const PackedObject self[] = { { packs_id (1, 0), 7, 0, same } };
  for (guint i = 0; i < 2; i++)
    {
      const char *fault;
      guint faults = 0;
      g_autoptr(GBytes) pack = NULL, index = NULL;
      packs_make (i == 0 ? circle : self, 2 - i, &pack, &index);
      g_assert_null (read_first (pack, index, &fault));
      g_assert_cmpstr (fault, ==, "it is a change of itself, or of too many changes");
      g_autoptr(Pack) alone = pack_new (pack, NULL, count_fault, &faults);
      g_assert_cmpuint (pack_length (alone), ==, 0);
      g_assert_cmpuint (faults, >, 1);
    }
}

/* Of each other's index, or no pack at all. */
static void
test_strangers (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GBytes) whole = g_bytes_new_static ("abcd", 4), pack = NULL, file = NULL;
  const PackedObject one = { packs_id (1, 0), OBJECT_BLOB, 0, whole };
  packs_make (&one, 1, &pack, &file);
  GBytes *const packs[] = { f->pack, file, whole };
  for (guint i = 0; i < G_N_ELEMENTS (packs); i++)
    {
      const char *fault = NULL;
      g_assert_null (pack_open (packs[i], pack_index_new (file, &fault), &fault));
      g_assert_cmpstr (fault, ==, "it is not the pack of its index");
    }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

/* An index that says of an object that it begins where no object does. */
static void
test_no_place (G_GNUC_UNUSED Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const guint8 first_offset[4] = { 0 };
  g_autoptr(GBytes) bytes = g_bytes_new_static ("a", 1), pack = NULL, index = NULL;
  const PackedObject object = { packs_id (1, 1), OBJECT_BLOB, 0, bytes };
  packs_make (&object, 1, &pack, &index);
  gsize length, size = OBJECT_ID_SIZE;
  guint8 *copy = g_bytes_unref_to_data (g_steal_pointer (&index), &length);
  memcpy (copy + 8 + 1024 + OBJECT_ID_SIZE + 4, first_offset, sizeof first_offset);
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_checksum_update (sum, copy, (gssize) (length - OBJECT_ID_SIZE));
  g_checksum_get_digest (sum, copy + length - OBJECT_ID_SIZE, &size);
  index = g_bytes_new_take (copy, length);
  guint faults = 0;
  ObjectType type;
  const char *fault = NULL;
  g_autoptr(Pack) opened = pack_new (pack, index, count_fault, &faults);
  g_assert_cmpuint (faults, ==, 0);
  g_assert_null (pack_read (opened, 0, &type, &fault));
  g_assert_cmpstr (fault, ==, "its head is damaged");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/pack/reads-every-object-that-git-packed", test_reads);
  add ("/pack/finds-every-object-without-its-index", test_without_index);
  add ("/pack/a-hostile-pack-does-no-harm", test_hostile);
  add ("/pack/a-pack-cut-short-does-no-harm", test_cut_short);
  add ("/pack/follows-as-many-changes-as-git-makes-and-no-more", test_deep);
  add ("/pack/counts-changes-that-were-read-before", test_deep_in_steps);
  add ("/pack/a-change-of-itself-has-an-end", test_circle);
  add ("/pack/where-no-object-begins-there-is-none", test_no_place);
  add ("/pack/opens-with-its-own-index-alone", test_strangers);
  return g_test_run ();
}
