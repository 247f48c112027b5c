#include "collector/intake/establishment_import.h"

#include <string.h>

#include "collector/intake/list_doubt.h"
#include "lib/base/error.h"
#include "lib/register/establishment_about.h"

typedef struct {
  const OfstedRequest *request;
  const ListWords *words;
  const char *reason;
  Findings *findings;        /* of the last attempt */
  OfstedList *list;          /* of the last attempt */
} Import;

/* --- whether it may be taken --- */

/* Doubts about LIST beside the record's list of DATE; none where there is no date. */
static gboolean
doubt_beside (Import *import, Snapshot *head, const Establishments *list, Date date,
              const Register *reg, GError **error)
{
  if (date == 0)
    return TRUE;
  g_autoptr(Establishments) neighbour = establishments_needed_on (head, date, error);
  if (neighbour == NULL)
    return FALSE;
  list_doubt_beside (list, neighbour, import->words, reg, import->request->file, import->findings);
  return TRUE;
}

/* Looks at the lists of the dates before and after. */
static gboolean
doubt_neighbours (Import *import, Snapshot *head, const Register *reg, GError **error)
{
  Date as_at = import->request->as_at, before = 0, after = 0;
  g_autoptr(GArray) dates = establishments_dates (head, error);
  if (dates == NULL)
    return FALSE;
  for (guint i = 0; i < dates->len; i++)
    {
      Date date = g_array_index (dates, Date, i);
      if (date < as_at)
        before = date;
      else if (date > as_at && after == 0)
        after = date;
    }
  g_autoptr(GBytes) csv = g_bytes_new (import->list->csv, strlen (import->list->csv));
  g_autoptr(Findings) ignored = findings_new ();
  g_autoptr(Establishments) list = establishments_read (csv, import->request->file, as_at, ignored);
  if (list == NULL)
    return error_fault (error, "cannot read again what was made of '%s'", import->request->file);
  return doubt_beside (import, head, list, before, reg, error)
         && doubt_beside (import, head, list, after, reg, error);
}

/* A list that was taken back may come again, but not unnoticed. */
static void
doubt_withdrawn (const Import *import, const EstablishmentAbout *known)
{
  if (known == NULL || known->withdrawn == NULL || strcmp (known->sha256, import->list->sha256) != 0)
    return;
  g_autofree char *message = g_strdup_printf ("the same bytes were withdrawn on %s: %s",
                                              known->withdrawn_on, known->withdrawn);
  Finding *finding = findings_add (import->findings, SEVERITY_SOFT, "OFS-WITHDRAWN",
                                   import->request->file, 0, 0, message);
  finding_describe (finding, NULL, NULL, NULL, "Give the list that is right.");
}

/* Whether a list of the same date stands in the way. */
static gboolean
may_replace (const Import *import, const EstablishmentAbout *known, const char *date, GError **error)
{
  if (known == NULL || known->withdrawn != NULL)
    return TRUE;
  if (strcmp (known->sha256, import->list->sha256) == 0)
    return error_refuse (error, "the record has this list of %s already: the bytes are the same", date);
  if (import->reason == NULL)
    return error_refuse (error, "the record has another list of %s: --reason TEXT replaces it", date);
  return TRUE;
}

/* A reason to replace a list is none to believe a doubtful one: whoever gives
 * one has yet to read the doubts. */
static gboolean
may_be_taken (const Import *import, gboolean replaces, const char *date, GError **error)
{
  guint64 doubts = findings_count (import->findings, SEVERITY_SOFT);
  if (doubts > 0 && replaces)
    return error_refuse (error, "'%s' was not imported: it is doubtful, and the record has another list of %s, "
                         "so one --reason cannot say why of both; withdraw that one, then import this with the "
                         "reason to take it all the same", import->request->file, date);
  if (doubts == 0 || import->reason != NULL)
    return TRUE;
  return error_refuse (error, "'%s' was not imported: it is doubtful; --reason TEXT takes it all the "
                       "same, and reports print the reason", import->request->file);
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
    return error_refuse (error, "'%s' was not imported: it has findings", import->request->file);
  return doubt_neighbours (import, head, reg, error);
}

/* --- the event --- */

static void
write_text (Event *event, Date as_at, const char *ending, const char *text)
{
  g_autofree char *path = establishment_path (as_at, ending);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  event_write (event, path, bytes);
}

