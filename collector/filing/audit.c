#include "collector/filing/audit.h"

#include "collector/filing/audit_draft.h"
#include "collector/filing/audit_import.h"
#include "collector/filing/auditors.h"
#include "collector/filing/declaration.h"
#include "collector/filing/draft.h"
#include "collector/filing/obligation.h"
#include "lib/base/error.h"
#include "lib/base/progress.h"
#include "lib/cli/program.h"
#include "lib/returns/filed_return.h"

/* Events that are judged before what was found is told: enough that all threads have
 * work, and few enough to be held. */
#define CHUNK 1024u

/* One event that is judged: by whom, and what is found. */
typedef struct {
  Snapshot *head;
  Rulebook *rulebook;
  Findings *findings;
} Audit;

/* One event of main, and what is found out about it alone. */
typedef struct {
  LogEntry entry;          /* its texts are owned */
  FilingKey key;           /* of a filing, as the event names it; else empty */
  gboolean is_filing;
  Findings *findings;
  Filing *filing;          /* that it filed; NULL when it cannot be read */
  gboolean explains_inside;  /* filing.json holds explanations: those in a file are taken into FILING later */
  char *edition_hash;      /* of the edition here, when another text of it judged the filing */
  GError *wrong;           /* why it cannot be judged */
} AuditEvent;

/* Main, walked newest first: what is found out about one event by those after it. */
typedef struct {
  Auditors *auditors;
  GPtrArray *events;       /* AuditEvent *: those that wait to be judged */
  Findings *findings;
  GHashTable *texts;       /* of editions, which a finding spoke of */
  GHashTable *versions;    /* name of a return -> the version that should be older */
  GHashTable *without_edition;  /* commits without the hash of an edition -> folder */
  Progress *progress;
  guint64 done;
} History;

static void
add (Findings *findings, const char *rule, const char *where, const char *commit, const char *message,
     const char *value, const char *expected)
{
  g_autofree char *text = g_strdup_printf ("%s (commit %s)", message, commit);
  finding_describe (findings_add (findings, SEVERITY_HARD, rule, where, 0, 0, text), NULL, value,
                    expected, "Compare with a copy of the record and with the provider's receipt.");
}

/* Soft: the filing is whole and signed, so it is the rules that are others than
 * those of the day. */
static void
add_rules_changed (const Audit *audit, const char *where, const char *commit, const char *value)
{
  g_autofree char *text = g_strdup_printf (
    "The rules of today, run on the record as it was, would have stopped this filing. (commit %s)", commit);
  finding_describe (findings_add (audit->findings, SEVERITY_SOFT, "AUD-RULE", where, 0, 0, text), NULL, value,
                    "none",
                    "See which rule was added or changed since; ask for a correction if the figures are wrong.");
}

/* What judged the filing is not what this program has: said once for all that
 * it judged. */
static void
add_edition_changed (const History *history, const AuditEvent *event)
{
  const Filing *filing = event->filing;
  g_assert (filing != NULL);      /* it was judged */
  g_autofree char *edition = g_strdup_printf ("submissions/%s/%s", filing->key.return_id, filing->edition);
  if (!g_hash_table_add (history->texts, g_strconcat (edition, " ", filing->edition_sha256, NULL)))
    return;
  g_autofree char *text = g_strdup_printf (
    "Returns were judged by another text of this edition than this program has. (first in commit %s)",
    event->entry.commit);
  finding_describe (findings_add (history->findings, SEVERITY_NOTE, "AUD-EDITION", edition, 0, 0, text), NULL,
                    filing->edition_sha256, event->edition_hash, "To judge them as they were, take the release of that day.");
}

static gboolean
same_text (const char *a, const char *b)
{
  return g_strcmp0 (a, b) == 0;
}

/* *OUT is the parts of FILING; NULL when one is not as it was signed, which is then a
 * finding. */
static gboolean
audit_parts (const Audit *audit, Snapshot *snapshot, Filing *filing, GHashTable **out, GError **error)
{
  g_autoptr(GPtrArray) mismatches
    = g_ptr_array_new_with_free_func ((GDestroyNotify) filed_mismatch_free);
  g_autoptr(GHashTable) files = filed_return_files (snapshot, filing, mismatches, error);
  for (guint i = 0; files != NULL && i < mismatches->len; i++)
    {
      const FiledMismatch *mismatch = g_ptr_array_index (mismatches, i);
      add (audit->findings, mismatch->whole ? "AUD-HASH" : "AUD-PART", mismatch->path, snapshot_commit (snapshot),
           mismatch->whole ? "The hash that was signed is not that of its parts."
                           : "This part is not the one that was signed.",
           mismatch->found, mismatch->signed_as);
    }
  if (files == NULL || (mismatches->len == 0 && !filing_take_explanations (filing, files, error)))
    return FALSE;
  *out = mismatches->len == 0 ? g_steal_pointer (&files) : NULL;
  return TRUE;
}

