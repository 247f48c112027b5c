/* care-collector import STORE KIND FILE: Ofsted's lists, and the register. */

#include "collector/actor.h"
#include "collector/commands.h"
#include "collector/register_import.h"
#include "lib/register.h"
#include "lib/suggest.h"

#include <string.h>

typedef struct {
  char *by, *at, *format;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->by);
  g_free (options->at);
  g_free (options->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
report (const Findings *findings, Format format, gboolean good, const char *words)
{
  if (findings_length (findings) > 0 || format != FORMAT_TEXT)
    findings_print (findings, format, stdout);
  if (good && format == FORMAT_TEXT)
    puts (words);
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
  gboolean good = bytes != NULL && register_import (store, kind, bytes, path, actor, findings, &added, error);
  g_autofree char *words = g_strdup_printf ("imported: %u new rows of %s", added, kind);
  return report (findings, format, good, words);
}

static gboolean
kind_is_known (const char *kind, GError **error)
{
  if (g_strv_contains (register_kinds (), kind))
    return TRUE;
  g_autofree char *message = suggest_message ("kind of import", kind, register_kinds ());
  g_set_error_literal (error, USAGE_ERROR, 0, message);
  return FALSE;
}

static int
import (char **args, const Options *options, GError **error)
{
  Format format;
  g_auto(ActorOption) by = { 0 };
  const char *actor = options->by == NULL ? RECORD_ACTOR : options->by;
  if (!kind_is_known (args[1], error) || !format_parse (options->format, &format, error)
      || !actor_option_parse (actor, options->at, &by, error))
    return EXIT_USAGE;
  g_autoptr(Store) store = store_open (args[0], error);
  return store == NULL ? EXIT_FAULT : import_register (store, args[1], args[2], &by.actor, format, error);
}

int
command_import (const Command *command, int argc, char **argv, GError **error)
{
  g_auto(Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who imports (default: the record itself)", "'NAME <MAIL>'" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, "When (default: now)", "TIME" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, "text, csv or json, of findings", "FORMAT" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  if (!command_options (argc, argv, command, entries, 3, 3, &args, &done, error))
    return EXIT_USAGE;
  return done ? EXIT_DONE : import (args, &options, error);
}
