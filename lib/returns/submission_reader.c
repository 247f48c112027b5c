#include "lib/returns/submission_private.h"

#include "lib/base/suggest.h"
#include "lib/returns/wording.h"
#include "lib/sheet/csv.h"
#include "lib/sheet/spreadsheet.h"

#include <string.h>

#define OR_Z "; or z where it does not apply"
#define LINE_OR_Z ", with z where it does not apply"

/* How often it is looked up what a cell of one type may have meant. */
#define MAX_GUESSES 50

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

/* Finds the line each row is for; a row of no known line is read no further. That
 * the column of the codes is missing was told of once. */
static gboolean
read_line_code (Reader *reader, guint row)
{
  SubmissionPart *part = reader->part;
  const CellColumn *codes = &part->columns[reader->line_column];
  if (codes->position > 0)
    read_cell (reader, row, reader->line_column);
  if (codes->states[row] != CELL_VALUE)
    {
      part->lost_rows = TRUE;
      return FALSE;
    }
  const char *text = csv_table_get (reader->table, row, reader->line_column);
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

/* What makes ROW unique, in KEY; FALSE when part of it could not be read. */
static gboolean
key_of (const Reader *reader, guint row, GString *key, guint *first_column)
{
  const SubmissionPart *part = reader->part;
  g_string_truncate (key, 0);
  *first_column = G_MAXUINT;
  for (guint column = 0; column < part->definition->columns->len; column++)
    {
      if (!column_at (part->definition, column)->key)
        continue;
      if (part->columns[column].states[row] != CELL_VALUE)
        return FALSE;
      *first_column = MIN (*first_column, column);
      g_string_append (key, csv_table_get (reader->table, row, column));
      g_string_append_c (key, '\x1f');
    }
  return TRUE;
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
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GStringChunk) keys = g_string_chunk_new (4096);
  g_autoptr(GString) key = g_string_new (NULL);
  for (guint row = 0; row < part->n_rows; row++)
    {
      guint column;
      gpointer first;
      if (!key_of (reader, row, key, &column))
        continue;
      if (!g_hash_table_lookup_extended (seen, key->str, NULL, &first))
        {
          g_hash_table_insert (seen, g_string_chunk_insert_len (keys, key->str, (gssize) key->len),
                               GUINT_TO_POINTER (row));
          continue;
        }
      mark_twice (reader->part, GPOINTER_TO_UINT (first));
      mark_twice (reader->part, row);
      g_autofree char *line = g_strdup_printf ("%" G_GUINT64_FORMAT,
                                               part->file_lines[GPOINTER_TO_UINT (first)]);
      const Report said = { .text = csv_table_get (reader->table, row, column), .detail = line };
      report (reader, "KEY-TWICE", row, column, &said);
    }
}

static void
report_missing_line (const Reader *reader, const LineDefinition *line)
{
  const WordingLocation location = { reader->part->file, 0, 0, NULL };
  const WordingValue values[] = { { "line", line->line }, { "label", line->label },
                                  { "z", line->applicable ? NULL : LINE_OR_Z }, { NULL, NULL } };
  wording_report (reader->findings, "LINE-MISSING", &location, NULL, line->line, values);
}

/* LOST: some rows could not be read, and may be those of the lines that are not there. */
static void
check_lines (const Reader *reader, gboolean lost)
{
  const SubmissionPart *part = reader->part;
  g_autoptr(GString) unjudged = g_string_new (NULL);
  for (guint i = 0; i < part->definition->lines->len; i++)
    {
      const LineDefinition *line = g_ptr_array_index (part->definition->lines, i);
      if (!line->required || submission_part_row_of (part, line->line) >= 0
          || g_hash_table_contains (reader->misspelt, line->line))
        continue;
      if (lost)
        g_string_append_printf (unjudged, "%s%s", unjudged->len > 0 ? ", " : "", line->line);
      else
        report_missing_line (reader, line);
    }
  const WordingLocation location = { part->file, 0, 0, NULL };
  const WordingValue values[] = { { "lines", unjudged->str }, { NULL, NULL } };
  if (unjudged->len > 0)
    wording_report (reader->findings, "LINE-UNJUDGED", &location, NULL, NULL, values);
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
  "CSV-COLUMN-MISSING", "CSV-COLUMN-UNKNOWN", "CSV-ENCODING", "CSV-FIELD", NULL
};

/* HARD is how many hard findings the file has. */
static void
judge_file (SubmissionPart *part, guint64 hard, const Findings *findings)
{
  guint64 keeping = 0;
  for (guint i = 0; i < findings_length (findings); i++)
    {
      const Finding *finding = findings_index (findings, i);
      keeping += finding->severity == SEVERITY_HARD && g_strcmp0 (finding->file, part->file) == 0
                 && g_strv_contains (keeping_rows, finding->rule);
    }
  part->lost_rows = hard > keeping;
  /* A column that is there twice is not known. */
  part->usable = hard == 0 || (part->n_rows > 0
                               && findings_count_rule (findings, "CSV-COLUMN-TWICE", part->file) == 0);
}

SubmissionPart *
submission_part_read (const PartDefinition *definition, GBytes *bytes, char *file,
                      Authorities *authorities, Findings *findings)
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
  gboolean lost = part->lost_rows || !part->usable;
  g_autoptr(GHashTable) misspelt = g_hash_table_new (g_str_hash, g_str_equal);
  Reader reader = {
    .part = part, .table = table, .authorities = authorities, .findings = findings,
    .whole = of_file == 0, .line_column = find_line_column (definition), .misspelt = misspelt,
  };
  read_rows (&reader);
  spreadsheet_traps_report (&reader.traps, file, findings);
  spreadsheet_traps_clear (&reader.traps);
  check_keys (&reader);
  /* A file without rows, or without the column of the codes, has been told of already. */
  if (definition->lines != NULL && part->n_rows > 0 && part->columns[reader.line_column].position > 0)
    check_lines (&reader, lost);
  part->sound = findings_count (findings, SEVERITY_HARD) == hard;
  return part;
}
