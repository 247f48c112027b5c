#include "analyser/methods/methods_table.h"

#include <string.h>

static char *
copy (DataRow row, guint column)
{
  return g_strdup (data_row_text (row, column));
}

static Formula *
read_formula (DataRow row, guint column, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  Formula *formula = formula_parse (data_row_text (row, column), &wrong);
  if (formula == NULL)
    data_row_fault (row, error, "%s", wrong->message);
  return formula;
}

enum {
  MEASURE_ID, MEASURE_DOMAIN, MEASURE_TITLE, MEASURE_FORMULA, MEASURE_APPLIES_WHEN,
  MEASURE_OTHERWISE, MEASURE_UNIT, MEASURE_DP, MEASURE_SHIFT, MEASURE_SCOPE,
  MEASURE_ANNUALISE, MEASURE_DIRECTION, MEASURE_SOURCE, MEASURE_NOTE,
};
static const char *const scopes[] = { "total", "activities", NULL };
static const char *const ways_to_annualise[]
  = { [ANNUALISE_NOT] = "", [ANNUALISE_MULTIPLY] = "multiply", [ANNUALISE_DIVIDE] = "divide", NULL };
static const char *const directions[]
  = { "higher is better", "lower is better", "describes", NULL };
static const DataColumn measure_columns[] = {
  [MEASURE_ID] = { "measure", DATA_CODE, .key = TRUE },
  [MEASURE_DOMAIN] = { "domain", DATA_CODE },
  [MEASURE_TITLE] = { "title", DATA_TEXT },
  [MEASURE_FORMULA] = { "formula", DATA_TEXT },
  [MEASURE_APPLIES_WHEN] = { "applies_when", DATA_TEXT, "" },
  [MEASURE_OTHERWISE] = { "otherwise", DATA_TEXT, "" },
  [MEASURE_UNIT] = { "unit", DATA_TEXT, "" },
  [MEASURE_DP] = { "dp", DATA_WHOLE, .most = 9 },
  [MEASURE_SHIFT] = { "shift", DATA_WHOLE, .most = 6 },
  [MEASURE_SCOPE] = { "scope", DATA_WORD, .words = scopes },
  [MEASURE_ANNUALISE] = { "annualise", DATA_WORD, "", .words = ways_to_annualise },
  [MEASURE_DIRECTION] = { "direction", DATA_WORD, .words = directions },
  [MEASURE_SOURCE] = { "source", DATA_TEXT },
  [MEASURE_NOTE] = { "note", DATA_TEXT, "" },
  { NULL },
};

static void
definition_free (gpointer data)
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
read_measure (DataRow row, GError **error)
{
  MeasureDefinition *measure = g_new0 (MeasureDefinition, 1);
  measure->id = copy (row, MEASURE_ID);
  measure->domain = copy (row, MEASURE_DOMAIN);
  measure->title = copy (row, MEASURE_TITLE);
  measure->otherwise = g_intern_string (data_row_text (row, MEASURE_OTHERWISE));
  measure->unit = copy (row, MEASURE_UNIT);
  measure->dp = (guint) data_row_whole (row, MEASURE_DP);
  measure->shift = data_row_whole (row, MEASURE_SHIFT);
  measure->activities = data_row_word (row, MEASURE_SCOPE) == 1;
  measure->annualise = (Annualise) data_row_word (row, MEASURE_ANNUALISE);
  measure->direction = copy (row, MEASURE_DIRECTION);
  measure->source = copy (row, MEASURE_SOURCE);
  measure->note = copy (row, MEASURE_NOTE);
  measure->line = data_row_line (row);
  measure->formula = read_formula (row, MEASURE_FORMULA, error);
  if (measure->formula != NULL)
    measure->applies_when = conditions_read (row, MEASURE_APPLIES_WHEN, error);
  if (measure->applies_when != NULL)
    return measure;
  definition_free (measure);
  return NULL;
}

GPtrArray *
measures_read (const char *folder, GError **error)
{
  return data_file_collect (folder, "measures.csv", measure_columns, read_measure,
                            definition_free, error);
}

