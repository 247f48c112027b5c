#include "collector/checking/rule_finding.h"

#include "lib/base/error.h"
#include "lib/base/money.h"
#include "lib/returns/wording.h"

/* Where a row of a rule points to, and the type of what stands there. */
typedef struct {
  const SubmissionPart *part;
  int row, column;         /* -1: none */
  const LineDefinition *lacking;   /* the line that is named and that the file lacks, or NULL */
  CellType type;
  guint decimals;
} Location;

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
broken (const char *what, const SqlValue *value, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, value->number);
  return error_fault (error, "it returns the %s '%s'", what,
                      value->type == SQL_TEXT ? value->text : number);
}

static gboolean
find_row (const SandboxRow *row, Location *location, GError **error)
{
  const SqlValue *value = &row->row;
  if (value->type == SQL_NULL)
    return TRUE;
  if (value->type == SQL_INTEGER)
    {
      location->row = row_on_line (location->part, value->number);
      return location->row >= 0 || broken ("unknown row", value, error);
    }
  location->row = submission_part_row_of (location->part, value->text);
  const LineDefinition *line = part_line (submission_part_definition (location->part), value->text);
  if (line == NULL)
    return broken ("unknown row", value, error);
  /* A line may be named that the file lacks: then the finding is about the file. */
  location->lacking = location->row < 0 ? line : NULL;
  return TRUE;
}

static gboolean
find_column (const SandboxRow *row, Location *location, GError **error)
{
  if (row->column.type == SQL_NULL)
    return TRUE;
  const PartDefinition *part = submission_part_definition (location->part);
  location->column = row->column.type == SQL_TEXT ? part_column (part, row->column.text) : -1;
  if (location->column < 0)
    return broken ("unknown column", &row->column, error);
  const ColumnDefinition *column = g_ptr_array_index (part->columns, (guint) location->column);
  gboolean by_line = column->type == CELL_BY_LINE && location->lacking != NULL;
  location->type = by_line ? location->lacking->type : column->type;
  location->decimals = by_line ? location->lacking->decimals : column->decimals;
  if (location->row < 0)
    return TRUE;
  Cell cell = submission_part_cell (location->part, (guint) location->row, (guint) location->column);
  location->type = cell.type;
  location->decimals = cell.decimals;
  return TRUE;
}

static gboolean
find_location (const SandboxRow *row, const Submission *submission, Location *location, GError **error)
{
  *location = (Location) { .row = -1, .column = -1, .type = CELL_INTEGER };
  if (row->part.type == SQL_NULL)
    return TRUE;
  location->part = row->part.type == SQL_TEXT ? submission_part (submission, row->part.text) : NULL;
  if (location->part == NULL)
    return broken ("unknown part", &row->part, error);
  return find_row (row, location, error) && find_column (row, location, error);
}

/* The row of LOCATION as return_tables_add() counts it; -1: it names none. */
static int
numbered_row (const Location *location)
{
  if (location->lacking == NULL)
    return location->row;
  guint position;
  gboolean known
    = g_ptr_array_find (submission_part_definition (location->part)->lines, location->lacking, &position);
  g_assert (known);
  return (int) (submission_part_rows (location->part) + position);
}

/* Whether LOCATION is, or may be, about what was left out. */
static gboolean
is_left_out (const Rule *rule, const Location *location, const Definition *definition,
             const Omission *omission)
{
  if (omission == NULL || g_hash_table_size (omission->groups) == 0)
    return FALSE;
  const PartDefinition *part
    = location->part == NULL ? NULL : submission_part_definition (location->part);
  if (part == NULL || g_strcmp0 (part->name, rule->each_part) != 0)
    return TRUE;
  int row = numbered_row (location);
  gboolean by_column = omission->each == EACH_COLUMN;
  if ((by_column ? location->column : row) < 0)
    return TRUE;
  guint position;
  gboolean known = g_ptr_array_find (definition->parts, part, &position);
  g_assert (known);
  gint64 group = unreadable_group (omission->each, unreadable_cell (position, by_column ? 0 : (guint) row,
                                                                    by_column ? (guint) location->column : 0));
  return g_hash_table_contains (omission->groups, &group);
}

