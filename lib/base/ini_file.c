#include "lib/base/ini_file.h"

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/path_pattern.h"
#include "lib/base/suggest.h"

static gboolean
unknown (const char *path, const char *what, const char *name, const char *const *known, GError **error)
{
  g_autofree char *message = suggest_message (what, name, known);
  return error_fault (error, "%s: %s", path, message);
}

static const IniGroup *
find_group (const IniGroup *groups, const char *name)
{
  while (groups->group != NULL && !path_pattern_matches (groups->group, name))
    groups++;
  return groups->group == NULL ? NULL : groups;
}

static gboolean
unknown_group (const char *path, const char *name, const IniGroup *groups, GError **error)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new ();
  for (; groups->group != NULL; groups++)
    g_ptr_array_add (known, (gpointer) groups->group);
  g_ptr_array_add (known, NULL);
  return unknown (path, "group", name, (const char *const *) known->pdata, error);
}

static gboolean
check (GKeyFile *ini, const char *path, const IniGroup *groups, GError **error)
{
  g_auto(GStrv) names = g_key_file_get_groups (ini, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const IniGroup *group = find_group (groups, names[i]);
      if (group == NULL)
        return unknown_group (path, names[i], groups, error);
      g_auto(GStrv) keys = g_key_file_get_keys (ini, names[i], NULL, NULL);
      for (guint k = 0; keys[k] != NULL; k++)
        if (!g_strv_contains (group->keys, keys[k]))
          return unknown (path, "key", keys[k], group->keys, error);
    }
  return TRUE;
}

GKeyFile *
ini_file_read (const char *path, const IniGroup *groups, GError **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(GKeyFile) ini = g_key_file_new ();
  g_autofree char *text = file_read_shipped (path, error);
  if (text == NULL)
    return NULL;
  if (!g_key_file_load_from_data (ini, text, (gsize) -1, G_KEY_FILE_NONE, &reason))
    {
      error_fault (error, "%s: %s", path, reason->message);
      return NULL;
    }
  return groups == NULL || check (ini, path, groups, error) ? g_steal_pointer (&ini) : NULL;
}
