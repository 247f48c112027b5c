/* care-collector verify STORE [--signers FILE] [--receipt FILE...]: every object, link, signature and rule. */

#include "collector/filing/audit.h"
#include "collector/commands/commands.h"
#include "collector/filing/receipt_record.h"
#include "lib/base/error.h"
#include "lib/cli/open_record.h"
#include "lib/record/store_layout.h"
#include "lib/tables/finding_print.h"
#include "lib/verify/verify.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

/* A folder that was never a record has one thing wrong with it, not a hundred. */
static gboolean
looks_like_record (const char *path, GError **error)
{
  g_autofree char *head = g_build_filename (path, "HEAD", NULL);
  g_autofree char *objects = g_build_filename (path, "objects", NULL);
  if (g_access (path, R_OK | X_OK) != 0 && errno == EACCES)
    return error_file (error, errno, "open record", path);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return error_fault (error, "there is no record at '%s'", path);
  if (!g_file_test (path, G_FILE_TEST_IS_DIR) || g_file_test (head, G_FILE_TEST_EXISTS)
      || g_file_test (objects, G_FILE_TEST_EXISTS))
    return TRUE;
  return error_fault (error, "'%s' is not a record", path);
}

/* What the record is held against. */
typedef struct {
  Signers *signers;              /* those to trust; NULL: those that came with it */
  GPtrArray *receipts;           /* paths, borrowed */
} Against;

static void
against_clear (Against *against)
{
  g_clear_pointer (&against->signers, signers_free);
  g_clear_pointer (&against->receipts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Against, against_clear)

static gboolean
compare_receipts (Store *store, const char *path, const Against *against, Findings *findings, GError **error)
{
  g_autofree char *own_path = g_build_filename (path, STORE_SIGNERS_PATH, NULL);
  g_autoptr(Signers) own = against->signers != NULL ? NULL : signers_load (own_path, error);
  const Signers *signers = against->signers != NULL ? against->signers : own;
  if (signers == NULL)
    return FALSE;
  for (guint i = 0; i < against->receipts->len; i++)
    if (!receipt_compare (store, against->receipts->pdata[i], signers, findings, error))
      return FALSE;
  return TRUE;
}

static void
skip_receipts (const Against *against, Findings *findings)
{
  for (guint i = 0; i < against->receipts->len; i++)
    findings_add (findings, SEVERITY_NOTE, "RCP-UNCHECKED", against->receipts->pdata[i], 0, 0,
                  "This receipt was not held against the record, which is damaged.");
}

/* What a damaged record says of its filings is worth nothing. */
static gboolean
look_into (const Arguments *arguments, const Against *against, Findings *findings, const char **mark,
           GError **error)
{
  const char *path = arguments_get (arguments, "STORE");
  if (findings_count (findings, SEVERITY_HARD) > 0)
    {
      skip_receipts (against, findings);
      return TRUE;
    }
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  g_autoptr(Store) store = open_record (path, arguments_said_to (arguments), mark, error);
  if (store != NULL)
    store_set_ledger_apart (store);
  return store != NULL && audit_filings (store, rulebook, findings, error)
         && compare_receipts (store, path, against, findings, error);
}

static void
print_good (const char *path, const VerifyCounts *counts, const Findings *findings)
{
  printf ("good: %" G_GUINT64_FORMAT " files, %" G_GUINT64_FORMAT " objects and %" G_GUINT64_FORMAT
          " signed commits of '%s' are as they were written%s\n",
          counts->files, counts->objects, counts->commits, path,
          findings_count (findings, SEVERITY_SOFT) == 0 ? ", and every filing follows its rules" : "");
}

/* Whether FILE is the one that came with the record at PATH, whatever it is called:
 * then it is trusted as little as that. */
static gboolean
came_with_record (const char *path, const char *file)
{
  g_autofree char *own = g_build_filename (path, STORE_SIGNERS_PATH, NULL);
  GStatBuf a, b;
  return g_stat (own, &a) == 0 && g_stat (file, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* `--receipt FILE...`: after the first, each further argument is one too. */
static gboolean
read_against (const Arguments *arguments, const char *path, Against *out, GError **error)
{
  const char *signers = arguments_get (arguments, "signers");
  const char *const *receipts = arguments_list (arguments, "receipt"), *const *rest = arguments_rest (arguments);
  if (*receipts == NULL && *rest != NULL)
    return error_usage (error, "'%s' is one argument too many: a record is verified alone", *rest);
  for (; *receipts != NULL; receipts++)
    g_ptr_array_add (out->receipts, (gpointer) *receipts);
  for (; *rest != NULL; rest++)
    g_ptr_array_add (out->receipts, (gpointer) *rest);
  if (signers == NULL || came_with_record (path, signers))
    return TRUE;
  out->signers = signers_load (signers, error);
  return out->signers != NULL;
}

static int
verify (const Arguments *arguments, GError **error)
{
  const char *path = arguments_get (arguments, "STORE"), *mark = NULL;
  g_autoptr(Findings) findings = findings_new ();
  g_auto(Against) against = { NULL, g_ptr_array_new () };
  VerifyCounts counts = { 0 };
  if (!read_against (arguments, path, &against, error) || !looks_like_record (path, error)
      || !store_verify (path, against.signers, findings, &counts, error)
      || !look_into (arguments, &against, findings, &mark, error))
    return EXIT_FAULT;
  findings_sort (findings);
  gboolean good = findings_count (findings, SEVERITY_HARD) == 0;
  if (arguments->format != FORMAT_TEXT || findings_length (findings) > 0)
    findings_print (findings, arguments->format, mark, stdout);
  if (good && arguments->format == FORMAT_TEXT)
    print_good (path, &counts, findings);
  return good ? EXIT_DONE : EXIT_FINDINGS;
}

const Command command_verify = {
  .name = "verify",
  .summary = "whether every object, link, signature and filing of the record holds",
  .about = "Reads every file of the record without libgit2, checks each signature and link bit for bit, and then "
           "that each filing has the hashes that were signed and follows the rules of its edition; on all processors, "
           "in about 1.5 GB of memory for 100,000 filings. Against "
           "somebody who made the record anew, give the signers and the receipts that you kept.",
  .refuses = "Something in the record is not as it was written, or not what the signers and receipts that were "
             "given say.",
  .arguments = {
    { "STORE", "the record, which may be damaged", .kind = VALUE_FOLDER },
    { "FILE", "behind --receipt: more of them", .kind = VALUE_FILE, .count = COUNT_ANY },
  },
  .options = {
    { "signers", "FILE", "The signers you trust, kept apart from the record (default: those that came with it)",
      .kind = VALUE_FILE },
    { "receipt", "FILE", "A receipt, its .sig beside it, that the record must still hold; may be repeated",
      .kind = VALUE_FILE, .repeats = TRUE },
    OPTION_FORMAT ("text (default), csv or json"),
  },
  .run = verify,
};
