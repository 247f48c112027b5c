#include "tests/returns.h"

Definition *
returns_define (const char *return_id, const char *period)
{
  g_autoptr(GError) error = NULL;
  Definition *definition
    = definition_load (g_getenv ("CARE_OVERSIGHT_DATA"), return_id, period, &error);
  g_assert_no_error (error);
  return definition;
}

GHashTable *
returns_base (const Definition *definition)
{
  GHashTable *files
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = g_ptr_array_index (definition->parts, i);
      g_autofree char *path = g_strdup_printf ("%s/tests/cases/rules/base-%s/%s.csv", g_getenv ("top_srcdir"),
                                               definition->id, part->name);
      g_autoptr(GError) error = NULL;
      char *text;
      gsize length;
      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      g_hash_table_insert (files, g_strdup (part->name), g_bytes_new_take (text, length));
    }
  return files;
}
