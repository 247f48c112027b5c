#include "collector/checking/return_tables.h"

#include "lib/base/error.h"

#define MAX_COLUMNS 300

SqlValue
sql_text (const char *text)
{
  return text == NULL || *text == '\0' ? (SqlValue) { 0 } : (SqlValue) { SQL_TEXT, 0, text };
}

SqlValue
sql_integer (gint64 number)
{
  return (SqlValue) { SQL_INTEGER, number, NULL };
}

/* One part while it is made a table. */
typedef struct {
  Sandbox *sandbox;
  const PartDefinition *definition;
  guint position;            /* of the part in its return */
  const SubmissionPart *part;
  const Omission *omission;  /* or NULL */
} PartTable;

static gint64
cell_number (const PartTable *table, guint row, guint column)
{
  return unreadable_cell (table->position, row, column);
}

static SqlValue
unreadable (const PartTable *table, guint row, guint column)
{
  return (SqlValue) { SQL_UNREADABLE, cell_number (table, row, column), NULL };
}

static gboolean
is_omitted (const PartTable *table, guint row, guint column)
{
  if (table->omission == NULL)
    return FALSE;
  gint64 group = unreadable_group (table->omission->each, cell_number (table, row, column));
  return g_hash_table_contains (table->omission->groups, &group);
}

static const ColumnDefinition *
column_at (const PartDefinition *part, guint column)
{
  return g_ptr_array_index (part->columns, column);
}

/* The cell; one of a row that is there twice counts for nothing. */
static Cell
cell_at (const PartTable *table, guint row, guint column)
{
  Cell cell = submission_part_cell (table->part, row, column);
  if (submission_part_is_twice (table->part, row))
    cell.state = CELL_UNREADABLE;
  return cell;
}

/* A cell as rules see it; *DATE keeps the text of a date. */
static SqlValue
sql_cell (const PartTable *table, guint row, guint column, char **date)
{
  Cell cell = cell_at (table, row, column);
  if (cell.state == CELL_UNREADABLE)
    return unreadable (table, row, column);
  if (cell.state != CELL_VALUE)
    return (SqlValue) { 0 };
  if (cell.type == CELL_DATE)
    return sql_text (*date = date_to_string ((Date) cell.number));
  return cell.text != NULL ? (SqlValue) { SQL_TEXT, 0, cell.text } : sql_integer (cell.number);
}

static gboolean
add_free_row (const PartTable *table, guint row, GError **error)
{
  guint n = table->definition->columns->len;
  SqlValue values[MAX_COLUMNS];
  g_auto(GStrv) dates = g_new0 (char *, n + 1);
  guint n_dates = 0;
  values[0] = submission_part_is_twice (table->part, row)
                ? unreadable (table, row, 0) : sql_integer ((gint64) submission_part_line (table->part, row));
  for (guint column = 0; column < n; column++)
    {
      values[column + 1] = sql_cell (table, row, column, &dates[n_dates]);
      n_dates += dates[n_dates] != NULL;
    }
  return sandbox_add_row (table->sandbox, values, error);
}

/* A row that stands for all those that could not be read. */
static gboolean
add_lost_row (const PartTable *table, GError **error)
{
  SqlValue values[MAX_COLUMNS];
  guint row = submission_part_rows (table->part);
  for (guint i = 0; i <= table->definition->columns->len; i++)
    values[i] = unreadable (table, row, 0);
  return is_omitted (table, row, 0) || sandbox_add_row (table->sandbox, values, error);
}

static gboolean
add_free_rows (const PartTable *table, GError **error)
{
  for (guint row = 0; row < submission_part_rows (table->part); row++)
    if (!is_omitted (table, row, 0) && !add_free_row (table, row, error))
      return FALSE;
  return !submission_part_lost_rows (table->part) || add_lost_row (table, error);
}

/* A cell of a part of lines that cannot be read: nobody knows whether it holds
 * a value, so all but its line is unreadable. */
static gboolean
add_unreadable_value (const PartTable *table, const char *line, guint row, guint column, GError **error)
{
  const SqlValue cell = unreadable (table, row, column);
  const SqlValue values[] = { cell, sql_text (line), cell, cell };
  return is_omitted (table, row, column) || sandbox_add_row (table->sandbox, values, error);
}

static gboolean
add_value (const PartTable *table, const char *line, guint row, guint column, GError **error)
{
  Cell cell = cell_at (table, row, column);
  if (cell.state == CELL_UNREADABLE)
    return add_unreadable_value (table, line, row, column, error);
  if (cell.state != CELL_VALUE || is_omitted (table, row, column))
    return TRUE;
  g_autofree char *date = NULL;
  const SqlValue values[] = {
    sql_integer ((gint64) submission_part_line (table->part, row)), sql_text (line),
    sql_text (column_at (table->definition, column)->name), sql_cell (table, row, column, &date),
  };
  return sandbox_add_row (table->sandbox, values, error);
}

/* The lines that ought to be in the file and are not. */
static gboolean
add_lost_lines (const PartTable *table, GError **error)
{
  const PartDefinition *definition = table->definition;
  for (guint i = 0; i < definition->lines->len; i++)
    {
      const LineDefinition *line = g_ptr_array_index (definition->lines, i);
      if (submission_part_row_of (table->part, line->line) >= 0
          || !(line->required || submission_part_lost_rows (table->part)))
        continue;
      for (guint column = 0; column < definition->columns->len; column++)
        if (column_at (definition, column)->type != CELL_LINE
            && !add_unreadable_value (table, line->line, submission_part_rows (table->part) + i, column,
                                      error))
          return FALSE;
    }
  return TRUE;
}

