#include "tests/datadir.h"

#include "tests/scratch_folder.h"

void
datadir_copy (const char *folder, const char *part)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *from = g_build_filename (g_getenv ("CARE_OVERSIGHT_DATA"), part, NULL);
  g_autofree char *to = g_build_filename (folder, part, NULL);
  const char *words[] = { "sh", "-c", "mkdir -p \"${2%/*}\" && cp -r \"$1\" \"$2\" && chmod -R u+w \"$2\"", "-",
                          from, to, NULL };
  int status = -1;
  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

void
datadir_edit (const char *folder, const char *name, const char *old, const char *new)
{
  g_autoptr(GString) text = g_string_new (new);
  if (old != NULL)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *path = g_build_filename (folder, name, NULL), *before = NULL;
      g_file_get_contents (path, &before, NULL, &error);
      g_assert_no_error (error);
      g_string_assign (text, before);
      g_assert_cmpuint (g_string_replace (text, old, new, 1), ==, 1);
    }
  scratch_folder_put (folder, name, text->str);
}
