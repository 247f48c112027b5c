#include "lib/git/loose.h"

#include <string.h>

#include "lib/base/file.h"
#include "lib/base/folder.h"

char *
loose_path (const char *objects, const ObjectId *id)
{
  g_autofree char *hex = object_id_to_hex (id);
  return g_strdup_printf ("%s/%.2s/%s", objects, hex, hex + 2);
}

static gboolean
fail (char **fault, const char *why)
{
  *fault = g_strdup (why);
  return FALSE;
}

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

gboolean
loose_read (const char *objects, const ObjectId *id, ObjectType *type, GByteArray **out,
            char **fault)
{
  gsize length;
  const char *why;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = loose_path (objects, id);
  g_autofree char *file = file_read (path, OBJECT_FILE_MAX, &length, &error);
  if (file == NULL)
    return is_missing (error) || fail (fault, error->message);
  GByteArray *content = object_inflate_loose ((const guint8 *) file, length, type, &why);
  if (content == NULL)
    return fail (fault, why);
  *out = content;
  return TRUE;
}

gboolean
loose_find (const char *objects, const ObjectId *start, guint digits, GHashTable *found, char **fault)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *hex = object_id_to_hex (start);
  g_autofree char *folder = g_strdup_printf ("%s/%.2s", objects, hex);
  g_auto(GStrv) names = folder_list (folder, &error);
  if (names == NULL)
    return is_missing (error) || fail (fault, error->message);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *whole = g_strdup_printf ("%.2s%s", hex, names[i]);
      ObjectId id;
      if (strlen (whole) == OBJECT_HEX_SIZE && strncmp (whole, hex, digits) == 0
          && object_id_parse (whole, &id))
        g_hash_table_add (found, g_memdup2 (&id, sizeof id));
    }
  return TRUE;
}
