/* care-analyser measures: a row per person, period, measure and activity. */

#include "analyser/commands/commands.h"
#include "analyser/person/measure.h"
#include "analyser/person/methods_by_period.h"
#include "lib/returns/filed_list.h"
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

/* What is listed, and by what. */
typedef struct {
  const Arguments *arguments;
  Definitions *definitions;
  MethodsByPeriod *methods;
  Date report_date;
  GHashTable *tables;        /* period as text -> its Table: rows come by period, then person */
} Listing;

static void
listing_clear (Listing *listing)
{
  g_clear_pointer (&listing->tables, g_hash_table_unref);
  g_clear_pointer (&listing->methods, methods_by_period_free);
  g_clear_pointer (&listing->definitions, definitions_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

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
add_result (Table *table, const MeasureSource *source, const MeasureResult *result, guint column)
{
  const MeasureDefinition *definition = result->definition;
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

static void
add_return (Table *table, const MeasureSource *source)
{
  const GPtrArray *measures = source->methods->measures;
  for (guint i = 0; i < measures->len; i++)
    for (guint column = 0; column < MEASURE_N_COLUMNS; column++)
      {
        const MeasureDefinition *definition = measures->pdata[i];
        if (!has_activity (source->ret, column) || (!definition->activities && column != MEASURE_TOTAL))
          continue;
        MeasureResult result = measure_evaluate (definition, source, column);
        add_result (table, source, &result, column);
      }
}

static Table *
table_of (const Listing *listing, const char *period)
{
  Table *table = g_hash_table_lookup (listing->tables, period);
  if (table == NULL)
    {
      table = table_new (columns, G_N_ELEMENTS (columns));
      g_hash_table_insert (listing->tables, g_strdup (period), table);
    }
  return table;
}

/* The rows of one person, whose annual returns are FILED; no other's are in memory. */
static gboolean
add_person (const Listing *listing, const GPtrArray *filed, GError **error)
{
  const char *wanted = arguments_get (listing->arguments, "period");
  g_autoptr(Dataset) dataset
    = dataset_load (listing->arguments->snapshot, listing->definitions, filed, error);
  for (guint i = 0; dataset != NULL && i < dataset_length (dataset); i++)
    {
      const Return *ret = dataset_index (dataset, i);
      g_autofree char *period = period_to_string (return_period (ret));
      if (wanted != NULL && strcmp (wanted, period) != 0)
        continue;
      const Methods *methods = methods_by_period_get (listing->methods, return_period (ret), error);
      if (methods == NULL)
        return FALSE;
      MeasureSource source = measure_source (dataset, methods, ret, listing->report_date);
      add_return (table_of (listing, period), &source);
    }
  return dataset != NULL;
}

/* The annual returns that are asked about. */
static GPtrArray *
list_filed (const Arguments *arguments, GError **error)
{
  const char *person = arguments_get (arguments, "person");
  const FilingKey all = { .return_id = (char *) "annual" };
  return person != NULL ? filed_list_of (arguments->snapshot, "annual", person, error)
                        : filed_list (arguments->snapshot, &all, error);
}

static gboolean
has_period (const GPtrArray *filed, const char *period)
{
  g_auto(GStrv) periods = filed_list_periods (filed);
  return g_strv_contains ((const char *const *) periods, period);
}

/* Whether somebody has a return for the period that is asked for, if any is; OWN is what
 * is asked about. */
static gboolean
check_period (const Arguments *arguments, const GPtrArray *own, GError **error)
{
  const char *period = arguments_get (arguments, "period");
  const FilingKey all = { .return_id = (char *) "annual" };
  if (period == NULL || has_period (own, period))
    return TRUE;
  g_autoptr(GPtrArray) filed = filed_list (arguments->snapshot, &all, error);
  if (filed == NULL)
    return FALSE;
  g_auto(GStrv) known = filed_list_periods (filed);
  return g_strv_contains ((const char *const *) known, period)
         || name_error (error, ERROR_REFUSED, "period", period, (const char *const *) known);
}

static gboolean
add_persons (const Listing *listing, const GPtrArray *filed, GError **error)
{
  g_autoptr(GHashTable) by_person = filed_list_by_person (filed);
  g_auto(GStrv) persons = filed_list_persons (filed);
  for (guint i = 0; persons[i] != NULL; i++)
    if (!add_person (listing, g_hash_table_lookup (by_person, persons[i]), error))
      return FALSE;
  return TRUE;
}

static void
print_periods (const Listing *listing, const GPtrArray *filed)
{
  g_auto(GStrv) periods = filed_list_periods (filed);
  g_autoptr(Table) all = table_new (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; periods[i] != NULL; i++)
    {
      const Table *table = g_hash_table_lookup (listing->tables, periods[i]);
      if (table != NULL)
        table_append (all, table);
      g_hash_table_remove (listing->tables, periods[i]);
    }
  table_mark (all, listing->arguments->mark);
  table_print (all, listing->arguments->format, stdout);
}

static int
measures (const Arguments *arguments, GError **error)
{
  g_autoptr(GPtrArray) filed = list_filed (arguments, error);
  if (filed == NULL || !check_period (arguments, filed, error))
    return EXIT_FAULT;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (snapshot_time (arguments->snapshot));
  g_auto(Listing) listing = {
    .arguments = arguments,
    .definitions = definitions_new (program_datadir ()),
    .methods = methods_by_period_new (program_datadir ()),
    .report_date = date_of_time (time),
    .tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) table_free),
  };
  if (!add_persons (&listing, filed, error))
    return EXIT_FAULT;
  print_periods (&listing, filed);
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
