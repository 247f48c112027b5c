#include "analyser/reports/assessment_report.h"

#include <string.h>

#include "lib/tables/context.h"

/* As much of a commit's id as tells it from all others. */
#define COMMIT_DIGITS 12

#define PROFITABILITY "profitability"

typedef struct {
  const AssessmentReportSource *source;
  const Assessment *assessment;
  const AssessmentYear *last, *before;
  Report *report;
  JsonObject *context;
} Filler;

static const GPtrArray *
measures_of (const Filler *filler)
{
  return filler->assessment->methods->measures;
}

static const MeasureDefinition *
measure_at (const Filler *filler, guint i)
{
  return g_ptr_array_index (measures_of (filler), i);
}

static const AssessmentYear *
year_at (const Filler *filler, guint i)
{
  return &g_array_index (filler->assessment->years, AssessmentYear, i);
}

/* A code such as "private_equity" as words; NULL where there is none. */
static char *
code_to_words (const char *code)
{
  if (code == NULL || *code == '\0')
    return NULL;
  char *words = g_strdup (code);
  g_strdelimit (words, "_", ' ');
  *words = g_ascii_toupper (*words);
  return words;
}

/* Pounds, or the symbol. */
static char *
amount_to_display (Figure amount)
{
  g_autofree char *text = figure_to_display (amount, 0, 0);
  if (!figure_is_value (&amount))
    return g_steal_pointer (&text);
  return *text == '-' ? g_strconcat ("-£", text + 1, NULL) : g_strconcat ("£", text, NULL);
}

/* A date, which is a whole number of days, or the symbol. */
static char *
day_to_display (Figure day)
{
  return figure_is_value (&day) ? date_to_display ((Date) day.num) : figure_to_display (day, 0, 0);
}

static void
set_level (JsonObject *row, const char *key, guint level)
{
  g_autofree char *text = level == 0 ? g_strdup ("") : g_strdup_printf ("%u", level);
  context_text (row, key, text);
}

static void
set_measure (JsonObject *row, const char *key, const MeasureDefinition *definition, Figure value)
{
  g_autofree char *text = measure_to_display (definition, value);
  context_text (row, key, text);
}

/* Part years are not compared with others. */
static gboolean
can_compare (const Filler *filler)
{
  return filler->before != NULL && !filler->before->part_year && !filler->last->part_year;
}

/* Whether MEASURE has a value in both years, so that a change is looked for. */
static gboolean
has_both (const Filler *filler, const char *measure)
{
  Figure last = assessment_value (filler->last, measure, MEASURE_TOTAL);
  Figure before = assessment_value (filler->before, measure, MEASURE_TOTAL);
  return figure_is_value (&last) && figure_is_value (&before);
}

/* The change since the year before, in the measure's own units, or its symbol; why
 * there is none where both years have a value. */
static void
set_change (const Filler *filler, JsonObject *row, const MeasureDefinition *definition)
{
  Figure change = assessment_change (filler->assessment, definition, MEASURE_TOTAL);
  gboolean compared = can_compare (filler), known = compared && figure_is_value (&change);
  gboolean points = known && g_str_equal (definition->unit, "%");
  g_autofree char *digits = points ? measure_to_string (definition, change)
                                   : measure_to_display (definition, change);
  gboolean grew = known && figure_compare (change, figure_integer (0)) > 0;
  g_autofree char *text = compared ? g_strconcat (grew ? "+" : "", digits, NULL) : NULL;
  context_text (row, "change", text);
  context_text (row, "no_change", compared && !known && has_both (filler, definition->id) ? change.reason : NULL);
  context_flag (row, "is_points", points);
  context_flag (row, "is_apart", filler->before != NULL && !compared);
}

/* --- who --- */

