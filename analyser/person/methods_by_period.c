#include "analyser/person/methods_by_period.h"

#include "lib/base/suggest.h"
#include "lib/returns/definition.h"

struct _MethodsByPeriod {
  const char *datadir;
  GPtrArray *editions;       /* Methods *: those read so far */
};

MethodsByPeriod *
methods_by_period_new (const char *datadir)
{
  MethodsByPeriod *editions = g_new0 (MethodsByPeriod, 1);
  editions->datadir = datadir;
  editions->editions = g_ptr_array_new_with_free_func ((GDestroyNotify) methods_free);
  return editions;
}

void
methods_by_period_free (MethodsByPeriod *editions)
{
  if (editions == NULL)
    return;
  g_ptr_array_unref (editions->editions);
  g_free (editions);
}

/* --- what formulas may name --- */

/* Names are kept in order, for messages, each once. */
static void
add_name (GPtrArray *names, const char *prefix, const char *name)
{
  char *whole = g_strconcat (prefix, name, NULL);
  if (g_ptr_array_find_with_equal_func (names, whole, g_str_equal, NULL))
    g_free (whole);
  else
    g_ptr_array_add (names, whole);
}

/* The lines of PART that hold a number or a date. */
static void
add_lines (GPtrArray *names, const PartDefinition *part)
{
  for (guint i = 0; part->lines != NULL && i < part->lines->len; i++)
    {
      const LineDefinition *line = g_ptr_array_index (part->lines, i);
      if (line->type != CELL_AMOUNT && line->type != CELL_NUMBER && line->type != CELL_INTEGER
          && line->type != CELL_DATE)
        continue;
      add_name (names, "", line->line);
      add_name (names, "prior.", line->line);
    }
}

/* The ledger's sum, and that of each kind. */
static void
add_ledger (GPtrArray *names, const PartDefinition *part)
{
  int kind = part == NULL ? -1 : part_column (part, "kind");
  if (kind < 0)
    return;
  const ColumnDefinition *column = g_ptr_array_index (part->columns, (guint) kind);
  add_name (names, "adjustments.", "amount");
  for (char **choice = column->choices; choice != NULL && *choice != NULL; choice++)
    add_name (names, "adjustments.", *choice);
}

/* All that formulas of METHODS may name: what any edition of the annual return
 * has, for an edition of the methods may hold for several. */
static GPtrArray *
known_names (const char *datadir, const Methods *methods, GError **error)
{
  g_autoptr(GPtrArray) editions = definition_load_editions (datadir, "annual", error);
  if (editions == NULL)
    return NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < editions->len; i++)
    {
      const Definition *definition = g_ptr_array_index (editions, i);
      for (guint k = 0; k < definition->parts->len; k++)
        add_lines (names, g_ptr_array_index (definition->parts, k));
      add_ledger (names, definition_part (definition, "adjustments"));
    }
  for (guint i = 0; i < methods->parameters->len; i++)
    add_name (names, "parameter.", ((const Parameter *) methods->parameters->pdata[i])->id);
  add_name (names, "", "report_date");
  add_name (names, "", "period_days");
  g_ptr_array_add (names, NULL);
  return names;
}

static gboolean
check_names (const Methods *methods, const char *file, guint64 line, const char *const *names,
             const char *const *known, GError **error)
{
  for (; *names != NULL; names++)
    if (!g_strv_contains (known, *names))
      {
        g_autofree char *what = suggest_message ("name", *names, known);
        return methods_fault (methods, file, line, what, error);
      }
  return TRUE;
}

static gboolean
check_measures (const Methods *methods, const char *const *known, GError **error)
{
  for (guint i = 0; i < methods->measures->len; i++)
    {
      const MeasureDefinition *measure = g_ptr_array_index (methods->measures, i);
      g_autofree const char **conditions = conditions_names (measure->applies_when);
      if (!check_names (methods, "measures.csv", measure->line, formula_names (measure->formula),
                        known, error)
          || !check_names (methods, "measures.csv", measure->line, conditions, known, error))
        return FALSE;
    }
  return TRUE;
}

/* Bands may name the value of their measure as well. */
static gboolean
check_bands (const Methods *methods, GPtrArray *known, GError **error)
{
  g_ptr_array_insert (known, 0, g_strdup ("value"));
  for (guint i = 0; i < methods->bands->len; i++)
    {
      const MeasureBand *band = g_ptr_array_index (methods->bands, i);
      g_autofree const char **names = conditions_names (band->conditions);
      if (!check_names (methods, "bands.csv", band->line, names, (const char *const *) known->pdata,
                        error))
        return FALSE;
    }
  return TRUE;
}

/* --- editions --- */

static Methods *
load (const MethodsByPeriod *editions, Date on, GError **error)
{
  g_autoptr(Methods) methods = methods_load (editions->datadir, on, error);
  g_autoptr(GPtrArray) known
    = methods == NULL ? NULL : known_names (editions->datadir, methods, error);
  if (known == NULL || !check_measures (methods, (const char *const *) known->pdata, error)
      || !check_bands (methods, known, error))
    return NULL;
  return g_steal_pointer (&methods);
}

const Methods *
methods_by_period_get (MethodsByPeriod *editions, Period period, GError **error)
{
  Date on = period_end (period);
  const Methods *known = methods_find (editions->editions, on);
  if (known != NULL)
    return known;
  Methods *methods = load (editions, on, error);
  if (methods != NULL)
    g_ptr_array_add (editions->editions, methods);
  return methods;
}
