/* Loose objects: their files, found by ids whole and cut short. */

#include "lib/git/loose.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/packs.h"
#include "tests/scratch_folder.h"

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  f->folder = scratch_folder ();
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  scratch_folder_remove (f->folder);
}

static char *
put (Fixture *f, ObjectId id, const char *text)
{
  char *path = loose_path (f->folder, &id);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GByteArray) file
    = object_deflate_loose (OBJECT_TREE, (const guint8 *) text, strlen (text));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, (const char *) file->data, (gssize) file->len, NULL));
  return path;
}

/* Why ID cannot be read; NULL when it can or is not there. */
static char *
fault_of (Fixture *f, ObjectId id)
{
  ObjectType type;
  char *fault = NULL;
  GByteArray *content = NULL;
  gboolean good = loose_read (f->folder, &id, &type, &content, &fault);
  g_assert_cmpint (good, ==, fault == NULL);
  if (content != NULL)
    g_byte_array_unref (content);
  return fault;
}

static void
test_reads (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  ObjectId id = packs_id (0xab, 0x1234), other = packs_id (0xab, 0x1235);
  ObjectType type = OBJECT_NONE;
  GByteArray *none = NULL;
  g_autofree char *path = put (f, id, "text"), *fault = NULL;
  g_assert_true (g_str_has_suffix (path, "/ab/ababababababababababababababababab1234"));
  g_autoptr(GByteArray) content = NULL;
  g_assert_true (loose_read (f->folder, &id, &type, &content, &fault));
  g_assert_cmpuint (content->len, ==, 4);
  g_assert_true (memcmp (content->data, "text", 4) == 0);
  g_assert_cmpint (type, ==, OBJECT_TREE);
  g_assert_true (loose_read (f->folder, &other, &type, &none, &fault));
  g_assert_null (none);
}

static void
test_faults (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  ObjectId id = packs_id (0xab, 1);
  g_autofree char *path = put (f, id, "text");
  g_assert_true (g_file_set_contents (path, "x\1", 2, NULL));
  g_autofree char *cut = fault_of (f, id);
  g_assert_cmpstr (cut, ==, "it is cut short");
  g_assert_cmpint (truncate (path, (off_t) OBJECT_FILE_MAX + 1), ==, 0);
  g_autofree char *large = fault_of (f, id);
  g_assert_nonnull (strstr (large, "it holds more than"));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0644), ==, 0);
  alarm (20);                          /* it is not waited for */
  g_autofree char *pipe = fault_of (f, id);
  alarm (0);
  g_assert_nonnull (strstr (pipe, "it is not a regular file"));
}

static void
test_starts (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  const ObjectId ids[] = { packs_id (0x22, 0x1234), packs_id (0x22, 0x1235), packs_id (0x23, 0) };
  static const struct {
    guint digits, n;
  } rows[] = { { 7, 2 }, { 36, 2 }, { 39, 2 }, { 40, 1 } };
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_free (put (f, ids[i], "text"));
  scratch_folder_put (f->folder, "22/tmp_obj_abcdef", "");
  g_autofree char *fault = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GHashTable) found = g_hash_table_new_full (object_id_hash, object_id_equal, g_free, NULL);
      g_assert_true (loose_find (f->folder, &ids[0], rows[i].digits, found, &fault));
      g_assert_cmpuint (g_hash_table_size (found), ==, rows[i].n);
      g_assert_true (g_hash_table_contains (found, &ids[0]));
    }
  g_autoptr(GHashTable) none = g_hash_table_new (object_id_hash, object_id_equal);
  const ObjectId other = packs_id (0x24, 0);
  g_assert_true (loose_find (f->folder, &other, 40, none, &fault));
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
}

/* A file in the place of their folder is not the same as no object. */
static void
test_no_folder (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  const ObjectId id = packs_id (0x25, 1);
  scratch_folder_put (f->folder, "25", "");
  g_autoptr(GHashTable) none = g_hash_table_new (object_id_hash, object_id_equal);
  g_autofree char *fault = NULL, *unread = fault_of (f, id);
  g_assert_false (loose_find (f->folder, &id, 40, none, &fault));
  g_assert_true (g_str_has_suffix (fault, "/25': Not a directory"));
  g_assert_true (g_str_has_suffix (unread, ": Not a directory"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/loose/reads-what-is-there", test_reads);
  ADD ("/loose/what-is-no-object-says-why", test_faults);
  ADD ("/loose/finds-ids-by-their-start", test_starts);
  ADD ("/loose/a-file-in-the-place-of-a-folder-is-a-fault", test_no_folder);
  return g_test_run ();
}