static void
add_person (Filler *filler)
{
  static const struct { const char *key, *line; gboolean code; } answers[] = {
    { "parent", "ultimate_parent", FALSE },
    { "company_number", "company_number", FALSE },
    { "ownership_type", "ownership_type", TRUE },
    { "named_individual", "named_individual", FALSE },
    { "going_concern", "going_concern", TRUE },
    { "auditor_opinion", "auditor_opinion", TRUE },
    { "consolidation_basis", "consolidation_basis", TRUE },
  };
  const Assessment *assessment = filler->assessment;
  JsonObject *person = context_object (filler->context, "person");
  context_text (person, "id", assessment->person);
  context_text (person, "name",
                assessment->identity == NULL ? assessment->person : assessment->identity->name);
  context_text (person, "group", assessment->group == NULL ? "" : assessment->group->name);
  context_text (person, "role", assessment->identity == NULL ? "" : assessment->identity->role);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      ReturnCell cell = return_line (filler->last->ret, answers[i].line, "value");
      g_autofree char *words = answers[i].code ? code_to_words (cell.text) : g_strdup (cell.text);
      context_text (person, answers[i].key, words);
    }
}

static void
add_period (Filler *filler)
{
  const Return *ret = filler->last->ret;
  g_autofree char *title = period_to_string (return_period (ret));
  g_autofree char *start = day_to_display (return_line (ret, "period_start", "value").value);
  g_autofree char *end = day_to_display (return_line (ret, "period_end", "value").value);
  JsonObject *period = context_object (filler->context, "period");
  context_text (period, "title", title);
  context_text (period, "start", start);
  context_text (period, "end", end);
}

static void
add_filing (Filler *filler)
{
  const Filing *filing = filler->source->filing;
  g_autoptr(GDateTime) at = filing->filed_at == NULL ? NULL : time_parse (filing->filed_at, NULL);
  g_autofree char *filed_on = at == NULL ? NULL : date_to_display (date_of_time (at));
  JsonObject *object = context_object (filler->context, "filing");
  context_count (object, "version", filing->version);
  context_text (object, "at", filed_on);
  context_text (object, "by", filing->signatory);
  context_text (object, "role", filing->role);
  context_text (object, "hash", filing->hash);
  context_text (object, "reason", filing->reason);
}

/* --- levels --- */

guint
assessment_report_level (const Assessment *assessment)
{
  guint level = 0;
  for (guint i = 0; i < assessment->domains->len; i++)
    level = MAX (level, g_array_index (assessment->domains, DomainLevel, i).level);
  return level;
}

static void
add_domain (const Filler *filler, JsonArray *rows, const DomainLevel *domain)
{
  JsonObject *row = context_row (rows);
  gboolean known = can_compare (filler) && domain->level > 0 && domain->before > 0;
  context_text (row, "title", domain->title);
  set_level (row, "level", domain->level);
  set_level (row, "prior", domain->before);
  context_text (row, "words", domain->words);
  context_flag (row, "is_worse", known && domain->level > domain->before);
  context_flag (row, "is_better", known && domain->level < domain->before);
  context_flag (row, "is_same", known && domain->level == domain->before);
  context_count (row, "known", domain->known);
  context_count (row, "missing", domain->missing);
  context_flag (row, "is_apart", filler->before != NULL && !can_compare (filler));
  context_text (row, "measure", domain->worst == NULL ? "" : domain->worst->definition->title);
  context_text (row, "band", domain->worst == NULL || domain->worst->band == NULL
                             ? "" : domain->worst->band->words);
  if (domain->worst != NULL)
    set_measure (row, "value", domain->worst->definition, domain->worst->value);
  else
    context_text (row, "value", "");
}

static void
add_levels (Filler *filler)
{
  context_text (context_object (filler->context, "prompt"), "words", filler->assessment->prompt);
  JsonArray *rows = context_list (filler->context, "domains");
  for (guint i = 0; i < filler->assessment->domains->len; i++)
    add_domain (filler, rows, &g_array_index (filler->assessment->domains, DomainLevel, i));
}

/* --- profit --- */

static void
add_years (Filler *filler)
{
  JsonArray *years = context_list (filler->context, "years");
  gboolean part_year = FALSE;
  for (guint i = 0; i < filler->assessment->years->len; i++)
    {
      g_autofree char *title = period_to_string (return_period (year_at (filler, i)->ret));
      JsonObject *year = context_row (years);
      context_text (year, "title", title);
      context_count (year, "days", year_at (filler, i)->days);
      context_flag (year, "is_part", year_at (filler, i)->part_year);
      part_year |= year_at (filler, i)->part_year;
    }
  context_flag (filler->context, "has_part_year", part_year);
  gboolean last_is_part = filler->before != NULL && filler->before->part_year;
  context_flag (filler->context, "last_is_part", last_is_part);
}

