/* care-collector history STORE [RETURN PERIOD PERSON]: what happened, newest first. */

#include "collector/commands/commands.h"
#include "collector/commands/return_argument.h"
#include "collector/filing/obligation.h"
#include "collector/filing/return_history.h"
#include "lib/base/error.h"
#include "lib/base/visible_text.h"
#include "lib/tables/table.h"

static const TableColumn columns[] = {
  { "at", NULL, .kind = COLUMN_TEXT },
  { "event", NULL, .kind = COLUMN_TEXT },
  { "by", NULL, .kind = COLUMN_TEXT },
  { "subject", NULL, .kind = COLUMN_TEXT },
  { "commit", NULL, .kind = COLUMN_TEXT },
  { "reason", NULL, .kind = COLUMN_TEXT },
};

static void
add_row (Table *table, gint64 time, const char *event, const char *by, const char *subject, const char *commit,
         const char *reason)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc (time);
  g_autofree char *at = time_to_string (when);
  table_add_text (table, at);
  table_add_text (table, event);
  table_add_text (table, by);
  table_add_text (table, subject);
  table_add_text (table, commit);
  table_add_text (table, reason);
}

static gboolean
add_event (const LogEntry *entry, gpointer data)
{
  g_autofree char *event = message_trailer (entry->message, "Event");
  g_autofree char *reason = message_trailer (entry->message, "Reason");
  g_autofree char *by = g_strdup_printf ("%s <%s>", entry->author, entry->mail);
  add_row (data, entry->time, event, by, entry->subject, entry->commit, reason);
  return TRUE;
}

/* A record's texts are seen before they are written; one that is forged may hold
 * what a terminal obeys. */
#define SHOWN_MAX 4000

/* A reader needs no table: an event is two lines, or three. */
static void
print_lines (gint64 at, const char *commit, const char *subject, const char *by, const char *reason)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (at);
  g_autofree char *when = time_to_string (time), *what = visible_text_shown (subject, SHOWN_MAX);
  g_autofree char *who = visible_text_shown (by, SHOWN_MAX);
  printf ("%s  %.10s  %s\n                      %s\n", when, commit, what, who);
  if (reason == NULL)
    return;
  g_autofree char *why = visible_text_shown (reason, SHOWN_MAX);
  printf ("                      reason: %s\n", why);
}

static gboolean
print_event (const LogEntry *entry, G_GNUC_UNUSED gpointer data)
{
  g_autofree char *reason = message_trailer (entry->message, "Reason");
  g_autofree char *by = g_strdup_printf ("%s <%s>", entry->author, entry->mail);
  print_lines (entry->time, entry->commit, entry->subject, by, reason);
  return TRUE;
}

static int
print_text (Snapshot *snapshot, GError **error)
{
  return store_log (snapshot, print_event, NULL, error) ? EXIT_DONE : EXIT_FAULT;
}

static int
print_table (const Arguments *arguments, GError **error)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  table_mark (table, arguments->mark);
  if (!store_log (arguments->snapshot, add_event, table, error))
    return EXIT_FAULT;
  table_print (table, arguments->format, stdout);
  return EXIT_DONE;
}

static void
print_return_text (const GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      const ReturnEvent *event = g_ptr_array_index (events, i);
      print_lines (event->time, event->commit, event->subject, event->by, event->reason);
    }
  if (events->len == 0)
    puts ("nothing was filed");
}

static void
print_return_table (const Arguments *arguments, const GPtrArray *events)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  table_mark (table, arguments->mark);
  for (guint i = 0; i < events->len; i++)
    {
      const ReturnEvent *event = g_ptr_array_index (events, i);
      add_row (table, event->time, event->event, event->by, event->subject, event->commit, event->reason);
    }
  table_print (table, arguments->format, stdout);
}

/* The history of one return, whose names must be known. */
static int
history_of_return (const Arguments *arguments, GError **error)
{
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  const FilingKey key = return_argument_key (arguments);
  g_autoptr(FiledEvent) event = NULL;
  if (!obligation_event (rulebook, arguments->snapshot, &key, &event, error))
    return EXIT_FAULT;
  gboolean with_draft = arguments_get (arguments, "as-at") == NULL;
  g_autofree char *damage = NULL;
  g_autoptr(GPtrArray) events
    = return_history (arguments->store, arguments->snapshot, &key, event, with_draft, &damage, error);
  if (events == NULL)
    return EXIT_FAULT;
  if (arguments->format == FORMAT_TEXT)
    print_return_text (events);
  else
    print_return_table (arguments, events);
  if (damage != NULL)
    error_fault (error, "%s", damage);
  return damage == NULL ? EXIT_DONE : EXIT_FAULT;
}

static int
history (const Arguments *arguments, GError **error)
{
  if (arguments_get (arguments, "RETURN") != NULL)
    return history_of_return (arguments, error);
  return arguments->format == FORMAT_TEXT ? print_text (arguments->snapshot, error)
                                          : print_table (arguments, error);
}

const Command command_history = {
  .name = "history",
  .summary = "what happened, newest first",
  .about = "Lists the events of the record, with who made them and when, or those of one return of one person, with "
           "its draft, its explanations and its reasons.",
  .record = READS_RECORD,
  .arguments = {
    ARGUMENT_STORE,
    { "RETURN", "only of this return", .kind = VALUE_RETURN, .count = COUNT_OPTIONAL },
    { "PERIOD", "for this period", .kind = VALUE_PERIOD, .count = COUNT_WITH },
    { "PERSON", "of this person", .kind = VALUE_PERSON, .count = COUNT_WITH },
  },
  .options = {
    OPTION_AS_AT,
    OPTION_FORMAT ("text (default), csv or json"),
  },
  .run = history,
};
