#include "lib/returns/filed_return.h"

GHashTable *
filed_return_files (Snapshot *snapshot, const FilingKey *key, const Definition *definition,
                    GError **error)
{
  g_autoptr(GHashTable) files
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_bytes_unref);
  g_autofree char *folder = filing_folder (key);
  for (guint i = 0; i < definition->parts->len; i++)
    {
      const PartDefinition *part = g_ptr_array_index (definition->parts, i);
      g_autofree char *path = g_strdup_printf ("%s/%s.csv", folder, part->name);
      g_autoptr(GError) fault = NULL;
      GBytes *bytes = snapshot_read (snapshot, path, &fault);
      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
      if (bytes != NULL)
        g_hash_table_insert (files, part->name, bytes);
    }
  return g_steal_pointer (&files);
}

Submission *
filed_return_read (const Definition *definition, GHashTable *files, Authorities *authorities)
{
  g_autoptr(Findings) ignored = findings_new ();
  return submission_read (definition, files, NULL, authorities, ignored);
}
