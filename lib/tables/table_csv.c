#include "lib/tables/table.h"

#include "lib/sheet/csv.h"

void
table_csv_rows (const Table *table, GString *out)
{
  guint n = table_n_columns (table);
  g_autoptr(GPtrArray) fields = g_ptr_array_new_full (n + 1, g_free);
  for (guint row = 0; row < table_rows (table); row++)
    {
      g_ptr_array_set_size (fields, 0);
      for (guint i = 0; i < n; i++)
        {
          TableCell cell = table_cell (table, row, i);
          g_ptr_array_add (fields, table_cell_to_string (&cell));
        }
      g_ptr_array_add (fields, NULL);
      csv_write_row (out, (const char *const *) fields->pdata);
    }
}

void
table_csv (const Table *table, GString *out)
{
  guint n = table_n_columns (table);
  g_autofree const char **names = g_new0 (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    names[i] = table_column (table, i)->name;
  csv_write_row (out, names);
  table_csv_rows (table, out);
}
