/* The packs of a folder: found, opened when they come, and never waited for. */

#include "lib/base/error.h"
#include "lib/git/packs.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/packs.h"
#include "tests/scratch_folder.h"

typedef struct {
  char *folder;
  Packs *packs;
} Fixture;

static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  f->folder = scratch_folder ();
  f->packs = packs_new (f->folder);
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  packs_free (f->packs);
  scratch_folder_remove (f->folder);
}

static void
put (Fixture *f, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (f->folder, "pack", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
}

/* A pack NAME of one object, TEXT. */
static void
put_pack (Fixture *f, const char *name, ObjectId id, const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text)), pack = NULL, index = NULL;
  g_autofree char *pack_name = g_strconcat (name, ".pack", NULL);
  g_autofree char *index_name = g_strconcat (name, ".idx", NULL);
  const PackedObject object = { id, OBJECT_BLOB, 0, bytes };
  packs_make (&object, 1, &pack, &index);
  put (f, pack_name, pack);
  put (f, index_name, index);
}

static char *
read_text (Fixture *f, ObjectId id)
{
  ObjectType type = OBJECT_NONE;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *fault = NULL;
  g_assert_true (packs_read (f->packs, &id, &type, &bytes, &fault));
  g_assert_true (bytes == NULL || type == OBJECT_BLOB);
  return bytes == NULL ? NULL : g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
refresh (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_assert_true (packs_refresh (f->packs, &error));
  g_assert_no_error (error);
}

/* None at first, not even a folder; then one, then two. */
static void
test_come (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  ObjectId one = packs_id (1, 1), two = packs_id (2, 2);
  refresh (f);
  g_assert_null (read_text (f, one));
  put_pack (f, "pack-1", one, "first");
  g_assert_null (read_text (f, one));
  refresh (f);
  put_pack (f, "pack-2", two, "second");
  refresh (f);
  for (guint again = 0; again < 2; again++)
    {
      g_autofree char *first = read_text (f, one), *second = read_text (f, two);
      g_assert_cmpstr (first, ==, "first");
      g_assert_cmpstr (second, ==, "second");
    }
  g_assert_true (g_str_has_suffix (packs_locate (f->packs, &two), "/pack/pack-2.pack"));
  g_assert_true (g_str_has_suffix (packs_locate (f->packs, &one), "/pack/pack-1.pack"));
  ObjectId other = packs_id (1, 2);
  g_assert_null (packs_locate (f->packs, &other));
}

/* What is open is not read again. */
static void
test_known (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GBytes) rubbish = g_bytes_new_static ("rubbish", 7);
  put_pack (f, "pack-1", packs_id (1, 1), "first");
  refresh (f);
  put (f, "pack-1.idx", rubbish);
  refresh (f);
  g_autofree char *text = read_text (f, packs_id (1, 1));
  g_assert_cmpstr (text, ==, "first");
}

/* What was open can still be read when a `git gc` has put another in its place. */
static void
test_go (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const names[] = { "pack/pack-1.pack", "pack/pack-1.idx" };
  put_pack (f, "pack-1", packs_id (1, 1), "first");
  refresh (f);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, names[i], NULL);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  refresh (f);
  g_autofree char *text = read_text (f, packs_id (1, 1));
  g_assert_cmpstr (text, ==, "first");
}

/* A write that goes on has its pack in place before its index; one that ends
 * takes the index away after the pack. */
static void
test_halves (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const gone[] = { "pack/pack-1.idx", "pack/pack-1.pack" };
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    {
      put_pack (f, "pack-1", packs_id (1, 1), "first");
      g_autofree char *path = g_build_filename (f->folder, gone[i], NULL);
      g_assert_cmpint (g_unlink (path), ==, 0);
      refresh (f);
      g_assert_null (read_text (f, packs_id (1, 1)));
    }
  put_pack (f, "pack-1", packs_id (1, 1), "first");
  refresh (f);
  g_autofree char *text = read_text (f, packs_id (1, 1));
  g_assert_cmpstr (text, ==, "first");
}

static void
assert_refused (Fixture *f, const char *name)
{
  g_autoptr(GError) error = NULL;
  g_assert_false (packs_refresh (f->packs, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, name));
}

static void
test_refused (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const names[] = { "pack-1.pack", "pack-1.idx" };
  g_autoptr(GBytes) rubbish = g_bytes_new_static ("rubbish", 7);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, "pack", names[i], NULL);
      put_pack (f, "pack-1", packs_id (1, 1), "first");
      put (f, names[i], rubbish);
      assert_refused (f, names[i]);
      g_assert_cmpint (g_unlink (path), ==, 0);
      g_assert_cmpint (mkfifo (path, 0644), ==, 0);
      assert_refused (f, names[i]);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

/* An object that a damaged index does not find is not one that there is not. */
static void
test_hidden (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  ObjectId one = packs_id (1, 1);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (f->folder, "pack", "pack-1.idx", NULL), *index = NULL;
  gsize length;
  put_pack (f, "pack-1", one, "first");
  refresh (f);
  g_assert_true (packs_hold (f->packs, &error));
  g_assert_true (g_file_get_contents (path, &index, &length, NULL));
  index[8 + 1024 + 5] ^= 1;                    /* a byte of the only id */
  g_autoptr(GBytes) bytes = g_bytes_new (index, length);
  put (f, "pack-1.idx", bytes);
  g_autoptr(Packs) packs = packs_new (f->folder);
  g_assert_true (packs_refresh (packs, &error));
  g_assert_null (packs_locate (packs, &one));
  g_assert_false (packs_hold (packs, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "/pack-1.idx' is damaged: its checksum"));
}

