#include "lib/verify/verify.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/path_pattern.h"
#include "lib/record/store.h"
#include "lib/record/store_layout.h"
#include "lib/verify/verify_history.h"
#include "lib/verify/verify_object.h"
#include "lib/verify/verify_refs.h"

/* FILE says TEXT and nothing else. */
static void
check_text (Verify *verify, const char *file, const char *rule, const char *text)
{
  g_autofree char *got = verify_load_text (verify, file);
  if (got == NULL || strcmp (got, text) == 0)
    return;
  gsize at = 0;
  while (got[at] == text[at])
    at++;
  Finding *finding = verify_report (verify, SEVERITY_HARD, rule, file,
                                    "is not as it was written");
  finding_set_byte (finding, at + 1);
}

static void
check_head (Verify *verify, const char *file)
{
  check_text (verify, file, "RECORD-HEAD", STORE_HEAD_TEXT);
}

static void
check_config (Verify *verify, const char *file)
{
  check_text (verify, file, "RECORD-CONFIG", STORE_CONFIG_TEXT);
}

static void
check_signers (Verify *verify, const char *file)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = verify_load_text (verify, file);
  if (text == NULL)
    return;
  verify->signers = signers_parse (text, &error);
  if (verify->signers == NULL)
    {
      verify_report (verify, SEVERITY_HARD, "RECORD-SIGNERS", file, "%s", error->message);
      return;
    }
  g_autofree char *again = signers_to_text (verify->signers);
  check_text (verify, file, "RECORD-SIGNERS", again);
}

static void
check_key (Verify *verify, const char *file)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (verify->path, file, NULL);
  struct stat status;
  if (g_access (path, R_OK) != 0)
    {
      verify_report (verify, SEVERITY_NOTE, "RECORD-KEY", file,
                     "cannot be read by you, so it was not checked");
      return;
    }
  g_autofree char *text = verify_load_text (verify, file);
  g_autoptr(SshKey) key = text == NULL ? NULL : ssh_key_parse (text, &error);
  if (text == NULL)
    return;
  g_autofree char *again = key == NULL ? NULL : ssh_key_to_text (key);
  if (key == NULL)
    verify_report (verify, SEVERITY_HARD, "RECORD-KEY", file, "%s", error->message);
  else if (strcmp (again, text) != 0)
    verify_report (verify, SEVERITY_HARD, "RECORD-KEY", file, "is not as it was written");
  else if (verify->signers != NULL && !signers_include (verify->signers, key))
    verify_report (verify, SEVERITY_HARD, "RECORD-SIGNERS", STORE_SIGNERS_PATH,
                   "does not name the key in '%s'", file);
  if (stat (path, &status) == 0 && (status.st_mode & 077) != 0)
    verify_report (verify, SEVERITY_HARD, "RECORD-KEY", file,
                   "can be read or written by others than its owner");
}

static void
check_trailer (Verify *verify, const char *file)
{
  g_autoptr(GBytes) bytes = verify_load (verify, file);
  if (bytes != NULL && !pack_trailer_holds (bytes))
    verify_report (verify, SEVERITY_HARD, "RECORD-PACK", file,
                   "its checksum does not match its content");
}

/* Files beside a pack belong to one; the index is read with it. */
static void
check_beside_pack (Verify *verify, const char *file)
{
  g_autofree char *pack = g_strdup_printf ("%.*s.pack", (int) (strrchr (file, '.') - file), file);
  g_autofree char *path = g_build_filename (verify->path, pack, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    verify_report (verify, SEVERITY_HARD, "RECORD-PACK", file, "its pack '%s' is missing", pack);
  else if (!g_str_has_suffix (file, ".idx"))
    check_trailer (verify, file);
}

static void
check_leftover (Verify *verify, const char *file)
{
  verify_report (verify, SEVERITY_SOFT, "RECORD-LEFTOVER", file,
                 "was left by a write that is still going on, or was interrupted");
}

/* Empty, but while a writer moves a reference. Only the owner may read it. */
static void
check_lock (Verify *verify, const char *file)
{
  g_autofree char *path = g_build_filename (verify->path, file, NULL);
  struct stat status;
  if (lstat (path, &status) == 0 && status.st_size > 0)
    check_leftover (verify, file);
}

/* The files a record has. In a pattern '#' is a hexadecimal digit, '*' any
 * characters of one name. What is written last, the references, is read in the
 * first passes, so that a writer at work does no harm. */
static const struct {
  const char *pattern;
  guint pass;
  void (*check) (Verify *verify, const char *file);
} kinds[] = {
  { "HEAD", 1, check_head },
  { "config", 1, check_config },
  { "signing/allowed_signers", 1, check_signers },
  { "signing/key", 2, check_key },
  { "refs/heads/main", 1, verify_ref_file },
  { "refs/drafts/*/*/*.lock", 1, check_leftover },
  { STORE_MAIN_REF ".lock", 1, check_leftover },
  { STORE_MAIN_REF STORE_REF_MADE, 1, check_leftover },
  { STORE_LOCK_PATH, 1, check_lock },
  { "refs/drafts/*/*/*", 1, verify_ref_file },
  { "packed-refs", 2, verify_packed_refs },
  { "info/refs", 3, verify_info_refs },
  { "objects/##/######################################", 3, verify_loose },
  { "objects/##/tmp_*", 3, check_leftover },
  { "objects/tmp_*", 3, check_leftover },
  { "objects/info/packs", 3, verify_info_packs },
  { "objects/info/commit-graph", 3, check_trailer },
  { "objects/pack/pack-########################################.pack", 3, verify_pack },
  { "objects/pack/pack-########################################.idx", 3, check_beside_pack },
  { "objects/pack/pack-########################################.rev", 3, check_beside_pack },
  { "objects/pack/pack-########################################.bitmap", 3, check_beside_pack },
  { "objects/pack/pack-########################################.mtimes", 3, check_beside_pack },
  { "objects/pack/multi-pack-index", 3, check_trailer },
  { "objects/pack/tmp_*", 3, check_leftover },
  { "objects/pack/pack_*", 3, check_leftover },
};
#define PASSES 3

static const struct {
  const char *file;
  Severity severity;
  const char *message;
} needed[] = {
  { "HEAD", SEVERITY_HARD, "is missing" },
  { "config", SEVERITY_HARD, "is missing" },
  { STORE_SIGNERS_PATH, SEVERITY_HARD, "is missing, so no signature was checked" },
  { STORE_KEY_PATH, SEVERITY_NOTE, "is not here, so nothing can be written to this copy" },
};

static int
kind_of (const char *file)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (path_pattern_matches (kinds[i].pattern, file))
      return (int) i;
  return -1;
}

