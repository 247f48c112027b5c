/* care-collector verify-receipt RECEIPT [FILE...] --signers FILE: offline. */

#include "collector/commands/commands.h"
#include "collector/filing/receipt.h"
#include "lib/base/plural.h"
#include "lib/tables/finding_print.h"

/* Who can write a receipt can write the signers beside it. */
static void
note_beside (const char *path, Findings *findings)
{
  finding_describe (findings_add (findings, SEVERITY_NOTE, "RCP-SIGNERS", path, 0, 0,
                                  "The signers that lie beside the receipt were used: they prove "
                                  "nothing against somebody who made both."),
                    NULL, NULL, NULL, "Give the signers that the regulator publishes with --signers.");
}

static int
verify_receipt (char **args, const char *trusted, Format format, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (args[0]);
  g_autofree char *beside = g_build_filename (folder, "allowed_signers", NULL);
  g_autoptr(Signers) signers = signers_load (trusted != NULL ? trusted : beside, error);
  if (signers == NULL)
    {
      g_prefix_error (error, "cannot read the regulator's signers, which --signers FILE names: ");
      return EXIT_FAULT;
    }
  g_autoptr(Findings) findings = findings_new ();
  if (!receipt_verify (args[0], (const char *const *) args + 1, signers, findings, error))
    return EXIT_FAULT;
  if (trusted == NULL)
    note_beside (beside, findings);
  if (findings_length (findings) > 0 || format != FORMAT_TEXT)
    findings_print (findings, format, stdout);
  if (findings_count (findings, SEVERITY_HARD) > 0)
    return EXIT_FINDINGS;
  if (format == FORMAT_TEXT)
    {
      guint n = g_strv_length (args + 1);
      g_autofree char *files = plural (n, "file is the one that was", "files are those that were");
      printf ("good: signed by the record's key, and %s filed\n", files);
    }
  return EXIT_DONE;
}

int
command_verify_receipt (const Command *command, int argc, char **argv, GError **error)
{
  g_autofree char *signers = NULL, *format_name = NULL;
  const GOptionEntry entries[] = {
    { "signers", 0, 0, G_OPTION_ARG_FILENAME, &signers,
      "The regulator's allowed_signers (default: allowed_signers beside the receipt)", "FILE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "text, csv or json", "FORMAT" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  Format format;
  if (!command_options (argc, argv, command, entries, 1, -1, &args, &done, error))
    return EXIT_USAGE;
  if (done)
    return EXIT_DONE;
  if (!format_parse (format_name, &format, error))
    return EXIT_USAGE;
  return verify_receipt (args, signers, format, error);
}
