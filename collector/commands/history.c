/* care-collector history STORE [RETURN PERIOD PERSON]: what happened, newest first. */

#include "collector/commands/commands.h"
#include "collector/filing/obligation.h"
#include "lib/cli/open_record.h"
#include "lib/tables/table.h"
#include "lib/base/error.h"

static const TableColumn columns[] = {
  { "at", NULL, .kind = COLUMN_TEXT },
  { "event", NULL, .kind = COLUMN_TEXT },
  { "by", NULL, .kind = COLUMN_TEXT },
  { "subject", NULL, .kind = COLUMN_TEXT },
  { "commit", NULL, .kind = COLUMN_TEXT },
};

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
print_event (const LogEntry *entry, gpointer data)
{
  gboolean *any = data;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (entry->time);
  g_autofree char *at = time_to_string (time);
  printf ("%s  %.10s  %s\n                      %s <%s>\n", at, entry->commit, entry->subject, entry->author,
          entry->mail);
  *any = TRUE;
  return TRUE;
}

static int
print_text (Snapshot *snapshot, const char *prefix, GError **error)
{
  gboolean any = FALSE;
  if (!store_log (snapshot, prefix, print_event, &any, error))
    return EXIT_FAULT;
  if (!any)
    puts ("nothing was filed");
  return EXIT_DONE;
}

static int
print_table (Snapshot *snapshot, const char *prefix, Format format, GError **error)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  if (!store_log (snapshot, prefix, add_event, table, error))
    return EXIT_FAULT;
  table_print (table, format, stdout);
  return EXIT_DONE;
}

/* The folder whose history is asked for: all, or one return's. NULL with ERROR. */
static char *
history_prefix (Snapshot *snapshot, char **args, GError **error)
{
  if (args[1] == NULL)
    return g_strdup ("");
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  g_autoptr(Filing) filing = obligation_filing (rulebook, snapshot, args[1], args[2], args[3], &wrong);
  (void) filing;   /* only why it is refused is asked for */
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return NULL;
    }
  const FilingKey key = { args[1], args[2], args[3] };
  return filing_folder (&key);
}

static int
history (char **args, const char *as_at, Format format, GError **error)
{
  g_autoptr(Store) store = open_record (args[0], error);
  g_autoptr(Snapshot) snapshot = store == NULL ? NULL : store_snapshot (store, as_at, error);
  g_autofree char *prefix = snapshot == NULL ? NULL : history_prefix (snapshot, args, error);
  if (prefix == NULL)
    return EXIT_FAULT;
  return format == FORMAT_TEXT ? print_text (snapshot, prefix, error)
                               : print_table (snapshot, prefix, format, error);
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
