/* care-analyser explain: one figure, walked back to the formula, the lines, the
 * files and the commits it came from. */

#include "analyser/person/assessment.h"
#include "analyser/person/methods_by_period.h"
#include "analyser/commands/commands.h"
#include "lib/returns/filed_list.h"
#include "lib/tables/table.h"
#include "lib/base/error.h"

#include <string.h>

static const TableColumn columns[] = {
  { "name", "Name", .kind = COLUMN_TEXT },
  { "value", "Value", .kind = COLUMN_ANY, .sensitivity = SENSITIVITY_RESTRICTED },
  { "file", "File", .kind = COLUMN_TEXT, .sensitivity = SENSITIVITY_RESTRICTED },
  { "line", "Line", .kind = COLUMN_COUNT },
  { "column", "Column", .kind = COLUMN_COUNT },
  { "commit", "Commit", .kind = COLUMN_TEXT },
  { "version", "Version", .kind = COLUMN_COUNT },
  { "edition", "Edition", .kind = COLUMN_TEXT },
  { "note", "Note", .kind = COLUMN_TEXT },
};

/* As many decimals as VALUE has, up to six. */
static guint
exact_decimals (Figure value)
{
  Wide scale = 1;
  guint dp = 0;
  while (dp < 6 && scale % value.den != 0)
    {
      scale *= 10;
      dp++;
    }
  return dp;
}

static void
add_value (Table *table, const MeasureTerm *term)
{
  gboolean is_date = term->cell.is_date || strcmp (term->name, "report_date") == 0;
  if (is_date && figure_is_value (&term->value))
    table_add_date (table, (Date) term->value.num);
  else
    table_add_styled (table, term->value, 0, exact_decimals (term->value));
}

/* What a term is when it is not one cell. */
static const char *
term_note (const MeasureTerm *term)
{
  if (!figure_is_value (&term->value))
    return term->value.reason;
  if (term->parameter != NULL)
    return term->parameter->title;
  if (term->ret != NULL && term->cell.part != NULL && term->cell.line == 0)
    return "the sum of the ledger's rows";
  return NULL;
}

/* Line, column and version 0 are none. */
static void
add_number (Table *table, guint64 number)
{
  if (number > 0)
    table_add_count (table, (gint64) number);
  else
    table_add_nothing (table);
}

static void
add_term (Table *table, const MeasureTerm *term)
{
  gboolean placed = term->ret != NULL && term->cell.part != NULL;
  g_autofree char *file
    = placed ? g_strdup_printf ("%s/%s.csv", return_folder (term->ret), term->cell.part) : NULL;
  table_add_text (table, term->name);
  add_value (table, term);
  table_add_text (table, file);
  add_number (table, placed ? term->cell.line : 0);
  add_number (table, placed ? term->cell.column : 0);
  table_add_text (table, placed ? return_commit (term->ret) : NULL);
  add_number (table, placed ? return_version (term->ret) : 0);
  table_add_text (table, placed ? return_edition (term->ret) : NULL);
  table_add_text (table, term_note (term));
}

static void
print_head (const MeasureSource *source, const MeasureResult *result, guint column)
{
  const MeasureDefinition *definition = result->definition;
  g_autofree char *value = measure_to_display (definition, result->value);
  g_autofree char *period = period_to_string (return_period (source->ret));
  printf ("%s of %s, %s, %s: %s\n", definition->title, return_person (source->ret), period,
          measure_columns[column], value);
  if (!figure_is_value (&result->value))
    printf ("  missing:   %s\n", result->value.reason);
  printf ("  formula:   %s\n", formula_text (definition->formula));
  if (*conditions_text (definition->applies_when) != '\0')
    printf ("  when:      %s\n", conditions_text (definition->applies_when));
  if (result->band != NULL)
    printf ("  level:     %u, %s (%s: %s)\n", result->level, result->band->words,
            result->band->standing, result->band->source);
  printf ("  direction: %s\n  source:    %s\n", definition->direction, definition->source);
  if (*definition->note != '\0')
    printf ("  note:      %s\n", definition->note);
  if (measure_is_part_year (source->ret))
    {
      g_autofree char *annualised = measure_to_display (definition, result->annualised);
      printf ("  part year: %u days; annualised %s\n", measure_days (source->ret), annualised);
    }
  printf ("  methods:   %s\n\n", source->methods->id);
}

