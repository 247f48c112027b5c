/* care-collector history STORE [RETURN PERIOD PERSON]: what happened, newest first. */

#include "collector/commands/commands.h"
#include "collector/filing/obligation.h"
#include "collector/filing/return_history.h"
#include "lib/cli/open_record.h"
#include "lib/tables/table.h"
#include "lib/base/error.h"

static const TableColumn columns[] = {
  { "at", NULL, .kind = COLUMN_TEXT },
  { "event", NULL, .kind = COLUMN_TEXT },
  { "by", NULL, .kind = COLUMN_TEXT },
  { "subject", NULL, .kind = COLUMN_TEXT },
  { "commit", NULL, .kind = COLUMN_TEXT },
  { "reason", NULL, .kind = COLUMN_TEXT },    /* of one return alone */
};
#define EVENT_COLUMNS (G_N_ELEMENTS (columns) - 1)

static gboolean
add_event (const LogEntry *entry, gpointer data)
{
  Table *table = data;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (entry->time);
  g_autofree char *at = time_to_string (time), *event = message_trailer (entry->message, "Event");
  g_autofree char *by = g_strdup_printf ("%s <%s>", entry->author, entry->mail);
  table_add_text (table, at);
  table_add_text (table, event);
  table_add_text (table, by);
  table_add_text (table, entry->subject);
  table_add_text (table, entry->commit);
  return TRUE;
}

/* A reader needs no table: an event is two lines. */
static gboolean
print_event (const LogEntry *entry, G_GNUC_UNUSED gpointer data)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (entry->time);
  g_autofree char *at = time_to_string (time);
  printf ("%s  %.10s  %s\n                      %s <%s>\n", at, entry->commit, entry->subject, entry->author,
          entry->mail);
  return TRUE;
}

static int
print_text (Snapshot *snapshot, GError **error)
{
  return store_log (snapshot, "", print_event, NULL, error) ? EXIT_DONE : EXIT_FAULT;
}

static int
print_table (Snapshot *snapshot, Format format, GError **error)
{
  g_autoptr(Table) table = table_new (columns, EVENT_COLUMNS);
  if (!store_log (snapshot, "", add_event, table, error))
    return EXIT_FAULT;
  table_print (table, format, stdout);
  return EXIT_DONE;
}

static void
print_return_text (const GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      const ReturnEvent *event = g_ptr_array_index (events, i);
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (event->time);
      g_autofree char *at = time_to_string (time);
      printf ("%s  %.10s  %s\n                      %s\n", at, event->commit, event->subject, event->by);
      if (event->reason != NULL)
        printf ("                      reason: %s\n", event->reason);
    }
  if (events->len == 0)
    puts ("nothing was filed");
}

static void
print_return_table (const GPtrArray *events, Format format)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < events->len; i++)
    {
      const ReturnEvent *event = g_ptr_array_index (events, i);
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (event->time);
      g_autofree char *at = time_to_string (time);
      table_add_text (table, at);
      table_add_text (table, event->event);
      table_add_text (table, event->by);
      table_add_text (table, event->subject);
      table_add_text (table, event->commit);
      table_add_text (table, event->reason);
    }
  table_print (table, format, stdout);
}

/* The history of one return, whose names must be known. */
static int
history_of_return (Store *store, Snapshot *snapshot, char **args, gboolean with_draft, Format format,
                   GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  g_autoptr(Filing) filing = obligation_filing (rulebook, snapshot, args[1], args[2], args[3], &wrong);
  (void) filing;   /* only why it is refused is asked for */
  const FilingKey key = { args[1], args[2], args[3] };
  g_autoptr(GPtrArray) events
    = wrong == NULL ? return_history (store, snapshot, &key, with_draft, &wrong) : NULL;
  if (events == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return EXIT_FAULT;
    }
  if (format == FORMAT_TEXT)
    print_return_text (events);
  else
    print_return_table (events, format);
  return EXIT_DONE;
}

static int
history (char **args, const char *as_at, Format format, GError **error)
{
  g_autoptr(Store) store = open_record (args[0], error);
  g_autoptr(Snapshot) snapshot = store == NULL ? NULL : store_snapshot (store, as_at, error);
  if (snapshot == NULL)
    return EXIT_FAULT;
  if (args[1] != NULL)
    return history_of_return (store, snapshot, args, as_at == NULL, format, error);
  return format == FORMAT_TEXT ? print_text (snapshot, error) : print_table (snapshot, format, error);
}

int
command_history (const Command *command, int argc, char **argv, GError **error)
{
  g_autofree char *as_at = NULL, *format_name = NULL;
  const GOptionEntry entries[] = {
    { "as-at", 0, 0, G_OPTION_ARG_STRING, &as_at, "The record as it was at a commit or date", "COMMIT|DATE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "text, csv or json", "FORMAT" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  Format format;
  if (!command_options (argc, argv, command, entries, 1, 4, &args, &done, error))
    return EXIT_USAGE;
  if (done)
    return EXIT_DONE;
  guint n = g_strv_length (args);
  if (n != 1 && n != 4)
    {
      error_usage (error, "history takes STORE alone, or STORE RETURN PERIOD PERSON");
      return EXIT_USAGE;
    }
  return format_parse (format_name, &format, error) ? history (args, as_at, format, error) : EXIT_USAGE;
}