static void
add_cell (JsonArray *cells, const MeasureDefinition *definition, const AssessmentYear *year)
{
  const MeasureResult *result = assessment_result (year, definition->id, MEASURE_TOTAL);
  gboolean annualised = result != NULL && figure_is_value (&result->annualised);
  JsonObject *cell = context_row (cells);
  set_measure (cell, "value", definition, assessment_value (year, definition->id, MEASURE_TOTAL));
  context_flag (cell, "has_annualised", annualised);
  if (annualised)
    set_measure (cell, "annualised", definition, result->annualised);
}

static void
add_profit (Filler *filler)
{
  JsonArray *rows = context_list (filler->context, "profit");
  for (guint i = 0; i < measures_of (filler)->len; i++)
    {
      const MeasureDefinition *definition = measure_at (filler, i);
      if (!g_str_equal (definition->domain, PROFITABILITY))
        continue;
      JsonObject *row = context_row (rows);
      JsonArray *cells = context_list (row, "cells");
      context_text (row, "title", definition->title);
      context_flag (row, "is_charted", g_str_has_suffix (definition->id, "operating_margin"));
      for (guint year = 0; year < filler->assessment->years->len; year++)
        add_cell (cells, definition, year_at (filler, year));
      set_change (filler, row, definition);
    }
}

static void
add_margin_chart (Filler *filler)
{
  static const char *const measures[] = { "operating_margin", "adjusted_operating_margin" };
  g_autoptr(Chart) chart = chart_new (CHART_LINES, "margin");
  chart_add_series (chart, "reported");
  chart_add_series (chart, "adjusted");
  for (guint year = 0; year < filler->assessment->years->len; year++)
    {
      Period period = return_period (year_at (filler, year)->ret);
      g_autofree char *label = period_to_string (period);
      Figure values[G_N_ELEMENTS (measures)];
      for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
        {
          const MeasureResult *last = assessment_result (filler->last, measures[i], MEASURE_TOTAL);
          if (last == NULL)
            return;
          values[i] = assessment_value (year_at (filler, year), measures[i], MEASURE_TOTAL);
          chart_set_format (chart, last->definition->shift, last->definition->dp,
                            last->definition->unit);
        }
      chart_add_point (chart, label, period.year, values);
      if (year_at (filler, year)->part_year)
        chart_set_apart (chart);
    }
  report_add_chart (filler->report, g_steal_pointer (&chart));
}

/* --- activities --- */

/* The measures that the table of activities shows, in its order. */
static const char *const activity_measures[] = {
  "operating_margin", "adjusted_operating_margin", "price_per_child_week",
  "profit_per_child_week", "occupancy",
};

/* What the statement calls the column of an activity. */
static const char *
activity_label (const Filler *filler, const char *activity)
{
  const PartDefinition *part = definition_part (filler->source->definition, "statement");
  int i = part == NULL || activity == NULL ? -1 : part_column (part, activity);
  return i < 0 ? activity : ((ColumnDefinition *) g_ptr_array_index (part->columns, (guint) i))->label;
}

static const MeasureResult *
result_of (const Filler *filler, const char *measure, guint column)
{
  return assessment_result (filler->last, measure, column);
}

static void
add_activity (Filler *filler, JsonArray *rows, guint column, const ReturnCell *income)
{
  g_autofree char *amount = amount_to_display (income->value);
  JsonObject *row = context_row (rows);
  JsonArray *cells = context_list (row, "cells");
  context_text (row, "title", activity_label (filler, measure_columns[column]));
  context_text (row, "income", amount);
  for (guint i = 0; i < G_N_ELEMENTS (activity_measures); i++)
    {
      const MeasureResult *result = result_of (filler, activity_measures[i], column);
      g_autofree char *text = result == NULL
        ? NULL : measure_to_display (result->definition, result->value);
      if (text != NULL)
        json_array_add_string_element (cells, text);
      if (i == 0)
        context_text (row, "margin", text);
    }
}