static void
audit_signatory (const Audit *audit, const Obligation *obligation, const Filing *filing, const LogEntry *entry)
{
  g_autofree char *folder = filing_folder (&filing->key);
  gboolean named = same_text (filing->signatory, obligation->person->named_individual)
                   && same_text (filing->mail, obligation->person->mail)
                   && same_text (filing->role, obligation->person->role);
  gboolean author = same_text (filing->signatory, entry->author)
                    && g_ascii_strcasecmp (filing->mail, entry->mail) == 0;
  if (!named || !author)
    add (audit->findings, "AUD-SIGNATORY", folder, entry->commit, "The signatory was not the named individual on the day.",
         filing->signatory, obligation->person->named_individual);
}

/* When and under which words it was signed: who could choose either could make a
 * late return punctual, or say that something else was promised. */
static gboolean
audit_signing (const Audit *audit, const Filing *filing, Date day, const LogEntry *entry, GError **error)
{
  g_autofree char *folder = filing_folder (&filing->key);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (entry->authored);
  g_autofree char *at = time_to_string (time);
  g_autoptr(Declaration) words = declaration_load (program_datadir (), day, error);
  if (words == NULL)
    return FALSE;
  if (!same_text (filing->filed_at, at))
    add (audit->findings, "AUD-TIME", folder, entry->commit, "The filing says another time than the event that filed it.",
         filing->filed_at, at);
  if (!same_text (filing->declaration, words->version))
    add (audit->findings, "AUD-SIGNATORY", folder, entry->commit, "The words that were signed are not those of the day.",
         filing->declaration, words->version);
  if (filing->version > 1 && (filing->reason == NULL || *filing->reason == '\0'))
    add (audit->findings, "AUD-VERSION", folder, entry->commit, "A later version does not say why it changes what was filed.",
         NULL, "a reason");
  return TRUE;
}

static gboolean
audit_rules (const Audit *audit, const Obligation *obligation, AuditEvent *event, GHashTable *files, GError **error)
{
  Filing *filing = event->filing;
  Definitions *definitions = rulebook_definitions (audit->rulebook);
  const Definition *definition
    = definitions_edition (definitions, filing->key.return_id, filing->edition, error);
  const char *hash = definition == NULL ? NULL : definitions_hash (definitions, definition, error);
  const CheckContext context = { filing->key.person, obligation->snapshot };
  g_autoptr(CheckResult) check = NULL;
  if (hash == NULL
      || !check_return (audit->rulebook, definition, obligation->period, files, &context, &check, error))
    return FALSE;
  if (filing->edition_sha256 != NULL && !same_text (filing->edition_sha256, hash))
    event->edition_hash = g_strdup (hash);
  const Draft as_signed = { .filing = filing, .files = files };
  guint64 hard = findings_count (check->findings, SEVERITY_HARD);
  guint64 unexplained = draft_unexplained (&as_signed, check);
  g_autofree char *folder = filing_folder (&filing->key);
  g_autofree char *value = g_strdup_printf ("%" G_GUINT64_FORMAT " hard findings, %" G_GUINT64_FORMAT " not explained",
                                            hard, unexplained);
  if (hard + unexplained > 0)
    add_rules_changed (audit, folder, snapshot_commit (obligation->snapshot), value);
  return TRUE;
}

static gboolean
audit_filing (const Audit *audit, AuditEvent *event, GError **error)
{
  const LogEntry *entry = &event->entry;
  const FilingKey *key = &event->key;
  g_autoptr(Snapshot) snapshot = snapshot_at_event (audit->head, entry->commit, error);
  if (snapshot == NULL || !filing_read (snapshot, key, &event->filing, error))
    return FALSE;
  Filing *filing = event->filing;
  if (filing == NULL)
    return error_fault (error, "commit %s filed nothing as %s %s of %s", entry->commit,
                        key->return_id, key->period, key->person);
  event->explains_inside = filing->explanations->len > 0;
  g_autoptr(GDateTime) filed_at = time_parse (filing->filed_at, error);
  if (filed_at == NULL)
    return FALSE;
  g_autoptr(Obligation) obligation = obligation_open (audit->rulebook, snapshot, key->return_id, key->period,
                                                      key->person, date_of_time (filed_at), error);
  if (obligation == NULL)
    return FALSE;
  audit_signatory (audit, obligation, filing, entry);
  if (!audit_signing (audit, filing, date_of_time (filed_at), entry, error))
    return FALSE;
  g_autoptr(GHashTable) files = NULL;
  if (!audit_parts (audit, snapshot, filing, &files, error))
    return FALSE;
  return files == NULL || audit_rules (audit, obligation, event, files, error);
}

