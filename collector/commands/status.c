/* care-collector status STORE [RETURN [PERIOD]] [--person ID] [--on DATE]: who owes what. */

#include "collector/commands/commands.h"
#include "collector/filing/status.h"
#include "lib/base/error.h"
#include "lib/base/plural.h"
#include "lib/tables/table.h"

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
  { "problem", NULL, .kind = COLUMN_TEXT },
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
  table_add_text (table, status->problem);
}

/* "12 days", to the date it is due or past it. */
static char *
days_between (const ReturnStatus *status)
{
  return plural ((guint64) ABS (status->days), "day", "days");
}

/* What is the matter with a return that has a problem. */
static const char *
trouble (const ReturnStatus *status)
{
  return status->state == STATE_DAMAGED ? "it is not as it was signed" : "its draft cannot be read";
}

/* "filed, 12 days late", "version 1 filed; version 2 draft". */
static char *
filed_sentence (const ReturnStatus *status)
{
  g_autofree char *days = days_between (status);
  g_autofree char *late = status->late ? g_strdup_printf (", %s late", days) : g_strdup ("");
  if (status->state == STATE_FILED)
    return g_strdup_printf ("filed%s", late);
  if (status->problem != NULL)
    return g_strdup_printf ("version %u filed%s; %s", status->version, late, trouble (status));
  return g_strdup_printf ("version %u filed%s; version %u %s", status->version, late, status->version + 1,
                          return_state_name (status->state));
}

#define BELOW "%34s"     /* a line about the row above it, under its sentence */

/* "due, 30 days to go (due 2026-09-30)", "ready, overdue by 3 days (due 2026-09-30)". */
static char *
sentence (const ReturnStatus *status)
{
  const char *state = status->problem != NULL ? trouble (status) : return_state_name (status->state);
  if (status->due == 0)
    return g_strdup_printf ("%s, not asked for by a round", state);
  g_autofree char *due = date_to_string (status->due);
  if (status->version > 0)
    return filed_sentence (status);
  g_autofree char *days = days_between (status);
  return status->late ? g_strdup_printf ("%s, overdue by %s (due %s)", state, days, due)
                      : g_strdup_printf ("%s, %s to go (due %s)", state, days, due);
}

static void
print_row (const ReturnStatus *status)
{
  g_autofree char *words = sentence (status);
  printf ("%-9s %-11s %s  %-40s %s\n", status->key.return_id, status->key.period, status->key.person,
          status->name, words);
  if (status->problem != NULL)
    printf (BELOW "%s\n", "", status->problem);
  if (status->hard + status->unexplained > 0)
    {
      g_autofree char *hard = plural (status->hard, "hard finding", "hard findings");
      printf (BELOW "%s, %" G_GUINT64_FORMAT " not explained\n", "", hard, status->unexplained);
    }
  if (status->state == STATE_READY)
    printf (BELOW "to sign: --hash %s\n", "", status->hash);
}

static void
print_text (const GPtrArray *rows)
{
  guint filed = 0, late = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      const ReturnStatus *status = g_ptr_array_index (rows, i);
      filed += status->version > 0 && status->state != STATE_DAMAGED;
      late += status->late && status->version == 0;
      print_row (status);
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

/* FALSE with ERROR when a return has a problem: how many, and the first. */
static gboolean
are_whole (const GPtrArray *rows, GError **error)
{
  const ReturnStatus *first = NULL;
  guint n = 0;
  for (guint i = rows->len; i > 0; i--)
    {
      const ReturnStatus *status = g_ptr_array_index (rows, i - 1);
      if (status->problem == NULL)
        continue;
      first = status;
      n++;
    }
  if (first == NULL)
    return TRUE;
  g_autofree char *returns = plural (n, "return is", "returns are");
  return error_fault (error, "%s damaged or cannot be read; %s %s of %s: %s", returns, first->key.return_id,
                      first->key.period, first->key.person, first->problem);
}

static int
status (const Arguments *arguments, GError **error)
{
  const FilingKey wanted = {
    .return_id = (char *) arguments_get (arguments, "RETURN"),
    .period = (char *) arguments_get (arguments, "PERIOD"),
    .person = (char *) arguments_get (arguments, "person"),
  };
  if (wanted.return_id != NULL && !definition_is_known (program_datadir (), wanted.return_id, wanted.period, error))
    return EXIT_FAULT;
  g_autoptr(Rulebook) rulebook = rulebook_new (program_datadir ());
  Store *drafts = arguments_get (arguments, "as-at") == NULL ? arguments->store : NULL;
  g_autoptr(GPtrArray) rows
    = status_list (drafts, rulebook, arguments->snapshot, &wanted, day_of (arguments), error);
  if (rows == NULL)
    return EXIT_FAULT;
  if (arguments->format == FORMAT_TEXT)
    print_text (rows);
  else
    print_table (arguments, rows);
  return are_whole (rows, error) ? EXIT_DONE : EXIT_FAULT;
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
  .refuses = "That person is not on the register on that day, and has filed and drafted nothing.",
  .options = {
    { "person", "ID", "Only this person", .kind = VALUE_PERSON },
    { "on", "DATE", "The day that days are counted to (default: today, or that of --as-at)", .kind = VALUE_DATE },
    { "as-at", "COMMIT|DATE", "The record as it was at a commit or date, without drafts", .kind = VALUE_AS_AT },
    OPTION_FORMAT ("text (default), csv or json"),
  },
  .run = status,
};
