#include "lib/base/content_hash.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/base/folder.h"
#include "lib/base/text_order.h"

#define FILE_MAX_BYTES ((gsize) 64 * 1024 * 1024)

char *
bytes_sha256 (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

gboolean
sha256_is_valid (const char *text)
{
  return text != NULL && strspn (text, "0123456789abcdef") == 64 && text[64] == '\0';
}

char *
content_hash_files (GHashTable *files)
{
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (files, NULL);
  guint n = g_hash_table_size (files);
  qsort (names, n, sizeof *names, text_compare);
  g_autoptr(GString) lines = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *hash = bytes_sha256 (g_hash_table_lookup (files, names[i]));
      g_string_append_printf (lines, "%s  %s\n", hash, (const char *) names[i]);
    }
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) lines->str, lines->len);
}

/* Adds NAME of ROOT, or what is below it when it is a folder. */
static gboolean
collect (const char *root, const char *name, GHashTable *files, GError **error)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      gsize length;
      char *text = file_read (path, FILE_MAX_BYTES, &length, error);
      if (text != NULL)
        g_hash_table_insert (files, g_strdup (name), g_bytes_new_take (text, length));
      return text != NULL;
    }
  g_auto(GStrv) names = folder_list (path, error);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *inside = g_build_filename (name, names[i], NULL);
      if (*names[i] != '.' && !collect (root, inside, files, error))
        return FALSE;
    }
  return names != NULL;
}

char *
content_hash_folders (const char *root, const char *const *folders, GError **error)
{
  g_autoptr(GHashTable) files
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  for (guint i = 0; folders[i] != NULL; i++)
    if (!collect (root, folders[i], files, error))
      return NULL;
  return content_hash_files (files);
}
