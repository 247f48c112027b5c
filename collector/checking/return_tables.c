#include "collector/checking/return_tables.h"

#include "collector/checking/part_columns.h"
#include "lib/base/error.h"

#include <string.h>

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
  guint n_columns;           /* of the table, which may have more than the part */
  const guint *positions;    /* in the table, of what part_columns_own() has */
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

/* VALUES are as part_columns_own() has them; the other columns are null. */
static void
add_row (const PartTable *table, const SqlValue *values, guint n)
{
  SqlValue row[MAX_COLUMNS];
  memset (row, 0, table->n_columns * sizeof *row);
  for (guint i = 0; i < n; i++)
    row[table->positions[i]] = values[i];
  sandbox_add_row (table->sandbox, row);
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

static void
add_free_row (const PartTable *table, guint row)
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
  add_row (table, values, n + 1);
}

/* A row that stands for all those that could not be read. */
static void
add_lost_row (const PartTable *table)
{
  SqlValue values[MAX_COLUMNS];
  guint row = submission_part_rows (table->part), n = table->definition->columns->len + 1;
  for (guint i = 0; i < n; i++)
    values[i] = unreadable (table, row, 0);
  if (!is_omitted (table, row, 0))
    add_row (table, values, n);
}

static void
add_free_rows (const PartTable *table)
{
  for (guint row = 0; row < submission_part_rows (table->part); row++)
    if (!is_omitted (table, row, 0))
      add_free_row (table, row);
  if (submission_part_lost_rows (table->part))
    add_lost_row (table);
}

/* A cell of a part of lines that cannot be read: nobody knows whether it holds
 * a value, so all but its line is unreadable. */
static void
add_unreadable_value (const PartTable *table, const char *line, guint row, guint column)
{
  const SqlValue cell = unreadable (table, row, column);
  const SqlValue values[] = { cell, sql_text (line), cell, cell };
  if (!is_omitted (table, row, column))
    add_row (table, values, G_N_ELEMENTS (values));
}

static void
add_value (const PartTable *table, const char *line, guint row, guint column)
{
  Cell cell = cell_at (table, row, column);
  if (cell.state == CELL_UNREADABLE)
    add_unreadable_value (table, line, row, column);
  if (cell.state != CELL_VALUE || is_omitted (table, row, column))
    return;
  g_autofree char *date = NULL;
  const SqlValue values[] = {
    sql_integer ((gint64) submission_part_line (table->part, row)), sql_text (line),
    sql_text (column_at (table->definition, column)->name), sql_cell (table, row, column, &date),
  };
  add_row (table, values, G_N_ELEMENTS (values));
}

/* Adds what stands for a cell that cannot be read: of LINE, or of a free row. */
typedef void (*AddUnreadable) (const PartTable *table, const char *line, guint row, guint column);

/* The lines that ought to be in the file and are not. */
static void
add_lost_lines (const PartTable *table, AddUnreadable add)
{
  const PartDefinition *definition = table->definition;
  for (guint i = 0; i < definition->lines->len; i++)
    {
      const LineDefinition *line = g_ptr_array_index (definition->lines, i);
      if (submission_part_row_of (table->part, line->line) >= 0
          || !(line->required || submission_part_lost_rows (table->part)))
        continue;
      for (guint column = 0; column < definition->columns->len; column++)
        if (column_at (definition, column)->type != CELL_LINE)
          add (table, line->line, submission_part_rows (table->part) + i, column);
    }
}

/* The cells of a part of lines that hold a value: row, line, column, value. */
static void
add_line_rows (const PartTable *table)
{
  const PartDefinition *definition = table->definition;
  for (guint row = 0; row < submission_part_rows (table->part); row++)
    {
      const LineDefinition *line = submission_part_line_of (table->part, row);
      for (guint column = 0; line != NULL && column < definition->columns->len; column++)
        if (column_at (definition, column)->type != CELL_LINE)
          add_value (table, line->line, row, column);
    }
  if (!submission_part_is_sound (table->part))
    add_lost_lines (table, add_unreadable_value);
}

static void
add_unreadable_missing (const PartTable *table, const char *line, guint row, guint column)
{
  const SqlValue cell = unreadable (table, row, column);
  const SqlValue values[] = { cell, cell, cell, sql_text (line) };
  if (!is_omitted (table, row, column))
    sandbox_add_row (table->sandbox, values);
}

static void
add_missing_cell (const PartTable *table, guint row, guint column)
{
  Cell cell = cell_at (table, row, column);
  const LineDefinition *definition = submission_part_line_of (table->part, row);
  const char *line = definition == NULL ? NULL : definition->line;
  if (line == NULL && table->definition->lines != NULL)
    return;
  if (cell.state == CELL_UNREADABLE)
    add_unreadable_missing (table, line, row, column);
  if (cell.state == CELL_VALUE || cell.state == CELL_UNREADABLE || is_omitted (table, row, column))
    return;
  const SqlValue values[] = {
    sql_integer ((gint64) submission_part_line (table->part, row)),
    sql_text (column_at (table->definition, column)->name),
    sql_text (cell.state == CELL_NOT_APPLICABLE ? "z" : "x"), sql_text (line),
  };
  sandbox_add_row (table->sandbox, values);
}

/* The cells that hold none: x not supplied, z not applicable; and those of which
 * that cannot be told, for their rows or lines could not be read. */
