#include "analyser/person/dataset.h"

struct _Dataset {
  GPtrArray *returns;        /* Return *, by return, period, person */
  GHashTable *by_key;        /* "annual/2025-26/P00412" -> Return */
  GHashTable *newest;        /* "annual/P00412" -> Return */
};

static char *
newest_key (const char *kind, const char *person)
{
  return g_strconcat (kind, "/", person, NULL);
}

Dataset *
dataset_load (Snapshot *snapshot, Definitions *definitions, const GPtrArray *filed, GError **error)
{
  g_autoptr(Dataset) dataset = g_new0 (Dataset, 1);
  dataset->returns = g_ptr_array_new_with_free_func ((GDestroyNotify) return_free);
  dataset->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dataset->newest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < filed->len; i++)
    {
      const FiledEvent *event = filed->pdata[i];
      Return *ret = return_read (snapshot, definitions, event, error);
      if (ret == NULL)
        return NULL;
      g_ptr_array_add (dataset->returns, ret);
      g_hash_table_insert (dataset->by_key, filing_draft_name (&event->key), ret);
      /* They come by period: the last of a person stays. */
      g_hash_table_replace (dataset->newest, newest_key (return_id (ret), return_person (ret)), ret);
    }
  return g_steal_pointer (&dataset);
}

void
dataset_free (Dataset *dataset)
{
  if (dataset == NULL)
    return;
  g_ptr_array_unref (dataset->returns);
  g_hash_table_unref (dataset->by_key);
  g_hash_table_unref (dataset->newest);
  g_free (dataset);
}

guint
dataset_length (const Dataset *dataset)
{
  return dataset->returns->len;
}

const Return *
dataset_index (const Dataset *dataset, guint i)
{
  return dataset->returns->pdata[i];
}

const Return *
dataset_find (const Dataset *dataset, const char *kind, Period period, const char *person)
{
  g_autofree char *text = period_to_string (period);
  g_autofree char *key = g_strdup_printf ("%s/%s/%s", kind, text, person);
  return g_hash_table_lookup (dataset->by_key, key);
}

const Return *
dataset_newest (const Dataset *dataset, const char *kind, const char *person)
{
  g_autofree char *key = newest_key (kind, person);
  return g_hash_table_lookup (dataset->newest, key);
}
