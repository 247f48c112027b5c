#include "lib/returns/filed_list.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/base/text_order.h"

/* returns/<return>/<period>/<NN>/<person> */
enum { LEVEL_RETURN, LEVEL_PERIOD, LEVEL_SHARD, LEVEL_PERSON, LEVELS };

typedef struct {
  Snapshot *snapshot;
  const char *wanted[LEVELS];    /* the one folder to look at; NULL: all */
  char *names[LEVELS];           /* of the folder that is looked at; borrowed */
  GHashTable *events;            /* as filed_events() */
} Walk;

/* A folder of which no event says that it was filed is told by whoever reads it. */
static gboolean
add_folder (const Walk *walk, const char *path, GError **error)
{
  const FilingKey key = { walk->names[LEVEL_RETURN], walk->names[LEVEL_PERIOD], walk->names[LEVEL_PERSON] };
  g_autofree char *expected = person_id_is_valid (key.person) ? filing_folder (&key) : NULL;
  if (g_strcmp0 (expected, path) != 0)
    return error_fault (error, "%s: it is not where returns lie; run 'verify'", path);
  g_autofree char *name = filing_draft_name (&key);
  if (g_hash_table_contains (walk->events, name))
    return TRUE;
  FiledEvent *none = g_new0 (FiledEvent, 1);
  none->key = (FilingKey) { g_strdup (key.return_id), g_strdup (key.period), g_strdup (key.person) };
  g_hash_table_insert (walk->events, g_steal_pointer (&name), none);
  return TRUE;
}

static gboolean
walk_folder (Walk *walk, const char *path, guint level, GError **error)
{
  if (level == LEVELS)
    return add_folder (walk, path, error);
  g_auto(GStrv) names = snapshot_list (walk->snapshot, path, error);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (!g_str_has_suffix (names[i], "/"))
        continue;
      names[i][strlen (names[i]) - 1] = '\0';
      if (walk->wanted[level] != NULL && strcmp (walk->wanted[level], names[i]) != 0)
        continue;
      g_autofree char *below = g_strconcat (path, "/", names[i], NULL);
      walk->names[level] = names[i];
      if (!walk_folder (walk, below, level + 1, error))
        return FALSE;
    }
  return names != NULL;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const FilingKey *left = &(*(const FiledEvent *const *) a)->key, *right = &(*(const FiledEvent *const *) b)->key;
  int order = g_strcmp0 (left->return_id, right->return_id);
  if (order == 0)
    order = g_strcmp0 (left->period, right->period);
  return order != 0 ? order : g_strcmp0 (left->person, right->person);
}

GPtrArray *
filed_list (Snapshot *snapshot, const FilingKey *wanted, GError **error)
{
  g_autoptr(GHashTable) events = filed_events (snapshot, wanted, error);
  Walk walk = { snapshot, { wanted->return_id, wanted->period, NULL, wanted->person }, { NULL }, events };
  if (wanted->person != NULL && person_id_is_valid (wanted->person))
    walk.wanted[LEVEL_SHARD] = wanted->person + strlen (wanted->person) - 2;
  if (events == NULL || !walk_folder (&walk, "returns", 0, error))
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) filed_event_free);
  GHashTableIter iter;
  gpointer name, event;
  g_hash_table_iter_init (&iter, events);
  while (g_hash_table_iter_next (&iter, &name, &event))
    {
      g_ptr_array_add (list, event);
      g_hash_table_iter_steal (&iter);
      g_free (name);
    }
  g_ptr_array_sort (list, compare_events);
  return list;
}

GPtrArray *
filed_list_of (Snapshot *snapshot, const char *return_id, const char *person, GError **error)
{
  const FilingKey one = { (char *) return_id, NULL, (char *) person }, all = { .return_id = (char *) return_id };
  g_autoptr(GPtrArray) list = filed_list (snapshot, &one, error);
  if (list == NULL || list->len > 0)
    return g_steal_pointer (&list);
  g_autoptr(GPtrArray) others = filed_list (snapshot, &all, error);
  if (others == NULL)
    return NULL;
  g_auto(GStrv) persons = filed_list_persons (others);
  name_error (error, ERROR_REFUSED, "person", person, (const char *const *) persons);
  return NULL;
}

/* The text at OFFSET of each of LIST, sorted, each once. */
static GStrv
sort_once (const GPtrArray *list, gsize offset)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_sized_new (list->len);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (texts, G_STRUCT_MEMBER (char *, list->pdata[i], offset));
  g_ptr_array_sort (texts, text_compare);
  for (guint i = 0; i < texts->len; i++)
    if (i == 0 || strcmp (texts->pdata[i - 1], texts->pdata[i]) != 0)
      g_strv_builder_add (builder, texts->pdata[i]);
  return g_strv_builder_end (builder);
}

GStrv
filed_list_persons (const GPtrArray *list)
{
  return sort_once (list, G_STRUCT_OFFSET (FiledEvent, key.person));
}

/* Periods sort by their texts: the year first, and a year before its quarters. */
GStrv
filed_list_periods (const GPtrArray *list)
{
  return sort_once (list, G_STRUCT_OFFSET (FiledEvent, key.period));
}

GHashTable *
filed_list_by_person (const GPtrArray *list)
{
  GHashTable *persons
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < list->len; i++)
    {
      FiledEvent *event = list->pdata[i];
      GPtrArray *own = g_hash_table_lookup (persons, event->key.person);
      if (own == NULL)
        {
          own = g_ptr_array_new ();
          g_hash_table_insert (persons, event->key.person, own);
        }
      g_ptr_array_add (own, event);
    }
  return persons;
}