/* Adds the files below FOLDER, without those below EXCEPT, to LIST. Anything but
 * a file or a folder is no part of a record, and a link is not followed. */
static void
list_files (Verify *verify, const char *folder, const char *except, GPtrArray *list)
{
  g_autofree char *place = g_build_filename (verify->path, folder, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (place, 0, &error);
  const char *name;
  if (dir == NULL && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    verify_report (verify, SEVERITY_HARD, "RECORD-FILE", folder, "%s", error->message);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = *folder == '\0' ? g_strdup (name)
                                              : g_strconcat (folder, "/", name, NULL);
      g_autofree char *path = g_build_filename (verify->path, file, NULL);
      struct stat status;
      if (g_strcmp0 (file, except) == 0 || lstat (path, &status) != 0)
        continue;
      if (S_ISDIR (status.st_mode))
        list_files (verify, file, except, list);
      else if (S_ISREG (status.st_mode))
        g_ptr_array_add (list, g_steal_pointer (&file));
      else
        verify_report (verify, SEVERITY_HARD, "RECORD-FILE", file,
                       "is neither a file nor a folder, and no part of a record");
    }
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
check_files (Verify *verify, GPtrArray *files, guint pass)
{
  for (guint i = 0; i < files->len; i++)
    {
      const char *file = g_ptr_array_index (files, i);
      int kind = kind_of (file);
      if (kind < 0 && pass == PASSES)
        verify_report (verify, SEVERITY_HARD, "RECORD-FILE", file, "is no part of a record");
      else if (kind >= 0 && kinds[kind].pass == pass)
        kinds[kind].check (verify, file);
    }
}

static void
check_needed (Verify *verify)
{
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autofree char *path = g_build_filename (verify->path, needed[i].file, NULL);
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        verify_report (verify, needed[i].severity, "RECORD-FILE", needed[i].file, "%s",
                       needed[i].message);
    }
  if (verify_find_ref (verify, STORE_MAIN_REF) == NULL)
    verify_report (verify, SEVERITY_HARD, "RECORD-REF", STORE_MAIN_REF,
                   "is missing or damaged, so no event was checked");
}

/* The number of files. */
static guint
check_all (Verify *verify)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  list_files (verify, "", "objects", files);
  g_ptr_array_sort (files, compare_texts);
  check_files (verify, files, 1);
  check_files (verify, files, 2);
  check_needed (verify);
  list_files (verify, "objects", NULL, files);
  check_files (verify, files, PASSES);
  verify_history (verify);
  verify_unused (verify);
  if (verify->signers != NULL && g_hash_table_size (verify->steps) > 0 && verify->good_signatures == 0)
    verify_report (verify, SEVERITY_HARD, "RECORD-SIGNERS", STORE_SIGNERS_PATH,
                   "names no key that signed a commit of the record");
  return files->len;
}

gboolean
store_verify (const char *path, Findings *findings, VerifyCounts *counts, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, error);
  if (dir == NULL)
    {
      g_prefix_error (error, "cannot verify record '%s': ", path);
      return FALSE;
    }
  Verify verify = {
    .path = path,
    .findings = findings,
    .objects = g_hash_table_new_full (object_id_hash, object_id_equal, NULL, verify_object_free),
    .steps = g_hash_table_new_full (object_id_hash, object_id_equal, NULL, verify_step_free),
    .packs = g_ptr_array_new_with_free_func ((GDestroyNotify) pack_free),
    .refs = g_ptr_array_new_with_free_func (verify_ref_free),
    .old_refs = g_ptr_array_new_with_free_func (verify_ref_free),
  };
  guint files = check_all (&verify);
  findings_sort (findings);
  if (counts != NULL)
    *counts = (VerifyCounts) { files, g_hash_table_size (verify.objects),
                               g_hash_table_size (verify.steps), verify.drafts };
  g_hash_table_unref (verify.steps);
  g_hash_table_unref (verify.objects);
  g_ptr_array_unref (verify.packs);
  g_ptr_array_unref (verify.refs);
  g_ptr_array_unref (verify.old_refs);
  signers_free (verify.signers);
  return TRUE;
}
