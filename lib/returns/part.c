#include "lib/returns/part.h"

#include "lib/base/error.h"
#include "lib/sheet/data_file.h"

#include <string.h>

#define MAX_DECIMALS 6

static const char *const type_names[] = {
  [CELL_TEXT] = "text", [CELL_AMOUNT] = "amount", [CELL_NUMBER] = "number",
  [CELL_INTEGER] = "integer", [CELL_DATE] = "date", [CELL_CHOICE] = "choice",
  [CELL_YESNO] = "yesno", [CELL_AUTHORITY] = "authority", [CELL_URN] = "urn",
  [CELL_LINE] = "line", [CELL_BY_LINE] = "by-line", NULL,
};
static const char *const sign_names[]
  = { [SIGN_ANY] = "any", [SIGN_NOT_NEGATIVE] = "not-negative", NULL };

/* The columns of parts/<part>.csv and of lines.csv. */
enum { COLUMN_NAME, COLUMN_TYPE, COLUMN_REQUIRED, COLUMN_KEY, COLUMN_SIGN, COLUMN_CHOICES,
       COLUMN_LABEL, COLUMN_GUIDANCE, COLUMN_DECIMALS, COLUMN_Z, COLUMN_CARRY };
static const DataColumn column_columns[] = {
  [COLUMN_NAME] = { "column", DATA_CODE, .key = TRUE },
  [COLUMN_TYPE] = { "type", DATA_WORD, .words = type_names },
  [COLUMN_REQUIRED] = { "required", DATA_YES },
  [COLUMN_KEY] = { "key", DATA_YES },
  [COLUMN_SIGN] = { "sign", DATA_WORD, "any", .words = sign_names },
  [COLUMN_CHOICES] = { "choices", DATA_TEXT, "" },
  [COLUMN_LABEL] = { "label", DATA_TEXT, "" },
  [COLUMN_GUIDANCE] = { "guidance", DATA_TEXT, "" },
  [COLUMN_DECIMALS] = { "?decimals", DATA_WHOLE, "1", .most = MAX_DECIMALS },
  [COLUMN_Z] = { "?z", DATA_YES, "yes" },
  [COLUMN_CARRY] = { "?carry", DATA_YES, "no" },
  { NULL },
};
enum { LINE_PART, LINE_NAME, LINE_SECTION, LINE_LABEL, LINE_TYPE, LINE_ACTIVITIES, LINE_SIGN,
       LINE_REQUIRED, LINE_CHOICES, LINE_DEFINITION, LINE_DECIMALS, LINE_Z, LINE_CARRY };
static const DataColumn line_columns[] = {
  [LINE_PART] = { "part", DATA_TEXT, .key = TRUE },
  [LINE_NAME] = { "line", DATA_CODE, .key = TRUE },
  [LINE_SECTION] = { "section", DATA_TEXT, "" },
  [LINE_LABEL] = { "label", DATA_TEXT, "" },
  [LINE_TYPE] = { "type", DATA_WORD, .words = type_names },
  [LINE_ACTIVITIES] = { "activities", DATA_YES },
  [LINE_SIGN] = { "sign", DATA_WORD, "any", .words = sign_names },
  [LINE_REQUIRED] = { "required", DATA_YES },
  [LINE_CHOICES] = { "choices", DATA_TEXT, "" },
  [LINE_DEFINITION] = { "definition", DATA_TEXT, "" },
  [LINE_DECIMALS] = { "?decimals", DATA_WHOLE, "1", .most = MAX_DECIMALS },
  [LINE_Z] = { "?z", DATA_YES, "yes" },
  [LINE_CARRY] = { "?carry", DATA_YES, "no" },
  { NULL },
};

static void
column_free (gpointer data)
{
  ColumnDefinition *column = data;
  g_free (column->name);
  g_free (column->label);
  g_free (column->guidance);
  g_strfreev (column->choices);
  g_free (column);
}

static void
line_free (gpointer data)
{
  LineDefinition *line = data;
  g_free (line->line);
  g_free (line->section);
  g_free (line->label);
  g_free (line->definition);
  g_strfreev (line->choices);
  g_free (line);
}

