/* care-analyser measures: a row per person, period, measure and activity. */

#include "analyser/commands/commands.h"
#include "analyser/person/measure.h"
#include "analyser/person/methods_by_period.h"
#include "lib/tables/table.h"
#include "lib/base/error.h"

#include <string.h>

static const TableColumn columns[] = {
  { "person", "Person", .kind = COLUMN_TEXT, .sensitivity = SENSITIVITY_RESTRICTED },
  { "period", "Period", .kind = COLUMN_PERIOD },
  { "measure", "Measure", .kind = COLUMN_TEXT },
  { "activity", "Activity", .kind = COLUMN_TEXT },
  { "value", "Value", .kind = COLUMN_FIGURE, .sensitivity = SENSITIVITY_RESTRICTED },   /* as its measure prints */
  { "unit", "Unit", .kind = COLUMN_TEXT },
  { "level", "Level", .kind = COLUMN_LEVEL, .sensitivity = SENSITIVITY_RESTRICTED },
  { "band", "Band", .kind = COLUMN_TEXT, .sensitivity = SENSITIVITY_RESTRICTED },
  { "direction", NULL, .kind = COLUMN_TEXT },
  { "part_year", "Part year", .kind = COLUMN_TEXT, .sensitivity = SENSITIVITY_RESTRICTED },
  { "annualised", "Annualised", .kind = COLUMN_FIGURE, .sensitivity = SENSITIVITY_RESTRICTED },
  { "reason", "Why missing", .kind = COLUMN_TEXT, .sensitivity = SENSITIVITY_RESTRICTED },
  { "edition", NULL, .kind = COLUMN_TEXT },
};

/* What is listed. */
typedef struct {
  const Dataset *dataset;
  MethodsByPeriod *methods;
  Table *table;
  Date report_date;
} Listing;

/* Activities that a person does not have would fill the list with `z`. Where the
 * return does not ask for their income, nobody knows, and they are listed. */
static gboolean
has_activity (const Return *ret, guint column)
{
  ReturnCell income = return_line (ret, "total_income", measure_columns[column]);
  return column == MEASURE_TOTAL || income.part == NULL
         || (figure_is_value (&income.value) && income.value.num != 0);
}

static void
add_part_year (Table *table, const MeasureResult *result, const Return *ret)
{
  const MeasureDefinition *definition = result->definition;
  g_autofree char *days = measure_is_part_year (ret) ? g_strdup_printf ("%u days", measure_days (ret)) : NULL;
  table_add_text (table, days);
  if (figure_is_value (&result->annualised))
    table_add_styled (table, result->annualised, definition->shift, definition->dp);
  else
    table_add_nothing (table);
}

static void
add_result (Listing *listing, const MeasureSource *source, const MeasureResult *result,
            guint column)
{
  const MeasureDefinition *definition = result->definition;
  Table *table = listing->table;
  table_add_text (table, return_person (source->ret));
  table_add_period (table, return_period (source->ret));
  table_add_text (table, definition->id);
  table_add_text (table, measure_columns[column]);
  table_add_styled (table, result->value, definition->shift, definition->dp);
  table_add_text (table, definition->unit);
  table_add_level (table, result->level);
  table_add_text (table, result->band != NULL ? result->band->words : NULL);
  table_add_text (table, definition->direction);
  add_part_year (table, result, source->ret);
  table_add_text (table, result->value.reason);
  table_add_text (table, source->methods->id);
}

static gboolean
add_return (Listing *listing, const Return *ret, GError **error)
{
  const Methods *methods = methods_by_period_get (listing->methods, return_period (ret), error);
  if (methods == NULL)
    return FALSE;
  MeasureSource source = measure_source (listing->dataset, methods, ret, listing->report_date);
  for (guint i = 0; i < methods->measures->len; i++)
    for (guint column = 0; column < MEASURE_N_COLUMNS; column++)
      {
        const MeasureDefinition *definition = methods->measures->pdata[i];
        if (!has_activity (ret, column) || (!definition->activities && column != MEASURE_TOTAL))
          continue;
        MeasureResult result = measure_evaluate (definition, &source, column);
        add_result (listing, &source, &result, column);
      }
  return TRUE;
}

static gboolean
is_wanted (const Return *ret, const Arguments *arguments)
{
  const char *person = arguments_get (arguments, "person"), *period = arguments_get (arguments, "period");
  g_autofree char *of_return = period_to_string (return_period (ret));
  return strcmp (return_id (ret), "annual") == 0
         && (person == NULL || strcmp (return_person (ret), person) == 0)
         && (period == NULL || strcmp (of_return, period) == 0);
}

static gboolean
check_name (const char *what, const char *name, GStrv known, GError **error)
{
  if (name == NULL || g_strv_contains ((const char *const *) known, name))
    return TRUE;
  return name_error (error, ERROR_REFUSED, what, name, (const char *const *) known);
}

/* Whether the person and the period that are asked for have a return. */
static gboolean
check_names (const Dataset *dataset, const Arguments *arguments, GError **error)
{
  g_auto(GStrv) persons = dataset_persons (dataset, "annual");
  g_auto(GStrv) periods = dataset_periods (dataset, "annual");
  return check_name ("person", arguments_get (arguments, "person"), persons, error)
         && check_name ("period", arguments_get (arguments, "period"), periods, error);
}

static gboolean
list_returns (Listing *listing, const Arguments *arguments, GError **error)
{
  for (guint i = 0; i < dataset_length (listing->dataset); i++)
    {
      const Return *ret = dataset_index (listing->dataset, i);
      if (is_wanted (ret, arguments) && !add_return (listing, ret, error))
        return FALSE;
    }
  return TRUE;
}

static int
measures (const Arguments *arguments, GError **error)
{
  g_autoptr(Dataset) dataset = dataset_load (arguments->snapshot, program_datadir (), error);
  if (dataset == NULL || !check_names (dataset, arguments, error))
    return EXIT_FAULT;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (snapshot_time (arguments->snapshot));
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr(MethodsByPeriod) methods = methods_by_period_new (program_datadir ());
  Listing listing = { dataset, methods, table, date_of_time (time) };
  if (!list_returns (&listing, arguments, error))
    return EXIT_FAULT;
  table_mark (table, arguments->mark);
  table_print (table, arguments->format, stdout);
  return EXIT_DONE;
}

const Command command_measures = {
  .name = "measures",
  .summary = "profit and sustainability of the persons with returns",
  .about = "A row for each person, period, measure and activity: the figure, its level by the bands of the methods, "
           "and why it is missing where it is. Restricted.",
  .refuses = "There is no return of that person or for that period.",
  .record = READS_RECORD,
  .arguments = { ARGUMENT_STORE },
  .options = {
    { "person", "ID", "Only this person", .kind = VALUE_PERSON },
    { "period", "PERIOD", "Only this period, like 2025-26", .kind = VALUE_PERIOD },
    OPTION_AS_AT,
    OPTION_FORMAT ("text (default), csv or json"),
  },
  .run = measures,
};
