#include "lib/sheet/data_file.h"

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/suggest.h"
#include "lib/sheet/csv.h"

#include <string.h>

struct _DataFile {
  char *path;
  const DataColumn *columns;
  CsvTable *table;
};

static const char *
column_name (const DataColumn *column)
{
  return column->name + (*column->name == '?');
}

gboolean
data_is_code (const char *text)
{
  return g_ascii_islower (*text)
         && text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* --- cells --- */

/* The position of TEXT among WORDS; past the last when it is none. */
static guint
find_word (const char *text, const char *const *words)
{
  guint i = 0;
  while (words[i] != NULL && strcmp (words[i], text) != 0)
    i++;
  return i;
}

static gboolean
parse_whole (const DataColumn *column, const char *text, int *out)
{
  gint64 number;
  if (!g_ascii_string_to_signed (text, 10, column->least, column->most, &number, NULL))
    return FALSE;
  *out = (int) number;
  return TRUE;
}

/* What a cell of COLUMN that holds TEXT should hold instead; NULL when it is good. g_free(). */
static char *
cell_fault (const DataColumn *column, const char *text)
{
  static const char *const answers[] = { "yes", "no", NULL };
  const char *const *words = column->kind == DATA_YES ? answers : column->words;
  const char *expected = NULL;
  Figure figure;
  Date date;
  int number;
  switch (column->kind)
    {
    case DATA_TEXT:
      break;
    case DATA_CODE:
      expected = data_is_code (text) ? NULL : "a code is lower-case letters, digits and '_'";
      break;
    case DATA_FIGURE:
      expected = figure_parse (text, &figure) ? NULL : "expected a plain number";
      break;
    case DATA_DATE:
      expected = date_parse (text, &date) ? NULL : "expected a date like 2025-04-01";
      break;
    case DATA_WHOLE:
      return parse_whole (column, text, &number) ? NULL
             : g_strdup_printf ("%s '%s': expected a whole number from %d to %d",
                                column_name (column), text, column->least, column->most);
    case DATA_YES:
    case DATA_WORD:
      return words[find_word (text, words)] != NULL
               ? NULL : suggest_message (column_name (column), text, words);
    }
  return expected == NULL ? NULL
                          : g_strdup_printf ("%s '%s': %s", column_name (column), text, expected);
}

static gboolean
check_cell (DataRow row, guint column, GError **error)
{
  const DataColumn *definition = &row.file->columns[column];
  const char *text = data_row_text (row, column);
  if (*text == '\0' && definition->otherwise == NULL)
    return data_row_fault (row, error, "%s is blank", column_name (definition));
  g_autofree char *fault = *text == '\0' ? NULL : cell_fault (definition, text);
  return fault == NULL || data_row_fault (row, error, "%s", fault);
}

const char *
data_row_text (DataRow row, guint column)
{
  const char *text = csv_table_get (row.file->table, row.number, column);
  const char *otherwise = row.file->columns[column].otherwise;
  return *text == '\0' && otherwise != NULL ? otherwise : text;
}

/* The text of a cell that is read as KIND. */
static const char *
text_of (DataRow row, guint column, DataKind kind)
{
  g_assert (row.file->columns[column].kind == kind);
  return data_row_text (row, column);
}

int
data_row_whole (DataRow row, guint column)
{
  int number = 0;
  const char *text = text_of (row, column, DATA_WHOLE);
  gboolean good = parse_whole (&row.file->columns[column], text, &number);
  g_assert (good);
  return number;
}

Figure
data_row_figure (DataRow row, guint column)
{
  Figure figure;
  gboolean good = figure_parse (text_of (row, column, DATA_FIGURE), &figure);
  g_assert (good);
  return figure;
}

Date
data_row_date (DataRow row, guint column)
{
  Date date = 0;
  const char *text = text_of (row, column, DATA_DATE);
  gboolean good = *text == '\0' || date_parse (text, &date);
  g_assert (good);
  return date;
}

gboolean
data_row_yes (DataRow row, guint column)
{
  return strcmp (text_of (row, column, DATA_YES), "yes") == 0;
}

guint
data_row_word (DataRow row, guint column)
{
  return find_word (text_of (row, column, DATA_WORD), row.file->columns[column].words);
}

guint64
data_row_line (DataRow row)
{
  return csv_table_line (row.file->table, row.number);
}

gboolean
data_row_fault (DataRow row, GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *what = g_strdup_vprintf (format, args);
  va_end (args);
  return error_fault (error, "%s:%" G_GUINT64_FORMAT ": %s", row.file->path, data_row_line (row), what);
}

gboolean
data_row_unknown (DataRow row, guint column, const char *const *known, GError **error)
{
  g_autofree char *message = suggest_message (column_name (&row.file->columns[column]),
                                              data_row_text (row, column), known);
  return data_row_fault (row, error, "%s", message);
}

/* --- tables --- */

/* The texts of ROW's key columns, to be shown and compared; NULL without any. */
static char *
key_of (DataRow row)
{
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
  for (guint i = 0; row.file->columns[i].name != NULL; i++)
    if (row.file->columns[i].key)
      g_strv_builder_add (texts, data_row_text (row, i));
  g_auto(GStrv) all = g_strv_builder_end (texts);
  return all[0] == NULL ? NULL : g_strjoinv ("', '", all);
}

/* SEEN: key -> line. */
static gboolean
check_key (DataRow row, GHashTable *seen, GError **error)
{
  g_autofree char *key = key_of (row);
  if (key == NULL)
    return TRUE;
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (seen, key));
  if (first > 0)
    return data_row_fault (row, error, "'%s' is there twice, first on line %u", key, first);
  g_hash_table_insert (seen, g_steal_pointer (&key), GUINT_TO_POINTER ((guint) data_row_line (row)));
  return TRUE;
}