/* Only activities that the person has: with an income of more than zero. */
static void
add_activities (Filler *filler)
{
  JsonObject *activities = context_object (filler->context, "activities");
  JsonArray *columns = context_list (activities, "columns");
  JsonArray *rows = context_list (activities, "rows");
  g_autoptr(Chart) chart = chart_new (CHART_BARS, "activities");
  chart_add_series (chart, "margin");
  for (guint i = 0; i < G_N_ELEMENTS (activity_measures); i++)
    {
      const MeasureResult *result = result_of (filler, activity_measures[i], MEASURE_TOTAL);
      if (result != NULL)
        json_array_add_string_element (columns, result->definition->title);
    }
  for (guint column = 0; column < MEASURE_N_COLUMNS; column++)
    {
      ReturnCell income = return_line (filler->last->ret, "total_income", measure_columns[column]);
      if (!figure_is_value (&income.value)
          || figure_compare (income.value, figure_integer (0)) <= 0)
        continue;
      add_activity (filler, rows, column, &income);
      const MeasureResult *margin = result_of (filler, activity_measures[0], column);
      if (margin == NULL)
        continue;
      chart_set_format (chart, margin->definition->shift, margin->definition->dp,
                        margin->definition->unit);
      chart_add_point (chart, activity_label (filler, measure_columns[column]), column, &margin->value);
    }
  report_add_chart (filler->report, g_steal_pointer (&chart));
}

static void
add_adjustments (Filler *filler)
{
  const Return *ret = filler->last->ret;
  JsonArray *rows = context_table (filler->context, "adjustments");
  for (guint i = 0; i < return_rows (ret, "adjustments"); i++)
    {
      JsonObject *row = context_row (rows);
      ReturnCell amount = return_cell (ret, "adjustments", i, "amount");
      g_autofree char *kind = code_to_words (return_cell (ret, "adjustments", i, "kind").text);
      const char *activity = return_cell (ret, "adjustments", i, "activity").text;
      g_autofree char *shown = amount_to_display (amount.value);
      context_text (row, "kind", kind);
      context_text (row, "activity", activity_label (filler, activity));
      context_text (row, "amount", shown);
      context_text (row, "reason", return_cell (ret, "adjustments", i, "reason").text);
      context_text (row, "reviewer", return_cell (ret, "adjustments", i, "reviewer").text);
    }
  context_end_table (filler->context, "adjustments");
}

/* --- sustainability --- */

static void
add_measure (Filler *filler, JsonArray *rows, guint i)
{
  const MeasureDefinition *definition = measure_at (filler, i);
  const MeasureResult *result = &filler->last->results[MEASURE_TOTAL][i];
  JsonObject *row = context_row (rows);
  context_text (row, "title", definition->title);
  context_text (row, "direction", definition->direction);
  set_measure (row, "value", definition, result->value);
  if (filler->before != NULL)
    set_measure (row, "prior", definition,
                 assessment_value (filler->before, definition->id, MEASURE_TOTAL));
  else
    context_text (row, "prior", "");
  set_change (filler, row, definition);
  set_level (row, "level", result->level);
  context_text (row, "band", result->band == NULL ? "" : result->band->words);
  context_text (row, "standing", result->band == NULL ? "" : result->band->standing);
  context_text (row, "source", result->band == NULL ? "" : result->band->source);
}

static void
add_measures (Filler *filler)
{
  JsonArray *rows = context_list (filler->context, "measures");
  for (guint i = 0; i < measures_of (filler)->len; i++)
    if (!g_str_equal (measure_at (filler, i)->domain, PROFITABILITY)
        || filler->last->results[MEASURE_TOTAL][i].level > 0)
      add_measure (filler, rows, i);
}

