#include "analyser/person/return.h"

struct _Return {
  const Definition *definition;
  Submission *submission;
  Period period;
  char *person;
  char *folder;
  Filing *filing;          /* NULL for one that is not in a record, as is ... */
  char *commit;            /* ... this */
};

Return *
return_read (Snapshot *snapshot, Definitions *definitions, const FiledEvent *event, GError **error)
{
  g_autoptr(FiledReturn) filed = filed_return_of_event (snapshot, definitions, event, error);
  Submission *submission = filed == NULL ? NULL : filed_return_submission (filed, error);
  if (submission == NULL)
    return NULL;
  Return *ret = return_new (filed->definition, filed->period, event->key.person, filed->folder, submission);
  ret->filing = g_steal_pointer (&filed->filing);
  ret->commit = g_strdup (event->commit);
  return ret;
}

Return *
return_new (const Definition *definition, Period period, const char *person, const char *folder,
            Submission *submission)
{
  Return *ret = g_new0 (Return, 1);
  ret->definition = definition;
  ret->period = period;
  ret->person = g_strdup (person);
  ret->folder = g_strdup (folder);
  ret->submission = submission;
  return ret;
}

void
return_free (Return *ret)
{
  if (ret == NULL)
    return;
  submission_free (ret->submission);
  filing_free (ret->filing);
  g_free (ret->person);
  g_free (ret->folder);
  g_free (ret->commit);
  g_free (ret);
}

const char *
return_id (const Return *ret)
{
  return ret->definition->id;
}

Period
return_period (const Return *ret)
{
  return ret->period;
}

const char *
return_person (const Return *ret)
{
  return ret->person;
}

const char *
return_folder (const Return *ret)
{
  return ret->folder;
}

const char *
return_edition (const Return *ret)
{
  return ret->definition->edition;
}

guint
return_version (const Return *ret)
{
  return ret->filing == NULL ? 0 : ret->filing->version;
}

const Definition *
return_definition (const Return *ret)
{
  return ret->definition;
}

const Filing *
return_filing (const Return *ret)
{
  return ret->filing;
}

const char *
return_commit (const Return *ret)
{
  return ret->commit;
}

gboolean
return_has_column (const Return *ret, const char *part, const char *column)
{
  const SubmissionPart *found = submission_part (ret->submission, part);
  return found != NULL && part_column (submission_part_definition (found), column) >= 0;
}

guint
return_rows (const Return *ret, const char *part)
{
  const SubmissionPart *found = submission_part (ret->submission, part);
  return found != NULL ? submission_part_rows (found) : 0;
}

/* A missing value whose reason names WHAT. */
static Figure
missing (FigureKind kind, const char *what, const char *why)
{
  g_autofree char *reason = g_strdup_printf ("%s %s", what, why);
  return figure_missing (kind, g_intern_string (reason));
}

static Figure
cell_value (const Cell *cell, const char *what)
{
  Wide scale = 1;
  switch (cell->state)
    {
    case CELL_BLANK:
      return missing (FIGURE_NOT_SUPPLIED, what, "is not supplied");
    case CELL_NOT_APPLICABLE:
      return missing (FIGURE_NOT_APPLICABLE, what, "is not applicable");
    case CELL_UNREADABLE:
      return missing (FIGURE_UNRELIABLE, what, "cannot be read");
    case CELL_VALUE:
      break;
    }
  if (cell->text != NULL)
    return missing (FIGURE_NOT_APPLICABLE, what, "is not a number");
  for (guint i = 0; i < cell->decimals; i++)
    scale *= 10;
  return figure_ratio (cell->number, scale);
}

static ReturnCell
make_cell (const SubmissionPart *part, guint row, int column, const char *what)
{
  const char *name = submission_part_definition (part)->name;
  Cell cell = submission_part_cell (part, row, (guint) column);
  return (ReturnCell) {
    .value = cell_value (&cell, what),
    .text = cell.state == CELL_VALUE ? cell.text : NULL,
    .is_date = cell.type == CELL_DATE,
    .part = name,
    .line = submission_part_line (part, row),
    .column = submission_part_position (part, (guint) column),
  };
}

static ReturnCell
no_cell (const char *part, const char *what, const char *why)
{
  return (ReturnCell) { .value = missing (FIGURE_NOT_SUPPLIED, what, why), .part = part };
}

ReturnCell
return_cell (const Return *ret, const char *part, guint row, const char *column)
{
  const SubmissionPart *found = submission_part (ret->submission, part);
  int position = found != NULL ? part_column (submission_part_definition (found), column) : -1;
  if (position < 0)
    return no_cell (NULL, column, "is not in the return");
  return make_cell (found, row, position, column);
}

/* The part of lines that has LINE; NULL when none has. */
static const PartDefinition *
find_part (const Definition *definition, const char *line)
{
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = definition->parts->pdata[i];
      if (part->lines != NULL && part_line (part, line) != NULL)
        return part;
    }
  return NULL;
}

/* Where the answer stands: in COLUMN, or in the one column of answers. */
static int
find_column (const PartDefinition *part, const char *column)
{
  int value = part_column (part, "value");
  return value >= 0 ? value : part_column (part, column);
}

ReturnCell
return_line (const Return *ret, const char *line, const char *column)
{
  const PartDefinition *definition = find_part (ret->definition, line);
  int position = definition != NULL ? find_column (definition, column) : -1;
  if (position < 0)
    return no_cell (NULL, line, "is not a line of the return");
  const SubmissionPart *part = submission_part (ret->submission, definition->name);
  int row = part != NULL ? submission_part_row_of (part, line) : -1;
  if (row < 0)
    return no_cell (definition->name, line, "is not supplied");
  return make_cell (part, (guint) row, position, line);
}
