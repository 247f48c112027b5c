#include "analyser/methods/methods_table.h"

#include <string.h>

#include "lib/base/suggest.h"
#include "lib/sheet/csv.h"

/* One row being read. */
typedef struct {
  const CsvTable *table;
  const char *const *columns;
  const char *file;
  guint row;
  Findings *findings;
} Row;

static void
report (const Row *row, const char *rule, guint column, const char *message)
{
  Finding *finding = findings_add (row->findings, SEVERITY_HARD, rule, row->file,
                                   csv_table_line (row->table, row->row),
                                   csv_table_position (row->table, column), message);
  finding_describe (finding, row->columns[column],
                    csv_table_get (row->table, row->row, column), NULL, NULL);
}

static const char *
get (const Row *row, guint column)
{
  return csv_table_get (row->table, row->row, column);
}

static char *
copy (const Row *row, guint column)
{
  return g_strdup (get (row, column));
}

static Formula *
get_formula (const Row *row, guint column)
{
  g_autoptr(GError) error = NULL;
  Formula *formula = formula_parse (get (row, column), &error);
  if (formula == NULL)
    report (row, "METHODS-FORMULA", column, error->message);
  return formula;
}

static Conditions *
get_conditions (const Row *row, guint column)
{
  g_autoptr(GError) error = NULL;
  Conditions *conditions = conditions_parse (get (row, column), &error);
  if (conditions == NULL)
    report (row, "METHODS-FORMULA", column, error->message);
  return conditions;
}

/* A whole number from LEAST to MOST. */
static int
get_whole (const Row *row, guint column, int least, int most)
{
  gint64 number = least;
  if (!g_ascii_string_to_signed (get (row, column), 10, least, most, &number, NULL))
    {
      g_autofree char *message
        = g_strdup_printf ("expected a whole number from %d to %d", least, most);
      report (row, "METHODS-NUMBER", column, message);
    }
  return (int) number;
}

static Date
get_date (const Row *row, guint column, gboolean required)
{
  Date date = 0;
  const char *text = get (row, column);
  if (!(date_parse (text, &date) || (*text == '\0' && !required)))
    report (row, "METHODS-DATE", column, "expected a date like 2025-04-01");
  return date;
}

/* The position of the word among WORDS. */
static guint
get_word (const Row *row, guint column, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], get (row, column)) == 0)
      return i;
  g_autofree char *message = suggest_message (row->columns[column], get (row, column), words);
  report (row, "METHODS-WORD", column, message);
  return 0;
}

typedef gpointer (*RowFunc) (const Row *row);

static GPtrArray *
read_rows (GBytes *bytes, const char *file, const char *const *columns, RowFunc func,
           GDestroyNotify destroy, Findings *findings)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (destroy);
  g_autoptr(CsvTable) table = csv_table_read (bytes, file, columns, findings);
  for (guint i = 0; i < csv_table_rows (table); i++)
    {
      Row row = { table, columns, file, i, findings };
      g_ptr_array_add (rows, func (&row));
    }
  return rows;
}

enum {
  MEASURE_ID, MEASURE_DOMAIN, MEASURE_TITLE, MEASURE_FORMULA, MEASURE_APPLIES_WHEN,
  MEASURE_OTHERWISE, MEASURE_UNIT, MEASURE_DP, MEASURE_SHIFT, MEASURE_SCOPE,
  MEASURE_ANNUALISE, MEASURE_DIRECTION, MEASURE_SOURCE, MEASURE_NOTE,
};
static const char *const measure_file_columns[] = {
  "measure", "domain", "title", "formula", "applies_when", "otherwise", "unit", "dp",
  "shift", "scope", "annualise", "direction", "source", "note", NULL,
};
static const char *const scopes[] = { "total", "activities", NULL };
static const char *const ways_to_annualise[] = { "", "multiply", "divide", NULL };
static const char *const directions[]
  = { "higher is better", "lower is better", "describes", NULL };

static void
measure_free (gpointer data)
{
  MeasureDefinition *measure = data;
  g_free (measure->id);
  g_free (measure->domain);
  g_free (measure->title);
  formula_free (measure->formula);
  conditions_free (measure->applies_when);
  g_free (measure->unit);
  g_free (measure->direction);
  g_free (measure->source);
  g_free (measure->note);
  g_free (measure);
}

