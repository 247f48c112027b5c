/* care-collector verify STORE: every object, link, signature and rule. */

#include "collector/filing/audit.h"
#include "collector/commands/commands.h"
#include "lib/base/error.h"
#include "lib/cli/open_record.h"
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

static int
verify (const char *path, Format format, GError **error)
{
  g_autoptr(Findings) findings = findings_new ();
  VerifyCounts counts = { 0 };
  if (!looks_like_record (path, error) || !store_verify (path, findings, &counts, error))
    return EXIT_FAULT;
  /* What a damaged record says of its filings is worth nothing. */
  if (findings_count (findings, SEVERITY_HARD) == 0)
    {
      g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
      g_autoptr(Store) store = open_record (path, error);
      if (store == NULL || !audit_filings (store, rulebook, findings, error))
        return EXIT_FAULT;
    }
  gboolean good = findings_count (findings, SEVERITY_HARD) == 0;
  if (format != FORMAT_TEXT || findings_length (findings) > 0)
    findings_print (findings, format, stdout);
  if (good && format == FORMAT_TEXT)
    printf ("good: %" G_GUINT64_FORMAT " files, %" G_GUINT64_FORMAT " objects and %" G_GUINT64_FORMAT
            " signed commits of '%s' are as they were written%s\n",
            counts.files, counts.objects, counts.commits, path,
            findings_count (findings, SEVERITY_SOFT) == 0 ? ", and every filing follows its rules" : "");
  return good ? EXIT_DONE : EXIT_FINDINGS;
}

int
command_verify (const Command *command, int argc, char **argv, GError **error)
{
  g_autofree char *format_name = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "text, csv or json", "FORMAT" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  Format format;
  if (!command_options (argc, argv, command, entries, 1, 1, &args, &done, error))
    return EXIT_USAGE;
  if (done)
    return EXIT_DONE;
  return format_parse (format_name, &format, error) ? verify (args[0], format, error) : EXIT_USAGE;
}