void
part_free (PartDefinition *part)
{
  if (part == NULL)
    return;
  g_free (part->name);
  g_free (part->title);
  g_ptr_array_unref (part->columns);
  if (part->lines != NULL)
    g_ptr_array_unref (part->lines);
  g_free (part);
}

PartDefinition *
part_new (const char *name)
{
  PartDefinition *part = g_new0 (PartDefinition, 1);
  part->name = g_strdup (name);
  part->columns = g_ptr_array_new_with_free_func (column_free);
  return part;
}

void
part_set_lines (PartDefinition *part, gboolean lines)
{
  if (!lines)
    g_clear_pointer (&part->lines, g_ptr_array_unref);
  else if (part->lines == NULL)
    part->lines = g_ptr_array_new_with_free_func (line_free);
}

PartDefinition *
part_find (GPtrArray *parts, const char *name)
{
  for (guint i = 0; i < parts->len; i++)
    if (strcmp (((PartDefinition *) parts->pdata[i])->name, name) == 0)
      return parts->pdata[i];
  return NULL;
}

GStrv
part_names (GPtrArray *parts)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  for (guint i = 0; i < parts->len; i++)
    g_strv_builder_add (names, ((const PartDefinition *) parts->pdata[i])->name);
  return g_strv_builder_end (names);
}

/* The texts of a choice, and of nothing else. */
static gboolean
read_choices (DataRow row, guint column, CellType type, GStrv *out, GError **error)
{
  const char *text = data_row_text (row, column);
  if ((type == CELL_CHOICE) != (*text != '\0'))
    return data_row_fault (row, error, type == CELL_CHOICE ? "a choice needs its choices"
                                                           : "choices for what is no choice");
  *out = *text != '\0' ? g_strsplit (text, "|", -1) : NULL;
  return TRUE;
}

static gboolean
read_column (DataRow row, PartDefinition *part, GError **error)
{
  ColumnDefinition *column = g_new0 (ColumnDefinition, 1);
  g_ptr_array_add (part->columns, column);
  column->name = g_strdup (data_row_text (row, COLUMN_NAME));
  column->label = g_strdup (data_row_text (row, COLUMN_LABEL));
  column->guidance = g_strdup (data_row_text (row, COLUMN_GUIDANCE));
  column->type = (CellType) data_row_word (row, COLUMN_TYPE);
  column->required = data_row_yes (row, COLUMN_REQUIRED);
  column->key = data_row_yes (row, COLUMN_KEY);
  column->sign = (Sign) data_row_word (row, COLUMN_SIGN);
  column->decimals = (guint) data_row_whole (row, COLUMN_DECIMALS);
  column->applicable = !data_row_yes (row, COLUMN_Z);
  column->carry = data_row_yes (row, COLUMN_CARRY);
  return read_choices (row, COLUMN_CHOICES, column->type, &column->choices, error);
}

gboolean
part_read_columns (PartDefinition *part, const char *folder, GError **error)
{
  g_autofree char *name = g_strdup_printf ("parts/%s.csv", part->name);
  g_autoptr(DataFile) file = data_file_read (folder, name, column_columns, error);
  if (file == NULL)
    return FALSE;
  g_ptr_array_set_size (part->columns, 0);
  for (guint i = 0; i < data_file_rows (file); i++)
    if (!read_column ((DataRow) { file, i }, part, error))
      return FALSE;
  return TRUE;
}

/* Puts LINE in place of the one of its code, or at the end of its section. */
static void
put_line (GPtrArray *lines, LineDefinition *line)
{
  gint after = (gint) lines->len - 1;
  for (guint i = 0; i < lines->len; i++)
    {
      LineDefinition *other = g_ptr_array_index (lines, i);
      if (strcmp (other->line, line->line) == 0)
        {
          line_free (other);
          lines->pdata[i] = line;
          return;
        }
      if (strcmp (other->section, line->section) == 0)
        after = (gint) i;
    }
  g_ptr_array_insert (lines, after + 1, line);
}

