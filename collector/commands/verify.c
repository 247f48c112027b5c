/* care-collector verify STORE [--signers FILE] [--receipt FILE...]: every object, link, signature and rule. */

#include "collector/filing/audit.h"
#include "collector/commands/commands.h"
#include "collector/filing/receipt_record.h"
#include "lib/base/error.h"
#include "lib/cli/open_record.h"
#include "lib/record/store_layout.h"
#include "lib/tables/finding_print.h"
#include "lib/verify/verify.h"

/* A folder that was never a record has one thing wrong with it, not a hundred. */
static gboolean
looks_like_record (const char *path, GError **error)
{
  g_autofree char *head = g_build_filename (path, "HEAD", NULL);
  g_autofree char *objects = g_build_filename (path, "objects", NULL);
  if (!g_file_test (path, G_FILE_TEST_IS_DIR) || g_file_test (head, G_FILE_TEST_EXISTS)
      || g_file_test (objects, G_FILE_TEST_EXISTS))
    return TRUE;
  return error_fault (error, "'%s' is not a record", path);
}

typedef struct {
  char *signers;             /* file, or NULL */
  GStrv receipts;            /* files, or NULL */
  Format format;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->signers);
  g_strfreev (options->receipts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
compare_receipts (Store *store, const char *path, const Options *options, const Signers *trusted,
                  Findings *findings, GError **error)
{
  g_autofree char *own_path = g_build_filename (path, STORE_SIGNERS_PATH, NULL);
  g_autoptr(Signers) own = trusted != NULL ? NULL : signers_load (own_path, error);
  if (trusted == NULL && own == NULL)
    return FALSE;
  for (guint i = 0; options->receipts != NULL && options->receipts[i] != NULL; i++)
    if (!receipt_compare (store, options->receipts[i], trusted != NULL ? trusted : own, findings,
                          error))
      return FALSE;
  return TRUE;
}

static void
skip_receipts (const Options *options, Findings *findings)
{
  for (guint i = 0; options->receipts != NULL && options->receipts[i] != NULL; i++)
    findings_add (findings, SEVERITY_NOTE, "RCP-UNCHECKED", options->receipts[i], 0, 0,
                  "This receipt was not held against the record, which is damaged.");
}

/* What a damaged record says of its filings is worth nothing. */
static gboolean
look_into (const char *path, const Options *options, const Signers *trusted, Findings *findings,
           GError **error)
{
  if (findings_count (findings, SEVERITY_HARD) > 0)
    {
      skip_receipts (options, findings);
      return TRUE;
    }
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  g_autoptr(Store) store = open_record (path, error);
  return store != NULL && audit_filings (store, rulebook, findings, error)
         && compare_receipts (store, path, options, trusted, findings, error);
}

static void
print_good (const char *path, const VerifyCounts *counts, const Findings *findings)
{
  printf ("good: %" G_GUINT64_FORMAT " files, %" G_GUINT64_FORMAT " objects and %" G_GUINT64_FORMAT
          " signed commits of '%s' are as they were written%s\n",
          counts->files, counts->objects, counts->commits, path,
          findings_count (findings, SEVERITY_SOFT) == 0 ? ", and every filing follows its rules" : "");
}

static int
verify (const char *path, const Options *options, GError **error)
{
  g_autoptr(Findings) findings = findings_new ();
  VerifyCounts counts = { 0 };
  g_autoptr(Signers) trusted = options->signers == NULL ? NULL : signers_load (options->signers, error);
  if ((options->signers != NULL && trusted == NULL) || !looks_like_record (path, error)
      || !store_verify (path, trusted, findings, &counts, error)
      || !look_into (path, options, trusted, findings, error))
    return EXIT_FAULT;
  findings_sort (findings);
  gboolean good = findings_count (findings, SEVERITY_HARD) == 0;
  if (options->format != FORMAT_TEXT || findings_length (findings) > 0)
    findings_print (findings, options->format, stdout);
  if (good && options->format == FORMAT_TEXT)
    print_good (path, &counts, findings);
  return good ? EXIT_DONE : EXIT_FINDINGS;
}

/* `--receipt FILE...`: after the first, each further argument is one too. */
static gboolean
take_receipts (Options *options, const GStrv args, GError **error)
{
  if (options->receipts == NULL && g_strv_length (args) > 1)
    return error_usage (error, "'%s' is one argument too many: a record is verified alone", args[1]);
  g_autoptr(GStrvBuilder) all = g_strv_builder_new ();
  if (options->receipts != NULL)
    g_strv_builder_addv (all, (const char **) options->receipts);
  g_strv_builder_addv (all, (const char **) args + 1);
  g_strfreev (options->receipts);
  options->receipts = g_strv_builder_end (all);
  return TRUE;
}

int
command_verify (const Command *command, int argc, char **argv, GError **error)
{
  g_auto(Options) options = { 0 };
  g_autofree char *format_name = NULL;
  const GOptionEntry entries[] = {
    { "signers", 0, 0, G_OPTION_ARG_FILENAME, &options.signers,
      "The signers you trust, kept apart from the record (default: those that came with it)", "FILE" },
    { "receipt", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.receipts,
      "A receipt, its .sig beside it, that the record must still hold; may be repeated", "FILE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "text, csv or json", "FORMAT" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  if (!command_options (argc, argv, command, entries, 1, -1, &args, &done, error))
    return EXIT_USAGE;
  if (done)
    return EXIT_DONE;
  if (!format_parse (format_name, &options.format, error) || !take_receipts (&options, args, error))
    return EXIT_USAGE;
  return verify (args[0], &options, error);
}
