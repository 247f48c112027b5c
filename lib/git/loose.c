#include "lib/git/loose.h"

#include <string.h>

#include "lib/base/file.h"

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
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
         || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
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

void
loose_find (const char *objects, const ObjectId *start, guint digits, GHashTable *found)
{
  g_autofree char *hex = object_id_to_hex (start);
  g_autofree char *folder = g_strdup_printf ("%s/%.2s", objects, hex);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *whole = g_strdup_printf ("%.2s%s", hex, name);
      ObjectId id;
      if (strlen (whole) == OBJECT_HEX_SIZE && strncmp (whole, hex, digits) == 0
          && object_id_parse (whole, &id))
        g_hash_table_add (found, g_memdup2 (&id, sizeof id));
    }
}
