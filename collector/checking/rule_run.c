#include "collector/checking/rule_run.h"

#include "lib/base/error.h"
#include "lib/base/money.h"
#include "lib/returns/wording.h"

#include <string.h>

/* One rule while it runs. */
typedef struct {
  const Rule *rule;
  const Submission *submission;
  Findings *findings;
  GError *error;           /* what is wrong with a row of the rule */
} RuleRun;

/* Where a row of a rule points to, and the type of what stands there. */
typedef struct {
  const SubmissionPart *part;
  int row, column;         /* -1: none */
  CellType type;
  guint decimals;
} Place;

static int
row_on_line (const SubmissionPart *part, gint64 line)
{
  guint low = 0, high = submission_part_rows (part);
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if ((gint64) submission_part_line (part, middle) < line)
        low = middle + 1;
      else
        high = middle;
    }
  gboolean found = low < submission_part_rows (part)
                   && (gint64) submission_part_line (part, low) == line;
  return found ? (int) low : -1;
}

static gboolean
broken (RuleRun *run, const char *what, const SqlValue *value)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
  error_fault (&run->error, "it returns the %s '%s'", what,
               value->type == SQL_TEXT ? value->text : number);
  return FALSE;
}

static gboolean
find_row (RuleRun *run, const SandboxRow *row, Place *place)
{
  if (row->row.type == SQL_NULL)
    return TRUE;
  place->row = row->row.type == SQL_INTEGER ? row_on_line (place->part, row->row.number)
                                            : submission_part_row_of (place->part, row->row.text);
  /* A line may be named that the part lacks: then the finding is about the file. */
  if (place->row < 0 && (row->row.type == SQL_INTEGER
                         || part_line (submission_part_definition (place->part), row->row.text) == NULL))
    return broken (run, "unknown row", &row->row);
  return TRUE;
}

static gboolean
find_place (RuleRun *run, const SandboxRow *row, Place *place)
{
  *place = (Place) { .row = -1, .column = -1, .type = CELL_INTEGER };
  if (row->part.type == SQL_NULL)
    return TRUE;
  place->part = row->part.type == SQL_TEXT ? submission_part (run->submission, row->part.text)
                                           : NULL;
  if (place->part == NULL)
    return broken (run, "unknown part", &row->part);
  if (!find_row (run, row, place))
    return FALSE;
  if (row->column.type == SQL_NULL)
    return TRUE;
  const PartDefinition *part = submission_part_definition (place->part);
  place->column = row->column.type == SQL_TEXT ? part_column (part, row->column.text) : -1;
  if (place->column < 0)
    return broken (run, "unknown column", &row->column);
  const ColumnDefinition *column = g_ptr_array_index (part->columns, (guint) place->column);
  place->type = column->type;
  place->decimals = column->decimals;
  if (place->row >= 0)
    {
      Cell cell = submission_part_cell (place->part, (guint) place->row, (guint) place->column);
      place->type = cell.type;
      place->decimals = cell.decimals;
    }
  return TRUE;
}

/* VALUE as the file has it, or, when SHOWN, as a person reads it. NULL for null. g_free(). */
static char *
value_to_string (const SqlValue *value, const Place *place, gboolean shown)
{
  if (value->type == SQL_NULL)
    return NULL;
  if (value->type == SQL_TEXT)
    return g_strdup (value->text);
  if (place->type == CELL_AMOUNT && shown)
    return money_to_display_exact (value->number);
  /* A rule gives a date as a text, so a number about one is a number of days. */
  const Cell cell = {
    CELL_VALUE, place->type == CELL_AMOUNT || place->type == CELL_NUMBER ? place->type : CELL_INTEGER,
    place->decimals, value->number, NULL,
  };
  return cell_to_string (&cell);
}

/* The labels of a place, for the words of a rule. */
static void
label_place (const Place *place, const char **line, const char **column)
{
  *line = *column = NULL;
  if (place->column >= 0)
    {
      const PartDefinition *part = submission_part_definition (place->part);
      *column = ((const ColumnDefinition *) part->columns->pdata[place->column])->label;
    }
  if (place->row >= 0)
    *line = submission_part_line_label (place->part, (guint) place->row);
}

