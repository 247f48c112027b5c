/* care-collector import STORE KIND FILE: Ofsted's lists, and the register.
 * The kinds are those of register_kinds(), and establishments. */

#include "collector/commands/actor_option.h"
#include "collector/commands/commands.h"
#include "collector/intake/establishment_import.h"
#include "collector/intake/register_import.h"
#include "lib/base/error.h"
#include "lib/base/plural.h"
#include "lib/base/figure.h"
#include "lib/cli/open_record.h"
#include "lib/tables/finding_print.h"
#include "lib/base/progress.h"
#include "lib/base/visible_text.h"
#include "lib/register/register.h"
#include "lib/base/suggest.h"

#include <string.h>

#define ESTABLISHMENTS "establishments"

typedef struct {
  char *by, *at, *format, *as_at, *source, *reason;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->by);
  g_free (options->at);
  g_free (options->format);
  g_free (options->as_at);
  g_free (options->source);
  g_free (options->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
report (const Findings *findings, Format format, gboolean good, const char *said)
{
  if (findings_length (findings) > 0 || format != FORMAT_TEXT)
    findings_print (findings, format, stdout);
  if (good && format == FORMAT_TEXT)
    puts (said);
  return good ? EXIT_DONE : EXIT_FINDINGS;
}

static int
import_register (Store *store, const char *kind, const char *path, const Actor *actor, Format format,
                 GError **error)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  guint added = 0;
  if (!csv_load (path, findings, &bytes, error))
    return EXIT_FAULT;
  gboolean good = bytes != NULL && register_import (store, program_datadir (), kind, bytes, path, actor, findings, &added, error);
  g_autofree char *rows = plural (added, "new row", "new rows");
  g_autofree char *said = g_strdup_printf ("imported: %s of %s", rows, kind);
  return report (findings, format, good, said);
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
describe_list (const OfstedList *list, const char *date)
{
  g_autofree char *rows = grouped (list->about.rows);
  g_autofree char *homes = grouped (list->about.homes);
  g_autofree char *places = grouped (list->about.home_places);
  return g_strdup_printf ("imported: %s establishments as at %s; %s children's homes with %s places",
                          rows, date, homes, places);
}

static int
import_establishments (Store *store, const OfstedRequest *options, const char *path,
                       const char *reason, const Actor *actor, Format format, GError **error)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(OfstedList) list = NULL;
  g_autoptr(ListWords) words = list_words_load (program_datadir (), error);
  if (words == NULL || !csv_load (path, findings, &bytes, error))
    return EXIT_FAULT;
  if (bytes == NULL)
    return report (findings, format, FALSE, NULL);
  g_autoptr(Progress) progress = progress_new ("reading", g_bytes_get_size (bytes));
  OfstedRequest request = *options;
  request.bytes = bytes;
  request.file = path;
  request.progress = show_progress;
  request.progress_data = progress;
  gboolean good =
    establishment_import (store, &request, words, reason, actor, findings, &list, error);
  g_clear_pointer (&progress, progress_free);
  g_autofree char *date = date_to_string (request.as_at);
  g_autofree char *said = good ? describe_list (list, date) : NULL;
  return report (findings, format, good, said);
}

static gboolean
kind_is_known (const char *kind, GError **error)
{
  if (strcmp (kind, ESTABLISHMENTS) == 0 || g_strv_contains (register_kinds (), kind))
    return TRUE;
  g_autoptr(GPtrArray) known = g_ptr_array_new ();
  g_ptr_array_add (known, (gpointer) ESTABLISHMENTS);
  for (guint i = 0; register_kinds ()[i] != NULL; i++)
    g_ptr_array_add (known, (gpointer) register_kinds ()[i]);
  g_ptr_array_add (known, NULL);
  return name_error (error, ERROR_USAGE, "kind of import", kind,
                     (const char *const *) known->pdata);
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
parse_list_options (const Options *options, gboolean establishments, OfstedRequest *out,
                    GError **error)
{
  if (!establishments)
    {
      if (options->as_at == NULL && options->source == NULL && options->reason == NULL)
        return TRUE;
      return error_usage (error, "--as-at, --source and --reason are for establishments alone");
    }
  if (options->as_at == NULL)
    return error_usage (error, "--as-at YYYY-MM-DD says which date the list is for: it must be given");
  if (!date_parse (options->as_at, &out->as_at))
    return error_usage (error, "--as-at: '%s' is not a date: write 2026-04-30", options->as_at);
  if (options->source == NULL)
    return error_usage (error, "--source TEXT says in one line where the list was published: it must be given");
  out->source = options->source;
  return is_line ("--source", options->source, error)
         && (options->reason == NULL || is_line ("--reason", options->reason, error));
}

/* A list is of a day that has come. */
static gboolean
has_come (Date as_at, const Actor *actor, GError **error)
{
  g_autofree char *date = date_to_display (as_at);
  return as_at <= actor_date (actor) || error_usage (error, "--as-at: %s has not come yet", date);
}

static int
import (char **args, const Options *options, GError **error)
{
  Format format;
  g_auto(ActorOption) by = { 0 };
  OfstedRequest request = { 0 };
  const char *actor = options->by == NULL ? RECORD_ACTOR : options->by;
  gboolean establishments = strcmp (args[1], ESTABLISHMENTS) == 0;
  if (!kind_is_known (args[1], error) || !format_parse (options->format, &format, error)
      || !parse_list_options (options, establishments, &request, error)
      || !actor_option_parse (actor, options->at, &by, error)
      || (establishments && !has_come (request.as_at, &by.actor, error)))
    return EXIT_USAGE;
  g_autoptr(Store) store = open_record (args[0], error);
  if (store == NULL)
    return EXIT_FAULT;
  return establishments
           ? import_establishments (store, &request, args[2], options->reason, &by.actor, format, error)
           : import_register (store, args[1], args[2], &by.actor, format, error);
}

int
command_import (const Command *command, int argc, char **argv, GError **error)
{
  g_auto(Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "as-at", 0, 0, G_OPTION_ARG_STRING, &options.as_at, "The date of a list of establishments", "DATE" },
    { "source", 0, 0, G_OPTION_ARG_STRING, &options.source, "Where the list was published", "TEXT" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why another list of that date is replaced, or a doubtful one taken", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who imports (default: the record itself)", "'NAME <MAIL>'" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, "When (default: now; another time for practice alone)", "TIME" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, "text, csv or json, of findings", "FORMAT" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  if (!command_options (argc, argv, command, entries, 3, 3, &args, &done, error))
    return EXIT_USAGE;
  return done ? EXIT_DONE : import (args, &options, error);
}
