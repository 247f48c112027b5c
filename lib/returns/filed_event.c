#include "lib/returns/filed_event.h"

void
filed_event_free (FiledEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->key.return_id);
  g_free (event->key.period);
  g_free (event->key.person);
  g_free (event->commit);
  g_free (event->content);
  g_free (event->unreadable);
  g_free (event);
}

typedef struct {
  Snapshot *snapshot;
  const FilingKey *wanted;
  GHashTable *events;
} Walk;

static gboolean
is_wanted (const char *wanted, const char *text)
{
  return text != NULL && (wanted == NULL || g_str_equal (wanted, text));
}

static FiledEvent *
event_new (const LogEntry *entry)
{
  FiledEvent *event = g_new0 (FiledEvent, 1);
  g_autofree char *version = message_trailer (entry->message, "Version");
  guint64 number = 0;
  if (version != NULL && g_ascii_string_to_unsigned (version, 10, 1, G_MAXINT32, &number, NULL))
    event->version = (guint) number;
  event->key = (FilingKey) {
    .return_id = message_trailer (entry->message, "Return"),
    .period = message_trailer (entry->message, "Period"),
    .person = message_trailer (entry->message, "Person"),
  };
  event->commit = g_strdup (entry->commit);
  event->first = entry->time;
  return event;
}

/* What is damaged of one return keeps nobody from the others. */
static void
read_content (Snapshot *snapshot, FiledEvent *event)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Snapshot) then = snapshot_at_event (snapshot, event->commit, &wrong);
  g_autofree char *folder = filing_folder (&event->key);
  if (then == NULL || !snapshot_content_id (then, folder, &event->content, &wrong))
    event->unreadable = g_strdup (wrong->message);
}

static gboolean
keep_event (const LogEntry *entry, gpointer data)
{
  Walk *walk = data;
  g_autofree char *kind = message_trailer (entry->message, "Event");
  if (g_strcmp0 (kind, "filed") != 0)
    return TRUE;
  g_autoptr(FiledEvent) event = event_new (entry);
  const FilingKey *key = &event->key;
  if (!is_wanted (walk->wanted->return_id, key->return_id) || !is_wanted (walk->wanted->period, key->period)
      || !is_wanted (walk->wanted->person, key->person) || !person_id_is_valid (key->person))
    return TRUE;
  g_autofree char *name = filing_draft_name (key);
  FiledEvent *newer = g_hash_table_lookup (walk->events, name);
  if (newer != NULL)
    {
      newer->first = event->first;
      return TRUE;
    }
  read_content (walk->snapshot, event);
  g_hash_table_insert (walk->events, g_steal_pointer (&name), g_steal_pointer (&event));
  return TRUE;
}

GHashTable *
filed_events (Snapshot *snapshot, const FilingKey *wanted, GError **error)
{
  g_autoptr(GHashTable) events
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) filed_event_free);
  Walk walk = { snapshot, wanted, events };
  return store_log (snapshot, "", keep_event, &walk, error) ? g_steal_pointer (&events) : NULL;
}
