#include "analyser/person/measure.h"

#include <string.h>

const char *const measure_columns[] = {
  "childrens_homes", "fostering", "supported_accommodation", "education", "other", "total", NULL,
};

#define YEAR_DAYS 365
#define YEAR_LEAST 360
#define YEAR_MOST 371

/* One column of one return, as the names of a formula see it. */
typedef struct {
  const MeasureSource *source;
  guint column;
  Figure value;            /* what `value` stands for, in conditions of bands */
} Scope;

MeasureSource
measure_source (const Dataset *dataset, const Methods *methods, const Return *ret,
                Date report_date)
{
  Period period = return_period (ret);
  gboolean newest = dataset_newest (dataset, return_id (ret), return_person (ret)) == ret;
  return (MeasureSource) {
    .methods = methods,
    .ret = ret,
    .prior = dataset_find (dataset, return_id (ret), period_prior (period), return_person (ret)),
    .report_date = newest ? report_date : period_end (period),
  };
}

static Date
date_of (const Return *ret, const char *line)
{
  ReturnCell cell = return_line (ret, line, "value");
  return figure_is_value (&cell.value) ? (Date) cell.value.num : 0;
}

guint
measure_days (const Return *ret)
{
  Date start = date_of (ret, "period_start"), end = date_of (ret, "period_end");
  return start > 0 && end >= start ? end - start + 1 : 0;
}

gboolean
measure_is_part_year (const Return *ret)
{
  guint days = measure_days (ret);
  return days < YEAR_LEAST || days > YEAR_MOST;
}

static MeasureTerm
resolve_line (const char *name, const char *line, const Return *ret, guint column)
{
  MeasureTerm term = { .name = name, .ret = ret };
  if (ret == NULL)
    term.value = figure_missing (FIGURE_NOT_SUPPLIED, "there is no return for the period before");
  else
    {
      term.cell = return_line (ret, line, measure_columns[column]);
      term.value = term.cell.value;
    }
  return term;
}

static gboolean
is_text (const ReturnCell *cell, const char *text)
{
  return cell->text != NULL && strcmp (cell->text, text) == 0;
}

/* The sum of the ledger: all of it or one KIND, of an activity or of all. A
 * ledger without rows is nothing to add; one that the return does not have, or
 * not with all that is needed, is not supplied. */
static MeasureTerm
resolve_adjustments (const char *name, const char *kind, const Return *ret, guint column)
{
  static const char part[] = "adjustments";
  static const char *const needed[] = { "amount", "kind", "activity" };
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!return_has_column (ret, part, needed[i]))
      return (MeasureTerm) {
        .name = name, .ret = ret,
        .value = figure_missing (FIGURE_NOT_SUPPLIED, "the return has no ledger of adjustments"),
      };
  MeasureTerm term = { .name = name, .ret = ret, .value = figure_integer (0),
                       .cell = { .part = part } };
  for (guint row = 0; row < return_rows (ret, part); row++)
    {
      ReturnCell entry = return_cell (ret, part, row, "kind");
      ReturnCell activity = return_cell (ret, part, row, "activity");
      if ((strcmp (kind, "amount") != 0 && !is_text (&entry, kind))
          || (column != MEASURE_TOTAL && !is_text (&activity, measure_columns[column])))
        continue;
      term.value = figure_add (term.value, return_cell (ret, part, row, "amount").value);
    }
  term.cell.value = term.value;
  return term;
}

static MeasureTerm
resolve_parameter (const char *name, const char *id, const MeasureSource *source)
{
  Date on = period_end (return_period (source->ret));
  MeasureTerm term = { .name = name, .parameter = methods_parameter (source->methods, id, on) };
  term.value = term.parameter != NULL
                 ? term.parameter->value
                 : figure_missing (FIGURE_NOT_SUPPLIED, "there is no such parameter in force");
  return term;
}

static MeasureTerm
resolve_days (const char *name, const Return *ret)
{
  guint days = measure_days (ret);
  MeasureTerm term = { .name = name, .ret = ret };
  term.value = days > 0 ? figure_integer (days)
                        : figure_missing (FIGURE_NOT_SUPPLIED, "the dates of the accounts are not supplied");
  return term;
}

