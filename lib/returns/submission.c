#include "lib/returns/submission.h"

#include "lib/sheet/csv.h"
#include "lib/sheet/spreadsheet.h"
#include "lib/base/suggest.h"
#include "lib/returns/wording.h"

#include <string.h>

#define OR_Z "; or z where it does not apply"
#define LINE_OR_Z ", with z where it does not apply"

/* How often it is looked up what a cell of one type may have meant. */
#define MAX_GUESSES 50

typedef struct {
  guint8 *states;
  gint64 *values;          /* a number, or the offset of a text */
  guint position;
} CellColumn;

struct _SubmissionPart {
  const PartDefinition *definition;
  char *file;
  gboolean sound, usable, lost_rows;
  GHashTable *twice;       /* rows whose key another has; NULL: none */
  guint n_rows;
  guint64 *file_lines;
  const LineDefinition **lines;   /* of each row, in a part of lines; NULL: not known */
  CellColumn *columns;
  GString *texts;
};

struct _Submission {
  GPtrArray *parts;        /* SubmissionPart * */
};

static void
submission_part_free (gpointer data)
{
  SubmissionPart *part = data;
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

void
submission_free (Submission *submission)
{
  if (submission == NULL)
    return;
  g_ptr_array_unref (submission->parts);
  g_free (submission);
}

/* What reading one part needs to know. */
typedef struct {
  SubmissionPart *part;
  const CsvTable *table;
  Authorities *authorities;
  Findings *findings;
  gboolean whole;          /* every byte and every row could be read */
  guint line_column;       /* where the code of a line stands */
  guint guesses[CELL_BY_LINE];   /* of each type, at what was meant: they take long */
  SpreadsheetTraps traps;
  GHashTable *misspelt;    /* lines that an unknown code may have meant: not missing too */
} Reader;

static const ColumnDefinition *
column_at (const PartDefinition *part, guint column)
{
  return g_ptr_array_index (part->columns, column);
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

/* "Placing authority and Service". g_free(). */
static char *
key_labels (const PartDefinition *part)
{
  GString *labels = g_string_new (NULL);
  for (guint column = 0; column < part->columns->len; column++)
    if (column_at (part, column)->key)
      g_string_append_printf (labels, "%s%s", labels->len > 0 ? " and " : "", column_at (part, column)->label);
  return g_string_free (labels, FALSE);
}

/* What a finding about a cell says besides where it is; any may be NULL. */
typedef struct {
  const char *text, *expected, *near, *detail;
  const CellDefinition *definition;
} Report;

static void
report (const Reader *reader, const char *rule, guint row, guint column, const Report *said)
{
  const SubmissionPart *part = reader->part;
  g_autofree char *what = submission_part_label (part, row, column);
  g_autofree char *field = submission_part_field (part, row, column);
  g_autofree char *meant = said->near == NULL ? NULL : g_strdup_printf ("; perhaps '%s' is meant", said->near);
  g_autofree char *keys = key_labels (part->definition);
  const CellDefinition *cell = said->definition;
  gboolean takes_z = cell != NULL && !cell->key && !cell->applicable;
  const WordingLocation location = {
    part->file, part->file_lines[row], part->columns[column].position, field,
  };
  const WordingValue values[] = {
    { "what", what }, { "value", said->text }, { "expected", said->expected }, { "near", meant },
    { "problem", said->detail }, { "first", said->detail }, { "keys", keys },
    { "z", takes_z ? OR_Z : NULL },
    { "minus", cell != NULL && cell->sign == SIGN_ANY ? ", with a minus sign before a negative number" : NULL },
    { NULL, NULL },
  };
  wording_report (reader->findings, rule, &location, said->text, said->expected, values);
}

/* The definition of a cell of a part of lines: its type comes from its line,
 * and a line without activities is asked for in the required column alone. */
static CellDefinition
define_by_line (const ColumnDefinition *column, const LineDefinition *line)
{
  return (CellDefinition) {
    .type = line->type, .choices = (const char *const *) line->choices,
    .decimals = line->decimals, .sign = line->sign,
    .required = column->required && line->required,
    .applicable = column->required && line->applicable,
    .asked = column->required || line->activities,
  };
}

static CellDefinition
define_cell (const SubmissionPart *part, guint row, guint column)
{
  const ColumnDefinition *definition = column_at (part->definition, column);
  g_assert (definition->type != CELL_BY_LINE || part->lines != NULL);
  if (definition->type == CELL_BY_LINE)
    return define_by_line (definition, part->lines[row]);
  return (CellDefinition) {
    .type = definition->type, .choices = (const char *const *) definition->choices,
    .decimals = definition->decimals, .sign = definition->sign,
    .required = definition->required, .key = definition->key,
    .applicable = definition->applicable, .asked = TRUE,
  };
}

static gint64
keep_text (GString *texts, const char *text)
{
  gint64 offset = (gint64) texts->len;
  g_string_append_len (texts, text, (gssize) strlen (text) + 1);
  return offset;
}

/* Whether TEXT, of a file with findings about its bytes, was changed in reading. */
static gboolean
is_mended (const char *text)
{
  return strstr (text, CSV_REPLACEMENT) != NULL || strlen (text) + strlen (CSV_REPLACEMENT) > CSV_MAX_FIELD;
}

static void
read_cell (Reader *reader, guint row, guint column)
{
  SubmissionPart *part = reader->part;
  CellColumn *cells = &part->columns[column];
  const char *text = csv_table_get (reader->table, row, column);
  CellDefinition definition = define_cell (part, row, column);
  CellProblem problem;
  gint64 number = 0;
  CellState state = cell_read (&definition, reader->authorities, text,
                               reader->guesses[definition.type] < MAX_GUESSES, &number, &problem);
  if (state == CELL_VALUE && !reader->whole && is_mended (text))
    return;
  cells->states[row] = (guint8) state;
  if (state == CELL_VALUE)
    cells->values[row] = cell_type_is_number (definition.type) ? number
                                                               : keep_text (part->texts, text);
  if (state != CELL_UNREADABLE)
    return;
  g_autofree char *field = submission_part_field (part, row, column);
  if (!spreadsheet_traps_take (&reader->traps, text, part->file_lines[row], cells->position,
                               csv_table_byte (reader->table, row), field))
    {
      reader->guesses[definition.type]++;
      g_autofree char *expected = cell_expected (&definition);
      const Report said = { text, expected, problem.near, problem.problem, &definition };
      report (reader, problem.rule, row, column, &said);
    }
  cell_problem_clear (&problem);
}

static void
report_unknown_line (Reader *reader, guint row, const char *text)
{
  GPtrArray *lines = reader->part->definition->lines;
  g_autofree const char **known = g_new0 (const char *, lines->len + 1);
  for (guint i = 0; i < lines->len; i++)
    known[i] = ((const LineDefinition *) lines->pdata[i])->line;
  gboolean guess = reader->guesses[CELL_LINE]++ < MAX_GUESSES;
  const char *nearest = guess ? suggest_nearest (text, known) : NULL;
  if (nearest != NULL)
    g_hash_table_add (reader->misspelt, (gpointer) nearest);
  const Report said = { .text = text, .near = nearest };
  report (reader, "LINE-UNKNOWN", row, reader->line_column, &said);
}

/* Finds the line each row is for; a row of no known line is read no further. */
static gboolean
read_line_code (Reader *reader, guint row)
{
  SubmissionPart *part = reader->part;
  const char *text = csv_table_get (reader->table, row, reader->line_column);
  read_cell (reader, row, reader->line_column);
  if (part->columns[reader->line_column].states[row] != CELL_VALUE)
    {
      part->lost_rows = TRUE;
      return FALSE;
    }
  part->lines[row] = part_line (part->definition, text);
  if (part->lines[row] == NULL)
    {
      part->lost_rows = TRUE;
      report_unknown_line (reader, row, text);
    }
  return part->lines[row] != NULL;
}

static void
read_rows (Reader *reader)
{
  SubmissionPart *part = reader->part;
  for (guint row = 0; row < part->n_rows; row++)
    {
      if (part->lines != NULL && !read_line_code (reader, row))
        continue;
      for (guint column = 0; column < part->definition->columns->len; column++)
        if (part->columns[column].position > 0
            && (part->lines == NULL || column != reader->line_column))
          read_cell (reader, row, column);
    }
}

/* What makes ROW unique; NULL when part of it could not be read. */
static char *
key_of (Reader *reader, guint row, guint *first_column)
{
  const SubmissionPart *part = reader->part;
  g_autoptr(GString) key = g_string_new (NULL);
  *first_column = G_MAXUINT;
  for (guint column = 0; column < part->definition->columns->len; column++)
    {
      if (!column_at (part->definition, column)->key)
        continue;
      if (part->columns[column].states[row] != CELL_VALUE)
        return NULL;
      *first_column = MIN (*first_column, column);
      g_string_append (key, csv_table_get (reader->table, row, column));
      g_string_append_c (key, '\x1f');
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static void
mark_twice (SubmissionPart *part, guint row)
{
  if (part->twice == NULL)
    part->twice = g_hash_table_new (NULL, NULL);
  g_hash_table_add (part->twice, GUINT_TO_POINTER (row));
}

static void
check_keys (Reader *reader)
{
  const SubmissionPart *part = reader->part;
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint row = 0; row < part->n_rows; row++)
    {
      guint column;
      gpointer first;
      char *key = key_of (reader, row, &column);
      if (key == NULL || !g_hash_table_lookup_extended (seen, key, NULL, &first))
        {
          if (key != NULL)
            g_hash_table_insert (seen, key, GUINT_TO_POINTER (row));
          continue;
        }
      mark_twice (reader->part, GPOINTER_TO_UINT (first));
      mark_twice (reader->part, row);
      g_autofree char *line = g_strdup_printf ("%" G_GUINT64_FORMAT,
                                               part->file_lines[GPOINTER_TO_UINT (first)]);
      const Report said = { .text = csv_table_get (reader->table, row, column), .detail = line };
      report (reader, "KEY-TWICE", row, column, &said);
      g_free (key);
    }
}

static void
check_lines (Reader *reader)
{
  const SubmissionPart *part = reader->part;
  const WordingLocation location = { part->file, 0, 0, NULL };
  for (guint i = 0; i < part->definition->lines->len; i++)
    {
      const LineDefinition *line = g_ptr_array_index (part->definition->lines, i);
      const WordingValue values[] = { { "line", line->line }, { "label", line->label },
                                      { "z", line->applicable ? NULL : LINE_OR_Z }, { NULL, NULL } };
      if (line->required && submission_part_row_of (part, line->line) < 0
          && !g_hash_table_contains (reader->misspelt, line->line))
        wording_report (reader->findings, "LINE-MISSING", &location, NULL, line->line, values);
    }
}

static void
make_room (SubmissionPart *part, const CsvTable *table)
{
  guint n_columns = part->definition->columns->len;
  part->n_rows = csv_table_rows (table);
  part->file_lines = g_new0 (guint64, part->n_rows + 1);
  for (guint row = 0; row < part->n_rows; row++)
    part->file_lines[row] = csv_table_line (table, row);
  if (part->definition->lines != NULL)
    part->lines = g_new0 (const LineDefinition *, part->n_rows + 1);
  part->columns = g_new0 (CellColumn, n_columns);
  for (guint column = 0; column < n_columns; column++)
    {
      part->columns[column].position = csv_table_position (table, column);
      part->columns[column].states = g_malloc (part->n_rows + 1);
      memset (part->columns[column].states, CELL_UNREADABLE, part->n_rows + 1);
      part->columns[column].values = g_new0 (gint64, part->n_rows + 1);
    }
}

static guint
find_line_column (const PartDefinition *part)
{
  for (guint column = 0; column < part->columns->len; column++)
    if (column_at (part, column)->type == CELL_LINE)
      return column;
  return 0;
}

static CsvTable *
read_table (const SubmissionPart *part, GBytes *bytes, Findings *findings)
{
  g_auto(GStrv) columns = part_csv_columns (part->definition);
  CsvTable *(*read) (GBytes *, const char *, const char *const *, Findings *)
    = part->definition->optional_rows ? csv_table_read_any : csv_table_read;
  return read (bytes, part->file, (const char *const *) columns, findings);
}

/* Findings about a file after which each of its rows is still there. */
static const char *const keeping_rows[] = {
  "CSV-COLUMN-MISSING", "CSV-COLUMN-UNKNOWN", "CSV-ENCODING", "CSV-FIELD",
};

/* HARD is how many hard findings the file has. */
static void
judge_file (SubmissionPart *part, guint64 hard, const Findings *findings)
{
  guint64 keeping = 0;
  for (guint i = 0; i < G_N_ELEMENTS (keeping_rows); i++)
    keeping += findings_count_rule (findings, keeping_rows[i], part->file);
  part->lost_rows = hard > keeping;
  /* A column that is there twice is not known. */
  part->usable = hard == 0 || (part->n_rows > 0
                               && findings_count_rule (findings, "CSV-COLUMN-TWICE", part->file) == 0);
}

static SubmissionPart *
read_part (const PartDefinition *definition, GBytes *bytes, char *file, Authorities *authorities,
           Findings *findings)
{
  SubmissionPart *part = g_new0 (SubmissionPart, 1);
  part->definition = definition;
  part->file = file;
  part->texts = g_string_new (NULL);
  guint64 hard = findings_count (findings, SEVERITY_HARD);
  g_autoptr(CsvTable) table = read_table (part, bytes, findings);
  guint64 of_file = findings_count (findings, SEVERITY_HARD) - hard;
  make_room (part, table);
  judge_file (part, of_file, findings);
  g_autoptr(GHashTable) misspelt = g_hash_table_new (g_str_hash, g_str_equal);
  Reader reader = {
    .part = part, .table = table, .authorities = authorities, .findings = findings,
    .whole = of_file == 0, .line_column = find_line_column (definition), .misspelt = misspelt,
  };
  read_rows (&reader);
  spreadsheet_traps_report (&reader.traps, file, findings);
  spreadsheet_traps_clear (&reader.traps);
  check_keys (&reader);
  /* Of a file with rows that could not be read, nobody knows what is missing. */
  if (definition->lines != NULL && of_file == 0)
    check_lines (&reader);
  part->sound = findings_count (findings, SEVERITY_HARD) == hard;
  return part;
}

static char *
file_of (const char *folder, const char *part)
{
  g_autofree char *name = g_strconcat (part, ".csv", NULL);
  return folder == NULL ? g_steal_pointer (&name) : g_build_filename (folder, name, NULL);
}

static void
report_unknown_parts (const Definition *definition, GHashTable *files, const char *folder,
                      Findings *findings)
{
  g_autofree const char **known = g_new0 (const char *, definition->parts->len + 1);
  for (guint i = 0; i < definition->parts->len; i++)
    known[i] = ((const PartDefinition *) definition->parts->pdata[i])->name;
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (g_strv_contains (known, name))
        continue;
      const char *nearest = suggest_nearest (name, known);
      g_autofree char *near = nearest == NULL
                                ? NULL : g_strdup_printf ("; perhaps '%s' is meant", nearest);
      g_autofree char *file = file_of (folder, name);
      const WordingLocation location = { file, 0, 0, NULL };
      const WordingValue values[] = { { "part", name }, { "near", near }, { NULL, NULL } };
      wording_report (findings, "PART-UNKNOWN", &location, name, NULL, values);
    }
}

static const char with_header_alone[]
  = "; where there is nothing to say, its header row alone says so";

Submission *
submission_read (const Definition *definition, GHashTable *files, const char *folder,
                 Authorities *authorities, Findings *findings)
{
  Submission *submission = g_new0 (Submission, 1);
  submission->parts = g_ptr_array_new_with_free_func (submission_part_free);
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = g_ptr_array_index (definition->parts, i);
      g_autofree char *file = file_of (folder, part->name);
      GBytes *bytes = g_hash_table_lookup (files, part->name);
      if (bytes != NULL)
        {
          g_ptr_array_add (submission->parts, read_part (part, bytes, g_steal_pointer (&file),
                                                         authorities, findings));
          continue;
        }
      const WordingLocation location = { file, 0, 0, NULL };
      const WordingValue values[] = { { "part", part->name }, { "title", part->title },
                                      { "empty", part->optional_rows ? with_header_alone : NULL },
                                      { NULL, NULL } };
      wording_report (findings, "PART-MISSING", &location, NULL, NULL, values);
    }
  report_unknown_parts (definition, files, folder, findings);
  return submission;
}

const SubmissionPart *
submission_part (const Submission *submission, const char *name)
{
  for (guint i = 0; i < submission->parts->len; i++)
    {
      const SubmissionPart *part = g_ptr_array_index (submission->parts, i);
      if (strcmp (part->definition->name, name) == 0)
        return part;
    }
  return NULL;
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
submission_is_sound (const Submission *submission)
{
  for (guint i = 0; i < submission->parts->len; i++)
    if (!submission_part_is_sound (g_ptr_array_index (submission->parts, i)))
      return FALSE;
  return TRUE;
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

/* 1234 with one decimal is "123.4". */
static char *
scaled_to_string (gint64 number, guint decimals)
{
  gint64 unit = 1;
  for (guint i = 0; i < decimals; i++)
    unit *= 10;
  guint64 size = number < 0 ? (guint64) 0 - (guint64) number : (guint64) number;
  if (decimals == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, number < 0 ? "-" : "",
                          size / (guint64) unit, (int) decimals, size % (guint64) unit);
}

char *
cell_to_string (const Cell *cell)
{
  if (cell->state != CELL_VALUE)
    return g_strdup (cell->state == CELL_NOT_APPLICABLE ? "z" : "");
  if (cell->type == CELL_DATE)
    return date_to_string ((Date) cell->number);
  if (cell->text != NULL)
    return g_strdup (cell->text);
  return scaled_to_string (cell->number, cell->type == CELL_AMOUNT ? 2
                                         : cell->type == CELL_NUMBER ? cell->decimals : 0);
}
