#include "collector/filing/return_history.h"

#include "collector/filing/draft.h"

static void
return_event_free (gpointer data)
{
  ReturnEvent *event = data;
  g_free (event->event);
  g_free (event->by);
  g_free (event->subject);
  g_free (event->commit);
  g_free (event->reason);
  g_free (event);
}

static gboolean
add_event (const LogEntry *entry, gpointer data)
{
  GPtrArray *events = data;
  ReturnEvent *event = g_new0 (ReturnEvent, 1);
  event->time = entry->time;
  event->event = message_trailer (entry->message, "Event");
  event->by = g_strdup_printf ("%s <%s>", entry->author, entry->mail);
  event->subject = g_strdup (entry->subject);
  event->commit = g_strdup (entry->commit);
  g_ptr_array_add (events, event);
  return TRUE;
}

/* Each version says why it is one. */
static gboolean
add_reasons (Store *store, const FilingKey *key, GPtrArray *events, GError **error)
{
  for (guint i = 0; i < events->len; i++)
    {
      ReturnEvent *event = g_ptr_array_index (events, i);
      g_autoptr(Snapshot) then = store_snapshot (store, event->commit, error);
      g_autoptr(Filing) filing = NULL;
      if (then == NULL || !filing_read (then, key, &filing, error))
        return FALSE;
      event->reason = filing == NULL ? NULL : g_strdup (filing->reason);
    }
  return TRUE;
}

static gboolean
add_draft (Store *store, const FilingKey *key, GPtrArray *events, GError **error)
{
  g_autoptr(Draft) draft = NULL;
  g_autoptr(Snapshot) tip = NULL;
  g_autofree char *name = filing_draft_name (key);
  guint first = events->len;
  if (!draft_read (store, key, &draft, error) || !store_read_draft (store, name, &tip, error)
      || (tip != NULL && !store_log (tip, "", add_event, events, error)))
    return FALSE;
  if (draft != NULL && first < events->len)
    ((ReturnEvent *) g_ptr_array_index (events, first))->reason = g_strdup (draft->filing->reason);
  return TRUE;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  gint64 left = (*(const ReturnEvent *const *) a)->time, right = (*(const ReturnEvent *const *) b)->time;
  return left == right ? 0 : left > right ? -1 : 1;
}

/* Those of one second stay in the order of their lists, the filings first. */
GPtrArray *
return_history (Store *store, Snapshot *snapshot, const FilingKey *key, gboolean with_draft, GError **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func (return_event_free);
  g_autofree char *folder = filing_folder (key);
  if (!store_log (snapshot, folder, add_event, events, error)
      || !add_reasons (store, key, events, error)
      || (with_draft && !add_draft (store, key, events, error)))
    return NULL;
  g_ptr_array_sort (events, compare_events);
  return g_steal_pointer (&events);
}