static gboolean
on_row (const SandboxRow *row, gpointer data)
{
  RuleRun *run = data;
  Place place;
  if (!find_place (run, row, &place))
    return FALSE;
  const char *line, *column;
  label_place (&place, &line, &column);
  g_autofree char *value = value_to_string (&row->value, &place, TRUE);
  g_autofree char *expected = value_to_string (&row->expected, &place, TRUE);
  g_autofree char *difference = value_to_string (&row->difference, &place, TRUE);
  const WordingValue values[] = {
    { "value", value == NULL ? "nothing" : value }, { "expected", expected },
    { "difference", difference }, { "line", line }, { "column", column },
    { "about", row->about.text }, { NULL, NULL },
  };
  g_autofree char *message = wording_fill (run->rule->message, values);
  g_autofree char *advice = wording_fill (run->rule->guidance, values);
  g_autofree char *plain_value = value_to_string (&row->value, &place, FALSE);
  g_autofree char *plain_expected = value_to_string (&row->expected, &place, FALSE);
  g_autofree char *plain_difference = value_to_string (&row->difference, &place, FALSE);
  g_autofree char *field = place.row >= 0 && place.column >= 0
    ? submission_part_field (place.part, (guint) place.row, (guint) place.column)
    : g_strdup (row->column.text);
  Finding *finding = findings_add (
    run->findings, run->rule->severity, run->rule->id,
    place.part == NULL ? NULL : submission_part_file (place.part),
    place.row >= 0 ? submission_part_line (place.part, (guint) place.row) : 0,
    place.column >= 0 ? submission_part_position (place.part, (guint) place.column) : 0, message);
  finding_describe (finding, field, plain_value, plain_expected, advice);
  finding_set_difference (finding, plain_difference);
  return TRUE;
}

static void
report_overflow (const Rule *rule, Findings *findings)
{
  const WordingPlace place = { NULL, 0, 0, NULL };
  const WordingValue values[] = { { "rule", rule->id }, { "title", rule->title }, { NULL, NULL } };
  wording_report (findings, "RULE-OVERFLOW", &place, NULL, NULL, values);
}

/* Keeps, in the order of the rules, which were not run for what reason. */
static void
note_absence (GPtrArray *reasons, GHashTable *skipped, const Rule *rule, const char *reason)
{
  GString *ids = g_hash_table_lookup (skipped, reason);
  if (ids == NULL)
    {
      char *key = g_strdup (reason);
      ids = g_string_new (NULL);
      g_hash_table_insert (skipped, key, ids);
      g_ptr_array_add (reasons, key);
    }
  g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", rule->id);
}

static void
report_absences (GPtrArray *reasons, GHashTable *skipped, Findings *findings)
{
  const WordingPlace place = { NULL, 0, 0, NULL };
  for (guint i = 0; i < reasons->len; i++)
    {
      const GString *ids = g_hash_table_lookup (skipped, reasons->pdata[i]);
      const WordingValue values[] = {
        { "rules", ids->str }, { "reason", reasons->pdata[i] }, { NULL, NULL }
      };
      wording_report (findings, "RULE-SKIPPED", &place, NULL, NULL, values);
    }
}

static gboolean
run_one (RuleRun *run, Sandbox *sandbox, GPtrArray *reasons, GHashTable *skipped,
           GError **error)
{
  SandboxOutcome outcome;
  const char *absent;
  gboolean ran = sandbox_run (sandbox, run->rule->sql, on_row, run, &outcome, &absent, error);
  if (ran && run->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&run->error));
      ran = FALSE;
    }
  g_clear_error (&run->error);
  if (!ran)
    {
      g_prefix_error (error, "rule %s: ", run->rule->id);
      return FALSE;
    }
  if (outcome == SANDBOX_ABSENT)
    note_absence (reasons, skipped, run->rule, absent);
  else if (outcome == SANDBOX_OVERFLOW)
    report_overflow (run->rule, run->findings);
  return TRUE;
}

static void
free_text (gpointer text)
{
  g_string_free (text, TRUE);
}

gboolean
rule_run (GPtrArray *rules, Sandbox *sandbox, const Submission *submission, Findings *findings,
       GError **error)
{
  g_autoptr(GPtrArray) reasons = g_ptr_array_new ();
  g_autoptr(GHashTable) skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_text);
  for (guint i = 0; i < rules->len; i++)
    {
      RuleRun run = { rules->pdata[i], submission, findings, NULL };
      if (!run_one (&run, sandbox, reasons, skipped, error))
        return FALSE;
    }
  report_absences (reasons, skipped, findings);
  return TRUE;
}
