#include "lib/returns/explanation.h"

#include "lib/base/error.h"
#include "lib/sheet/csv.h"

/* The columns, in the order they are written, and where their texts lie. */
static const char *const columns[] = { "rule", "place", "value", "code", "text", "by", "at", NULL };
static const gsize offsets[] = {
  G_STRUCT_OFFSET (Explanation, rule), G_STRUCT_OFFSET (Explanation, location),
  G_STRUCT_OFFSET (Explanation, value), G_STRUCT_OFFSET (Explanation, code),
  G_STRUCT_OFFSET (Explanation, text), G_STRUCT_OFFSET (Explanation, by),
  G_STRUCT_OFFSET (Explanation, at),
};
G_STATIC_ASSERT (G_N_ELEMENTS (columns) == G_N_ELEMENTS (offsets) + 1);

void
explanation_free (Explanation *explanation)
{
  if (explanation == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    g_free (G_STRUCT_MEMBER (char *, explanation, offsets[i]));
  g_free (explanation);
}

Explanation *
explanation_copy (const Explanation *explanation)
{
  Explanation *copy = g_new0 (Explanation, 1);
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    G_STRUCT_MEMBER (char *, copy, offsets[i])
      = g_strdup (G_STRUCT_MEMBER (char *, explanation, offsets[i]));
  return copy;
}

GPtrArray *
explanations_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) explanation_free);
}

static GBytes *
write_rows (const GPtrArray *explanations)
{
  GString *out = g_string_new (NULL);
  csv_write_row_exact (out, columns);
  for (guint i = 0; i < explanations->len; i++)
    {
      const char *fields[G_N_ELEMENTS (columns)] = { NULL };
      for (guint k = 0; k < G_N_ELEMENTS (offsets); k++)
        {
          const char *text = G_STRUCT_MEMBER (const char *, g_ptr_array_index (explanations, i), offsets[k]);
          fields[k] = text == NULL ? "" : text;
        }
      csv_write_row_exact (out, fields);
    }
  return g_string_free_to_bytes (out);
}

GBytes *
explanations_write (const GPtrArray *explanations, GError **error)
{
  g_autoptr(GBytes) bytes = write_rows (explanations);
  g_autoptr(GPtrArray) again = explanations_read (bytes, NULL);
  g_autoptr(GBytes) rewritten = again == NULL ? NULL : write_rows (again);
  if (rewritten != NULL && again->len == explanations->len && g_bytes_equal (bytes, rewritten))
    return g_steal_pointer (&bytes);
  error_refuse (error, "an explanation cannot be kept: it holds a character that would not be read "
                "back as it is; write it in letters, marks and line feeds");
  return NULL;
}

static Explanation *
read_row (const CsvTable *table, guint row)
{
  Explanation *explanation = g_new0 (Explanation, 1);
  for (guint k = 0; k < G_N_ELEMENTS (offsets); k++)
    {
      const char *text = csv_table_get (table, row, k);
      G_STRUCT_MEMBER (char *, explanation, offsets[k]) = *text == '\0' ? NULL : g_strdup (text);
    }
  return explanation;
}

GPtrArray *
explanations_read (GBytes *bytes, GError **error)
{
  static const char file[] = EXPLANATIONS_PART ".csv";
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(CsvTable) table = csv_table_read (bytes, file, columns, findings);
  g_autoptr(GPtrArray) explanations = explanations_new ();
  if (findings_length (findings) > 0)
    {
      const Finding *first = findings_index (findings, 0);
      error_fault (error, "%s:%" G_GUINT64_FORMAT ": %s", file, first->line, first->message);
      return NULL;
    }
  for (guint i = 0; i < csv_table_rows (table); i++)
    {
      Explanation *explanation = read_row (table, i);
      g_ptr_array_add (explanations, explanation);
      if (explanation->rule == NULL || explanation->location == NULL)
        {
          error_fault (error, "%s:%" G_GUINT64_FORMAT ": it names no rule, or no place", file,
                       csv_table_line (table, i));
          return NULL;
        }
    }
  return g_steal_pointer (&explanations);
}