/* The cells of a part of lines that hold a value: row, line, column, value. */
static gboolean
add_line_rows (const PartTable *table, GError **error)
{
  const PartDefinition *definition = table->definition;
  for (guint row = 0; row < submission_part_rows (table->part); row++)
    {
      const LineDefinition *line = submission_part_line_of (table->part, row);
      for (guint column = 0; line != NULL && column < definition->columns->len; column++)
        if (column_at (definition, column)->type != CELL_LINE
            && !add_value (table, line->line, row, column, error))
          return FALSE;
    }
  return submission_part_is_sound (table->part) || add_lost_lines (table, error);
}

static gboolean
add_missing_cell (const PartTable *table, guint row, guint column, GError **error)
{
  Cell cell = cell_at (table, row, column);
  const LineDefinition *line = submission_part_line_of (table->part, row);
  if (cell.state == CELL_VALUE || is_omitted (table, row, column)
      || (line == NULL && table->definition->lines != NULL))
    return TRUE;
  const SqlValue known = unreadable (table, row, column);
  gboolean doubtful = cell.state == CELL_UNREADABLE;
  const SqlValue values[] = {
    doubtful ? known : sql_integer ((gint64) submission_part_line (table->part, row)),
    doubtful ? known : sql_text (column_at (table->definition, column)->name),
    doubtful ? known : sql_text (cell.state == CELL_NOT_APPLICABLE ? "z" : "x"),
    sql_text (line == NULL ? NULL : line->line),
  };
  return sandbox_add_row (table->sandbox, values, error);
}

/* The cells that hold none: x not supplied, z not applicable. */
static gboolean
add_missing (const PartTable *table, GError **error)
{
  for (guint row = 0; row < submission_part_rows (table->part); row++)
    for (guint column = 0; column < table->definition->columns->len; column++)
      if (!add_missing_cell (table, row, column, error))
        return FALSE;
  return TRUE;
}

static gboolean
add_free_table (const PartTable *table, const char *name, const Absence *absent, GError **error)
{
  guint n = table->definition->columns->len;
  g_autofree const char **columns = g_new0 (const char *, n + 2);
  if (n + 1 > MAX_COLUMNS)
    return error_fault (error, "part '%s' has too many columns", table->definition->name);
  columns[0] = "row";
  for (guint i = 0; i < n; i++)
    columns[i + 1] = column_at (table->definition, i)->name;
  return sandbox_add_table (table->sandbox, name, columns, absent, error)
         && (absent != NULL || add_free_rows (table, error));
}

static gboolean
add_line_table (const PartTable *table, const char *name, const Absence *absent, GError **error)
{
  static const char *const columns[] = { "row", "line", "column", "value", NULL };
  return sandbox_add_table (table->sandbox, name, columns, absent, error)
         && (absent != NULL || add_line_rows (table, error));
}

static gboolean
add_part (const PartTable *table, RuleSet *rule_set, const char *prefix, const Absence *absent,
          GError **error)
{
  static const char *const columns[] = { "row", "column", "kind", "line", NULL };
  g_autofree char *name = g_strconcat (prefix, table->definition->name, NULL);
  g_autofree char *missing = g_strconcat (name, "_missing", NULL);
  if (!rule_set_names (rule_set, name))
    return TRUE;
  if (!(table->definition->lines != NULL ? add_line_table (table, name, absent, error)
                                         : add_free_table (table, name, absent, error)))
    return FALSE;
  if (!rule_set_names (rule_set, missing))
    return TRUE;
  return sandbox_add_table (table->sandbox, missing, columns, absent, error)
         && (absent != NULL || add_missing (table, error));
}

/* Why rules cannot judge the part of TABLE; NULL when they can. Of the return
 * itself they judge what can be read, of others only what was found sound.
 * g_free(). */
static char *
absence_of (const PartTable *table, const char *prefix)
{
  const char *name = table->definition->name;
  if (table->part == NULL)
    return g_strdup_printf ("the part '%s%s' is missing", prefix, name);
  if (*prefix == '\0' ? submission_part_is_usable (table->part) : submission_part_is_sound (table->part))
    return NULL;
  return g_strdup_printf ("the part '%s%s' cannot be read", prefix, name);
}

static gboolean
add_parts (const TableSources *sources, const char *prefix, const Definition *definition,
           const Submission *submission, const Absence *absent, const Omission *omission, GError **error)
{
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = g_ptr_array_index (definition->parts, i);
      const PartTable table = {
        sources->rule_set->sandbox, part, i,
        submission == NULL ? NULL : submission_part (submission, part->name), omission,
      };
      g_autofree char *reason = absent != NULL ? NULL : absence_of (&table, prefix);
      const Absence unread = { reason, FALSE };
      if (!add_part (&table, sources->rule_set, prefix, reason != NULL ? &unread : absent, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
return_tables_add (const TableSources *sources, const Omission *omission, GError **error)
{
  return add_parts (sources, "", sources->definition, sources->submission, NULL, omission, error);
}

gboolean
return_tables_add_other (const TableSources *sources, const char *prefix, const Definition *definition,
                         const Submission *submission, const Absence *absent, GError **error)
{
  return add_parts (sources, prefix, definition, submission, absent, NULL, error);
}
