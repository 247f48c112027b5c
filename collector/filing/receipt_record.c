#include "collector/filing/receipt_record.h"

#include <string.h>

#include "lib/base/error.h"

/* What a receipt says of a filing. */
typedef struct {
  const char *path;
  char *text, *version, *hash, *commit;
  FilingKey key;
} Receipt;

static void
receipt_clear (Receipt *receipt)
{
  g_free (receipt->text);
  g_free (receipt->version);
  g_free (receipt->hash);
  g_free (receipt->commit);
  g_free (receipt->key.return_id);
  g_free (receipt->key.period);
  g_free (receipt->key.person);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Receipt, receipt_clear)

static void
add (Findings *findings, const Receipt *receipt, const char *rule, const char *message,
     const char *value, const char *expected)
{
  finding_describe (findings_add (findings, SEVERITY_HARD, rule, receipt->path, 0, 0, message),
                    NULL, value, expected,
                    "Ask for the record as it was when the receipt was given, and who changed it.");
}

/* FALSE when the text names no filing and event. */
static gboolean
read_receipt (Receipt *receipt)
{
  receipt->key.return_id = receipt_value (receipt->text, "return");
  receipt->key.period = receipt_value (receipt->text, "period");
  receipt->key.person = receipt_value (receipt->text, "person");
  receipt->version = receipt_value (receipt->text, "version");
  receipt->hash = receipt_value (receipt->text, "hash");
  receipt->commit = receipt_value (receipt->text, "commit");
  if (receipt->key.person != NULL)
    receipt->key.person[strcspn (receipt->key.person, " ")] = '\0';
  return receipt->key.return_id != NULL && receipt->key.period != NULL
         && receipt->key.person != NULL && person_id_is_valid (receipt->key.person)
         && receipt->version != NULL && receipt->hash != NULL && receipt->commit != NULL
         && strlen (receipt->commit) == 40;
}

static void
compare_parts (const Receipt *receipt, const Filing *filing, Findings *findings)
{
  for (guint i = 0; i < filing->parts->len; i++)
    {
      const FilingPart *part = g_ptr_array_index (filing->parts, i);
      g_autofree char *line = g_strdup_printf ("\npart: %s  %s.csv\n", part->sha256, part->part);
      if (strstr (receipt->text, line) == NULL)
        add (findings, receipt, "RCP-FILING", "The event of this receipt filed another part than it names.",
             part->part, "a part with the hash of the receipt");
    }
}

/* The filing at the event that the receipt names. */
static void
compare_event (const Receipt *receipt, const Filing *filing, Findings *findings)
{
  g_autofree char *version = filing == NULL ? NULL : g_strdup_printf ("%u", filing->version);
  if (filing == NULL)
    add (findings, receipt, "RCP-FILING", "The event of this receipt filed no such return.", NULL,
         receipt->hash);
  else if (strcmp (filing->hash, receipt->hash) != 0)
    add (findings, receipt, "RCP-FILING", "The event of this receipt filed another content.",
         filing->hash, receipt->hash);
  else if (strcmp (version, receipt->version) != 0)
    add (findings, receipt, "RCP-FILING", "The event of this receipt filed another version.", version,
         receipt->version);
  else
    compare_parts (receipt, filing, findings);
}

/* What is in force now: the same, or a later version. */
static void
compare_now (const Receipt *receipt, const Filing *filing, Findings *findings)
{
  guint64 version = g_ascii_strtoull (receipt->version, NULL, 10);
  g_autofree char *now = filing == NULL ? NULL : g_strdup_printf ("version %u", filing->version);
  if (filing == NULL || filing->version < version)
    add (findings, receipt, "RCP-GONE", "What was filed is no longer in the record.", now,
         receipt->version);
  else if (filing->version == version && strcmp (filing->hash, receipt->hash) != 0)
    add (findings, receipt, "RCP-GONE", "The version that was filed has another content now.",
         filing->hash, receipt->hash);
  else if (filing->version > version)
    finding_describe (findings_add (findings, SEVERITY_NOTE, "RCP-SUPERSEDED", receipt->path, 0, 0,
                                    "A later version is in force."),
                      NULL, now, receipt->version, "Ask for the receipt of that one.");
}

static gboolean
compare_filings (const Receipt *receipt, Snapshot *then, Snapshot *now, Findings *findings,
                 GError **error)
{
  g_autoptr(Filing) filed = NULL, in_force = NULL;
  if (!filing_read (then, &receipt->key, &filed, error)
      || !filing_read (now, &receipt->key, &in_force, error))
    return FALSE;
  compare_event (receipt, filed, findings);
  compare_now (receipt, in_force, findings);
  return TRUE;
}

gboolean
receipt_compare (Store *store, const char *path, const Signers *signers, Findings *findings,
                 GError **error)
{
  g_auto(Receipt) receipt = { .path = path };
  g_autoptr(Findings) form = findings_new ();
  if (!receipt_verify (path, NULL, signers, form, &receipt.text, error))
    return FALSE;
  gboolean good = findings_count (form, SEVERITY_HARD) == 0;
  findings_append (findings, form);
  if (!good)
    return TRUE;
  if (!read_receipt (&receipt))
    {
      add (findings, &receipt, "RCP-TITLE", "This receipt names no filing and no event.", NULL, NULL);
      return TRUE;
    }
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Snapshot) now = store_snapshot (store, NULL, error);
  if (now == NULL)
    return FALSE;
  g_autoptr(Snapshot) then = store_snapshot (store, receipt.commit, &wrong);
  if (then != NULL)
    return compare_filings (&receipt, then, now, findings, error);
  if (!error_is_refusal (wrong))
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  add (findings, &receipt, "RCP-COMMIT",
       "The record does not have the event that this receipt was given for: it was rolled back, cut "
       "short or written anew.", wrong->message, receipt.commit);
  return TRUE;
}
