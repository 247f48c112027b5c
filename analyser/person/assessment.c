#include "analyser/person/assessment.h"

#include <string.h>

#include "lib/base/error.h"

static void
year_clear (gpointer data)
{
  AssessmentYear *year = data;
  for (guint column = 0; column < MEASURE_N_COLUMNS; column++)
    g_free (year->results[column]);
}

static AssessmentYear
make_year (const MeasureSource *source)
{
  const GPtrArray *measures = source->methods->measures;
  AssessmentYear year = {
    .methods = source->methods,
    .ret = source->ret,
    .prior = source->prior,
    .days = measure_days (source->ret),
    .part_year = measure_is_part_year (source->ret),
  };
  for (guint column = 0; column < MEASURE_N_COLUMNS; column++)
    {
      year.results[column] = g_new0 (MeasureResult, measures->len);
      for (guint i = 0; i < measures->len; i++)
        year.results[column][i] = measure_evaluate (measures->pdata[i], source, column);
    }
  return year;
}

/* Whether any band could ever give MEASURE a level. */
static gboolean
has_bands (const Methods *methods, const MeasureDefinition *measure)
{
  for (guint i = 0; i < methods->bands->len; i++)
    if (strcmp (((const MeasureBand *) methods->bands->pdata[i])->measure, measure->id) == 0)
      return TRUE;
  return FALSE;
}

/* The worst level of the total's measures of a domain in YEAR. */
static DomainLevel
judge_domain (const AssessmentYear *year, const char *domain)
{
  const Methods *methods = year->methods;
  DomainLevel out = { .domain = domain, .title = methods_words (methods, "domain", domain) };
  for (guint i = 0; i < methods->measures->len; i++)
    {
      const MeasureResult *result = &year->results[MEASURE_TOTAL][i];
      if (strcmp (result->definition->domain, domain) != 0
          || !has_bands (methods, result->definition))
        continue;
      if (result->level == 0)
        out.missing++;
      else
        out.known++;
      if (result->level > out.level)
        {
          out.level = result->level;
          out.worst = result;
        }
    }
  char level[2] = { (char) ('0' + out.level), '\0' };
  out.words = methods_words (methods, "level", g_intern_string (level));
  return out;
}

static GArray *
judge_domains (const AssessmentYear *year, const AssessmentYear *before)
{
  const GPtrArray *prompts = year->methods->prompts;
  GArray *domains = g_array_new (FALSE, FALSE, sizeof (DomainLevel));
  for (guint i = 0; i < prompts->len; i++)
    {
      const Prompt *prompt = prompts->pdata[i];
      if (strcmp (prompt->kind, "domain") != 0)
        continue;
      DomainLevel level = judge_domain (year, prompt->key);
      if (before != NULL)
        level.before = judge_domain (before, prompt->key).level;
      g_array_append_val (domains, level);
    }
  return domains;
}

/* What the prompts say of DOMAINS together. */
static const char *
find_prompt (const Methods *methods, const GArray *domains)
{
  guint at[DOMAIN_LEVELS] = { 0 };
  for (guint i = 0; i < domains->len; i++)
    at[g_array_index (domains, DomainLevel, i).level]++;
  return methods_prompt (methods, at)->words;
}

/* The annual returns of PERSON up to and with PERIOD (year 0: all), oldest first. */
static GPtrArray *
find_returns (const Dataset *dataset, const char *person, Period period)
{
  GPtrArray *returns = g_ptr_array_new ();
  for (guint i = 0; i < dataset_length (dataset); i++)
    {
      const Return *ret = dataset_index (dataset, i);
      if (strcmp (return_id (ret), "annual") == 0 && strcmp (return_person (ret), person) == 0
          && (period.year == 0 || period_compare (return_period (ret), period) <= 0))
        g_ptr_array_add (returns, (gpointer) ret);
    }
  return returns;
}

gboolean
assessment_check (const Dataset *dataset, const char *person, Period period, GError **error)
{
  if (period.year == 0 || dataset_find (dataset, "annual", period, person) != NULL)
    return TRUE;
  g_autoptr(GPtrArray) returns = find_returns (dataset, person, (Period) { 0, 0 });
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < returns->len; i++)
    {
      g_autofree char *text = period_to_string (return_period (returns->pdata[i]));
      g_strv_builder_add (builder, text);
    }
  g_auto(GStrv) periods = g_strv_builder_end (builder);
  g_autofree char *text = period_to_string (period);
  g_autofree char *what = g_strdup_printf ("period of %s", person);
  name_error (error, ERROR_REFUSED, what, text, (const char *const *) periods);
  return FALSE;
}

