#include "lib/returns/submission_private.h"

#include <string.h>

void
submission_part_free (gpointer data)
{
  SubmissionPart *part = data;
  if (part == NULL)
    return;
  for (guint i = 0; part->columns != NULL && i < part->definition->columns->len; i++)
    {
      g_free (part->columns[i].states);
      g_free (part->columns[i].values);
    }
  g_free (part->columns);
  g_clear_pointer (&part->twice, g_hash_table_unref);
  g_free (part->lines);
  g_free (part->file_lines);
  g_free (part->file);
  g_string_free (part->texts, TRUE);
  g_free (part);
}

/* Whether each line has one value only, whose column goes without saying. */
static gboolean
has_one_value (const PartDefinition *part)
{
  guint values = 0;
  for (guint column = 0; column < part->columns->len; column++)
    values += column_at (part, column)->type == CELL_BY_LINE;
  return values == 1;
}

char *
submission_part_label (const SubmissionPart *part, guint row, guint column)
{
  const ColumnDefinition *definition = column_at (part->definition, column);
  const LineDefinition *line = part->lines != NULL ? part->lines[row] : NULL;
  if (line == NULL || definition->type == CELL_LINE)
    return g_strdup (definition->label);
  return has_one_value (part->definition) ? g_strdup (line->label)
                                          : g_strdup_printf ("%s, %s", line->label, definition->label);
}

char *
submission_part_field (const SubmissionPart *part, guint row, guint column)
{
  const char *name = column_at (part->definition, column)->name;
  const LineDefinition *line = part->lines != NULL ? part->lines[row] : NULL;
  return line == NULL ? g_strdup (name) : g_strconcat (line->line, ":", name, NULL);
}

const PartDefinition *
submission_part_definition (const SubmissionPart *part)
{
  return part->definition;
}

gboolean
submission_part_is_sound (const SubmissionPart *part)
{
  return part->sound;
}

gboolean
submission_part_is_usable (const SubmissionPart *part)
{
  return part->usable;
}

gboolean
submission_part_lost_rows (const SubmissionPart *part)
{
  return part->lost_rows;
}

gboolean
submission_part_is_twice (const SubmissionPart *part, guint row)
{
  return part->twice != NULL && g_hash_table_contains (part->twice, GUINT_TO_POINTER (row));
}

const LineDefinition *
submission_part_line_of (const SubmissionPart *part, guint row)
{
  return part->lines == NULL ? NULL : part->lines[row];
}

const char *
submission_part_file (const SubmissionPart *part)
{
  return part->file;
}

guint
submission_part_rows (const SubmissionPart *part)
{
  return part->n_rows;
}

guint64
submission_part_line (const SubmissionPart *part, guint row)
{
  return part->file_lines[row];
}

guint
submission_part_position (const SubmissionPart *part, guint column)
{
  return part->columns[column].position;
}

static CellType
type_of (const SubmissionPart *part, guint row, guint column, guint *decimals)
{
  const ColumnDefinition *definition = column_at (part->definition, column);
  const LineDefinition *line = definition->type == CELL_BY_LINE ? part->lines[row] : NULL;
  CellType type = line != NULL ? line->type : definition->type;
  guint of_number = line != NULL ? line->decimals : definition->decimals;
  *decimals = type == CELL_AMOUNT ? 2 : type == CELL_NUMBER ? of_number : 0;
  return type;
}

Cell
submission_part_cell (const SubmissionPart *part, guint row, guint column)
{
  g_assert (row < part->n_rows && column < part->definition->columns->len);
  Cell cell = { .state = part->columns[column].states[row] };
  cell.type = type_of (part, row, column, &cell.decimals);
  if (cell.state != CELL_VALUE)
    return cell;
  gint64 value = part->columns[column].values[row];
  if (cell_type_is_number (cell.type))
    cell.number = value;
  else
    cell.text = part->texts->str + value;
  return cell;
}

int
submission_part_row_of (const SubmissionPart *part, const char *line)
{
  for (guint row = 0; part->lines != NULL && row < part->n_rows; row++)
    if (part->lines[row] != NULL && strcmp (part->lines[row]->line, line) == 0)
      return (int) row;
  return -1;
}