static void
add_missing_of_year (JsonArray *rows, const AssessmentYear *year)
{
  g_autofree char *period = period_to_string (return_period (year->ret));
  for (guint i = 0; i < year->methods->measures->len; i++)
    {
      const MeasureResult *result = &year->results[MEASURE_TOTAL][i];
      Figure value = result->value;
      if (figure_is_value (&value))
        continue;
      g_autofree char *symbol = figure_to_display (value, 0, 0);
      JsonObject *row = context_row (rows);
      context_text (row, "title", result->definition->title);
      context_text (row, "period", period);
      context_text (row, "symbol", symbol);
      context_text (row, "reason", value.reason);
    }
}

/* What is missing of the measures, and why: the newest year first. */
static void
add_missing (Filler *filler)
{
  JsonArray *rows = context_table (filler->context, "missing");
  for (guint i = filler->assessment->years->len; i > 0; i--)
    add_missing_of_year (rows, year_at (filler, i - 1));
  context_end_table (filler->context, "missing");
}

/* --- capacity --- */

const Return *
assessment_report_capacity (const Assessment *assessment, const Dataset *dataset)
{
  Period period = { .year = return_period (assessment_last (assessment)->ret).year };
  for (period.quarter = 4; period.quarter > 0; period.quarter--)
    {
      const Return *ret = dataset_find (dataset, "capacity", period, assessment->person);
      if (ret != NULL)
        return ret;
    }
  return NULL;
}

/* The sum of a column; what is missing is counted beside it. */
static void
add_capacity_column (JsonArray *rows, const Return *ret, const ColumnDefinition *column)
{
  static const FigureStyle whole = { 0, 0, NULL }, tenths = { 0, 1, NULL };
  Figure sum = figure_integer (0);
  guint missing = 0, n = return_rows (ret, "establishments");
  for (guint i = 0; i < n; i++)
    {
      ReturnCell cell = return_cell (ret, "establishments", i, column->name);
      if (figure_is_value (&cell.value))
        sum = figure_add (sum, cell.value);
      else
        missing++;
    }
  JsonObject *row = context_row (rows);
  context_text (row, "title", column->label);
  context_figure (row, "value", column->type == CELL_NUMBER ? &tenths : &whole,
                  missing < n ? sum : figure_missing (FIGURE_NOT_SUPPLIED, NULL));
  context_flag (row, "is_amount", column->type == CELL_AMOUNT);
  context_flag (row, "has_missing", missing > 0);
  context_count (row, "missing", missing);
}

static void
add_capacity (Filler *filler)
{
  const Return *ret = filler->source->capacity;
  JsonArray *rows = context_table (filler->context, "capacity");
  JsonObject *capacity = json_object_get_object_member (filler->context, "capacity");
  if (ret != NULL)
    {
      const PartDefinition *part = definition_part (filler->source->capacity_definition, "establishments");
      g_autofree char *period = period_to_string (return_period (ret));
      context_text (capacity, "period", period);
      context_count (capacity, "establishments", return_rows (ret, "establishments"));
      for (guint i = 0; part != NULL && i < part->columns->len; i++)
        {
          const ColumnDefinition *column = g_ptr_array_index (part->columns, i);
          if (column->type == CELL_INTEGER || column->type == CELL_NUMBER
              || column->type == CELL_AMOUNT)
            add_capacity_column (rows, ret, column);
        }
    }
  context_end_table (filler->context, "capacity");
}

/* --- findings --- */

/* "statement.csv:5:fee_income:total" as its file, its line and what is there. */
static void
add_place (JsonObject *row, const char *place)
{
  g_auto(GStrv) parts = g_strsplit (place == NULL ? "" : place, ":", 3);
  guint n = g_strv_length (parts);
  gboolean has_line = n > 1 && g_ascii_isdigit (*parts[1]);
  g_auto(GStrv) cells = g_strsplit (n > 2 ? parts[2] : !has_line && n > 1 ? parts[1] : "", ":", -1);
  g_autofree char *cell = g_strjoinv (", ", cells);
  context_text (row, "file", n > 0 ? parts[0] : "");
  context_text (row, "line", has_line ? parts[1] : "");
  context_text (row, "cell", cell);
}