static gboolean
check_rows (const DataFile *file, GError **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < data_file_rows (file); i++)
    {
      DataRow row = { file, i };
      for (guint column = 0; file->columns[column].name != NULL; column++)
        if (!check_cell (row, column, error))
          return FALSE;
      if (!check_key (row, seen, error))
        return FALSE;
    }
  return TRUE;
}

/* The first thing wrong with a table is the nearest to the cause. */
static gboolean
table_fault (const DataFile *file, const Finding *finding, const char *const *names, GError **error)
{
  g_autofree char *unknown = strcmp (finding->rule, "CSV-COLUMN-UNKNOWN") == 0
                               ? suggest_message ("column", finding->field, names) : NULL;
  const char *what = unknown != NULL ? unknown : finding->message;
  if (finding->line == 0)
    return error_fault (error, "%s: %s", file->path, what);
  return error_fault (error, "%s:%" G_GUINT64_FORMAT ": %s", file->path, finding->line, what);
}

static gboolean
read_table (DataFile *file, GError **error)
{
  gsize length;
  char *text = file_read (file->path, DATA_FILE_MAX_BYTES, &length, error);
  if (text == NULL)
    return FALSE;
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, length);
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GPtrArray) asked = g_ptr_array_new (), names = g_ptr_array_new ();
  for (const DataColumn *column = file->columns; column->name != NULL; column++)
    {
      g_assert (column->otherwise != NULL || *column->name != '?');
      g_ptr_array_add (asked, (gpointer) column->name);
      g_ptr_array_add (names, (gpointer) column_name (column));
    }
  g_ptr_array_add (asked, NULL);
  g_ptr_array_add (names, NULL);
  file->table = csv_table_read (bytes, file->path, (const char *const *) asked->pdata, findings);
  return findings_length (findings) == 0
         || table_fault (file, findings_index (findings, 0), (const char *const *) names->pdata, error);
}

DataFile *
data_file_read (const char *folder, const char *name, const DataColumn *columns, GError **error)
{
  g_autoptr(DataFile) file = g_new0 (DataFile, 1);
  file->path = g_build_filename (folder, name, NULL);
  file->columns = columns;
  return read_table (file, error) && check_rows (file, error) ? g_steal_pointer (&file) : NULL;
}

void
data_file_free (DataFile *file)
{
  if (file == NULL)
    return;
  g_free (file->path);
  csv_table_free (file->table);
  g_free (file);
}

guint
data_file_rows (const DataFile *file)
{
  return csv_table_rows (file->table);
}

GPtrArray *
data_file_collect (const char *folder, const char *name, const DataColumn *columns,
                   DataRowFunc func, GDestroyNotify destroy, GError **error)
{
  g_autoptr(DataFile) file = data_file_read (folder, name, columns, error);
  if (file == NULL)
    return NULL;
  g_autoptr(GPtrArray) out = g_ptr_array_new_with_free_func (destroy);
  for (guint i = 0; i < data_file_rows (file); i++)
    {
      gpointer made = func ((DataRow) { file, i }, error);
      if (made == NULL)
        return NULL;
      g_ptr_array_add (out, made);
    }
  return g_steal_pointer (&out);
}
