/* care-collector withdraw STORE establishments DATE --reason TEXT --by 'Name <mail>':
 * takes back a list that was imported and is wrong. */

#include "collector/commands/actor_option.h"
#include "collector/commands/commands.h"
#include "collector/intake/establishment_import.h"
#include "lib/base/error.h"
#include "lib/base/visible_text.h"
#include "lib/cli/open_record.h"

typedef struct {
  char *by, *at, *reason;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->by);
  g_free (options->at);
  g_free (options->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (char **args, const Options *options, Date *date, GError **error)
{
  static const char *const kinds[] = { "establishments", NULL };
  if (!g_strv_contains (kinds, args[1]))
    return name_error (error, ERROR_USAGE, "kind of withdrawal", args[1], kinds);
  if (!date_parse (args[2], date))
    return error_usage (error, "'%s' is not a date: write 2026-04-30", args[2]);
  if (options->reason == NULL)
    return error_usage (error, "--reason TEXT says in one line why it is withdrawn: it must be given");
  g_autofree char *problem = visible_text_problem (options->reason);
  return problem == NULL || error_usage (error, "--reason is one line of text: %s", problem);
}

static int
withdraw (char **args, const Options *options, GError **error)
{
  g_auto(ActorOption) by = { 0 };
  Date date;
  if (!parse (args, options, &date, error)
      || !actor_option_parse (options->by, options->at, &by, error))
    return EXIT_USAGE;
  g_autoptr(Store) store = open_record (args[0], error);
  if (store == NULL || !establishment_withdraw (store, date, options->reason, &by.actor, error))
    return EXIT_FAULT;
  printf ("withdrawn: the establishments as at %s\n", args[2]);
  return EXIT_DONE;
}

int
command_withdraw (const Command *command, int argc, char **argv, GError **error)
{
  g_auto(Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why it is withdrawn", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who withdraws it", "'NAME <MAIL>'" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, "When (default: now; another time for practice alone)", "TIME" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  if (!command_options (argc, argv, command, entries, 3, 3, &args, &done, error))
    return EXIT_USAGE;
  return done ? EXIT_DONE : withdraw (args, &options, error);
}