/* VALUE as the file has it. NULL for null. g_free(). */
static char *
value_to_string (const SqlValue *value, const Location *location)
{
  if (value->type == SQL_NULL)
    return NULL;
  if (value->type == SQL_TEXT)
    return g_strdup (value->text);
  /* A rule gives a date as a text, so a number about one is a number of days. */
  gboolean scaled = location->type == CELL_AMOUNT || location->type == CELL_NUMBER;
  const Cell cell = {
    CELL_VALUE, scaled ? location->type : CELL_INTEGER, location->decimals, value->number, NULL,
  };
  return cell_to_string (&cell);
}

/* VALUE as a person reads it, where that is not PLAIN, as the file has it: *SHOWN keeps it. */
static const char *
value_to_show (const SqlValue *value, const Location *location, const char *plain, char **shown)
{
  if (value->type != SQL_INTEGER || location->type != CELL_AMOUNT)
    return plain;
  return *shown = money_to_display_exact (value->number);
}

static const char *
line_label (const Location *location)
{
  const LineDefinition *line
    = location->row < 0 ? location->lacking : submission_part_line_of (location->part, (guint) location->row);
  return line == NULL ? NULL : line->label;
}

static const char *
column_label (const Location *location)
{
  if (location->column < 0)
    return NULL;
  const PartDefinition *part = submission_part_definition (location->part);
  return ((const ColumnDefinition *) part->columns->pdata[location->column])->label;
}

/* The name of the cell; where there is no row that of the column. g_free(). */
static char *
field_of (const Location *location, const SandboxRow *row)
{
  if (location->row >= 0 && location->column >= 0)
    return submission_part_field (location->part, (guint) location->row, (guint) location->column);
  return location->lacking != NULL && location->column >= 0
           ? g_strconcat (location->lacking->line, ":", row->column.text, NULL) : g_strdup (row->column.text);
}

static void
add (const Rule *rule, const SandboxRow *row, const Location *location, Findings *findings)
{
  g_autofree char *value = value_to_string (&row->value, location);
  g_autofree char *expected = value_to_string (&row->expected, location);
  g_autofree char *difference = value_to_string (&row->difference, location);
  g_autofree char *value_shown = NULL, *expected_shown = NULL, *difference_shown = NULL;
  const WordingValue values[] = {
    { "value", value == NULL ? "nothing" : value_to_show (&row->value, location, value, &value_shown) },
    { "expected", value_to_show (&row->expected, location, expected, &expected_shown) },
    { "difference", value_to_show (&row->difference, location, difference, &difference_shown) },
    { "line", line_label (location) },
    { "column", column_label (location) }, { "about", row->about.text }, { NULL, NULL },
  };
  g_autofree char *message = wording_fill (rule->message, values);
  g_autofree char *advice = wording_fill (rule->guidance, values);
  g_autofree char *field = field_of (location, row);
  Finding *finding = findings_add (
    findings, rule->severity, rule->id, location->part == NULL ? NULL : submission_part_file (location->part),
    location->row >= 0 ? submission_part_line (location->part, (guint) location->row) : 0,
    location->column >= 0 ? submission_part_position (location->part, (guint) location->column) : 0, message);
  finding_describe (finding, field, value, expected, advice);
  finding_set_difference (finding, difference);
  finding_set_figures (finding, row->value.type == SQL_INTEGER, row->expected.type == SQL_INTEGER,
                       row->difference.type == SQL_INTEGER);
}

gboolean
rule_finding_add (const Rule *rule, const SandboxRow *row, const TableSources *sources,
                  const Omission *omission, Findings *findings, GError **error)
{
  Location location;
  if (!find_location (row, sources->submission, &location, error))
    return FALSE;
  if (!is_left_out (rule, &location, sources->definition, omission))
    add (rule, row, &location, findings);
  return TRUE;
}
