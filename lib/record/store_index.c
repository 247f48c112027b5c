#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <string.h>

#include "lib/base/file.h"
#include "lib/base/folder.h"
#include "lib/git/pack.h"

#define INDEX_MAX ((gsize) 2 << 30)

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
  gsize length;
  GError *fault = NULL;
  char *text = file_read (path, INDEX_MAX, &length, &fault);
  *gone = FALSE;
  if (text != NULL)
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
  g_autoptr(GError) wrong = NULL;
  g_auto(GStrv) names = folder_list (folder, &wrong);
  if (names == NULL && !g_error_matches (wrong, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      gboolean gone;
      if (!g_str_has_suffix (names[i], suffix) || g_hash_table_contains (checked, path))
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
