#include "lib/returns/part.h"

#include "lib/sheet/csv.h"
#include "lib/base/error.h"
#include "lib/base/suggest.h"

#include <string.h>

#define MAX_DECIMALS 6

static const struct {
  const char *name;
  CellType type;
} cell_types[] = {
  { "text", CELL_TEXT }, { "amount", CELL_AMOUNT }, { "number", CELL_NUMBER },
  { "integer", CELL_INTEGER }, { "date", CELL_DATE }, { "choice", CELL_CHOICE },
  { "yesno", CELL_YESNO }, { "authority", CELL_AUTHORITY }, { "urn", CELL_URN },
  { "line", CELL_LINE }, { "by-line", CELL_BY_LINE },
};

/* The columns of parts/<part>.csv and of lines.csv, in the order of these enums. */
enum { COLUMN_NAME, COLUMN_TYPE, COLUMN_REQUIRED, COLUMN_KEY, COLUMN_SIGN, COLUMN_CHOICES,
       COLUMN_LABEL, COLUMN_GUIDANCE, COLUMN_DECIMALS, COLUMN_Z,
       COLUMN_CARRY };
static const char *const column_columns[] = {
  "column", "type", "required", "key", "sign", "choices", "label", "guidance", "?decimals", "?z",
  "?carry", NULL
};
enum { LINE_PART, LINE_NAME, LINE_SECTION, LINE_LABEL, LINE_TYPE, LINE_ACTIVITIES, LINE_SIGN,
       LINE_REQUIRED, LINE_CHOICES, LINE_DEFINITION, LINE_DECIMALS, LINE_Z,
       LINE_CARRY };
static const char *const line_columns[] = {
  "part", "line", "section", "label", "type", "activities", "sign", "required", "choices",
  "definition", "?decimals", "?z", "?carry", NULL
};

/* A data file of a definition while it is read: for errors that name the place. */
typedef struct {
  char *path;
  CsvTable *table;
  guint row;
} Source;

static void
source_close (Source *source)
{
  g_free (source->path);
  csv_table_free (source->table);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Source, source_close)

static const char *
source_get (const Source *source, guint column)
{
  return csv_table_get (source->table, source->row, column);
}

static gboolean
source_broken (const Source *source, GError **error, const char *what)
{
  return error_fault (error, "%s:%" G_GUINT64_FORMAT ": %s", source->path,
                      csv_table_line (source->table, source->row), what);
}

static gboolean
source_unknown (const Source *source, GError **error, const char *what, const char *name,
                const char *const *known)
{
  g_autofree char *message = suggest_message (what, name, known);
  return source_broken (source, error, message);
}

static gboolean
source_open (Source *source, const char *folder, const char *name, const char *const *columns,
             GError **error)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(GBytes) bytes = NULL;
  source->path = g_build_filename (folder, name, NULL);
  if (!csv_load (source->path, findings, &bytes, error))
    return FALSE;
  if (bytes != NULL)
    source->table = csv_table_read (bytes, source->path, columns, findings);
  if (findings_length (findings) == 0)
    return TRUE;
  const Finding *first = findings_index (findings, 0);
  return error_fault (error, "%s:%" G_GUINT64_FORMAT ": %s: %s", source->path, first->line,
                      first->rule, first->message);
}

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

static gboolean
read_type (const Source *source, guint column, CellType *out, GError **error)
{
  const char *names[G_N_ELEMENTS (cell_types) + 1] = { NULL };
  for (guint i = 0; i < G_N_ELEMENTS (cell_types); i++)
    {
      names[i] = cell_types[i].name;
      if (strcmp (source_get (source, column), names[i]) == 0)
        {
          *out = cell_types[i].type;
          return TRUE;
        }
    }
  return source_unknown (source, error, "type", source_get (source, column), names);
}

static gboolean
read_yes (const Source *source, guint column, gboolean *out, GError **error)
{
  static const char *const known[] = { "yes", "no", NULL };
  const char *text = source_get (source, column);
  if (!g_strv_contains (known, text))
    return source_unknown (source, error, "answer", text, known);
  *out = strcmp (text, "yes") == 0;
  return TRUE;
}

/* A column that may be absent or blank: then it says DEFAULT_ANSWER. */
static gboolean
read_optional (const Source *source, guint column, gboolean default_answer, gboolean *out,
               GError **error)
{
  *out = default_answer;
  return *source_get (source, column) == '\0' || read_yes (source, column, out, error);
}

static gboolean
read_sign (const Source *source, guint column, Sign *out, GError **error)
{
  static const char *const known[] = { "any", "not-negative", NULL };
  const char *text = source_get (source, column);
  if (*text != '\0' && !g_strv_contains (known, text))
    return source_unknown (source, error, "sign", text, known);
  *out = strcmp (text, "not-negative") == 0 ? SIGN_NOT_NEGATIVE : SIGN_ANY;
  return TRUE;
}

static gboolean
read_choices (const Source *source, guint column, CellType type, GStrv *out, GError **error)
{
  const char *text = source_get (source, column);
  if ((type == CELL_CHOICE) != (*text != '\0'))
    return source_broken (source, error, type == CELL_CHOICE ? "a choice needs its choices"
                                                              : "choices for what is no choice");
  *out = *text != '\0' ? g_strsplit (text, "|", -1) : NULL;
  return TRUE;
}

