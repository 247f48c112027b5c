#include "analyser/methods/population.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/base/suggest.h"

enum { COLUMN_KIND, COLUMN_ID, COLUMN_TITLE, COLUMN_VALUES, COLUMN_SOURCE };
static const char *const columns[] = { "kind", "id", "title", "values", "source", NULL };
static const char *const kinds[] = { "service", "sectors", NULL };

static void
population_free (gpointer data)
{
  Population *population = data;
  g_free (population->kind);
  g_free (population->id);
  g_free (population->title);
  g_free (population->source);
  g_strfreev (population->values);
  g_free (population);
}

static GStrv
fold_values (const char *text)
{
  if (strcmp (text, "*") == 0)
    return NULL;
  GStrv values = g_strsplit (text, "; ", -1);
  for (char **value = values; *value != NULL; value++)
    {
      char *folded = g_utf8_casefold (*value, -1);
      g_free (*value);
      *value = folded;
    }
  return values;
}

GPtrArray *
populations_read (GBytes *bytes, const char *file, Findings *findings)
{
  GPtrArray *populations = g_ptr_array_new_with_free_func (population_free);
  g_autoptr(CsvTable) table = csv_table_read (bytes, file, columns, findings);
  for (guint row = 0; row < csv_table_rows (table); row++)
    {
      Population *population = g_new0 (Population, 1);
      population->kind = g_strdup (csv_table_get (table, row, COLUMN_KIND));
      population->id = g_strdup (csv_table_get (table, row, COLUMN_ID));
      population->title = g_strdup (csv_table_get (table, row, COLUMN_TITLE));
      population->source = g_strdup (csv_table_get (table, row, COLUMN_SOURCE));
      population->values = fold_values (csv_table_get (table, row, COLUMN_VALUES));
      g_ptr_array_add (populations, population);
      if (!g_strv_contains (kinds, population->kind))
        findings_add (findings, SEVERITY_HARD, "POPULATION-KIND", file,
                      csv_table_line (table, row), csv_table_position (table, COLUMN_KIND),
                      "a population is a service or sectors");
    }
  return populations;
}

const Population *
population_find (const GPtrArray *populations, const char *kind, const char *id, GError **error)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new ();
  for (guint i = 0; i < populations->len; i++)
    {
      const Population *population = populations->pdata[i];
      if (strcmp (population->kind, kind) != 0)
        continue;
      if (strcmp (population->id, id) == 0)
        return population;
      g_ptr_array_add (known, population->id);
    }
  g_ptr_array_add (known, NULL);
  name_error (error, ERROR_REFUSED, kind, id, (const char *const *) known->pdata);
  return NULL;
}

gboolean
population_has (const Population *population, const char *value)
{
  g_autofree char *folded = g_utf8_casefold (value, -1);
  return population->values == NULL
         || g_strv_contains ((const char *const *) population->values, folded);
}