static void
print_terms (const Arguments *arguments, const MeasureSource *source, const MeasureDefinition *definition,
             guint column)
{
  g_autoptr(Table) table = table_new (columns, G_N_ELEMENTS (columns));
  table_mark (table, arguments->mark);
  g_autoptr(GArray) terms = measure_terms (definition, source, column);
  for (guint i = 0; i < terms->len; i++)
    add_term (table, &g_array_index (terms, MeasureTerm, i));
  if (arguments->format == FORMAT_TEXT)
    {
      MeasureResult result = measure_evaluate (definition, source, column);
      print_head (source, &result, column);
    }
  table_print (table, arguments->format, stdout);
}

static gboolean
find_column (const char *activity, guint *out, GError **error)
{
  for (guint i = 0; i < MEASURE_N_COLUMNS; i++)
    if (strcmp (measure_columns[i], activity) == 0)
      {
        *out = i;
        return TRUE;
      }
  return name_error (error, ERROR_REFUSED, "activity", activity, measure_columns);
}

static int
explain (const Arguments *arguments, GError **error)
{
  const char *person = arguments_get (arguments, "PERSON"), *text = arguments_get (arguments, "PERIOD");
  Snapshot *snapshot = arguments->snapshot;
  guint column = MEASURE_TOTAL;
  Period period;
  if (!period_parse (text, &period) || period.quarter != 0)
    {
      error_refuse (error, "unknown period '%s': a year is written like 2025-26", text);
      return EXIT_FINDINGS;
    }
  if (!find_column (arguments_get (arguments, "activity"), &column, error))
    return EXIT_FINDINGS;
  g_autoptr(MethodsByPeriod) editions = methods_by_period_new (program_datadir ());
  const Methods *methods = methods_by_period_get (editions, period, error);
  const MeasureDefinition *definition
    = methods != NULL ? methods_measure (methods, arguments_get (arguments, "MEASURE"), error) : NULL;
  g_autoptr(GPtrArray) filed
    = definition != NULL ? filed_list_of (snapshot, "annual", person, error) : NULL;
  g_autoptr(Definitions) definitions = definitions_new (program_datadir ());
  g_autoptr(Dataset) dataset = filed != NULL ? dataset_load (snapshot, definitions, filed, error) : NULL;
  if (dataset == NULL || !assessment_check (dataset, person, period, error))
    return EXIT_FAULT;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (snapshot_time (snapshot));
  const Return *ret = dataset_find (dataset, "annual", period, person);
  MeasureSource source = measure_source (dataset, methods, ret, date_of_time (time));
  print_terms (arguments, &source, definition, column);
  return EXIT_DONE;
}

const Command command_explain = {
  .name = "explain",
  .summary = "where a figure comes from: formula, lines, files, rows and commits",
  .about = "Walks one measure of one person back to its formula, and each name of the formula to the line of the "
           "file it stands in, the commit that put it in force and the edition it was filed under. Restricted.",
  .record = READS_RECORD,
  .arguments = {
    ARGUMENT_STORE,
    ARGUMENT_PERSON,
    { "PERIOD", "a year, such as 2025-26", .kind = VALUE_PERIOD },
    { "MEASURE", "the id of the measure, as 'measures' prints it", .kind = VALUE_TEXT },
  },
  .options = {
    { "activity", "NAME", "Of one activity, like childrens_homes (default: total)", .kind = VALUE_TEXT,
      .otherwise = "total" },
    OPTION_AS_AT,
    OPTION_FORMAT ("text (default), csv or json"),
  },
  .run = explain,
};
