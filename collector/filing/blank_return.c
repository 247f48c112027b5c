#include "collector/filing/blank_return.h"

#include "lib/base/file.h"
#include "lib/sheet/csv.h"
#include "lib/pages/template_file.h"

#include <string.h>

static const ColumnDefinition *
column_at (const PartDefinition *part, guint column)
{
  return g_ptr_array_index (part->columns, column);
}

static void
write_row (GString *out, GPtrArray *fields)
{
  g_ptr_array_add (fields, NULL);
  csv_write_row (out, (const char *const *) fields->pdata);
}

/* The names of the columns; in a part of lines the label stands after the code. */
static void
write_header (GString *out, const PartDefinition *part)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();
  for (guint i = 0; i < part->columns->len; i++)
    {
      g_ptr_array_add (fields, column_at (part, i)->name);
      if (column_at (part, i)->type == CELL_LINE)
        g_ptr_array_add (fields, (gpointer) "label");
    }
  write_row (out, fields);
}

/* What PRIOR has in the line, where lines carry over. */
static char *
carried_line (const LineDefinition *line, const SubmissionPart *prior, const char *column)
{
  if (prior == NULL || !line->carry)
    return g_strdup ("");
  int row = submission_part_row_of (prior, line->line);
  int position = part_column (submission_part_definition (prior), column);
  if (row < 0 || position < 0)
    return g_strdup ("");
  Cell cell = submission_part_cell (prior, (guint) row, (guint) position);
  return cell_to_string (&cell);
}

static void
write_line (GString *out, const PartDefinition *part, const LineDefinition *line,
            const SubmissionPart *prior)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < part->columns->len; i++)
    {
      const ColumnDefinition *column = column_at (part, i);
      gboolean asked = column->required || line->activities;
      if (column->type == CELL_LINE)
        {
          g_ptr_array_add (fields, g_strdup (line->line));
          g_ptr_array_add (fields, g_strdup (line->label));
        }
      else
        g_ptr_array_add (fields, asked ? carried_line (line, prior, column->name) : g_strdup ("z"));
    }
  write_row (out, fields);
}

static gboolean
carries (const PartDefinition *part)
{
  for (guint i = 0; i < part->columns->len; i++)
    if (column_at (part, i)->carry)
      return TRUE;
  return FALSE;
}

static void
write_carried_rows (GString *out, const PartDefinition *part, const SubmissionPart *prior)
{
  for (guint row = 0; row < submission_part_rows (prior); row++)
    {
      g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < part->columns->len; i++)
        {
          const ColumnDefinition *column = column_at (part, i);
          int position = part_column (submission_part_definition (prior), column->name);
          Cell cell = { .state = CELL_BLANK };
          if (column->carry && position >= 0)
            cell = submission_part_cell (prior, row, (guint) position);
          g_ptr_array_add (fields, cell_to_string (&cell));
        }
      write_row (out, fields);
    }
}

static GBytes *
make_part (const PartDefinition *part, const SubmissionPart *prior)
{
  GString *out = g_string_new (NULL);
  write_header (out, part);
  for (guint i = 0; part->lines != NULL && i < part->lines->len; i++)
    write_line (out, part, part->lines->pdata[i], prior);
  if (part->lines == NULL && prior != NULL && carries (part))
    write_carried_rows (out, part, prior);
  return g_string_free_to_bytes (out);
}

/* --- the guide --- */

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_answer (JsonBuilder *builder, CellType type, GStrv choices, guint decimals)
{
  const CellDefinition definition = {
    .type = type, .choices = (const char *const *) choices, .decimals = decimals,
  };
  g_autofree char *expected = type == CELL_BY_LINE ? g_strdup ("as each line says")
                                                   : cell_expected (&definition);
  add_text (builder, "answer", expected);
}

static void
add_columns (JsonBuilder *builder, const PartDefinition *part)
{
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < part->columns->len; i++)
    {
      const ColumnDefinition *column = column_at (part, i);
      json_builder_begin_object (builder);
      add_text (builder, "code", column->name);
      add_text (builder, "label", column->label);
      add_text (builder, "guidance", column->guidance);
      add_answer (builder, column->type, column->choices, column->decimals);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_lines (JsonBuilder *builder, const PartDefinition *part)
{
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; part->lines != NULL && i < part->lines->len; i++)
    {
      const LineDefinition *line = g_ptr_array_index (part->lines, i);
      json_builder_begin_object (builder);
      add_text (builder, "code", line->line);
      add_text (builder, "section", line->section);
      add_text (builder, "label", line->label);
      add_text (builder, "guidance", line->definition);
      add_answer (builder, line->type, line->choices, line->decimals);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "has_lines");
  json_builder_add_boolean_value (builder, part->lines != NULL);
}

static JsonNode *
guide_context (const Definition *definition, Period period, const char *mark, const char *guidance)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *period_text = period_to_string (period);
  json_builder_begin_object (builder);
  add_text (builder, "title", definition->title);
  add_text (builder, "return", definition->id);
  add_text (builder, "edition", definition->edition);
  add_text (builder, "period", period_text);
  add_text (builder, "guidance", guidance);
  add_text (builder, "mark", mark == NULL ? "" : mark);
  json_builder_set_member_name (builder, "parts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = g_ptr_array_index (definition->parts, i);
      json_builder_begin_object (builder);
      add_text (builder, "name", part->name);
      add_text (builder, "title", part->title);
      json_builder_set_member_name (builder, "may_be_empty");
      json_builder_add_boolean_value (builder, part->optional_rows);
      add_columns (builder, part);
      add_lines (builder, part);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* The guidance of the edition, or of the nearest it inherits from. */
static char *
read_guidance (const Definition *definition, GError **error)
{
  for (guint i = 0; i < definition->folders->len; i++)
    {
      g_autofree char *path = g_build_filename (definition->folders->pdata[i], "guidance.md", NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return file_read_shipped (path, error);
    }
  return g_strdup ("");
}

static GBytes *
make_guide (const Definition *definition, Period period, const char *mark, const char *datadir, GError **error)
{
  g_autofree char *folder = g_build_filename (datadir, "templates", NULL);
  g_autofree char *guidance = read_guidance (definition, error);
  if (guidance == NULL)
    return NULL;
  g_autoptr(JsonNode) context = guide_context (definition, period, mark, guidance);
  char *text = template_render_file (folder, "guide.md", context, ESCAPE_NONE, error);
  return text == NULL ? NULL : g_bytes_new_take (text, strlen (text));
}

GHashTable *
blank_return_make (const Definition *definition, Period period, const Submission *prior, const char *mark,
                   const char *datadir, GError **error)
{
  g_autoptr(GHashTable) files
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  GBytes *guide = make_guide (definition, period, mark, datadir, error);
  if (guide == NULL)
    return NULL;
  g_hash_table_insert (files, g_strdup ("guide.md"), guide);
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = g_ptr_array_index (definition->parts, i);
      g_hash_table_insert (files, g_strconcat (part->name, ".csv", NULL),
                           make_part (part, prior == NULL ? NULL : submission_part (prior, part->name)));
    }
  return g_steal_pointer (&files);
}
