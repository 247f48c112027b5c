#include "analyser/methods/population.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/base/suggest.h"
#include "lib/sheet/data_file.h"

enum { COLUMN_KIND, COLUMN_ID, COLUMN_TITLE, COLUMN_VALUES, COLUMN_SOURCE };
static const char *const kinds[] = { "service", "sectors", NULL };
static const DataColumn columns[] = {
  [COLUMN_KIND] = { "kind", DATA_WORD, .words = kinds, .key = TRUE },
  [COLUMN_ID] = { "id", DATA_TEXT, .key = TRUE },
  [COLUMN_TITLE] = { "title", DATA_TEXT },
  [COLUMN_VALUES] = { "values", DATA_TEXT },
  [COLUMN_SOURCE] = { "source", DATA_TEXT },
  { NULL },
};

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

static gpointer
read_population (DataRow row, GError **error G_GNUC_UNUSED)
{
  Population *population = g_new0 (Population, 1);
  population->kind = g_strdup (data_row_text (row, COLUMN_KIND));
  population->id = g_strdup (data_row_text (row, COLUMN_ID));
  population->title = g_strdup (data_row_text (row, COLUMN_TITLE));
  population->source = g_strdup (data_row_text (row, COLUMN_SOURCE));
  population->values = fold_values (data_row_text (row, COLUMN_VALUES));
  return population;
}

GPtrArray *
populations_read (const char *folder, GError **error)
{
  return data_file_collect (folder, "markets.csv", columns, read_population, population_free, error);
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

static gboolean
population_has_folded (const Population *population, const char *folded)
{
  return population->values == NULL
         || g_strv_contains ((const char *const *) population->values, folded);
}

gboolean
population_has (const Population *population, const char *value)
{
  g_autofree char *folded = g_utf8_casefold (value, -1);
  return population_has_folded (population, folded);
}

gboolean
population_check (const Population *population, const char *const *texts, guint n, GError **error)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (known, g_utf8_casefold (texts[i], -1));
  g_ptr_array_add (known, NULL);
  const char *const *folded = (const char *const *) known->pdata;
  for (char **value = population->values; value != NULL && *value != NULL; value++)
    {
      if (g_strv_contains (folded, *value))
        continue;
      const char *near = suggest_nearest (*value, folded);
      if (near != NULL && !population_has_folded (population, near))
        return error_fault (error, "markets.csv: %s '%s' counts '%s', which no row of the list is; "
                                   "did you mean '%s'?", population->kind, population->id, *value, near);
    }
  return TRUE;
}
