/* care-collector status STORE [RETURN [PERIOD]] [--on DATE]: who owes what. */

#include "collector/commands/commands.h"
#include "collector/filing/status.h"
#include "lib/cli/open_record.h"
#include "lib/tables/table.h"
#include "lib/base/error.h"
#include "lib/base/plural.h"
#include "lib/base/suggest.h"

#include <string.h>

static const TableColumn columns[] = {
  { "return", NULL, .kind = COLUMN_TEXT },
  { "period", NULL, .kind = COLUMN_TEXT },
  { "person", NULL, .kind = COLUMN_TEXT },
  { "name", NULL, .kind = COLUMN_TEXT },
  { "state", NULL, .kind = COLUMN_TEXT },
  { "opens", NULL, .kind = COLUMN_DATE },
  { "due", NULL, .kind = COLUMN_DATE },
  { "days", NULL, .kind = COLUMN_COUNT, .json = JSON_TEXT },
  { "late", NULL, .kind = COLUMN_FLAG },
  { "version", NULL, .kind = COLUMN_COUNT, .json = JSON_TEXT },
  { "filed_at", NULL, .kind = COLUMN_TEXT },
  { "hard", NULL, .kind = COLUMN_COUNT, .json = JSON_TEXT },
  { "unexplained", NULL, .kind = COLUMN_COUNT, .json = JSON_TEXT },
  { "hash", NULL, .kind = COLUMN_TEXT },
};

/* What only a round says: there is none without a date to file by. */
static void
add_deadline (Table *table, const ReturnStatus *status)
{
  table_add_date (table, status->opens);
  table_add_date (table, status->due);
  if (status->due == 0)
    {
      table_add_nothing (table);
      table_add_nothing (table);
      return;
    }
  table_add_count (table, status->days);
  table_add_flag (table, status->late);
}

static void
add_count_if (Table *table, gboolean known, guint64 count)
{
  if (known)
    table_add_count (table, (gint64) count);
  else
    table_add_nothing (table);
}

static void
add_row (Table *table, const ReturnStatus *status)
{
  gboolean is_draft = status->state == STATE_INVALID || status->state == STATE_DRAFT || status->state == STATE_READY;
  table_add_text (table, status->key.return_id);
  table_add_text (table, status->key.period);
  table_add_text (table, status->key.person);
  table_add_text (table, status->name);
  table_add_text (table, return_state_name (status->state));
  add_deadline (table, status);
  add_count_if (table, status->version > 0, status->version);
  table_add_text (table, status->filed_at);
  add_count_if (table, is_draft, status->hard);
  add_count_if (table, is_draft, status->unexplained);
  table_add_text (table, status->hash);
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
        {
          g_autofree char *hard = plural (status->hard, "hard finding", "hard findings");
          printf ("%34s%s, %" G_GUINT64_FORMAT " not explained\n", "", hard, status->unexplained);
        }
      if (status->state == STATE_READY)
        printf ("%34sto sign: --hash %s\n", "", status->hash);
    }
  g_autofree char *returns = plural (rows->len, "return", "returns");
  printf ("%s: %u filed, %u overdue\n", returns, filed, late);
}

static void
print_table (const GPtrArray *rows, Format format)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < rows->len; i++)
    add_row (table, g_ptr_array_index (rows, i));
  table_print (table, format, stdout);
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
  if (format == FORMAT_TEXT)
    print_text (rows);
  else
    print_table (rows, format);
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
