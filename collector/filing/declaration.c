#include "collector/filing/declaration.h"

#include <gio/gio.h>

#include "lib/sheet/csv.h"

enum { VERSION_COLUMN, FROM_COLUMN, TEXT_COLUMN };
static const char *const columns[] = { "version", "from", "text", NULL };

void
declaration_free (Declaration *declaration)
{
  if (declaration == NULL)
    return;
  g_free (declaration->version);
  g_free (declaration->text);
  g_free (declaration);
}

/* The row that holds on ON: the latest that has begun; -1 for none. */
static int
row_in_force (const CsvTable *table, Date on)
{
  int row = -1;
  Date newest = 0;
  for (guint i = 0; i < csv_table_rows (table); i++)
    {
      Date from;
      if (date_parse (csv_table_get (table, i, FROM_COLUMN), &from) && from <= on && from >= newest)
        {
          newest = from;
          row = (int) i;
        }
    }
  return row;
}

Declaration *
declaration_load (const char *datadir, Date on, GError **error)
{
  g_autofree char *path = g_build_filename (datadir, "submissions", "declarations.csv", NULL);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  if (!csv_load (path, findings, &bytes, error))
    return NULL;
  g_autoptr(CsvTable) table = bytes == NULL ? NULL : csv_table_read (bytes, path, columns, findings);
  int row = table == NULL || findings_length (findings) > 0 ? -1 : row_in_force (table, on);
  if (row < 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "'%s' holds no declaration for the day", path);
      return NULL;
    }
  Declaration *declaration = g_new0 (Declaration, 1);
  declaration->version = g_strdup (csv_table_get (table, (guint) row, VERSION_COLUMN));
  declaration->text = g_strdup (csv_table_get (table, (guint) row, TEXT_COLUMN));
  return declaration;
}
