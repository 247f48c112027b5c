/* care-collector import STORE KIND FILE: Ofsted's lists, and the register.
 * The kinds are those of register_kinds(), and establishments. */

#include "collector/commands/commands.h"
#include "collector/intake/establishment_import.h"
#include "collector/intake/register_import.h"
#include "lib/base/error.h"
#include "lib/base/plural.h"
#include "lib/base/figure.h"
#include "lib/tables/finding_print.h"
#include "lib/base/progress.h"
#include "lib/base/visible_text.h"

#include <stdio.h>
#include <string.h>

#define ESTABLISHMENTS "establishments"

static int
report (const Arguments *arguments, const Findings *findings, gboolean good, const char *said)
{
  if (findings_length (findings) > 0 || arguments->format != FORMAT_TEXT)
    findings_print (findings, arguments->format, arguments->mark, stdout);
  if (good && arguments->format == FORMAT_TEXT)
    puts (said);
  return good ? EXIT_DONE : EXIT_FINDINGS;
}

static int
import_register (const Arguments *arguments, GError **error)
{
  const char *kind = arguments_get (arguments, "KIND"), *path = arguments_get (arguments, "FILE");
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  guint added = 0;
  if (!csv_load (path, findings, &bytes, error))
    return EXIT_FAULT;
  gboolean good = bytes != NULL
                  && register_import (arguments->store, program_datadir (), kind, bytes, path, &arguments->actor,
                                      findings, &added, error);
  g_autofree char *rows = plural (added, "new row", "new rows");
  g_autofree char *said = g_strdup_printf ("imported: %s of %s", rows, kind);
  return report (arguments, findings, good, said);
}

static void
show_progress (guint64 bytes, gpointer data)
{
  progress_set (data, bytes);
}

/* "5,600" needs no locale. g_free(). */
static char *
grouped (guint64 number)
{
  return figure_to_display (figure_integer ((Wide) number), 0, 0);
}

static char *
describe_list (const OfstedList *list, const char *date, guint64 doubts)
{
  g_autofree char *doubtful
    = doubts == 0 ? NULL : g_strdup_printf ("; taken for the reason given, though doubtful: %" G_GUINT64_FORMAT
                                            " soft finding%s", doubts, doubts == 1 ? "" : "s");
  g_autofree char *rows = grouped (list->about.rows);
  g_autofree char *homes = grouped (list->about.homes);
  g_autofree char *places = grouped (list->about.home_places);
  return g_strdup_printf ("imported: %s establishments as at %s; %s children's homes with %s places%s",
                          rows, date, homes, places, doubtful == NULL ? "" : doubtful);
}

static int
import_establishments (const Arguments *arguments, const OfstedRequest *options, GError **error)
{
  const char *path = arguments_get (arguments, "FILE"), *reason = arguments_get (arguments, "reason");
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(OfstedList) list = NULL;
  g_autoptr(ListWords) words = list_words_load (program_datadir (), error);
  if (words == NULL || !csv_load (path, findings, &bytes, error))
    return EXIT_FAULT;
  if (bytes == NULL)
    return report (arguments, findings, FALSE, NULL);
  g_autoptr(Progress) progress = progress_new ("reading", g_bytes_get_size (bytes));
  OfstedRequest request = *options;
  request.bytes = bytes;
  request.file = path;
  request.progress = show_progress;
  request.progress_data = progress;
  gboolean good =
    establishment_import (arguments->store, &request, words, reason, &arguments->actor, findings, &list, error);
  g_clear_pointer (&progress, progress_free);
  g_autofree char *date = date_to_string (request.as_at);
  g_autofree char *said = good ? describe_list (list, date, findings_count (findings, SEVERITY_SOFT)) : NULL;
  return report (arguments, findings, good, said);
}

/* A text of one line, for the event. */
static gboolean
is_line (const char *option, const char *text, GError **error)
{
  g_autofree char *problem = visible_text_problem (text);
  return problem == NULL || error_usage (error, "%s is one line of text: %s", option, problem);
}

/* What establishments need, and other kinds do not take. */
static gboolean
parse_list_options (const Arguments *arguments, gboolean establishments, OfstedRequest *out,
                    GError **error)
{
  const char *source = arguments_get (arguments, "source"), *reason = arguments_get (arguments, "reason");
  gboolean dated = arguments_date (arguments, "as-at", &out->as_at);
  if (!establishments)
    {
      if (!dated && source == NULL && reason == NULL)
        return TRUE;
      return error_usage (error, "--as-at, --source and --reason are for establishments alone");
    }
  if (!dated)
    return error_usage (error, "--as-at YYYY-MM-DD says which date the list is for: it must be given");
  if (source == NULL)
    return error_usage (error, "--source TEXT says in one line where the list was published: it must be given");
  out->source = source;
  return is_line ("--source", source, error) && (reason == NULL || is_line ("--reason", reason, error));
}

/* A list is of a day that has come. */
static gboolean
has_come (Date as_at, Date today, GError **error)
{
  g_autofree char *date = date_to_display (as_at);
  return as_at <= today || error_usage (error, "--as-at: %s has not come yet", date);
}

static int
import (const Arguments *arguments, GError **error)
{
  gboolean establishments = strcmp (arguments_get (arguments, "KIND"), ESTABLISHMENTS) == 0;
  OfstedRequest request = { 0 };
  if (!parse_list_options (arguments, establishments, &request, error)
      || (establishments && !has_come (request.as_at, arguments_day (arguments), error)))
    return EXIT_USAGE;
  return establishments ? import_establishments (arguments, &request, error) : import_register (arguments, error);
}

/* Ofsted's lists, and the kinds of register_kinds(). */
static const char *const kinds[] = {
  ESTABLISHMENTS, "authorities", "areas", "authority-names", "groups", "persons", "owners", "determinations",
  "rounds", NULL,
};

const Command command_import = {
  .name = "import",
  .summary = "add Ofsted's list as at a date, or rows to the register",
  .about = "Reads a file into the record as one event. A list of establishments is read in any layout that "
           "Ofsted has used; rows of the register are added to those that are there.",
  .refuses = "The file has findings, and nothing was imported.",
  .record = WRITES_RECORD,
  .arguments = {
    ARGUMENT_STORE,
    { "KIND", "kind of import", .kind = VALUE_CHOICE, .choices = kinds },
    { "FILE", "the file, as CSV", .kind = VALUE_FILE },
  },
  .options = {
    { "as-at", "DATE", "The date of a list of establishments, which needs one", .kind = VALUE_DATE },
    { "source", "TEXT", "Where that list was published, which it needs as well", .kind = VALUE_TEXT },
    { "reason", "TEXT", "Why another list of that date is replaced, or a doubtful one taken",
      .kind = VALUE_TEXT },
    OPTION_BY ("Who imports (default: the record itself)", NULL),
    OPTION_AT,
    OPTION_FORMAT ("text (default), csv or json, of findings"),
  },
  .run = import,
};
