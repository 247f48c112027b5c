#include "collector/filing/declaration.h"

#include "lib/base/error.h"
#include "lib/sheet/data_file.h"

enum { VERSION_COLUMN, FROM_COLUMN, TEXT_COLUMN };
static const DataColumn columns[] = {
  [VERSION_COLUMN] = { "version", DATA_TEXT, .key = TRUE },
  [FROM_COLUMN] = { "from", DATA_DATE },
  [TEXT_COLUMN] = { "text", DATA_TEXT },
  { NULL },
};

void
declaration_free (Declaration *declaration)
{
  if (declaration == NULL)
    return;
  g_free (declaration->version);
  g_free (declaration->text);
  g_free (declaration);
}

/* The number of the row that holds on ON, the latest that has begun; how many
 * rows there are when none has. */
static guint
row_in_force (const DataFile *file, Date on)
{
  guint found = data_file_rows (file);
  Date newest = 0;
  for (guint i = 0; i < data_file_rows (file); i++)
    {
      Date from = data_row_date ((DataRow) { file, i }, FROM_COLUMN);
      if (from <= on && from >= newest)
        {
          newest = from;
          found = i;
        }
    }
  return found;
}

Declaration *
declaration_load (const char *datadir, Date on, GError **error)
{
  g_autofree char *folder = g_build_filename (datadir, "submissions", NULL);
  g_autoptr(DataFile) file = data_file_read (folder, "declarations.csv", columns, error);
  if (file == NULL)
    return NULL;
  DataRow row = { file, row_in_force (file, on) };
  if (row.number == data_file_rows (file))
    {
      g_autofree char *date = date_to_string (on);
      error_fault (error, "%s/declarations.csv: no declaration holds on %s", folder, date);
      return NULL;
    }
  Declaration *declaration = g_new0 (Declaration, 1);
  declaration->version = g_strdup (data_row_text (row, VERSION_COLUMN));
  declaration->text = g_strdup (data_row_text (row, TEXT_COLUMN));
  return declaration;
}
