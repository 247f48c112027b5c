#include "collector/filing/audit.h"

#include "collector/filing/audit_draft.h"
#include "collector/filing/audit_import.h"
#include "collector/filing/declaration.h"
#include "collector/filing/draft.h"
#include "collector/filing/obligation.h"
#include "lib/base/error.h"
#include "lib/cli/program.h"
#include "lib/returns/filed_return.h"

typedef struct {
  Snapshot *head;
  Rulebook *rulebook;
  Findings *findings;
  GHashTable *texts;       /* of editions, which a finding spoke of */
  GHashTable *versions;    /* name of a return -> the version that should be older */
  GHashTable *without_edition;  /* commits without the hash of an edition -> folder */
} Audit;

static void
add (const Audit *audit, const char *rule, const char *where, const char *commit, const char *message,
     const char *value, const char *expected)
{
  g_autofree char *text = g_strdup_printf ("%s (commit %s)", message, commit);
  finding_describe (findings_add (audit->findings, SEVERITY_HARD, rule, where, 0, 0, text), NULL, value,
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
add_edition_changed (const Audit *audit, const Filing *filing, const char *commit, const char *hash)
{
  g_autofree char *edition = g_strdup_printf ("submissions/%s/%s", filing->key.return_id, filing->edition);
  if (!g_hash_table_add (audit->texts, g_strconcat (edition, " ", filing->edition_sha256, NULL)))
    return;
  g_autofree char *text = g_strdup_printf (
    "Returns were judged by another text of this edition than this program has. (first in commit %s)", commit);
  finding_describe (findings_add (audit->findings, SEVERITY_NOTE, "AUD-EDITION", edition, 0, 0, text), NULL,
                    filing->edition_sha256, hash, "To judge them as they were, take the release of that day.");
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
      add (audit, mismatch->whole ? "AUD-HASH" : "AUD-PART", mismatch->path, snapshot_commit (snapshot),
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
    add (audit, "AUD-SIGNATORY", folder, entry->commit, "The signatory was not the named individual on the day.",
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
    add (audit, "AUD-TIME", folder, entry->commit, "The filing says another time than the event that filed it.",
         filing->filed_at, at);
  if (!same_text (filing->declaration, words->version))
    add (audit, "AUD-SIGNATORY", folder, entry->commit, "The words that were signed are not those of the day.",
         filing->declaration, words->version);
  if (filing->version > 1 && (filing->reason == NULL || *filing->reason == '\0'))
    add (audit, "AUD-VERSION", folder, entry->commit, "A later version does not say why it changes what was filed.",
         NULL, "a reason");
  return TRUE;
}

/* Main is walked newest first: what this program once wrote into filings, older
 * ones lack, and a newer one lacks it only when somebody took it out. */
static void
audit_form (Audit *audit, const Filing *filing, const LogEntry *entry)
{
  g_autofree char *folder = filing_folder (&filing->key);
  if (filing->edition_sha256 == NULL)
    {
      g_hash_table_insert (audit->without_edition, g_strdup (entry->commit), g_steal_pointer (&folder));
      return;
    }
  if (filing->explanations->len > 0)
    add (audit, "AUD-HASH", folder, entry->commit, "It holds explanations that the hash which was signed leaves out.",
         NULL, "explanations in a file of their own");
  GHashTableIter iter;
  gpointer commit, newer;
  g_hash_table_iter_init (&iter, audit->without_edition);
  while (g_hash_table_iter_next (&iter, &commit, &newer))
    {
      add (audit, "AUD-HASH", newer, commit, "It does not say which text of its edition judged it, as older ones do.",
           NULL, "edition_sha256");
      g_hash_table_iter_remove (&iter);
    }
}

static gboolean
audit_rules (const Audit *audit, const Obligation *obligation, Filing *filing, GHashTable *files, GError **error)
{
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
    add_edition_changed (audit, filing, snapshot_commit (obligation->snapshot), hash);
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

static void
add_version (const Audit *audit, const char *name, const char *commit, const char *message, guint version,
             guint expected)
{
  g_autofree char *value = g_strdup_printf ("version %u", version);
  g_autofree char *should = expected == 0 ? g_strdup ("an older version before it, or version 1")
                                          : g_strdup_printf ("version %u", expected);
  add (audit, "AUD-VERSION", name, commit, message, value, should);
}

/* Versions go 1, 2, 3: each event files the one before what was seen last, for
 * main is walked newest first. */
static void
audit_version (const Audit *audit, const LogEntry *entry, const FilingKey *key, const Filing *filing)
{
  g_autofree char *name = filing_draft_name (key), *said = message_trailer (entry->message, "Version");
  g_autofree char *version = g_strdup_printf ("%u", filing->version);
  gpointer expected;
  if (!same_text (said, version))
    add (audit, "AUD-VERSION", name, entry->commit, "The event and filing.json name different versions.", said,
         version);
  if (g_hash_table_lookup_extended (audit->versions, name, NULL, &expected)
      && GPOINTER_TO_UINT (expected) != filing->version)
    add_version (audit, name, entry->commit, "The next version does not follow this one.", filing->version,
                 GPOINTER_TO_UINT (expected));
  g_hash_table_insert (audit->versions, g_steal_pointer (&name), GUINT_TO_POINTER (filing->version - 1));
}

static gboolean
audit_event (Audit *audit, const LogEntry *entry, const FilingKey *key, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_at_event (audit->head, entry->commit, error);
  if (snapshot == NULL)
    return FALSE;
  g_autoptr(Filing) filing = NULL;
  if (!filing_read (snapshot, key, &filing, error))
    return FALSE;
  if (filing == NULL)
    return error_fault (error, "commit %s filed nothing as %s %s of %s", entry->commit,
                        key->return_id, key->period, key->person);
  audit_version (audit, entry, key, filing);
  audit_form (audit, filing, entry);
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
  return files == NULL || audit_rules (audit, obligation, filing, files, error);
}

/* What is left when all of main was seen. */
static void
audit_first_versions (const Audit *audit, const char *head)
{
  GHashTableIter iter;
  gpointer name, left;
  g_hash_table_iter_init (&iter, audit->versions);
  while (g_hash_table_iter_next (&iter, &name, &left))
    if (GPOINTER_TO_UINT (left) != 0)
      add_version (audit, name, head, "Its first version in the record is not the first.",
                   GPOINTER_TO_UINT (left) + 1, 0);
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
    add (audit, "AUD-REGISTER", where != NULL ? where : "", entry->commit,
         "What this event left in the register is not what it says.", fault, "what the event says");
}

static gboolean
look_at_event (const LogEntry *entry, gpointer data)
{
  Audit *audit = data;
  g_autofree char *event = message_trailer (entry->message, "Event");
  if (!same_text (event, "filed"))
    {
      audit_import (audit, entry);
      return TRUE;
    }
  g_autofree char *return_id = message_trailer (entry->message, "Return");
  g_autofree char *period = message_trailer (entry->message, "Period");
  g_autofree char *person = message_trailer (entry->message, "Person");
  const FilingKey key = { return_id, period, person };
  g_autoptr(GError) wrong = NULL;
  gboolean named = return_id != NULL && period != NULL && person != NULL && person_id_is_valid (person);
  if (!named || (!audit_event (audit, entry, &key, &wrong)))
    add (audit, "AUD-EVENT", named ? person : "", entry->commit,
         wrong != NULL ? wrong->message : "The event names no filing.", entry->subject, "a filing that can be read");
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

gboolean
audit_filings (Store *store, Rulebook *rulebook, Findings *findings, GError **error)
{
  g_autoptr(Snapshot) head = store_snapshot (store, NULL, error);
  if (head == NULL || !data_is_whole (rulebook, error))
    return FALSE;
  g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) without = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Audit audit = { head, rulebook, findings, texts, versions, without };
  if (!store_log (head, "", look_at_event, &audit, error))
    return FALSE;
  audit_first_versions (&audit, snapshot_commit (head));
  return audit_drafts (store, rulebook, findings, error);
}
