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

/* A cell as rules see it; *DATE keeps the text of a date. */
static SqlValue
sql_cell (const Cell *cell, char **date)
{
  if (cell->state != CELL_VALUE)
    return (SqlValue) { 0 };
  if (cell->type == CELL_DATE)
    return sql_text (*date = date_to_string ((Date) cell->number));
  return cell->text != NULL ? (SqlValue) { SQL_TEXT, 0, cell->text } : sql_integer (cell->number);
}

static const ColumnDefinition *
column_at (const PartDefinition *part, guint column)
{
  return g_ptr_array_index (part->columns, column);
}

static gboolean
add_free_rows (Sandbox *sandbox, const SubmissionPart *part, GError **error)
{
  guint n = submission_part_definition (part)->columns->len;
  for (guint row = 0; row < submission_part_rows (part); row++)
    {
      SqlValue values[MAX_COLUMNS];
      g_auto(GStrv) dates = g_new0 (char *, n + 1);
      guint n_dates = 0;
      values[0] = sql_integer ((gint64) submission_part_line (part, row));
      for (guint column = 0; column < n; column++)
        {
          Cell cell = submission_part_cell (part, row, column);
          values[column + 1] = sql_cell (&cell, &dates[n_dates]);
          n_dates += dates[n_dates] != NULL;
        }
      if (!sandbox_add_row (sandbox, values, error))
        return FALSE;
    }
  return TRUE;
}

static guint
line_column_of (const PartDefinition *part)
{
  for (guint column = 0; column < part->columns->len; column++)
    if (column_at (part, column)->type == CELL_LINE)
      return column;
  g_assert_not_reached ();
}

/* The cells of a part of lines that hold a value: row, line, column, value. */
static gboolean
add_line_rows (Sandbox *sandbox, const SubmissionPart *part, GError **error)
{
  const PartDefinition *definition = submission_part_definition (part);
  guint line_column = line_column_of (definition);
  for (guint row = 0; row < submission_part_rows (part); row++)
    for (guint column = 0; column < definition->columns->len; column++)
      {
        Cell line = submission_part_cell (part, row, line_column);
        Cell cell = submission_part_cell (part, row, column);
        if (cell.state != CELL_VALUE || column == line_column)
          continue;
        g_autofree char *date = NULL;
        const SqlValue values[] = {
          sql_integer ((gint64) submission_part_line (part, row)), sql_text (line.text),
          sql_text (column_at (definition, column)->name), sql_cell (&cell, &date),
        };
        if (!sandbox_add_row (sandbox, values, error))
          return FALSE;
      }
  return TRUE;
}

/* The cells that hold none: x not supplied, z not applicable. */
static gboolean
add_missing (Sandbox *sandbox, const SubmissionPart *part, GError **error)
{
  const PartDefinition *definition = submission_part_definition (part);
  gboolean lines = definition->lines != NULL;
  guint line_column = lines ? line_column_of (definition) : 0;
  for (guint row = 0; row < submission_part_rows (part); row++)
    for (guint column = 0; column < definition->columns->len; column++)
      {
        Cell cell = submission_part_cell (part, row, column);
        if (cell.state == CELL_VALUE)
          continue;
        const SqlValue values[] = {
          sql_integer ((gint64) submission_part_line (part, row)),
          sql_text (column_at (definition, column)->name),
          sql_text (cell.state == CELL_NOT_APPLICABLE ? "z" : "x"),
          sql_text (lines ? submission_part_cell (part, row, line_column).text : NULL),
        };
        if (!sandbox_add_row (sandbox, values, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
add_free_table (Sandbox *sandbox, const char *name, const PartDefinition *definition,
                const SubmissionPart *part, const char *absent, GError **error)
{
  g_autofree const char **columns = g_new0 (const char *, definition->columns->len + 2);
  if (definition->columns->len + 1 > MAX_COLUMNS)
    return error_fault (error, "part '%s' has too many columns", definition->name);
  columns[0] = "row";
  for (guint i = 0; i < definition->columns->len; i++)
    columns[i + 1] = column_at (definition, i)->name;
  return sandbox_add_table (sandbox, name, columns, absent, error)
         && (absent != NULL || add_free_rows (sandbox, part, error));
}

static gboolean
add_line_table (Sandbox *sandbox, const char *name, const SubmissionPart *part, const char *absent,
                GError **error)
{
  static const char *const columns[] = { "row", "line", "column", "value", NULL };
  return sandbox_add_table (sandbox, name, columns, absent, error)
         && (absent != NULL || add_line_rows (sandbox, part, error));
}

static gboolean
add_part (const TableSources *sources, Sandbox *sandbox, const char *prefix,
          const PartDefinition *definition, const SubmissionPart *part, const char *absent,
          GError **error)
{
  static const char *const columns[] = { "row", "column", "kind", "line", NULL };
  g_autofree char *name = g_strconcat (prefix, definition->name, NULL);
  g_autofree char *missing = g_strconcat (name, "_missing", NULL);
  if (!rule_set_names (sources->rule_set, name))
    return TRUE;
  if (!(definition->lines != NULL
          ? add_line_table (sandbox, name, part, absent, error)
          : add_free_table (sandbox, name, definition, part, absent, error)))
    return FALSE;
  if (!rule_set_names (sources->rule_set, missing))
    return TRUE;
  return sandbox_add_table (sandbox, missing, columns, absent, error)
         && (absent != NULL || add_missing (sandbox, part, error));
}

/* Why rules cannot judge PART; NULL when they can. g_free(). */
static char *
absence_of (const char *prefix, const PartDefinition *definition, const SubmissionPart *part)
{
  if (part == NULL)
    return g_strdup_printf ("the part '%s%s' is missing", prefix, definition->name);
  if (!submission_part_is_sound (part))
    return g_strdup_printf ("the part '%s%s' has findings about its form", prefix, definition->name);
  return NULL;
}

gboolean
return_tables_add (const TableSources *sources, Sandbox *sandbox, const char *prefix,
                  const Definition *definition, const Submission *submission, const char *absent,
                  GError **error)
{
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part_definition = g_ptr_array_index (definition->parts, i);
      const SubmissionPart *part
        = submission == NULL ? NULL : submission_part (submission, part_definition->name);
      g_autofree char *reason = absent != NULL ? g_strdup (absent)
                                               : absence_of (prefix, part_definition, part);
      if (!add_part (sources, sandbox, prefix, part_definition, part, reason, error))
        return FALSE;
    }
  return TRUE;
}
