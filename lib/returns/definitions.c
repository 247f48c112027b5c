#include "lib/returns/definitions.h"

#include "lib/base/content_hash.h"
#include "lib/base/error.h"

#include <string.h>

struct _Definitions {
  char *datadir;
  GStrv returns;             /* NULL: not listed yet */
  GHashTable *editions;      /* id of a return -> GPtrArray of Definition * */
  GHashTable *hashes;        /* Definition * -> its hash */
};

Definitions *
definitions_new (const char *datadir)
{
  Definitions *definitions = g_new0 (Definitions, 1);
  definitions->datadir = g_strdup (datadir);
  definitions->editions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                 (GDestroyNotify) g_ptr_array_unref);
  definitions->hashes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return definitions;
}

void
definitions_free (Definitions *definitions)
{
  if (definitions == NULL)
    return;
  g_hash_table_unref (definitions->hashes);
  g_hash_table_unref (definitions->editions);
  g_strfreev (definitions->returns);
  g_free (definitions->datadir);
  g_free (definitions);
}

const char *const *
definitions_returns (Definitions *definitions, GError **error)
{
  if (definitions->returns == NULL)
    definitions->returns = definition_list_returns (definitions->datadir, error);
  return (const char *const *) definitions->returns;
}

GPtrArray *
definitions_editions (Definitions *definitions, const char *return_id, GError **error)
{
  GPtrArray *editions = g_hash_table_lookup (definitions->editions, return_id);
  if (editions != NULL)
    return editions;
  editions = definition_load_editions (definitions->datadir, return_id, error);
  if (editions != NULL)
    g_hash_table_insert (definitions->editions, g_strdup (return_id), editions);
  return editions;
}

const Definition *
definitions_for_period (Definitions *definitions, const char *return_id, const char *period,
                        GError **error)
{
  guint position;
  GPtrArray *editions = definitions_editions (definitions, return_id, error);
  return editions != NULL && definition_find (editions, period, &position, error)
           ? g_ptr_array_index (editions, position) : NULL;
}

const Definition *
definitions_edition (Definitions *definitions, const char *return_id, const char *edition,
                     GError **error)
{
  GPtrArray *editions = definitions_editions (definitions, return_id, error);
  if (editions == NULL)
    return NULL;
  g_autofree const char **known = g_new0 (const char *, editions->len + 1);
  for (guint i = 0; i < editions->len; i++)
    {
      const Definition *definition = g_ptr_array_index (editions, i);
      if (strcmp (definition->edition, edition) == 0)
        return definition;
      known[i] = definition->edition;
    }
  name_error (error, ERROR_REFUSED, "edition", edition, known);
  return NULL;
}

const char *
definitions_hash (Definitions *definitions, const Definition *definition, GError **error)
{
  const char *known = g_hash_table_lookup (definitions->hashes, definition);
  if (known != NULL)
    return known;
  g_autofree char *submissions = g_build_filename (definitions->datadir, "submissions", NULL);
  g_auto(GStrv) folders = g_new0 (char *, definition->folders->len + 1);
  for (guint i = 0; i < definition->folders->len; i++)
    {
      const char *folder = g_ptr_array_index (definition->folders, i);
      folders[i] = g_strconcat ("submissions", folder + strlen (submissions), NULL);
    }
  char *hash = content_hash_folders (definitions->datadir, (const char *const *) folders, error);
  if (hash != NULL)
    g_hash_table_insert (definitions->hashes, (gpointer) definition, hash);
  return hash;
}
