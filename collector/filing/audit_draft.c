#include "collector/filing/audit_draft.h"

#include "collector/filing/draft.h"
#include "collector/filing/obligation.h"
#include "lib/base/error.h"
#include "lib/record/store_layout.h"

/* Whether the person was on the register on DAY, as it is now or as it was then:
 * rows that came later may have dated somebody's end before it. */
static gboolean
is_owed (Store *store, Rulebook *rulebook, const FilingKey *key, gint64 saved, GError **error)
{
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
audit_draft (Store *store, Rulebook *rulebook, const char *name, GError **error)
{
  g_auto(GStrv) words = g_strsplit (name, "/", -1);
  if (g_strv_length (words) != 3 || !person_id_is_valid (words[2]))
    return error_fault (error, "it names no return, period and person");
  const FilingKey key = { words[0], words[1], words[2] };
  g_autoptr(Draft) draft = NULL;
  g_autoptr(Snapshot) saved = NULL;
  return draft_read (store, &key, &draft, error) && store_read_draft (store, name, &saved, error)
         && is_owed (store, rulebook, &key, snapshot_time (saved), error);
}

gboolean
audit_drafts (Store *store, Rulebook *rulebook, Findings *findings, GError **error)
{
  g_auto(GStrv) names = store_list_drafts (store, error);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr(GError) wrong = NULL;
      if (audit_draft (store, rulebook, names[i], &wrong))
        continue;
      g_autofree char *file = g_strconcat (STORE_DRAFTS, names[i], NULL);
      finding_describe (findings_add (findings, SEVERITY_HARD, "AUD-DRAFT", file, 0, 0, wrong->message),
                        NULL, NULL, "a draft that can be filed",
                        "Nothing is filed from it. Find out who saved it; delete the reference, and save the "
                        "draft again if it was true.");
    }
  return names != NULL;
}
