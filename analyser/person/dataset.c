#include "analyser/person/dataset.h"

#include <string.h>

#include "analyser/person/return_private.h"
#include "lib/base/text_order.h"
#include "lib/returns/filed_return.h"

struct _Dataset {
  GPtrArray *returns;        /* Return *, by return, period, person */
  GHashTable *by_key;        /* "annual/2025-26/P00412" -> Return */
  GHashTable *newest;        /* "annual/P00412" -> Return */
  Definitions *definitions;
};

static Return *
load_return (const Dataset *dataset, Snapshot *snapshot, const FilingKey *key, GError **error)
{
  g_autoptr(FiledReturn) filed = NULL;
  if (!filed_return_read (snapshot, dataset->definitions, key, &filed, error))
    return NULL;
  g_assert (filed != NULL);    /* its key is of a list of this snapshot */
  Submission *submission = filed_return_submission (filed, error);
  if (submission == NULL)
    return NULL;
  Return *ret = return_new (filed->definition, filed->period, key->person, filed->folder, submission);
  ret->filing = g_steal_pointer (&filed->filing);
  ret->snapshot = snapshot;
  return ret;
}

static char *
newest_key (const char *kind, const char *person)
{
  return g_strconcat (kind, "/", person, NULL);
}

Dataset *
dataset_load (Snapshot *snapshot, const char *datadir, GError **error)
{
  g_autoptr(Dataset) dataset = g_new0 (Dataset, 1);
  dataset->returns = g_ptr_array_new_with_free_func ((GDestroyNotify) return_free);
  dataset->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dataset->newest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dataset->definitions = definitions_new (datadir);
  g_autoptr(GPtrArray) filings = filed_returns_in_force (snapshot, error);
  if (filings == NULL)
    return NULL;
  for (guint i = 0; i < filings->len; i++)
    {
      const Filing *filing = filings->pdata[i];
      Return *ret = load_return (dataset, snapshot, &filing->key, error);
      if (ret == NULL)
        return NULL;
      g_ptr_array_add (dataset->returns, ret);
      g_hash_table_insert (dataset->by_key, filing_draft_name (&filing->key), ret);
      /* Filings come by period: the last of a person stays. */
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
  definitions_free (dataset->definitions);
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

/* TEXTS (borrowed) sorted, each once. */
static GStrv
sort_once (GPtrArray *texts)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_ptr_array_sort (texts, text_compare);
  for (guint i = 0; i < texts->len; i++)
    if (i == 0 || strcmp (texts->pdata[i - 1], texts->pdata[i]) != 0)
      g_strv_builder_add (builder, texts->pdata[i]);
  return g_strv_builder_end (builder);
}

GStrv
dataset_persons (const Dataset *dataset, const char *kind)
{
  g_autoptr(GPtrArray) persons = g_ptr_array_new ();
  for (guint i = 0; i < dataset->returns->len; i++)
    if (strcmp (return_id (dataset->returns->pdata[i]), kind) == 0)
      g_ptr_array_add (persons, (gpointer) return_person (dataset->returns->pdata[i]));
  return sort_once (persons);
}

/* Periods sort by their texts: the year first, and a year before its quarters. */
GStrv
dataset_periods (const Dataset *dataset, const char *kind)
{
  g_autoptr(GPtrArray) periods = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < dataset->returns->len; i++)
    {
      const Return *ret = dataset->returns->pdata[i];
      if (strcmp (return_id (ret), kind) == 0)
        g_ptr_array_add (periods, period_to_string (return_period (ret)));
    }
  return sort_once (periods);
}
