#include "tests/returns.h"

#include <string.h>

#include "lib/base/text_order.h"

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

void
returns_change (GHashTable *files, const char *part, const char *old, const char *new_text)
{
  GBytes *bytes = g_hash_table_lookup (files, part);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  char *at = strstr (text, old);
  g_assert_nonnull (at);
  g_autoptr(GString) changed = g_string_new_len (text, at - text);
  g_string_append (changed, new_text);
  g_string_append (changed, at + strlen (old));
  g_hash_table_replace (files, g_strdup (part), g_bytes_new (changed->str, changed->len));
}

Filing *
returns_filing (const FilingKey *key, GHashTable *parts)
{
  Filing *filing = filing_new ();
  filing->key = (FilingKey) { g_strdup (key->return_id), g_strdup (key->period), g_strdup (key->person) };
  filing->edition = g_strdup ("2025-26");
  filing->version = 1;
  filing->hash = content_hash (parts);
  filing->signatory = g_strdup ("Ann Lee");
  filing->mail = g_strdup ("ann@example.org");
  filing->filed_at = g_strdup ("2026-06-30T09:15:00Z");
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (parts, NULL);
  qsort (names, g_hash_table_size (parts), sizeof *names, text_compare);
  for (guint i = 0; i < g_hash_table_size (parts); i++)
    filing_add_part (filing, names[i], g_hash_table_lookup (parts, names[i]));
  return filing;
}

GHashTable *
returns_files (const Filing *filing, GHashTable *parts)
{
  g_autofree char *folder = filing_folder (&filing->key);
  GHashTable *files
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gpointer part, bytes;
  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &part, &bytes))
    g_hash_table_insert (files, g_strdup_printf ("%s/%s.csv", folder, (const char *) part), g_bytes_ref (bytes));
  char *json = filing_to_json (filing, NULL);
  g_hash_table_insert (files, g_strconcat (folder, "/" FILING_DESCRIPTION, NULL),
                       g_bytes_new_take (json, strlen (json)));
  return files;
}