static void
audit_import (const Audit *audit, const LogEntry *entry)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Snapshot) snapshot = snapshot_at_event (audit->head, entry->commit, &wrong);
  g_autofree char *where = NULL;
  g_autofree char *fault = snapshot == NULL ? g_strdup (wrong->message)
                                            : import_fault (snapshot, entry, &where);
  if (fault != NULL)
    add (audit->findings, "AUD-REGISTER", where != NULL ? where : "", entry->commit,
         "What this event left in the register is not what it says.", fault, "what the event says");
}

static gboolean
names_filing (const FilingKey *key)
{
  return key->return_id != NULL && key->period != NULL && key->person != NULL && person_id_is_valid (key->person);
}

/* All that can be found out about the I-th event alone. */
static void
judge (const Auditor *auditor, guint i, gpointer data)
{
  const History *history = data;
  AuditEvent *event = g_ptr_array_index (history->events, i);
  const Audit audit = { auditor->head, auditor->rulebook, event->findings };
  findings_clear (event->findings);
  g_clear_pointer (&event->filing, filing_free);
  g_clear_pointer (&event->edition_hash, g_free);
  g_clear_error (&event->wrong);
  if (!event->is_filing)
    audit_import (&audit, &event->entry);
  else if (names_filing (&event->key))
    audit_filing (&audit, event, &event->wrong);
}

/* --- the history --- */

static void
add_version (const History *history, const char *name, const char *commit, const char *message, guint version,
             guint expected)
{
  g_autofree char *value = g_strdup_printf ("version %u", version);
  g_autofree char *should = expected == 0 ? g_strdup ("an older version before it, or version 1")
                                          : g_strdup_printf ("version %u", expected);
  add (history->findings, "AUD-VERSION", name, commit, message, value, should);
}

/* Versions go 1, 2, 3: each event files the one before what was seen last, for
 * main is walked newest first. */
static void
audit_version (const History *history, const LogEntry *entry, const FilingKey *key, const Filing *filing)
{
  g_autofree char *name = filing_draft_name (key), *said = message_trailer (entry->message, "Version");
  g_autofree char *version = g_strdup_printf ("%u", filing->version);
  gpointer expected;
  if (!same_text (said, version))
    add (history->findings, "AUD-VERSION", name, entry->commit, "The event and filing.json name different versions.", said,
         version);
  if (g_hash_table_lookup_extended (history->versions, name, NULL, &expected)
      && GPOINTER_TO_UINT (expected) != filing->version)
    add_version (history, name, entry->commit, "The next version does not follow this one.", filing->version,
                 GPOINTER_TO_UINT (expected));
  g_hash_table_insert (history->versions, g_steal_pointer (&name), GUINT_TO_POINTER (filing->version - 1));
}

/* Main is walked newest first: what this program once wrote into filings, older
 * ones lack, and a newer one lacks it only when somebody took it out. */
static void
audit_form (const History *history, const AuditEvent *event)
{
  const Filing *filing = event->filing;
  const LogEntry *entry = &event->entry;
  g_autofree char *folder = filing_folder (&filing->key);
  if (filing->edition_sha256 == NULL)
    {
      g_hash_table_insert (history->without_edition, g_strdup (entry->commit), g_steal_pointer (&folder));
      return;
    }
  if (event->explains_inside)
    add (history->findings, "AUD-HASH", folder, entry->commit, "It holds explanations that the hash which was signed leaves out.",
         NULL, "explanations in a file of their own");
  GHashTableIter iter;
  gpointer commit, newer;
  g_hash_table_iter_init (&iter, history->without_edition);
  while (g_hash_table_iter_next (&iter, &commit, &newer))
    {
      add (history->findings, "AUD-HASH", newer, commit, "It does not say which text of its edition judged it, as older ones do.",
           NULL, "edition_sha256");
      g_hash_table_iter_remove (&iter);
    }
}

static AuditEvent *
audit_event_new (const LogEntry *entry)
{
  AuditEvent *event = g_new0 (AuditEvent, 1);
  g_autofree char *kind = message_trailer (entry->message, "Event");
  event->entry = (LogEntry) {
    .commit = g_strdup (entry->commit), .author = g_strdup (entry->author), .mail = g_strdup (entry->mail),
    .subject = g_strdup (entry->subject), .message = g_strdup (entry->message),
    .time = entry->time, .authored = entry->authored,
  };
  event->is_filing = same_text (kind, "filed");
  event->findings = findings_new ();
  if (event->is_filing)
    event->key = (FilingKey) { message_trailer (entry->message, "Return"), message_trailer (entry->message, "Period"),
                               message_trailer (entry->message, "Person") };
  return event;
}

