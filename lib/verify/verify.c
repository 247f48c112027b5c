#include "lib/verify/verify.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/error.h"
#include "lib/record/store_layout.h"
#include "lib/verify/verify_graph.h"
#include "lib/verify/verify_history.h"
#include "lib/verify/verify_kind.h"
#include "lib/verify/verify_ledger.h"
#include "lib/verify/verify_list.h"
#include "lib/verify/verify_object.h"
#include "lib/verify/verify_own.h"
#include "lib/verify/verify_refs.h"

/* How often a record that changes while it is read is read again, and the
 * pause before. */
#define ROUNDS 20
#define PAUSE (G_USEC_PER_SEC / 10)

static void
check_trailer (Verify *verify, const char *file)
{
  g_autoptr(GBytes) bytes = verify_load (verify, file);
  if (bytes != NULL && !pack_trailer_holds (bytes))
    verify_report (verify, SEVERITY_HARD, "RECORD-PACK", file,
                   "its checksum does not match its content");
}

static void
check_leftover (Verify *verify, const char *file)
{
  verify_report (verify, SEVERITY_SOFT, "RECORD-LEFTOVER", file,
                 "was left by a write that is still going on, or was interrupted");
}

/* Files beside a pack belong to one; the index is read with it. Where a pack is
 * gone whose objects are needed, those are missed. */
static void
check_beside_pack (Verify *verify, const char *file)
{
  g_autofree char *pack = g_strdup_printf ("%.*s.pack", (int) (strrchr (file, '.') - file), file);
  if (!verify_has (verify, pack))
    check_leftover (verify, file);
  else if (!g_str_has_suffix (file, ".idx"))
    check_trailer (verify, file);
}

/* Empty, but while a writer moves a reference. Only the owner may read it. */
static void
check_lock (Verify *verify, const char *file)
{
  g_autofree char *path = g_build_filename (verify->path, file, NULL);
  struct stat status;
  if (g_lstat (path, &status) == 0 && status.st_size > 0)
    check_leftover (verify, file);
}

static void
check_foreign (Verify *verify, const char *file)
{
  verify_report (verify, SEVERITY_HARD, "RECORD-FILE", file, "is no part of a record");
}

static void
check_hook (Verify *verify, const char *file)
{
  verify_report (verify, SEVERITY_HARD, "RECORD-FILE", file,
                 "is no part of a record, and git may run it");
}

static void
check_nothing (G_GNUC_UNUSED Verify *verify, G_GNUC_UNUSED const char *file)
{
}

static void
check_loose (Verify *verify)
{
  g_autoptr(GPtrArray) loose = g_ptr_array_new ();
  for (guint i = 0; i < verify->files->len; i++)
    if (file_kind (g_ptr_array_index (verify->files, i), verify->is_mirror) == FILE_LOOSE)
      g_ptr_array_add (loose, g_ptr_array_index (verify->files, i));
  verify_loose (verify, (const char *const *) loose->pdata, loose->len);
}

/* What is written last, the references, is read in the first passes, so that a
 * writer at work does no harm. */
static const struct {
  guint pass;
  void (*check) (Verify *verify, const char *file);
} checks[] = {
  [FILE_HEAD] = { 1, verify_head },
  [FILE_CONFIG] = { 1, verify_config },
  [FILE_SIGNERS] = { 1, verify_signers },
  [FILE_KEY] = { 2, verify_key },
  [FILE_LEDGER] = { 1, verify_ledger_file },
  [FILE_REF] = { 1, verify_ref_file },
  [FILE_PACKED_REFS] = { 2, verify_packed_refs },
  [FILE_INFO_REFS] = { 3, verify_info_refs },
  [FILE_LOOSE] = { 3, check_nothing },      /* check_loose() looks at all of them at once */
  [FILE_INFO_PACKS] = { 3, verify_info_packs },
  [FILE_PACK] = { 3, verify_pack },
  [FILE_BESIDE_PACK] = { 3, check_beside_pack },
  [FILE_CHECKSUMMED] = { 3, check_trailer },
  [FILE_LOCK] = { 3, check_lock },
  [FILE_LEFTOVER] = { 3, check_leftover },
  [FILE_GIT] = { 3, check_nothing },
  [FILE_HOOK] = { 3, check_hook },
  [FILE_FOREIGN] = { 3, check_foreign },
};
#define PASSES 3

static const struct {
  const char *file;
  gboolean of_mirror;        /* a mirror has it too */
  Severity severity;
  const char *message;
} needed[] = {
  { "HEAD", TRUE, SEVERITY_HARD, "is missing" },
  { "config", TRUE, SEVERITY_HARD, "is missing" },
  { STORE_SIGNERS_PATH, FALSE, SEVERITY_HARD, "is missing" },
  { STORE_KEY_PATH, FALSE, SEVERITY_NOTE, "is not here, so nothing can be written to this copy" },
};

static void
check_files (Verify *verify, guint pass)
{
  for (guint i = 0; i < verify->files->len && verify->fault == NULL; i++)
    {
      const char *file = g_ptr_array_index (verify->files, i);
      FileKind kind = file_kind (file, verify->is_mirror);
      if (checks[kind].pass == pass)
        checks[kind].check (verify, file);
    }
}