static void
test_damaged_object (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GBytes) change = packs_change (4, 4), pack = NULL, index = NULL;
  const PackedObject object = { packs_id (3, 3), 7, 0, change };
  packs_make (&object, 1, &pack, &index);
  put (f, "pack-3.pack", pack);
  put (f, "pack-3.idx", index);
  refresh (f);
  ObjectType type;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *fault = NULL;
  g_assert_false (packs_read (f->packs, &object.id, &type, &bytes, &fault));
  g_assert_cmpstr (fault, ==, "in pack-3.pack, it is a change of itself, or of too many changes");
}

static void
test_starts (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  ObjectId one = packs_id (0x22, 1), two = packs_id (0x22, 2), other = packs_id (0x23, 1);
  put_pack (f, "pack-1", one, "first");
  put_pack (f, "pack-2", two, "second");
  put_pack (f, "pack-3", two, "second");
  put_pack (f, "pack-4", other, "other");
  refresh (f);
  g_autoptr(GHashTable) found = g_hash_table_new_full (object_id_hash, object_id_equal, g_free, NULL);
  packs_find (f->packs, &one, 7, found);
  g_assert_cmpuint (g_hash_table_size (found), ==, 2);
  g_assert_true (g_hash_table_contains (found, &one) && g_hash_table_contains (found, &two));
}

/* A pack of ours of one object, TEXT. */
static void
put_event (Fixture *f, const char *text)
{
  ObjectId id = object_hash (OBJECT_BLOB, (const guint8 *) text, strlen (text)), checksum;
  g_autoptr(PackWriter) writer = pack_writer_new ();
  g_autoptr(GBytes) pack = NULL, index = NULL;
  pack_writer_add (writer, &id, OBJECT_BLOB, (const guint8 *) text, strlen (text));
  pack_writer_end (writer, &pack, &index, &checksum);
  g_autofree char *hex = object_id_to_hex (&checksum);
  g_autofree char *pack_name = g_strdup_printf (PACKS_OURS "%s.pack", hex);
  g_autofree char *index_name = g_strdup_printf (PACKS_OURS "%s.idx", hex);
  put (f, index_name, index);
  put (f, pack_name, pack);
}

/* Sixteen of a size are folded, and none of git's; one that went is not. */
static void
test_fold (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GPtrArray) folded = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 16; i++)
    {
      g_autofree char *text = g_strdup_printf ("event %u", i), *name = g_strdup_printf ("pack-%u", i);
      put_event (f, text);
      put_pack (f, name, packs_id (9, i), text);
      refresh (f);
      g_autoptr(PackWriter) none = i < 15 ? packs_fold (f->packs, folded) : NULL;
      g_assert_null (none);
    }
  g_autoptr(PackWriter) writer = packs_fold (f->packs, folded);
  g_assert_nonnull (writer);
  g_assert_cmpuint (pack_writer_length (writer), ==, 16);
  g_assert_cmpuint (folded->len, ==, 16);
  for (guint i = 0; i < folded->len; i++)
    g_assert_nonnull (strstr (folded->pdata[i], PACKS_OURS));
  g_autofree char *one = g_strconcat (folded->pdata[3], ".pack", NULL);
  g_assert_cmpint (g_unlink (one), ==, 0);
  g_ptr_array_set_size (folded, 0);
  g_autoptr(PackWriter) fewer = packs_fold (f->packs, folded);
  g_assert_null (fewer);
}

/* What another program folded is forgotten, and read from where it is now. */
static void
test_folded_by_another (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  ObjectId one = packs_id (1, 1), two = packs_id (2, 2);
  put_pack (f, "pack-1", one, "first");
  refresh (f);
  g_autoptr(GBytes) first = g_bytes_new_static ("first", 5), second = g_bytes_new_static ("second", 6);
  g_autoptr(GBytes) pack = NULL, index = NULL;
  const PackedObject objects[] = { { one, OBJECT_BLOB, 0, first }, { two, OBJECT_BLOB, 0, second } };
  packs_make (objects, 2, &pack, &index);
  put (f, "pack-2.pack", pack);
  put (f, "pack-2.idx", index);
  g_autofree char *gone = g_build_filename (f->folder, "pack", "pack-1.pack", NULL);
  g_autofree char *gone_index = g_build_filename (f->folder, "pack", "pack-1.idx", NULL);
  g_assert_cmpint (g_unlink (gone), ==, 0);
  g_assert_cmpint (g_unlink (gone_index), ==, 0);
  refresh (f);
  g_assert_true (g_str_has_suffix (packs_locate (f->packs, &one), "/pack/pack-2.pack"));
  g_autofree char *text = read_text (f, one);
  g_assert_cmpstr (text, ==, "first");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/packs/those-that-come-are-opened", test_come);
  ADD ("/packs/one-that-is-open-is-not-read-again", test_known);
  ADD ("/packs/one-that-goes-stays-open", test_go);
  ADD ("/packs/many-of-ours-of-a-size-are-folded", test_fold);
  ADD ("/packs/what-another-folded-is-read-from-there", test_folded_by_another);
  ADD ("/packs/half-of-one-is-not-there-yet", test_halves);
  ADD ("/packs/what-is-none-is-a-fault-that-names-it", test_refused);
  ADD ("/packs/an-object-that-is-not-found-may-be-hidden", test_hidden);
  ADD ("/packs/an-object-that-cannot-be-read-names-its-pack", test_damaged_object);
  ADD ("/packs/finds-ids-by-their-start-once", test_starts);
  return g_test_run ();
}
