/* care-collector withdraw STORE establishments DATE --reason TEXT --by 'Name <mail>':
 * takes back a list that was imported and is wrong. */

#include "collector/commands/commands.h"
#include "collector/intake/establishment_import.h"
#include "lib/base/error.h"
#include "lib/base/visible_text.h"

#include <stdio.h>

static const char *const kinds[] = { "establishments", NULL };

static int
withdraw (const Arguments *arguments, GError **error)
{
  const char *reason = arguments_get (arguments, "reason");
  g_autofree char *problem = visible_text_problem (reason);
  if (problem != NULL)
    {
      error_usage (error, "--reason is one line of text: %s", problem);
      return EXIT_USAGE;
    }
  Date date = 0;
  arguments_date (arguments, "DATE", &date);
  if (!establishment_withdraw (arguments->store, date, reason, &arguments->actor, error))
    return EXIT_FAULT;
  printf ("withdrawn: the establishments as at %s\n", arguments_get (arguments, "DATE"));
  return EXIT_DONE;
}

const Command command_withdraw = {
  .name = "withdraw",
  .summary = "take back a list of Ofsted's that is wrong",
  .about = "Takes a list of establishments that was imported out of the record from now on, with the reason; what "
           "was imported stays in the history.",
  .refuses = "The record has no list of that date, or it was withdrawn already.",
  .record = WRITES_RECORD,
  .arguments = {
    ARGUMENT_STORE,
    { "KIND", "kind of withdrawal", .kind = VALUE_CHOICE, .choices = kinds },
    { "DATE", "the date of the list", .kind = VALUE_DATE },
  },
  .options = {
    { "reason", "TEXT", "Why it is withdrawn", .kind = VALUE_TEXT,
      .required = "--reason TEXT says in one line why it is withdrawn: it must be given" },
    OPTION_BY ("Who withdraws it", BY_REQUIRED),
    OPTION_AT,
  },
  .run = withdraw,
};