static MeasureTerm
resolve (const char *name, const Scope *scope)
{
  const MeasureSource *source = scope->source;
  if (g_str_has_prefix (name, "prior."))
    return resolve_line (name, name + strlen ("prior."), source->prior, scope->column);
  if (g_str_has_prefix (name, "adjustments."))
    return resolve_adjustments (name, name + strlen ("adjustments."), source->ret, scope->column);
  if (g_str_has_prefix (name, "parameter."))
    return resolve_parameter (name, name + strlen ("parameter."), source);
  if (strcmp (name, "report_date") == 0)
    return (MeasureTerm) { .name = name, .value = figure_integer (source->report_date) };
  if (strcmp (name, "period_days") == 0)
    return resolve_days (name, source->ret);
  if (strcmp (name, "value") == 0)
    return (MeasureTerm) { .name = name, .value = scope->value };
  return resolve_line (name, name, source->ret, scope->column);
}

static Figure
look_up (const char *name, gpointer data)
{
  return resolve (name, data).value;
}

static gboolean
is_asked (const MeasureDefinition *definition, guint column)
{
  return definition->activities || column == MEASURE_TOTAL;
}

static Figure
evaluate (const MeasureDefinition *definition, Scope *scope)
{
  if (!is_asked (definition, scope->column))
    return figure_missing (FIGURE_NOT_APPLICABLE, "it is for the total alone");
  Figure undecided = conditions_missing (definition->applies_when, look_up, scope);
  if (!figure_is_value (&undecided))
    return undecided;
  if (!conditions_hold (definition->applies_when, look_up, scope))
    return figure_missing (FIGURE_NOT_APPLICABLE, definition->otherwise);
  return formula_evaluate (definition->formula, look_up, scope);
}

/* VALUE as it would be in a year of the usual length. */
static Figure
annualise (const MeasureDefinition *definition, const Return *ret, Figure value)
{
  guint days = definition->annualise == ANNUALISE_NOT ? 0 : measure_days (ret);
  if (days == 0 || !measure_is_part_year (ret))
    return figure_missing (FIGURE_NOT_APPLICABLE, "the length of the period makes no difference");
  Figure factor = definition->annualise == ANNUALISE_MULTIPLY ? figure_ratio (YEAR_DAYS, days)
                                                              : figure_ratio (days, YEAR_DAYS);
  return figure_mul (value, factor);
}

static const MeasureBand *
find_band (const MeasureDefinition *definition, Scope *scope)
{
  const GPtrArray *bands = scope->source->methods->bands;
  Date on = period_end (return_period (scope->source->ret));
  for (guint i = 0; i < bands->len; i++)
    {
      const MeasureBand *band = bands->pdata[i];
      if (strcmp (band->measure, definition->id) == 0 && band->from <= on
          && (band->to == 0 || on <= band->to)
          && conditions_hold (band->conditions, look_up, scope))
        return band;
    }
  return NULL;
}

MeasureResult
measure_evaluate (const MeasureDefinition *definition, const MeasureSource *source, guint column)
{
  Scope scope = { source, column, figure_missing (FIGURE_NOT_APPLICABLE, NULL) };
  g_assert (column < MEASURE_N_COLUMNS);
  Figure value = evaluate (definition, &scope);
  scope.value = value;
  const MeasureBand *band
    = is_asked (definition, column) ? find_band (definition, &scope) : NULL;
  return (MeasureResult) {
    .definition = definition,
    .value = value,
    .annualised = annualise (definition, source->ret, value),
    .level = band != NULL ? band->level : 0,
    .band = band,
  };
}

GArray *
measure_terms (const MeasureDefinition *definition, const MeasureSource *source, guint column)
{
  Scope scope = { source, column, figure_missing (FIGURE_NOT_APPLICABLE, NULL) };
  g_autofree const char **more = conditions_names (definition->applies_when);
  const char *const *lists[] = { formula_names (definition->formula), more };
  GArray *terms = g_array_new (FALSE, FALSE, sizeof (MeasureTerm));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (const char *const *name = lists[i]; *name != NULL; name++)
      {
        if (i > 0 && g_strv_contains (lists[0], *name))
          continue;
        MeasureTerm term = resolve (*name, &scope);
        g_array_append_val (terms, term);
      }
  return terms;
}

char *
measure_to_string (const MeasureDefinition *definition, Figure value)
{
  return figure_to_string (value, definition->shift, definition->dp);
}

char *
measure_to_display (const MeasureDefinition *definition, Figure value)
{
  g_autofree char *digits = figure_to_display (value, definition->shift, definition->dp);
  if (!figure_is_value (&value) || *definition->unit == '\0')
    return g_steal_pointer (&digits);
  if (strcmp (definition->unit, "%") == 0)
    return g_strconcat (digits, "%", NULL);
  if (strcmp (definition->unit, "£") == 0)
    return *digits == '-' ? g_strconcat ("-£", digits + 1, NULL) : g_strconcat ("£", digits, NULL);
  return g_strconcat (digits, " ", definition->unit, NULL);
}