/* A year for each of RETURNS. */
static gboolean
add_years (GArray *years, const Dataset *dataset, MethodsByPeriod *methods, const GPtrArray *returns,
           Date report_date, GError **error)
{
  for (guint i = 0; i < returns->len; i++)
    {
      const Return *ret = returns->pdata[i];
      const Methods *edition = methods_by_period_get (methods, return_period (ret), error);
      if (edition == NULL)
        return FALSE;
      MeasureSource source = measure_source (dataset, edition, ret, report_date);
      AssessmentYear year = make_year (&source);
      g_array_append_val (years, year);
    }
  return TRUE;
}

Assessment *
assessment_make (const Dataset *dataset, const Register *reg, MethodsByPeriod *methods,
                 const char *person, Period period, Date report_date, GError **error)
{
  if (!assessment_check (dataset, person, period, error))
    return NULL;
  g_autoptr(GPtrArray) returns = find_returns (dataset, person, period);
  g_autoptr(Assessment) assessment = g_new0 (Assessment, 1);
  assessment->years = g_array_new (FALSE, FALSE, sizeof (AssessmentYear));
  g_array_set_clear_func (assessment->years, year_clear);
  if (!add_years (assessment->years, dataset, methods, returns, report_date, error))
    return NULL;
  const AssessmentYear *last = assessment_last (assessment);
  assessment->person = return_person (last->ret);
  assessment->report_date = report_date;
  assessment->methods = last->methods;
  assessment->identity = register_person (reg, person, report_date);
  assessment->owner = register_owner_of (reg, person, report_date);
  if (assessment->owner != NULL && *assessment->owner->group != '\0')
    assessment->group = register_group (reg, assessment->owner->group, report_date);
  assessment->domains = judge_domains (last, assessment_before (assessment));
  assessment->prompt = find_prompt (last->methods, assessment->domains);
  return g_steal_pointer (&assessment);
}

void
assessment_free (Assessment *assessment)
{
  if (assessment == NULL)
    return;
  g_array_unref (assessment->years);
  g_clear_pointer (&assessment->domains, g_array_unref);
  g_free (assessment);
}

const AssessmentYear *
assessment_last (const Assessment *assessment)
{
  return &g_array_index (assessment->years, AssessmentYear, assessment->years->len - 1);
}

const AssessmentYear *
assessment_before (const Assessment *assessment)
{
  const AssessmentYear *last = assessment_last (assessment);
  for (guint i = 0; last->prior != NULL && i < assessment->years->len; i++)
    {
      const AssessmentYear *year = &g_array_index (assessment->years, AssessmentYear, i);
      if (year->ret == last->prior)
        return year;
    }
  return NULL;
}

const MeasureResult *
assessment_result (const AssessmentYear *year, const char *measure, guint column)
{
  const GPtrArray *measures = year->methods->measures;
  for (guint i = 0; i < measures->len; i++)
    if (strcmp (((const MeasureDefinition *) measures->pdata[i])->id, measure) == 0)
      return &year->results[column][i];
  return NULL;
}

Figure
assessment_value (const AssessmentYear *year, const char *measure, guint column)
{
  const MeasureResult *result = assessment_result (year, measure, column);
  if (result == NULL)
    return figure_missing (FIGURE_NOT_APPLICABLE, "the methods of its period have no such measure");
  return result->value;
}

/* Whether two editions mean the same by a measure. */
static gboolean
measure_alike (const MeasureDefinition *one, const MeasureDefinition *other)
{
  return strcmp (formula_text (one->formula), formula_text (other->formula)) == 0
         && strcmp (conditions_text (one->applies_when), conditions_text (other->applies_when)) == 0;
}

Figure
assessment_change (const Assessment *assessment, const MeasureDefinition *definition, guint column)
{
  const AssessmentYear *last = assessment_last (assessment);
  const AssessmentYear *before = assessment_before (assessment);
  if (before == NULL)
    return figure_missing (FIGURE_NOT_SUPPLIED, "there is no return for the period before");
  if (last->part_year || before->part_year)
    return figure_missing (FIGURE_NOT_APPLICABLE, "a part year is not compared with another period");
  const MeasureResult *then = assessment_result (before, definition->id, column);
  if (then != NULL && !measure_alike (definition, then->definition))
    return figure_missing (FIGURE_NOT_APPLICABLE,
                           "the methods of the period before have another formula");
  return figure_sub (assessment_value (last, definition->id, column),
                     assessment_value (before, definition->id, column));
}