static gpointer
read_measure (const Row *row)
{
  MeasureDefinition *measure = g_new0 (MeasureDefinition, 1);
  measure->id = copy (row, MEASURE_ID);
  measure->domain = copy (row, MEASURE_DOMAIN);
  measure->title = copy (row, MEASURE_TITLE);
  measure->formula = get_formula (row, MEASURE_FORMULA);
  measure->applies_when = get_conditions (row, MEASURE_APPLIES_WHEN);
  measure->otherwise = g_intern_string (get (row, MEASURE_OTHERWISE));
  measure->unit = copy (row, MEASURE_UNIT);
  measure->dp = (guint) get_whole (row, MEASURE_DP, 0, 9);
  measure->shift = get_whole (row, MEASURE_SHIFT, 0, 6);
  measure->activities = get_word (row, MEASURE_SCOPE, scopes) == 1;
  measure->annualise = (Annualise) get_word (row, MEASURE_ANNUALISE, ways_to_annualise);
  get_word (row, MEASURE_DIRECTION, directions);
  measure->direction = copy (row, MEASURE_DIRECTION);
  measure->source = copy (row, MEASURE_SOURCE);
  measure->note = copy (row, MEASURE_NOTE);
  return measure;
}

GPtrArray *
measures_read (GBytes *bytes, const char *file, Findings *findings)
{
  return read_rows (bytes, file, measure_file_columns, read_measure, measure_free, findings);
}

enum {
  BAND_MEASURE, BAND_CONDITIONS, BAND_LEVEL, BAND_FROM, BAND_TO, BAND_STANDING,
  BAND_WORDS, BAND_SOURCE,
};
static const char *const band_columns[] = {
  "measure", "conditions", "level", "from", "to", "standing", "words", "source", NULL,
};

static void
band_free (gpointer data)
{
  MeasureBand *band = data;
  g_free (band->measure);
  conditions_free (band->conditions);
  g_free (band->standing);
  g_free (band->words);
  g_free (band->source);
  g_free (band);
}

static gpointer
read_band (const Row *row)
{
  MeasureBand *band = g_new0 (MeasureBand, 1);
  band->measure = copy (row, BAND_MEASURE);
  band->conditions = get_conditions (row, BAND_CONDITIONS);
  band->level = (guint) get_whole (row, BAND_LEVEL, 1, 4);
  band->from = get_date (row, BAND_FROM, TRUE);
  band->to = get_date (row, BAND_TO, FALSE);
  band->standing = copy (row, BAND_STANDING);
  band->words = copy (row, BAND_WORDS);
  band->source = copy (row, BAND_SOURCE);
  return band;
}

GPtrArray *
measure_bands_read (GBytes *bytes, const char *file, Findings *findings)
{
  return read_rows (bytes, file, band_columns, read_band, band_free, findings);
}

enum {
  PARAMETER_ID, PARAMETER_VALUE, PARAMETER_FROM, PARAMETER_TO, PARAMETER_STANDING,
  PARAMETER_TITLE, PARAMETER_SOURCE,
};
static const char *const parameter_columns[] = {
  "parameter", "value", "from", "to", "standing", "title", "source", NULL,
};

static void
parameter_free (gpointer data)
{
  Parameter *parameter = data;
  g_free (parameter->id);
  g_free (parameter->title);
  g_free (parameter->standing);
  g_free (parameter->source);
  g_free (parameter);
}

static gpointer
read_parameter (const Row *row)
{
  Parameter *parameter = g_new0 (Parameter, 1);
  parameter->id = copy (row, PARAMETER_ID);
  if (!figure_parse (get (row, PARAMETER_VALUE), &parameter->value))
    report (row, "METHODS-NUMBER", PARAMETER_VALUE, "expected a plain number");
  parameter->from = get_date (row, PARAMETER_FROM, TRUE);
  parameter->to = get_date (row, PARAMETER_TO, FALSE);
  parameter->standing = copy (row, PARAMETER_STANDING);
  parameter->title = copy (row, PARAMETER_TITLE);
  parameter->source = copy (row, PARAMETER_SOURCE);
  return parameter;
}

GPtrArray *
parameters_read (GBytes *bytes, const char *file, Findings *findings)
{
  return read_rows (bytes, file, parameter_columns, read_parameter, parameter_free, findings);
}

enum { PROMPT_KIND, PROMPT_KEY, PROMPT_WORDS };
static const char *const prompt_columns[] = { "kind", "key", "words", NULL };
static const char *const prompt_kinds[] = { "level", "domain", "prompt", NULL };

static void
prompt_free (gpointer data)
{
  Prompt *prompt = data;
  g_free (prompt->kind);
  g_free (prompt->key);
  conditions_free (prompt->conditions);
  g_free (prompt->words);
  g_free (prompt);
}

static gpointer
read_prompt (const Row *row)
{
  Prompt *prompt = g_new0 (Prompt, 1);
  prompt->kind = copy (row, PROMPT_KIND);
  prompt->key = copy (row, PROMPT_KEY);
  prompt->words = copy (row, PROMPT_WORDS);
  if (strcmp (prompt_kinds[get_word (row, PROMPT_KIND, prompt_kinds)], "prompt") == 0)
    prompt->conditions = get_conditions (row, PROMPT_KEY);
  return prompt;
}

GPtrArray *
prompts_read (GBytes *bytes, const char *file, Findings *findings)
{
  return read_rows (bytes, file, prompt_columns, read_prompt, prompt_free, findings);
}
