/* care-collector status STORE [RETURN [PERIOD]] [--on DATE]: who owes what. */

#include "collector/commands/commands.h"
#include "collector/filing/status.h"
#include "lib/cli/open_record.h"
#include "lib/sheet/csv.h"
#include "lib/base/error.h"
#include "lib/base/suggest.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const char *const columns[] = {
  "return", "period", "person", "name", "state", "opens", "due", "days", "late", "version", "filed_at",
  "hard", "unexplained", "hash",
};

/* The texts of one row, in the order of the columns; g_strfreev(). */
static GStrv
row_texts (const ReturnStatus *status)
{
  gboolean is_draft = status->state == STATE_INVALID || status->state == STATE_DRAFT || status->state == STATE_READY;
  char *texts[] = {
    g_strdup (status->key.return_id), g_strdup (status->key.period), g_strdup (status->key.person),
    g_strdup (status->name), g_strdup (return_state_name (status->state)), date_to_string (status->opens),
    date_to_string (status->due), status->due == 0 ? g_strdup ("") : g_strdup_printf ("%d", status->days),
    g_strdup (status->due == 0 ? "" : status->late ? "yes" : "no"),
    status->version == 0 ? g_strdup ("") : g_strdup_printf ("%u", status->version),
    g_strdup (status->filed_at == NULL ? "" : status->filed_at),
    is_draft ? g_strdup_printf ("%" G_GUINT64_FORMAT, status->hard) : g_strdup (""),
    is_draft ? g_strdup_printf ("%" G_GUINT64_FORMAT, status->unexplained) : g_strdup (""),
    g_strdup (status->hash == NULL ? "" : status->hash), NULL,
  };
  G_STATIC_ASSERT (G_N_ELEMENTS (texts) == G_N_ELEMENTS (columns) + 1);
  return g_memdup2 (texts, sizeof texts);
}

/* "filed, 12 days late", "version 1 filed; version 2 draft". */
static char *
filed_sentence (const ReturnStatus *status)
{
  g_autofree char *late = status->late ? g_strdup_printf (", %d days late", -status->days) : g_strdup ("");
  if (status->state == STATE_FILED)
    return g_strdup_printf ("filed%s", late);
  return g_strdup_printf ("version %u filed%s; version %u %s", status->version, late, status->version + 1,
                          return_state_name (status->state));
}

/* "due, 30 days to go (due 2026-09-30)", "ready, overdue by 3 days (due 2026-09-30)". */
static char *
sentence (const ReturnStatus *status)
{
  const char *state = return_state_name (status->state);
  if (status->due == 0)
    return g_strdup_printf ("%s, not asked for by a round", state);
  g_autofree char *due = date_to_string (status->due);
  if (status->filed_at != NULL)
    return filed_sentence (status);
  if (status->late)
    return g_strdup_printf ("%s, overdue by %d days (due %s)", state, -status->days, due);
  return g_strdup_printf ("%s, %d days to go (due %s)", state, status->days, due);
}

static void
print_text (const GPtrArray *rows)
{
  guint filed = 0, late = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      const ReturnStatus *status = g_ptr_array_index (rows, i);
      g_autofree char *words = sentence (status);
      filed += status->version > 0;
      late += status->late && status->version == 0;
      printf ("%-9s %-11s %s  %-40s %s\n", status->key.return_id, status->key.period, status->key.person,
              status->name, words);
      if (status->hard + status->unexplained > 0)
        printf ("%34s%" G_GUINT64_FORMAT " hard findings, %" G_GUINT64_FORMAT " not explained\n", "",
                status->hard, status->unexplained);
      if (status->state == STATE_READY)
        printf ("%34sto sign: --hash %s\n", "", status->hash);
    }
  printf ("%u returns: %u filed, %u overdue\n", rows->len, filed, late);
}

static void
print_csv (const GPtrArray *rows)
{
  g_autoptr(GString) out = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", columns[i]);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < rows->len; i++)
    {
      g_auto(GStrv) texts = row_texts (g_ptr_array_index (rows, i));
      csv_write_row (out, (const char *const *) texts);
    }
  fputs (out->str, stdout);
}

static void
print_json (const GPtrArray *rows)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();
  json_builder_begin_array (json);
  for (guint i = 0; i < rows->len; i++)
    {
      g_auto(GStrv) texts = row_texts (g_ptr_array_index (rows, i));
      json_builder_begin_object (json);
      for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
        {
          json_builder_set_member_name (json, columns[c]);
          json_builder_add_string_value (json, texts[c]);
        }
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  g_autoptr(JsonNode) root = json_builder_get_root (json);
  g_autofree char *text = json_to_string (root, TRUE);
  puts (text);
}

/* --on, or today, or the day of the past record that is asked for. */
static gboolean
day_of (const char *on, const char *as_at, Snapshot *snapshot, Date *out, GError **error)
{
  if (on != NULL && !date_parse (on, out))
    return error_usage (error, "--on: '%s' is not a date: write 2026-04-30", on);
  if (on != NULL || (as_at != NULL && date_parse (as_at, out)))
    return TRUE;
  g_autoptr(GDateTime) time = as_at == NULL ? g_date_time_new_now_utc ()
                                            : g_date_time_new_from_unix_utc (snapshot_time (snapshot));
  *out = date_of_time (time);
  return TRUE;
}

static int
status (char **args, const char *as_at, const char *on_text, Format format, GError **error)
{
  static void (*const printers[]) (const GPtrArray *) = {
    [FORMAT_TEXT] = print_text, [FORMAT_CSV] = print_csv, [FORMAT_JSON] = print_json,
  };
  const char *return_id = args[1], *period = return_id == NULL ? NULL : args[2];
  if (return_id != NULL && !definition_is_known (program_datadir (), return_id, period, error))
    return EXIT_FAULT;
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  g_autoptr(Store) store = open_record (args[0], error);
  g_autoptr(Snapshot) snapshot = store == NULL ? NULL : store_snapshot (store, as_at, error);
  if (snapshot == NULL)
    return EXIT_FAULT;
  Date on;
  if (!day_of (on_text, as_at, snapshot, &on, error))
    return EXIT_USAGE;
  g_autoptr(GPtrArray) rows
    = status_list (as_at == NULL ? store : NULL, rulebook, snapshot, return_id, period, on, error);
  if (rows == NULL)
    return EXIT_FAULT;
  printers[format] (rows);
  return EXIT_DONE;
}

int
command_status (const Command *command, int argc, char **argv, GError **error)
{
  g_autofree char *as_at = NULL, *on = NULL, *format_name = NULL;
  const GOptionEntry entries[] = {
    { "on", 0, 0, G_OPTION_ARG_STRING, &on, "The day that days are counted to (default: today, or that of --as-at)", "DATE" },
    { "as-at", 0, 0, G_OPTION_ARG_STRING, &as_at, "The record as it was at a commit or date, without drafts", "COMMIT|DATE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "text, csv or json", "FORMAT" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto(GStrv) args = NULL;
  gboolean done = FALSE;
  Format format;
  if (!command_options (argc, argv, command, entries, 1, 3, &args, &done, error))
    return EXIT_USAGE;
  if (done)
    return EXIT_DONE;
  return format_parse (format_name, &format, error) ? status (args, as_at, on, format, error) : EXIT_USAGE;
}
