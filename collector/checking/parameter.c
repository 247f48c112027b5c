#include "collector/checking/parameter.h"

#include "lib/sheet/csv.h"
#include "lib/base/error.h"
#include "lib/base/money.h"

#include <string.h>

enum { PARAMETER_NAME, PARAMETER_VALUE, PARAMETER_UNIT, PARAMETER_FROM, PARAMETER_TO };
static const char *const columns[] = { "name", "value", "unit", "from", "to", "source", NULL };

static const struct {
  const char *name;
  guint decimals;
} units[] = { { "pounds", 2 }, { "tenths", 1 }, { "whole", 0 } };

/* Says what is wrong with a row, or NULL; fills the outputs. */
static const char *
read_row (const CsvTable *table, guint row, gint64 *value, Date *from, Date *to)
{
  const char *unit = csv_table_get (table, row, PARAMETER_UNIT);
  const char *until = csv_table_get (table, row, PARAMETER_TO);
  guint i = 0;
  while (i < G_N_ELEMENTS (units) && strcmp (units[i].name, unit) != 0)
    i++;
  if (i == G_N_ELEMENTS (units))
    return "the unit must be pounds, tenths or whole";
  if (money_parse_scaled (csv_table_get (table, row, PARAMETER_VALUE), units[i].decimals, value)
      != MONEY_OK)
    return "the value is no number of its unit";
  if (!date_parse (csv_table_get (table, row, PARAMETER_FROM), from)
      || (*until != '\0' && !date_parse (until, to)))
    return "from and to must be dates";
  return NULL;
}

static gboolean
read_table (GHashTable *parameters, const CsvTable *table, const char *path, Date on,
            GError **error)
{
  for (guint row = 0; row < csv_table_rows (table); row++)
    {
      gint64 value = 0;
      Date from = 0, to = 0;
      const char *wrong = read_row (table, row, &value, &from, &to);
      if (wrong != NULL)
        return error_fault (error, "%s:%" G_GUINT64_FORMAT ": %s", path,
                            csv_table_line (table, row), wrong);
      if (from <= on && (to == 0 || on <= to))
        g_hash_table_replace (parameters, g_strdup (csv_table_get (table, row, PARAMETER_NAME)),
                              g_memdup2 (&value, sizeof value));
    }
  return TRUE;
}

static gboolean
read_file (GHashTable *parameters, const char *path, Date on, GError **error)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(CsvTable) table = NULL;
  if (!csv_load (path, findings, &bytes, error))
    return FALSE;
  if (bytes != NULL)
    table = csv_table_read_any (bytes, path, columns, findings);
  if (findings_length (findings) == 0)
    return read_table (parameters, table, path, on, error);
  const Finding *first = findings_index (findings, 0);
  return error_fault (error, "%s:%" G_GUINT64_FORMAT ": %s: %s", path, first->line, first->rule,
                      first->message);
}

GHashTable *
parameters_load (const Definition *definition, Date on, GError **error)
{
  g_autoptr(GHashTable) parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = definition->folders->len; i-- > 0;)
    {
      g_autofree char *path = g_build_filename (definition->folders->pdata[i], "parameters.csv", NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS) && !read_file (parameters, path, on, error))
        return NULL;
    }
  return g_steal_pointer (&parameters);
}