/* The doubts that the reason is given for. g_strfreev(). */
static GStrv
list_doubts (const Findings *findings)
{
  g_autoptr(GStrvBuilder) doubts = g_strv_builder_new ();
  for (guint i = 0; i < findings_length (findings); i++)
    if (findings_index (findings, i)->severity == SEVERITY_SOFT)
      g_strv_builder_add (doubts, findings_index (findings, i)->message);
  return g_strv_builder_end (doubts);
}

/* A reason that nothing asked for is of the event alone: reports print those for
 * which a list was taken or replaced. */
static void
write_list (const Import *import, Event *event, gboolean replaces)
{
  Date as_at = import->request->as_at;
  g_auto(GStrv) doubts = list_doubts (import->findings);
  const char *reason = replaces || doubts[0] != NULL ? import->reason : NULL;
  g_autofree char *json
    = ofsted_about_json (&import->list->about, import->request, import->list->sha256, import->words,
                         reason, (const char *const *) doubts);
  if (import->reason != NULL)
    event_trailer (event, "Reason", import->reason);
  write_text (event, as_at, ".csv", import->list->csv);
  write_text (event, as_at, ".json", json);
}

static gboolean
import_at_head (Snapshot *head, Event *event, gpointer data, GError **error)
{
  Import *import = data;
  g_autofree char *date = date_to_string (import->request->as_at);
  g_autoptr(EstablishmentAbout) known = NULL;
  if (!read_at_head (import, head, error)
      || !establishment_about_read (head, import->request->as_at, &known, error))
    return FALSE;
  doubt_withdrawn (import, known);
  gboolean replaces = known != NULL && known->withdrawn == NULL;
  if (!may_replace (import, known, date, error) || !may_be_taken (import, replaces, date, error))
    return FALSE;
  event_set_subject (event, "%s: %u establishments as at %s", replaces ? "replaced" : "imported",
                     import->list->about.rows, date);
  event_trailer (event, "Event", "imported");
  event_trailer (event, "Register", "establishments");
  event_trailer (event, "As-At", date);
  event_trailer (event, "Source", import->request->source);
  event_trailer (event, "Source-SHA256", import->list->sha256);
  write_list (import, event, replaces);
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

/* --- taking one back --- */

typedef struct {
  Date as_at;
  const char *reason;
  const Actor *actor;
} Withdrawal;

static gboolean
withdraw_at_head (Snapshot *head, Event *event, gpointer data, GError **error)
{
  const Withdrawal *withdrawal = data;
  g_autofree char *date = date_to_string (withdrawal->as_at);
  g_autofree char *csv = establishment_path (withdrawal->as_at, ".csv");
  g_autofree char *json = establishment_path (withdrawal->as_at, ".json");
  g_autoptr(EstablishmentAbout) known = NULL;
  if (!establishment_about_read (head, withdrawal->as_at, &known, error))
    return FALSE;
  if (known == NULL)
    return error_refuse (error, "the record has no list of %s to withdraw", date);
  if (known->withdrawn != NULL)
    return error_refuse (error, "the list of %s was withdrawn on %s already", date, known->withdrawn_on);
  g_autoptr(GBytes) bytes = NULL;
  if (!snapshot_read (head, json, &bytes, error))
    return FALSE;
  g_assert (bytes != NULL);    /* the list was read from it above */
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (withdrawal->actor->time);
  g_autofree char *on = date_to_string (date_of_time (time));
  g_autofree char *by
    = g_strdup_printf ("%s <%s>", withdrawal->actor->name, withdrawal->actor->mail);
  g_autofree char *text
    = establishment_about_withdraw (bytes, on, by, withdrawal->reason, error);
  if (text == NULL)
    return FALSE;
  event_set_subject (event, "withdrawn: the establishments as at %s", date);
  event_trailer (event, "Event", "withdrawn");
  event_trailer (event, "Register", "establishments");
  event_trailer (event, "As-At", date);
  event_trailer (event, "Reason", withdrawal->reason);
  event_delete (event, csv);
  write_text (event, withdrawal->as_at, ".json", text);
  return TRUE;
}

gboolean
establishment_withdraw (Store *store, Date as_at, const char *reason, const Actor *actor,
                        GError **error)
{
  Withdrawal withdrawal = { as_at, reason, actor };
  return store_append (store, actor, withdraw_at_head, &withdrawal, NULL, error);
}