enum {
  BAND_MEASURE, BAND_CONDITIONS, BAND_LEVEL, BAND_FROM, BAND_TO, BAND_STANDING,
  BAND_WORDS, BAND_SOURCE,
};
static const DataColumn band_columns[] = {
  [BAND_MEASURE] = { "measure", DATA_CODE },
  [BAND_CONDITIONS] = { "conditions", DATA_TEXT, "" },
  [BAND_LEVEL] = { "level", DATA_WHOLE, .least = 1, .most = 4 },
  [BAND_FROM] = { "from", DATA_DATE },
  [BAND_TO] = { "to", DATA_DATE, "" },
  [BAND_STANDING] = { "standing", DATA_TEXT },
  [BAND_WORDS] = { "words", DATA_TEXT },
  [BAND_SOURCE] = { "source", DATA_TEXT },
  { NULL },
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
read_band (DataRow row, GError **error)
{
  Conditions *conditions = conditions_read (row, BAND_CONDITIONS, error);
  if (conditions == NULL)
    return NULL;
  MeasureBand *band = g_new0 (MeasureBand, 1);
  band->measure = copy (row, BAND_MEASURE);
  band->conditions = conditions;
  band->level = (guint) data_row_whole (row, BAND_LEVEL);
  band->from = data_row_date (row, BAND_FROM);
  band->to = data_row_date (row, BAND_TO);
  band->standing = copy (row, BAND_STANDING);
  band->words = copy (row, BAND_WORDS);
  band->source = copy (row, BAND_SOURCE);
  band->line = data_row_line (row);
  return band;
}

GPtrArray *
measure_bands_read (const char *folder, GError **error)
{
  return data_file_collect (folder, "bands.csv", band_columns, read_band, band_free, error);
}

enum {
  PARAMETER_ID, PARAMETER_VALUE, PARAMETER_FROM, PARAMETER_TO, PARAMETER_STANDING,
  PARAMETER_TITLE, PARAMETER_SOURCE,
};
static const DataColumn parameter_columns[] = {
  [PARAMETER_ID] = { "parameter", DATA_CODE, .key = TRUE },
  [PARAMETER_VALUE] = { "value", DATA_FIGURE },
  [PARAMETER_FROM] = { "from", DATA_DATE, .key = TRUE },
  [PARAMETER_TO] = { "to", DATA_DATE, "" },
  [PARAMETER_STANDING] = { "standing", DATA_TEXT },
  [PARAMETER_TITLE] = { "title", DATA_TEXT },
  [PARAMETER_SOURCE] = { "source", DATA_TEXT },
  { NULL },
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
read_parameter (DataRow row, GError **error G_GNUC_UNUSED)
{
  Parameter *parameter = g_new0 (Parameter, 1);
  parameter->id = copy (row, PARAMETER_ID);
  parameter->value = data_row_figure (row, PARAMETER_VALUE);
  parameter->from = data_row_date (row, PARAMETER_FROM);
  parameter->to = data_row_date (row, PARAMETER_TO);
  parameter->standing = copy (row, PARAMETER_STANDING);
  parameter->title = copy (row, PARAMETER_TITLE);
  parameter->source = copy (row, PARAMETER_SOURCE);
  return parameter;
}

GPtrArray *
parameters_read (const char *folder, GError **error)
{
  return data_file_collect (folder, "parameters.csv", parameter_columns, read_parameter,
                            parameter_free, error);
}

enum { PROMPT_KIND, PROMPT_KEY, PROMPT_WORDS };
static const char *const prompt_kinds[] = { "level", "domain", "prompt", NULL };
static const DataColumn prompt_columns[] = {
  [PROMPT_KIND] = { "kind", DATA_WORD, .words = prompt_kinds, .key = TRUE },
  [PROMPT_KEY] = { "key", DATA_TEXT, .key = TRUE },
  [PROMPT_WORDS] = { "words", DATA_TEXT },
  { NULL },
};

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
read_prompt (DataRow row, GError **error)
{
  g_autoptr(Conditions) conditions = NULL;
  const char *kind = data_row_text (row, PROMPT_KIND);
  if (strcmp (kind, "prompt") == 0)
    {
      conditions = conditions_read (row, PROMPT_KEY, error);
      if (conditions == NULL)
        return NULL;
    }
  Prompt *prompt = g_new0 (Prompt, 1);
  prompt->kind = g_strdup (kind);
  prompt->key = copy (row, PROMPT_KEY);
  prompt->words = copy (row, PROMPT_WORDS);
  prompt->conditions = g_steal_pointer (&conditions);
  prompt->line = data_row_line (row);
  return prompt;
}

GPtrArray *
prompts_read (const char *folder, GError **error)
{
  return data_file_collect (folder, "prompts.csv", prompt_columns, read_prompt, prompt_free, error);
}