static void
audit_event_free (gpointer data)
{
  AuditEvent *event = data;
  const char *texts[] = { event->entry.commit, event->entry.author, event->entry.mail, event->entry.subject,
                          event->entry.message, event->key.return_id, event->key.period, event->key.person };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free ((char *) texts[i]);
  findings_free (event->findings);
  filing_free (event->filing);
  g_free (event->edition_hash);
  g_clear_error (&event->wrong);
  g_free (event);
}

static void
tell (History *history, guint i)
{
  const AuditEvent *event = g_ptr_array_index (history->events, i);
  const LogEntry *entry = &event->entry;
  if (event->wrong != NULL)
    auditors_repeat (history->auditors, i, judge, history);
  if (event->filing != NULL)
    {
      audit_version (history, entry, &event->key, event->filing);
      audit_form (history, event);
    }
  findings_append (history->findings, event->findings);
  if (event->edition_hash != NULL)
    add_edition_changed (history, event);
  if (event->wrong != NULL || (event->is_filing && !names_filing (&event->key)))
    add (history->findings, "AUD-EVENT", names_filing (&event->key) ? event->key.person : "", entry->commit,
         event->wrong != NULL ? event->wrong->message : "The event names no filing.", entry->subject,
         "a filing that can be read");
  progress_set (history->progress, history->done++);
}

/* Judges those that wait, and tells what was found as if they had been judged in turn. */
static void
judge_waiting (History *history)
{
  auditors_each (history->auditors, history->events->len, judge, history);
  for (guint i = 0; i < history->events->len; i++)
    tell (history, i);
  g_ptr_array_set_size (history->events, 0);
}

static gboolean
look_at_event (const LogEntry *entry, gpointer data)
{
  History *history = data;
  g_ptr_array_add (history->events, audit_event_new (entry));
  if (history->events->len == CHUNK)
    judge_waiting (history);
  return TRUE;
}

static gboolean
count_event (G_GNUC_UNUSED const LogEntry *entry, gpointer data)
{
  (*(guint64 *) data)++;
  return TRUE;
}

/* Whether what this program brings can be read: where it cannot, no filing is at
 * fault, and to delete a draft for it would be wrong. */
static gboolean
data_is_whole (Rulebook *rulebook, GError **error)
{
  Definitions *definitions = rulebook_definitions (rulebook);
  const char *const *returns = definitions_returns (definitions, error);
  for (guint i = 0; returns != NULL && returns[i] != NULL; i++)
    {
      GPtrArray *editions = definitions_editions (definitions, returns[i], error);
      if (editions == NULL)
        return FALSE;
      for (guint k = 0; k < editions->len; k++)
        {
          const Definition *edition = g_ptr_array_index (editions, k);
          if (rulebook_rule_set (rulebook, edition, edition->first, error) == NULL)
            return FALSE;
        }
    }
  return returns != NULL;
}

/* What is left when all of main was seen. */
static void
audit_first_versions (const History *history, const char *head)
{
  GHashTableIter iter;
  gpointer name, left;
  g_hash_table_iter_init (&iter, history->versions);
  while (g_hash_table_iter_next (&iter, &name, &left))
    if (GPOINTER_TO_UINT (left) != 0)
      add_version (history, name, head, "Its first version in the record is not the first.",
                   GPOINTER_TO_UINT (left) + 1, 0);
}

static void
history_clear (History *history)
{
  g_ptr_array_unref (history->events);
  g_hash_table_unref (history->texts);
  g_hash_table_unref (history->versions);
  g_hash_table_unref (history->without_edition);
  progress_free (history->progress);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (History, history_clear)

gboolean
audit_filings (Store *store, Rulebook *rulebook, Findings *findings, GError **error)
{
  g_autoptr(Auditors) auditors = data_is_whole (rulebook, error) ? auditors_new (store, rulebook, error) : NULL;
  if (auditors == NULL)
    return FALSE;
  g_auto(History) history = {
    .auditors = auditors,
    .events = g_ptr_array_new_with_free_func (audit_event_free),
    .findings = findings,
    .texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .without_edition = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
  };
  g_autoptr(Snapshot) head = store_snapshot (store, auditors_commit (auditors), error);
  guint64 n = 0;
  if (head == NULL || !store_log (head, count_event, &n, error))
    return FALSE;
  history.progress = progress_new ("filings", n);
  if (!store_log (head, look_at_event, &history, error))
    return FALSE;
  judge_waiting (&history);
  audit_first_versions (&history, snapshot_commit (head));
  return audit_drafts (auditors, findings, error);
}
