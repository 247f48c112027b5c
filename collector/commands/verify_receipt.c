/* care-collector verify-receipt RECEIPT [FILE...] --signers FILE: offline. */

#include "collector/commands/commands.h"
#include "collector/filing/receipt.h"
#include "lib/base/plural.h"
#include "lib/tables/finding_print.h"

#include <stdio.h>

/* Who can write a receipt can write the signers beside it. */
static void
note_beside (const char *path, Findings *findings)
{
  finding_describe (findings_add (findings, SEVERITY_NOTE, "RCP-SIGNERS", path, 0, 0,
                                  "The signers that lie beside the receipt were used: they prove "
                                  "nothing against somebody who made both."),
                    NULL, NULL, NULL, "Give the signers that the regulator publishes with --signers.");
}

static void
print_good (guint files)
{
  g_autofree char *said = plural (files, "file is the one that was", "files are those that were");
  if (files == 0)
    puts ("good: signed by the record's key; no file was compared");
  else
    printf ("good: signed by the record's key, and %s filed\n", said);
}

static int
verify_receipt (const Arguments *arguments, GError **error)
{
  const char *receipt = arguments_get (arguments, "RECEIPT"), *trusted = arguments_get (arguments, "signers");
  const char *const *files = arguments_rest (arguments);
  Format format = arguments->format;
  g_autofree char *folder = g_path_get_dirname (receipt);
  g_autofree char *beside = g_build_filename (folder, "allowed_signers", NULL);
  g_autoptr(Signers) signers = signers_load (trusted != NULL ? trusted : beside, error);
  if (signers == NULL)
    {
      g_prefix_error (error, "cannot read the regulator's signers, which --signers FILE names: ");
      return EXIT_FAULT;
    }
  g_autoptr(Findings) findings = findings_new ();
  if (!receipt_verify (receipt, files, signers, findings, NULL, error))
    return EXIT_FAULT;
  if (trusted == NULL)
    note_beside (beside, findings);
  if (findings_length (findings) > 0 || format != FORMAT_TEXT)
    findings_print (findings, format, NULL, stdout);
  if (findings_count (findings, SEVERITY_HARD) > 0)
    return EXIT_FINDINGS;
  if (format == FORMAT_TEXT)
    print_good (g_strv_length ((GStrv) files));
  return EXIT_DONE;
}

const Command command_verify_receipt = {
  .name = "verify-receipt",
  .summary = "whether a receipt is genuine, and is for these files",
  .about = "Checks the signature of a receipt, which stands beside it as RECEIPT.sig, and that each file has the "
           "hash that the receipt says. Needs no record.",
  .refuses = "The receipt is not genuine, or a file is not what was filed.",
  .arguments = {
    { "RECEIPT", "the receipt", .kind = VALUE_FILE },
    { "FILE", "a part of the return that was filed", .kind = VALUE_FILE, .count = COUNT_ANY },
  },
  .options = {
    { "signers", "FILE", "The regulator's allowed_signers (default: allowed_signers beside the receipt)",
      .kind = VALUE_FILE },
    OPTION_FORMAT ("text (default), csv or json"),
  },
  .run = verify_receipt,
};
