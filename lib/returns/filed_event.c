#include "lib/returns/filed_event.h"

#include "lib/record/ledger.h"

void
filed_event_free (FiledEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->key.return_id);
  g_free (event->key.period);
  g_free (event->key.person);
  g_free (event->commit);
  g_free (event);
}

static FiledEvent *
event_new (const LedgerRow *row)
{
  FiledEvent *event = g_new0 (FiledEvent, 1);
  g_autofree char *version = trailers_value (row->trailers, "Version");
  guint64 number = 0;
  if (version != NULL && g_ascii_string_to_unsigned (version, 10, 1, G_MAXINT32, &number, NULL))
    event->version = (guint) number;
  event->key = (FilingKey) {
    .return_id = trailers_value (row->trailers, "Return"),
    .period = trailers_value (row->trailers, "Period"),
    .person = trailers_value (row->trailers, "Person"),
  };
  event->commit = object_id_to_hex (&row->commit);
  event->first = row->time;
  return event;
}

/* Rows come newest first. */
static void
keep_event (const LedgerRow *row, GHashTable *events)
{
  g_autofree char *kind = trailers_value (row->trailers, "Event");
  if (g_strcmp0 (kind, "filed") != 0)
    return;
  g_autoptr(FiledEvent) event = event_new (row);
  const FilingKey *key = &event->key;
  if (key->return_id == NULL || key->period == NULL || key->person == NULL || !person_id_is_valid (key->person))
    return;
  g_autofree char *name = filing_draft_name (key);
  FiledEvent *newer = g_hash_table_lookup (events, name);
  if (newer != NULL)
    {
      newer->first = event->first;
      return;
    }
  g_hash_table_insert (events, g_steal_pointer (&name), g_steal_pointer (&event));
}

GHashTable *
filed_events (Snapshot *snapshot, const FilingKey *wanted, GError **error)
{
  const LedgerKey key = { { wanted->return_id, wanted->period, wanted->person } };
  g_autoptr(GPtrArray) rows = ledger_find (snapshot, &key, error);
  if (rows == NULL)
    return NULL;
  GHashTable *events
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) filed_event_free);
  for (guint i = 0; i < rows->len; i++)
    keep_event (g_ptr_array_index (rows, i), events);
  return events;
}

gboolean
filed_event_content (const FiledEvent *event, Snapshot *snapshot, char **content, GError **error)
{
  g_autoptr(Snapshot) then = snapshot_at_event (snapshot, event->commit, error);
  g_autofree char *folder = filing_folder (&event->key);
  return then != NULL && snapshot_content_id (then, folder, content, error);
}