static gboolean
read_line (DataRow row, PartDefinition *part, GError **error)
{
  LineDefinition *line = g_new0 (LineDefinition, 1);
  line->line = g_strdup (data_row_text (row, LINE_NAME));
  line->section = g_strdup (data_row_text (row, LINE_SECTION));
  line->label = g_strdup (data_row_text (row, LINE_LABEL));
  line->definition = g_strdup (data_row_text (row, LINE_DEFINITION));
  line->type = (CellType) data_row_word (row, LINE_TYPE);
  line->activities = data_row_yes (row, LINE_ACTIVITIES);
  line->sign = (Sign) data_row_word (row, LINE_SIGN);
  line->required = data_row_yes (row, LINE_REQUIRED);
  line->decimals = (guint) data_row_whole (row, LINE_DECIMALS);
  line->applicable = !data_row_yes (row, LINE_Z);
  line->carry = data_row_yes (row, LINE_CARRY);
  put_line (part->lines, line);
  return read_choices (row, LINE_CHOICES, line->type, &line->choices, error);
}

static gboolean
read_line_of_parts (DataRow row, GPtrArray *parts, GError **error)
{
  PartDefinition *part = part_find (parts, data_row_text (row, LINE_PART));
  if (part == NULL)
    {
      g_auto(GStrv) known = part_names (parts);
      return data_row_unknown (row, LINE_PART, (const char *const *) known, error);
    }
  if (part->lines == NULL)
    return data_row_fault (row, error, "a line for a part whose rows are free");
  return read_line (row, part, error);
}

gboolean
part_read_lines (GPtrArray *parts, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "lines.csv", NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr(DataFile) file = data_file_read (folder, "lines.csv", line_columns, error);
  if (file == NULL)
    return FALSE;
  for (guint i = 0; i < data_file_rows (file); i++)
    if (!read_line_of_parts ((DataRow) { file, i }, parts, error))
      return FALSE;
  return TRUE;
}

static gboolean
has_key (const PartDefinition *part)
{
  for (guint i = 0; i < part->columns->len; i++)
    if (((const ColumnDefinition *) part->columns->pdata[i])->key)
      return TRUE;
  return FALSE;
}

gboolean
part_check (const PartDefinition *part, const char *file, GError **error)
{
  guint lines = 0, by_line = 0;
  for (guint i = 0; i < part->columns->len; i++)
    {
      const ColumnDefinition *column = g_ptr_array_index (part->columns, i);
      lines += column->type == CELL_LINE;
      by_line += column->type == CELL_BY_LINE;
    }
  g_autofree char *message = NULL;
  if (!has_key (part))
    message = g_strdup_printf ("part '%s' has no key column", part->name);
  else if (part->lines == NULL && lines + by_line > 0)
    message = g_strdup_printf ("part '%s' has free rows but columns by line", part->name);
  else if (part->lines != NULL && (part->lines->len == 0 || lines != 1 || by_line == 0))
    message = g_strdup_printf ("part '%s' needs lines in lines.csv, one column of type line and some of "
                               "type by-line", part->name);
  if (message == NULL)
    return TRUE;
  return error_fault (error, "%s: %s", file, message);
}

const LineDefinition *
part_line (const PartDefinition *part, const char *line)
{
  for (guint i = 0; part->lines != NULL && i < part->lines->len; i++)
    {
      const LineDefinition *definition = g_ptr_array_index (part->lines, i);
      if (strcmp (definition->line, line) == 0)
        return definition;
    }
  return NULL;
}

int
part_column (const PartDefinition *part, const char *name)
{
  for (guint i = 0; i < part->columns->len; i++)
    {
      const ColumnDefinition *column = g_ptr_array_index (part->columns, i);
      if (g_strcmp0 (column->name, name) == 0)
        return (int) i;
    }
  return -1;
}

GStrv
part_csv_columns (const PartDefinition *part)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  for (guint i = 0; i < part->columns->len; i++)
    g_strv_builder_add (names, ((const ColumnDefinition *) part->columns->pdata[i])->name);
  if (part->lines != NULL)
    g_strv_builder_add (names, "?label");
  return g_strv_builder_end (names);
}