static void
check_needed (Verify *verify)
{
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!verify_has (verify, needed[i].file) && (needed[i].of_mirror || !verify->is_mirror))
      verify_report (verify, needed[i].severity, "RECORD-FILE", needed[i].file, "%s",
                     needed[i].message);
  if (verify->is_mirror)
    verify_report (verify, SEVERITY_NOTE, "RECORD-MIRROR", "config",
                   "this is a mirror made by git: it has no signers and no key, and its config and "
                   "sample hooks are git's");
  if (verify_find_ref (verify, STORE_MAIN_REF) == NULL)
    verify_report (verify, SEVERITY_HARD, "RECORD-REF", STORE_MAIN_REF,
                   "is missing or damaged, so no event was checked");
}

static void
check_signed (Verify *verify)
{
  if (verify->good_signatures > 0 || g_hash_table_size (verify->steps) == 0)
    return;
  if (verify->signers == NULL)
    verify_report (verify, SEVERITY_HARD, "RECORD-SIGNATURE", STORE_SIGNERS_PATH,
                   "no signature was checked: there are no signers to hold them against");
  else if (verify->trusted == NULL)
    verify_report (verify, SEVERITY_HARD, "RECORD-SIGNERS", STORE_SIGNERS_PATH,
                   "names no key that signed a commit of the record");
}

static void
check_all (Verify *verify)
{
  verify_list (verify, "", "objects");
  check_files (verify, 1);
  verify_trust (verify);
  check_files (verify, 2);
  check_needed (verify);
  verify_list (verify, "objects", NULL);
  check_loose (verify);
  check_files (verify, PASSES);
  if (verify->fault != NULL)
    return;
  verify_history (verify);
  verify_graph (verify);
  verify_unused (verify);
  check_signed (verify);
}

/* Empty, but for what it is to be verified by. */
static Verify
verify_begin (const char *path, uid_t owner, gboolean is_mirror, const Signers *trusted,
              Findings *findings)
{
  return (Verify) {
    .path = path,
    .owner = owner,
    .is_mirror = is_mirror,
    .trusted = trusted,
    .findings = findings,
    .files = g_ptr_array_new_with_free_func (g_free),
    .known = g_hash_table_new (g_str_hash, g_str_equal),
    .objects = g_hash_table_new_full (object_id_hash, object_id_equal, NULL, verify_object_free),
    .steps = g_hash_table_new_full (object_id_hash, object_id_equal, NULL, NULL),
    .packs = g_ptr_array_new_with_free_func ((GDestroyNotify) pack_free),
    .refs = g_ptr_array_new_with_free_func (verify_ref_free),
    .ref_names = g_hash_table_new (g_str_hash, g_str_equal),
    .old_refs = g_ptr_array_new_with_free_func (verify_ref_free),
    .bad_signatures = g_ptr_array_new_with_free_func (verify_bad_signature_free),
  };
}

/* Steps are of objects, and those point into packs and to files. */
static void
verify_clear (Verify *verify)
{
  g_ptr_array_unref (verify->bad_signatures);
  g_hash_table_unref (verify->steps);
  g_hash_table_unref (verify->objects);
  g_ptr_array_unref (verify->packs);
  g_hash_table_unref (verify->ref_names);
  g_ptr_array_unref (verify->refs);
  g_ptr_array_unref (verify->old_refs);
  g_hash_table_unref (verify->known);
  g_ptr_array_unref (verify->files);
  signers_free (verify->own);
  g_clear_pointer (&verify->ledger, g_bytes_unref);
  g_clear_error (&verify->fault);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verify, verify_clear)

/* One reading of the whole record by VERIFY. *MOVED: something was not where it had
 * been a moment before, so that what was found may be wrong. */
static gboolean
verify_once (Verify *verify, VerifyCounts *counts, gboolean *moved, GError **error)
{
  check_all (verify);
  *moved = verify->vanished || (findings_count (verify->findings, SEVERITY_HARD) > 0
                                && verify_list_changed (verify));
  *counts = (VerifyCounts) { verify->files->len, g_hash_table_size (verify->objects),
                             g_hash_table_size (verify->steps), verify->drafts };
  if (verify->fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&verify->fault));
  return FALSE;
}

/* What stock git makes has no folder of that name; signers must be given then. */
static gboolean
find_mirror (const char *path, const Signers *trusted, gboolean *is_mirror, GError **error)
{
  g_autofree char *signing = g_build_filename (path, "signing", NULL);
  struct stat status;
  *is_mirror = g_lstat (signing, &status) != 0;
  if (*is_mirror && errno != ENOENT)
    return error_file (error, errno, "look at", signing);
  return !*is_mirror || trusted != NULL
         || error_usage (error, "'%s' has no signers of its own, as a mirror made by git: name those "
                                "you trust with --signers", path);
}

gboolean
store_verify (const char *path, const Signers *trusted, Findings *findings, VerifyCounts *counts,
              GError **error)
{
  struct stat place;
  gboolean is_mirror;
  if (g_stat (path, &place) != 0)
    return error_file (error, errno, "verify record", path);
  if (!find_mirror (path, trusted, &is_mirror, error))
    return FALSE;
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr(Findings) found = findings_new ();
      VerifyCounts seen;
      gboolean moved;
      g_auto(Verify) verify = verify_begin (path, place.st_uid, is_mirror, trusted, found);
      if (!verify_once (&verify, &seen, &moved, error))
        return FALSE;
      if (!moved)
        {
          findings_append (findings, found);
          findings_sort (findings);
          if (counts != NULL)
            *counts = seen;
          return TRUE;
        }
      g_usleep (PAUSE);
    }
  return error_fault (error, "cannot verify record '%s': it was packed again each time it was read; "
                             "try again when that is done", path);
}
