#include "collector/checking/parameter.h"

#include "lib/base/money.h"
#include "lib/sheet/data_file.h"

static const char *const unit_names[] = { "pounds", "tenths", "whole", NULL };
static const guint unit_decimals[] = { 2, 1, 0 };

enum { PARAMETER_NAME, PARAMETER_VALUE, PARAMETER_UNIT, PARAMETER_FROM, PARAMETER_TO,
       PARAMETER_SOURCE };
static const DataColumn columns[] = {
  [PARAMETER_NAME] = { "name", DATA_CODE, .key = TRUE },
  [PARAMETER_VALUE] = { "value", DATA_TEXT },
  [PARAMETER_UNIT] = { "unit", DATA_WORD, .words = unit_names },
  [PARAMETER_FROM] = { "from", DATA_DATE, .key = TRUE },
  [PARAMETER_TO] = { "to", DATA_DATE, "" },
  [PARAMETER_SOURCE] = { "source", DATA_TEXT },
  { NULL },
};

static gboolean
read_row (GHashTable *parameters, DataRow row, Date on, GError **error)
{
  gint64 value = 0;
  Date from = data_row_date (row, PARAMETER_FROM), to = data_row_date (row, PARAMETER_TO);
  guint decimals = unit_decimals[data_row_word (row, PARAMETER_UNIT)];
  if (money_parse_scaled (data_row_text (row, PARAMETER_VALUE), decimals, &value) != MONEY_OK)
    return data_row_fault (row, error, "the value is no number of its unit");
  if (from <= on && (to == 0 || on <= to))
    g_hash_table_replace (parameters, g_strdup (data_row_text (row, PARAMETER_NAME)),
                          g_memdup2 (&value, sizeof value));
  return TRUE;
}

static gboolean
read_file (GHashTable *parameters, const char *folder, Date on, GError **error)
{
  g_autoptr(DataFile) file = data_file_read (folder, "parameters.csv", columns, error);
  if (file == NULL)
    return FALSE;
  for (guint i = 0; i < data_file_rows (file); i++)
    if (!read_row (parameters, (DataRow) { file, i }, on, error))
      return FALSE;
  return TRUE;
}

GHashTable *
parameters_load (const Definition *definition, Date on, GError **error)
{
  g_autoptr(GHashTable) parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = definition->folders->len; i-- > 0;)
    {
      const char *folder = definition->folders->pdata[i];
      g_autofree char *path = g_build_filename (folder, "parameters.csv", NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS) && !read_file (parameters, folder, on, error))
        return NULL;
    }
  return g_steal_pointer (&parameters);
}
