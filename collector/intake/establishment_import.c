#include "collector/intake/establishment_import.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/base/json_text.h"

typedef struct {
  const OfstedRequest *request;
  const ListWords *words;
  const char *reason;
  Findings *findings;        /* of the last attempt */
  OfstedList *list;          /* of the last attempt */
} Import;

/* The SHA-256 of the list that the record has at PATH. *OUT is NULL when there
 * is none, and "" when what is there does not say. */
static gboolean
read_sha256 (Snapshot *head, const char *path, char **out, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GBytes) bytes = snapshot_read (head, path, &wrong);
  *out = NULL;
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  if (bytes == NULL)
    return TRUE;
  gsize n;
  const char *text = g_bytes_get_data (bytes, &n);
  g_autoptr(JsonParser) parser = json_parser_new ();
  gboolean parsed = json_text_load (parser, text, n, NULL);
  JsonNode *root = parsed ? json_parser_get_root (parser) : NULL;
  const char *sha256 = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
    ? json_text_string (json_node_get_object (root), "sha256") : NULL;
  *out = g_strdup (sha256 != NULL ? sha256 : "");
  return TRUE;
}

/* Whether a list of the same date stands in the way. */
static gboolean
may_replace (const Import *import, Snapshot *head, const char *date, gboolean *replaces,
             GError **error)
{
  g_autofree char *path = g_strconcat ("establishments/", date, ".json", NULL);
  g_autofree char *sha256 = NULL;
  if (!read_sha256 (head, path, &sha256, error))
    return FALSE;
  *replaces = sha256 != NULL;
  if (sha256 == NULL)
    return TRUE;
  gboolean same = strcmp (sha256, import->list->sha256) == 0;
  if (same)
    error_refuse (error, "the record has this list of %s already: the bytes are the same", date);
  else if (import->reason == NULL)
    error_refuse (error, "the record has another list of %s: --reason TEXT replaces it", date);
  return !same && import->reason != NULL;
}

static gboolean
read_at_head (Import *import, Snapshot *head, GError **error)
{
  g_autoptr(Register) reg = register_load (head, error);
  if (reg == NULL)
    return FALSE;
  findings_clear (import->findings);
  g_clear_pointer (&import->list, ofsted_list_free);
  import->list = ofsted_read (import->request, import->words, reg, import->findings);
  if (import->list == NULL)
    error_refuse (error, "'%s' was not imported: it has findings", import->request->file);
  return import->list != NULL;
}

static void
write_text (Event *event, const char *date, const char *ending, const char *text)
{
  g_autofree char *path = g_strconcat ("establishments/", date, ending, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  event_write (event, path, bytes);
}

static gboolean
import_at_head (Snapshot *head, Event *event, gpointer data, GError **error)
{
  Import *import = data;
  g_autofree char *date = date_to_string (import->request->as_at);
  gboolean replaces;
  if (!read_at_head (import, head, error) || !may_replace (import, head, date, &replaces, error))
    return FALSE;
  event_set_subject (event, "%s: %u establishments as at %s", replaces ? "replaced" : "imported",
                     import->list->rows, date);
  event_trailer (event, "Event", "imported");
  event_trailer (event, "Register", "establishments");
  event_trailer (event, "As-At", date);
  event_trailer (event, "Source", import->request->source);
  event_trailer (event, "Source-SHA256", import->list->sha256);
  if (replaces)
    event_trailer (event, "Reason", import->reason);
  write_text (event, date, ".csv", import->list->csv);
  write_text (event, date, ".json", import->list->json);
  return TRUE;
}

gboolean
establishment_import (Store *store, const OfstedRequest *request, const ListWords *words,
                      const char *reason, const Actor *actor, Findings *findings,
                      OfstedList **out, GError **error)
{
  Import import = { request, words, reason, findings, NULL };
  gboolean done = store_append (store, actor, import_at_head, &import, NULL, error);
  if (done)
    *out = g_steal_pointer (&import.list);
  g_clear_pointer (&import.list, ofsted_list_free);
  return done;
}