static void
add_findings (Filler *filler)
{
  const GPtrArray *explanations = filler->source->filing->explanations;
  JsonArray *rows = context_table (filler->context, "findings");
  for (guint i = 0; i < explanations->len; i++)
    {
      const Explanation *explanation = g_ptr_array_index (explanations, i);
      JsonObject *row = context_row (rows);
      context_text (row, "rule", explanation->rule);
      add_place (row, explanation->location);
      context_flag (row, "is_everywhere", g_strcmp0 (explanation->location, "*") == 0);
      context_text (row, "value", explanation->value);
      g_autofree char *code = code_to_words (explanation->code);
      context_text (row, "code", code);
      context_text (row, "text", explanation->text);
      context_text (row, "by", explanation->by);
    }
  context_end_table (filler->context, "findings");
}

/* --- how figures were worked out --- */

/* The line of the annual return that TERM stands for, or NULL. */
static const LineDefinition *
line_of (const Filler *filler, const MeasureTerm *term)
{
  const char *line = g_str_has_prefix (term->name, "prior.") ? term->name + strlen ("prior.")
                                                             : term->name;
  const PartDefinition *part = term->ret == NULL || term->cell.part == NULL
    ? NULL : definition_part (filler->source->definition, term->cell.part);
  return part == NULL || part->lines == NULL ? NULL : part_line (part, line);
}

static char *
term_to_display (const MeasureTerm *term, const LineDefinition *line)
{
  gboolean date = (line != NULL && line->type == CELL_DATE)
                  || g_str_equal (term->name, "report_date");
  return date ? day_to_display (term->value) : figure_to_display (term->value, 0, 2);
}

static void
add_term (const Filler *filler, JsonArray *rows, const MeasureTerm *term)
{
  const LineDefinition *line = line_of (filler, term);
  g_autofree char *value = term_to_display (term, line);
  const char *title = term->parameter != NULL ? term->parameter->title : NULL;
  JsonObject *row = context_row (rows);
  context_text (row, "name", term->name);
  context_text (row, "label", line != NULL ? line->label : title);
  context_text (row, "value", value);
  context_flag (row, "has_place", term->ret != NULL && term->cell.part != NULL);
  if (term->ret == NULL || term->cell.part == NULL)
    return;
  g_autofree char *commit = g_strndup (return_commit (term->ret), COMMIT_DIGITS);
  g_autofree char *period = period_to_string (return_period (term->ret));
  context_text (row, "part", term->cell.part);
  context_flag (row, "has_line", term->cell.line > 0);
  context_count (row, "line", term->cell.line);
  context_text (row, "period", period);
  context_text (row, "commit", commit);
}

static void
add_workings (const Filler *filler)
{
  const MeasureSource source = {
    .methods = filler->assessment->methods, .ret = filler->last->ret,
    .prior = filler->last->prior, .report_date = filler->assessment->report_date,
  };
  JsonArray *rows = context_list (filler->context, "workings");
  for (guint i = 0; i < measures_of (filler)->len; i++)
    {
      const MeasureDefinition *definition = measure_at (filler, i);
      g_autoptr(GArray) terms = measure_terms (definition, &source, MEASURE_TOTAL);
      JsonObject *row = context_row (rows);
      JsonArray *lines = context_list (row, "lines");
      context_text (row, "title", definition->title);
      set_measure (row, "value", definition, filler->last->results[MEASURE_TOTAL][i].value);
      context_text (row, "formula", formula_text (definition->formula));
      context_flag (row, "has_lines", terms->len > 0);
      for (guint t = 0; t < terms->len; t++)
        add_term (filler, lines, &g_array_index (terms, MeasureTerm, t));
    }
}

void
assessment_report_fill (Report *report, const AssessmentReportSource *source)
{
  Filler filler = {
    .source = source, .assessment = source->assessment,
    .last = assessment_last (source->assessment), .before = assessment_before (source->assessment),
    .report = report, .context = report->context,
  };
  add_person (&filler);
  add_period (&filler);
  add_filing (&filler);
  add_levels (&filler);
  add_years (&filler);
  add_profit (&filler);
  add_margin_chart (&filler);
  add_activities (&filler);
  add_adjustments (&filler);
  add_measures (&filler);
  add_missing (&filler);
  add_capacity (&filler);
  add_findings (&filler);
  add_workings (&filler);
}
