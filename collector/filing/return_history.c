#include "collector/filing/return_history.h"

#include <string.h>

#include "collector/filing/draft.h"
#include "lib/record/ledger.h"
#include "lib/returns/filed_return.h"

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

/* Each version says why it is one. What an event left that is no filing says
 * nothing. */
static gboolean
add_filed (Snapshot *snapshot, const FilingKey *key, const LedgerRow *row, GPtrArray *events, GError **error)
{
  g_autofree char *commit = object_id_to_hex (&row->commit);
  g_autoptr(Snapshot) then = snapshot_at_event (snapshot, commit, error);
  g_autoptr(Filing) filing = NULL;
  if (then == NULL)
    return FALSE;
  snapshot_log (then, add_event, events);
  if (filing_read (then, key, &filing, NULL) && filing != NULL)
    ((ReturnEvent *) g_ptr_array_index (events, events->len - 1))->reason = g_strdup (filing->reason);
  return TRUE;
}

static gboolean
add_filings (Snapshot *snapshot, const FilingKey *key, GPtrArray *events, GError **error)
{
  const LedgerKey wanted = { { key->return_id, key->period, key->person } };
  g_autoptr(GPtrArray) rows = ledger_find (snapshot, &wanted, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!add_filed (snapshot, key, g_ptr_array_index (rows, i), events, error))
      return FALSE;
  return rows != NULL;
}

/* Of the events of the draft at TIP, from FIRST on, those that saved its files
 * gave its reason. */
static gboolean
add_draft_reasons (Snapshot *tip, GPtrArray *events, guint first, GError **error)
{
  for (guint i = first; i < events->len; i++)
    {
      ReturnEvent *event = g_ptr_array_index (events, i);
      g_autoptr(Snapshot) then = snapshot_at_event (tip, event->commit, error);
      if (then == NULL)
        return FALSE;
      g_autoptr(Filing) filing = strstr (event->subject, DRAFT_SAVED ": ") == NULL
                                   ? NULL : draft_description (then, NULL);
      if (filing != NULL)
        event->reason = g_strdup (filing->reason);
    }
  return TRUE;
}

static gboolean
add_draft (Store *store, const FilingKey *key, GPtrArray *events, GError **error)
{
  g_autoptr(Snapshot) tip = NULL;
  g_autofree char *name = filing_draft_name (key);
  guint first = events->len;
  return store_read_draft (store, name, &tip, error)
         && (tip == NULL
             || (store_log (tip, add_event, events, error)
                 && add_draft_reasons (tip, events, first, error)));
}

/* Why what is in force or waits to be signed is not what it was; NULL: it is. */
static char *
find_damage (Store *store, Snapshot *snapshot, const FilingKey *key, const FiledEvent *event,
             gboolean with_draft)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Filing) in_force = NULL;
  g_autoptr(Draft) draft = NULL;
  gboolean whole = filed_return_in_force (snapshot, key, event, &in_force, &wrong)
                   && (!with_draft || draft_read (store, key, &draft, &wrong));
  return whole ? NULL : g_strdup (wrong->message);
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  gint64 left = (*(const ReturnEvent *const *) a)->time, right = (*(const ReturnEvent *const *) b)->time;
  return left == right ? 0 : left > right ? -1 : 1;
}

/* Those of one second stay in the order of their lists, the filings first. */
GPtrArray *
return_history (Store *store, Snapshot *snapshot, const FilingKey *key, const FiledEvent *event,
                gboolean with_draft, char **damage, GError **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func (return_event_free);
  g_autofree char *wrong = find_damage (store, snapshot, key, event, with_draft);
  g_autoptr(GError) lost = NULL;
  if (!add_filings (snapshot, key, events, error))
    return NULL;
  if (with_draft && !add_draft (store, key, events, &lost) && wrong == NULL)
    wrong = g_strdup (lost->message);
  g_ptr_array_sort (events, compare_events);
  *damage = g_steal_pointer (&wrong);
  return g_steal_pointer (&events);
}
