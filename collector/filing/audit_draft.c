#include "collector/filing/audit_draft.h"

#include "collector/filing/draft.h"
#include "collector/filing/obligation.h"
#include "lib/base/error.h"
#include "lib/record/store_layout.h"

/* Whether the person was on the register on DAY, as it is now or as it was then:
 * rows that came later may have dated somebody's end before it. */
static gboolean
is_owed (const Auditor *auditor, const FilingKey *key, gint64 saved, GError **error)
{
  Store *store = auditor->store;
  Rulebook *rulebook = auditor->rulebook;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (saved);
  Date day = date_of_time (time);
  g_autofree char *date = date_to_string (day);
  g_autoptr(Snapshot) now = store_snapshot (store, NULL, error);
  g_autoptr(Obligation) owed = now == NULL ? NULL
    : obligation_open (rulebook, now, key->return_id, key->period, key->person, day, error);
  if (owed != NULL || now == NULL)
    return owed != NULL;
  g_autoptr(Snapshot) then = store_snapshot (store, date, NULL);
  g_autoptr(Obligation) owed_then = then == NULL ? NULL
    : obligation_open (rulebook, then, key->return_id, key->period, key->person, day, NULL);
  if (owed_then != NULL)
    g_clear_error (error);
  return owed_then != NULL;
}

static gboolean
audit_draft (const Auditor *auditor, const char *name, GError **error)
{
  Store *store = auditor->store;
  g_auto(GStrv) words = g_strsplit (name, "/", -1);
  if (g_strv_length (words) != 3 || !person_id_is_valid (words[2]))
    return error_fault (error, "it names no return, period and person");
  const FilingKey key = { words[0], words[1], words[2] };
  g_autoptr(Draft) draft = NULL;
  g_autoptr(Snapshot) saved = NULL;
  return draft_read (store, &key, &draft, error) && store_read_draft (store, name, &saved, error)
         && is_owed (auditor, &key, snapshot_time (saved), error);
}

typedef struct {
  char **names;
  GError **wrong;          /* why nothing can be made of each, or NULL */
} Drafts;

static void
look_at_draft (const Auditor *auditor, guint i, gpointer data)
{
  const Drafts *drafts = data;
  audit_draft (auditor, drafts->names[i], &drafts->wrong[i]);
}

static void
tell (Findings *findings, const char *name, const GError *wrong)
{
  g_autofree char *file = g_strconcat (STORE_DRAFTS, name, NULL);
  finding_describe (findings_add (findings, SEVERITY_HARD, "AUD-DRAFT", file, 0, 0, wrong->message),
                    NULL, NULL, "a draft that can be filed",
                    "Nothing is filed from it. Find out who saved it; delete the reference, and save the "
                    "draft again if it was true.");
}

gboolean
audit_drafts (Auditors *auditors, Findings *findings, GError **error)
{
  g_auto(GStrv) names = store_list_drafts (auditors_store (auditors), error);
  if (names == NULL)
    return FALSE;
  guint n = g_strv_length (names);
  g_autofree GError **wrong = g_new0 (GError *, n);
  Drafts drafts = { names, wrong };
  auditors_each (auditors, n, look_at_draft, &drafts);
  for (guint i = 0; i < n; i++)
    {
      if (wrong[i] != NULL)
        tell (findings, names[i], wrong[i]);
      g_clear_error (&wrong[i]);
    }
  return TRUE;
}
