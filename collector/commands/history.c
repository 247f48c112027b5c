/* care-collector history STORE [RETURN PERIOD PERSON]: what happened, newest first. */

#include "collector/commands/commands.h"
#include "collector/filing/obligation.h"
#include "lib/cli/open_record.h"
#include "lib/sheet/csv.h"
#include "lib/base/error.h"

#include <json-glib/json-glib.h>

typedef struct {
  Format format;
  GString *csv;
  JsonBuilder *json;
  guint n;
} Listing;

static void
add_member (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value == NULL ? "" : value);
}

static gboolean
list_event (const LogEntry *entry, gpointer data)
{
  Listing *listing = data;
  listing->n++;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (entry->time);
  g_autofree char *at = time_to_string (time), *event = message_trailer (entry->message, "Event");
  g_autofree char *by = g_strdup_printf ("%s <%s>", entry->author, entry->mail);
  const char *fields[] = { at, event == NULL ? "" : event, by, entry->subject, entry->commit, NULL };
  if (listing->format == FORMAT_TEXT)
    printf ("%s  %.10s  %s\n                      %s\n", at, entry->commit, entry->subject, by);
  else if (listing->format == FORMAT_CSV)
    csv_write_row (listing->csv, fields);
  else
    {
      static const char *const names[] = { "at", "event", "by", "subject", "commit" };
      json_builder_begin_object (listing->json);
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        add_member (listing->json, names[i], fields[i]);
      json_builder_end_object (listing->json);
    }
  return TRUE;
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
  g_autoptr(GString) csv = g_string_new ("at,event,by,subject,commit\n");
  g_autoptr(JsonBuilder) json = json_builder_new ();
  Listing listing = { format, csv, json, 0 };
  json_builder_begin_array (json);
  if (!store_log (snapshot, prefix, list_event, &listing, error))
    return EXIT_FAULT;
  json_builder_end_array (json);
  if (format == FORMAT_TEXT && listing.n == 0)
    puts ("nothing was filed");
  if (format == FORMAT_CSV)
    fputs (csv->str, stdout);
  else if (format == FORMAT_JSON)
    {
      g_autoptr(JsonNode) root = json_builder_get_root (json);
      g_autofree char *text = json_to_string (root, TRUE);
      puts (text);
    }
  return EXIT_DONE;
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
