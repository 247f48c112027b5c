/* care-collector status STORE [RETURN [PERIOD]] [--on DATE]: who owes what. */

#include "collector/commands/commands.h"
#include "collector/filing/status.h"
#include "lib/tables/table.h"
#include "lib/base/plural.h"

#include <stdio.h>

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

/* "12 days", to the date it is due or past it. */
static char *
days_between (const ReturnStatus *status)
{
  return plural ((guint64) ABS (status->days), "day", "days");
}

/* "filed, 12 days late", "version 1 filed; version 2 draft". */
static char *
filed_sentence (const ReturnStatus *status)
{
  g_autofree char *days = days_between (status);
  g_autofree char *late = status->late ? g_strdup_printf (", %s late", days) : g_strdup ("");
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
  g_autofree char *days = days_between (status);
  return status->late ? g_strdup_printf ("%s, overdue by %s (due %s)", state, days, due)
                      : g_strdup_printf ("%s, %s to go (due %s)", state, days, due);
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
print_table (const Arguments *arguments, const GPtrArray *rows)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  table_mark (table, arguments->mark);
  for (guint i = 0; i < rows->len; i++)
    add_row (table, g_ptr_array_index (rows, i));
  table_print (table, arguments->format, stdout);
}

/* --on, or today, or the day of the past record that is asked for. */
static Date
day_of (const Arguments *arguments)
{
  const char *as_at = arguments_get (arguments, "as-at");
  Date day;
  if (arguments_date (arguments, "on", &day) || (as_at != NULL && date_parse (as_at, &day)))
    return day;
  g_autoptr(GDateTime) time = as_at == NULL ? g_date_time_new_now_utc ()
                                            : g_date_time_new_from_unix_utc (snapshot_time (arguments->snapshot));
  return date_of_time (time);
}

static int
status (const Arguments *arguments, GError **error)
{
  const char *return_id = arguments_get (arguments, "RETURN"), *period = arguments_get (arguments, "PERIOD");
  if (return_id != NULL && !definition_is_known (program_datadir (), return_id, period, error))
    return EXIT_FAULT;
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  Store *drafts = arguments_get (arguments, "as-at") == NULL ? arguments->store : NULL;
  g_autoptr(GPtrArray) rows
    = status_list (drafts, rulebook, arguments->snapshot, return_id, period, day_of (arguments), error);
  if (rows == NULL)
    return EXIT_FAULT;
  if (arguments->format == FORMAT_TEXT)
    print_text (rows);
  else
    print_table (arguments, rows);
  return EXIT_DONE;
}

const Command command_status = {
  .name = "status",
  .summary = "which returns are due, drafted, filed or late",
  .about = "Works out from rounds, determinations, drafts and filings what each person owes on a day, what was "
           "filed, and what is still to be explained or signed.",
  .record = READS_RECORD,
  .arguments = {
    ARGUMENT_STORE,
    { "RETURN", "only this return", .kind = VALUE_RETURN, .count = COUNT_OPTIONAL },
    { "PERIOD", "only this period", .kind = VALUE_PERIOD, .count = COUNT_OPTIONAL },
  },
  .options = {
    { "on", "DATE", "The day that days are counted to (default: today, or that of --as-at)", .kind = VALUE_DATE },
    { "as-at", "COMMIT|DATE", "The record as it was at a commit or date, without drafts", .kind = VALUE_AS_AT },
    OPTION_FORMAT ("text (default), csv or json"),
  },
  .run = status,
};
