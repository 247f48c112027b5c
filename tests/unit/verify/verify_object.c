/* Objects that are damaged, missing or exchanged are told, with the file they are. */

#include "lib/verify/verify_object.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tests/verification.h"

static void
test_says_where (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = verification_object (f->path, VERIFICATION_STATEMENT);
  g_autofree char *id = NULL, *full = g_build_filename (f->path, file, NULL);
  record_git (f->path, &id, "rev-parse", "main~2", NULL);
  g_autofree char *place = g_strdup_printf ("'returns/annual/2025-26/12/P00412/statement.csv' of "
                                            "commit %s", g_strchomp (id));
  gsize length;
  g_autofree char *text = verification_load (f->path, file, &length);
  text[length / 2] = (char) (text[length / 2] ^ 1);
  verification_save (f->path, file, text, length);
  assert_found (f->path, "RECORD-OBJECT", file, place);
  g_remove (full);
  assert_found (f->path, "RECORD-MISSING", file, place);
}

static void
test_exchanged (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *one = verification_object (f->path, VERIFICATION_STATEMENT);
  g_autofree char *two = verification_object (f->path, "main:register/persons.csv");
  gsize length;
  g_autofree char *text = verification_load (f->path, two, &length);
  verification_save (f->path, one, text, length);
  assert_found (f->path, "RECORD-OBJECT", one, "its content is not what its name says");
}

static void
test_damaged_pack (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  verification_repack (f->path);
  g_assert_cmpint (record_git (f->path, NULL, "prune-packed", NULL), ==, 0);
  g_auto(GStrv) files = record_list_files (f->path);
  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *full = g_build_filename (f->path, files[i], NULL);
      gsize length;
      if (!g_str_has_prefix (files[i], "objects/pack/pack-"))
        continue;
      g_autofree char *text = verification_load (f->path, files[i], &length);
      verification_save (f->path, files[i], text, length - 1);
      assert_found (f->path, "RECORD-PACK", files[i], "");
      verification_save (f->path, files[i], text, length);
      if (!g_str_has_suffix (files[i], ".pack"))
        continue;
      g_remove (full);
      assert_found (f->path, "RECORD-MISSING", NULL, "");
      g_assert_true (g_file_set_contents (full, text, (gssize) length, NULL));
    }
}

/* A flipped bit in a pack is told with the object and the file it is. */
static void
test_pack_says_where (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_cmpint (record_git (f->path, NULL, "gc", "--quiet", NULL), ==, 0);
  g_auto(GStrv) files = record_list_files (f->path);
  guint i = 0;
  while (!g_str_has_suffix (files[i], ".pack"))
    i++;
  g_autofree char *id = NULL, *places = NULL;
  record_git (f->path, &id, "rev-parse", VERIFICATION_STATEMENT, NULL);
  g_autofree char *index = g_build_filename (f->path, files[i], NULL);
  record_git (f->path, &places, "verify-pack", "-v", index, NULL);
  /* "ID blob size size-in-pack offset" */
  const char *row = strstr (places, g_strchomp (id));
  g_auto(GStrv) words = g_regex_split_simple ("\\s+", row, 0, 0);
  gsize length;
  g_autofree char *text = verification_load (f->path, files[i], &length);
  guint64 at = g_ascii_strtoull (words[4], NULL, 10) + g_ascii_strtoull (words[3], NULL, 10) - 1;
  text[at] = (char) (text[at] ^ 16);
  verification_save (f->path, files[i], text, length);
  assert_found (f->path, "RECORD-PACK", files[i], "its checksum does not match");
  assert_found (f->path, "RECORD-OBJECT", files[i],
                "'returns/annual/2025-26/12/P00412/statement.csv' of commit");
}

/* What was found good is not taken from a file that is another since. */
static void
test_changed_meanwhile (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = verification_object (f->path, VERIFICATION_STATEMENT);
  g_autofree char *other = verification_object (f->path, "main:register/persons.csv");
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GHashTable) objects
    = g_hash_table_new_full (object_id_hash, object_id_equal, NULL, verify_object_free);
  Verify verify = { .path = f->path, .findings = findings, .objects = objects };
  const char *const files[] = { file };
  verify_loose (&verify, files, 1);
  g_autoptr(GList) all = g_hash_table_get_values (objects);
  g_autoptr(GBytes) good = verify_content (&verify, all->data);
  g_assert_nonnull (good);
  g_assert_false (verify.vanished);
  gsize length;
  g_autofree char *text = verification_load (f->path, other, &length);
  verification_save (f->path, file, text, length);
  g_assert_null (verify_content (&verify, all->data));
  g_assert_true (verify.vanished);
  g_assert_cmpuint (findings_length (findings), ==, 0);
}

/* A folder is kept until it goes, and two copies of it count as one. */
static void
test_kept (Verification *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = verification_object (f->path, "main:returns");
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GHashTable) objects
    = g_hash_table_new_full (object_id_hash, object_id_equal, NULL, verify_object_free);
  Verify verify = { .path = f->path, .findings = findings, .objects = objects };
  const char *const files[] = { file, file };
  verify_loose (&verify, files, 2);
  g_assert_cmpuint (g_hash_table_size (objects), ==, 1);
  g_autoptr(GList) all = g_hash_table_get_values (objects);
  g_autoptr(GBytes) content = verify_content (&verify, all->data);
  gsize size = g_bytes_get_size (content);
  g_assert_cmpuint (size, >, 0);
  g_assert_cmpuint (verify.kept, ==, size);
  verify_forget (&verify, all->data);
  verify_forget (&verify, all->data);
  g_assert_cmpuint (verify.kept, ==, 0);
  g_autoptr(GBytes) again = verify_content (&verify, all->data);
  g_assert_true (again != content && g_bytes_equal (again, content));
  g_assert_cmpuint (verify.kept, ==, size);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  verification_add ("/verify-object/a-damaged-file-is-told-with-its-path-and-commit", test_says_where);
  verification_add ("/verify-object/exchanged-objects-are-told", test_exchanged);
  verification_add ("/verify-object/a-pack-cut-short-or-missing-is-told", test_damaged_pack);
  verification_add ("/verify-object/a-damaged-object-of-a-pack-is-told-with-its-path", test_pack_says_where);
  verification_add ("/verify-object/an-object-that-changes-meanwhile-is-read-again", test_changed_meanwhile);
  verification_add ("/verify-object/a-folder-is-kept-until-it-goes", test_kept);
  return g_test_run ();
}