static void
add_missing (const PartTable *table)
{
  guint rows = submission_part_rows (table->part);
  for (guint row = 0; row < rows; row++)
    for (guint column = 0; column < table->definition->columns->len; column++)
      add_missing_cell (table, row, column);
  if (table->definition->lines != NULL && !submission_part_is_sound (table->part))
    add_lost_lines (table, add_unreadable_missing);
  else if (table->definition->lines == NULL && submission_part_lost_rows (table->part))
    add_unreadable_missing (table, NULL, rows, 0);
}

/* NULL with ERROR when the part has more columns than a row takes. g_free(). */
static guint *
find_positions (const PartColumns *columns, const PartDefinition *part, GError **error)
{
  if (columns->names->len > MAX_COLUMNS)
    {
      error_fault (error, "part '%s' has too many columns", columns->part);
      return NULL;
    }
  guint *positions = g_new0 (guint, columns->names->len);
  g_autoptr(GPtrArray) own = part_columns_own (part);
  for (guint i = 0; i < own->len; i++)
    positions[i] = part_columns_find (columns, own->pdata[i]);
  return positions;
}

static gboolean
add_named_table (Sandbox *sandbox, const char *name, GPtrArray *columns, const Absence *absent, GError **error)
{
  g_autofree const char **names = g_new0 (const char *, columns->len + 1);
  for (guint i = 0; i < columns->len; i++)
    names[i] = columns->pdata[i];
  return sandbox_add_table (sandbox, name, names, absent, error);
}

static void
add_rows (const PartTable *table)
{
  if (table->definition->lines != NULL)
    add_line_rows (table);
  else
    add_free_rows (table);
}

/* Adds the two tables of a part: with nothing in them, for ABSENT, or, when that
 * is NULL, filled from TABLE. */
static gboolean
add_tables (RuleSet *rule_set, const char *name, const PartColumns *columns, const Absence *absent,
            const PartTable *table, GError **error)
{
  static const char *const missing_columns[] = { "row", "column", "kind", "line", NULL };
  g_autofree char *missing = g_strconcat (name, "_missing", NULL);
  if (!rule_set_names (rule_set, name))
    return TRUE;
  if (!add_named_table (rule_set->sandbox, name, columns->names, absent, error))
    return FALSE;
  if (absent == NULL)
    add_rows (table);
  if (!rule_set_names (rule_set, missing))
    return TRUE;
  if (!sandbox_add_table (rule_set->sandbox, missing, missing_columns, absent, error))
    return FALSE;
  if (absent == NULL)
    add_missing (table);
  return TRUE;
}

/* Why rules cannot judge the part of TABLE; NULL when they can. Of the return
 * itself they judge what can be read, of others only what was found sound. */
static char *
fault_of_part (const PartTable *table, const char *prefix, const char *name)
{
  if (table->part == NULL)
    return g_strdup_printf ("the part '%s%s' is missing", prefix, name);
  gboolean own = *prefix == '\0';
  if (own ? submission_part_is_usable (table->part) : submission_part_is_sound (table->part))
    return NULL;
  return g_strdup_printf ("the part '%s%s' cannot be read", prefix, name);
}

/* PART is that of the edition of FILLED. */
static gboolean
add_filled_part (const TableSources *sources, const OtherReturn *filled, const PartDefinition *part,
                 const PartColumns *columns, const Omission *omission, const char *name, GError **error)
{
  guint position = 0;
  g_ptr_array_find (filled->definition->parts, part, &position);
  g_autofree guint *positions = find_positions (columns, part, error);
  if (positions == NULL)
    return FALSE;
  const PartTable table = {
    sources->rule_set->sandbox, part, position, submission_part (filled->submission, part->name), omission,
    columns->names->len, positions,
  };
  g_autofree char *fault = fault_of_part (&table, filled->prefix, columns->part);
  const Absence absent = { fault, FALSE };
  return add_tables (sources->rule_set, name, columns, fault != NULL ? &absent : NULL, &table, error);
}

static gboolean
add_part (const TableSources *sources, const OtherReturn *filled, const PartColumns *columns,
          const Omission *omission, GError **error)
{
  const Definition *edition = filled->definition;
  const PartDefinition *part = edition == NULL ? NULL : definition_part (edition, columns->part);
  g_autofree char *name = g_strconcat (filled->prefix, columns->part, NULL);
  if (part != NULL)
    return add_filled_part (sources, filled, part, columns, omission, name, error);
  g_autofree char *reason = edition == NULL ? NULL
    : g_strdup_printf ("edition %s of the %s return has no part '%s'", edition->edition, edition->id,
                       columns->part);
  const Absence absent = edition == NULL ? *filled->absent : (Absence) { reason, TRUE };
  return add_tables (sources->rule_set, name, columns, &absent, NULL, error);
}

static gboolean
add_parts (const TableSources *sources, const OtherReturn *filled, const Omission *omission, GError **error)
{
  g_autoptr(GPtrArray) parts = part_columns_of (filled->editions);
  for (guint i = 0; i < parts->len; i++)
    if (!add_part (sources, filled, parts->pdata[i], omission, error))
      return FALSE;
  return TRUE;
}

gboolean
return_tables_add (const TableSources *sources, const Omission *omission, GError **error)
{
  g_autoptr(GPtrArray) editions = g_ptr_array_new ();
  g_ptr_array_add (editions, (gpointer) sources->definition);
  const OtherReturn own = { "", editions, sources->definition, sources->submission, NULL };
  return add_parts (sources, &own, omission, error);
}

gboolean
return_tables_add_other (const TableSources *sources, const OtherReturn *other, GError **error)
{
  return add_parts (sources, other, NULL, error);
}