static gboolean
read_decimals (const Source *source, guint column, guint *out, GError **error)
{
  const char *text = source_get (source, column);
  guint64 value = 1;
  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 0, MAX_DECIMALS, &value, NULL))
    return source_broken (source, error, "decimals must be a number from 0 to 6");
  *out = (guint) value;
  return TRUE;
}

gboolean
part_is_code (const char *text)
{
  if (!g_ascii_islower (*text))
    return FALSE;
  return text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static gboolean
read_code (const Source *source, guint column, char **out, GError **error)
{
  const char *text = source_get (source, column);
  if (!part_is_code (text))
    return source_broken (source, error, "a code is lower-case letters, digits and '_'");
  *out = g_strdup (text);
  return TRUE;
}

static gboolean
read_column (const Source *source, PartDefinition *part, GError **error)
{
  ColumnDefinition *column = g_new0 (ColumnDefinition, 1);
  gboolean takes_z = TRUE;
  g_ptr_array_add (part->columns, column);
  column->label = g_strdup (source_get (source, COLUMN_LABEL));
  column->guidance = g_strdup (source_get (source, COLUMN_GUIDANCE));
  if (part_column (part, source_get (source, COLUMN_NAME)) >= 0)
    return source_broken (source, error, "the column is there twice");
  gboolean good
    = read_code (source, COLUMN_NAME, &column->name, error)
      && read_type (source, COLUMN_TYPE, &column->type, error)
      && read_yes (source, COLUMN_REQUIRED, &column->required, error)
      && read_yes (source, COLUMN_KEY, &column->key, error)
      && read_sign (source, COLUMN_SIGN, &column->sign, error)
      && read_choices (source, COLUMN_CHOICES, column->type, &column->choices, error)
      && read_decimals (source, COLUMN_DECIMALS, &column->decimals, error)
      && read_optional (source, COLUMN_Z, TRUE, &takes_z, error)
      && read_optional (source, COLUMN_CARRY, FALSE, &column->carry, error);
  column->applicable = !takes_z;
  return good;
}

gboolean
part_read_columns (PartDefinition *part, const char *folder, GError **error)
{
  g_auto(Source) source = { 0 };
  g_autofree char *name = g_strdup_printf ("parts/%s.csv", part->name);
  if (!source_open (&source, folder, name, column_columns, error))
    return FALSE;
  g_ptr_array_set_size (part->columns, 0);
  for (source.row = 0; source.row < csv_table_rows (source.table); source.row++)
    if (!read_column (&source, part, error))
      return FALSE;
  return TRUE;
}

/* Puts LINE in place of the one of its code, or at the end of its section. */
static void
place_line (GPtrArray *lines, LineDefinition *line)
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
read_line (const Source *source, PartDefinition *part, GError **error)
{
  LineDefinition *line = g_new0 (LineDefinition, 1);
  gboolean takes_z = TRUE;
  line->section = g_strdup (source_get (source, LINE_SECTION));
  line->label = g_strdup (source_get (source, LINE_LABEL));
  line->definition = g_strdup (source_get (source, LINE_DEFINITION));
  if (read_code (source, LINE_NAME, &line->line, error)
      && read_type (source, LINE_TYPE, &line->type, error)
      && read_yes (source, LINE_ACTIVITIES, &line->activities, error)
      && read_sign (source, LINE_SIGN, &line->sign, error)
      && read_yes (source, LINE_REQUIRED, &line->required, error)
      && read_choices (source, LINE_CHOICES, line->type, &line->choices, error)
      && read_decimals (source, LINE_DECIMALS, &line->decimals, error)
      && read_optional (source, LINE_Z, TRUE, &takes_z, error)
      && read_optional (source, LINE_CARRY, FALSE, &line->carry, error))
    {
      line->applicable = !takes_z;
      place_line (part->lines, line);
      return TRUE;
    }
  line_free (line);
  return FALSE;
}

static gboolean
read_line_of_parts (const Source *source, GPtrArray *parts, GHashTable *seen,
                       GError **error)
{
  const char *name = source_get (source, LINE_PART);
  g_auto(GStrv) known = part_names (parts);
  PartDefinition *part = part_find (parts, name);
  if (part == NULL)
    return source_unknown (source, error, "part", name, (const char *const *) known);
  if (part->lines == NULL)
    return source_broken (source, error, "a line for a part whose rows are free");
  if (!g_hash_table_add (seen, g_strdup_printf ("%s:%s", name, source_get (source, LINE_NAME))))
    return source_broken (source, error, "the line is there twice");
  return read_line (source, part, error);
}

gboolean
part_read_lines (GPtrArray *parts, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "lines.csv", NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_auto(Source) source = { 0 };
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!source_open (&source, folder, "lines.csv", line_columns, error))
    return FALSE;
  for (source.row = 0; source.row < csv_table_rows (source.table); source.row++)
    if (!read_line_of_parts (&source, parts, seen, error))
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
    message = g_strdup_printf ("part '%s' needs lines, one column of type line and some of "
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
