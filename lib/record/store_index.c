#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <string.h>

#include "lib/git/pack.h"

/* Where libgit2 finds indexes, below objects/: files whose names end so. */
static const struct {
  const char *folder, *suffix;
} places[] = {
  { "pack", ".idx" },
  { "pack", "multi-pack-index" },
  { "info", "commit-graph" },
};

/* An index that went away while we looked has been replaced by another. */
static gboolean
check_file (const char *path, gboolean *gone, GError **error)
{
  char *text;
  gsize length;
  GError *fault = NULL;
  *gone = FALSE;
  if (g_file_get_contents (path, &text, &length, &fault))
    {
      g_autoptr(GBytes) bytes = g_bytes_new_take (text, length);
      return pack_trailer_holds (bytes)
             || error_fault (error,
                             "'%s' is damaged: its checksum does not "
                             "match its content",
                             path);
    }
  *gone = g_error_matches (fault, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  gboolean good = *gone || error_fault (error, "%s", fault->message);
  g_error_free (fault);
  return good;
}

static gboolean
check_folder (const char *folder, const char *suffix, GHashTable *checked, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gboolean gone;
      if (!g_str_has_suffix (name, suffix) || g_hash_table_contains (checked, path))
        continue;
      if (!check_file (path, &gone, error))
        return FALSE;
      if (!gone)
        g_hash_table_add (checked, g_steal_pointer (&path));
    }
  return TRUE;
}

gboolean
store_check_indexes (const char *objects, GHashTable *checked, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *folder = g_build_filename (objects, places[i].folder, NULL);
      if (!check_folder (folder, places[i].suffix, checked, error))
        return FALSE;
    }
  return TRUE;
}
