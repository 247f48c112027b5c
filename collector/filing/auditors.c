#include "collector/filing/auditors.h"

#include "lib/base/parallel.h"

#define AUDITORS_MAX 8u
#define AT_A_TIME 16       /* what one takes: what lies together is often of one folder */

struct _Auditors {
  Auditor all[AUDITORS_MAX];
  guint n;
};

typedef struct {
  const Auditors *auditors;
  guint n;
  guint next;              /* the first that nobody has taken; atomic */
  AuditorFunc func;
  gpointer data;
} Work;

static gboolean
open_auditor (Auditors *auditors, Store *store, const char *commit, Rulebook *rulebook, GError **error)
{
  Auditor *auditor = &auditors->all[auditors->n];
  auditor->rulebook = auditors->n == 0 ? rulebook : rulebook_new_again (rulebook);
  auditors->n++;
  auditor->store = store_open_again (store, error);
  auditor->head = auditor->store == NULL ? NULL : store_snapshot (auditor->store, commit, error);
  return auditor->head != NULL;
}

Auditors *
auditors_new (Store *store, Rulebook *rulebook, GError **error)
{
  g_autoptr(Snapshot) head = store_snapshot (store, NULL, error);
  if (head == NULL)
    return NULL;
  g_autoptr(Auditors) auditors = g_new0 (Auditors, 1);
  guint n = MIN (parallel_threads (), AUDITORS_MAX);
  while (auditors->n < n)
    if (!open_auditor (auditors, store, snapshot_commit (head), rulebook, error))
      return NULL;
  return g_steal_pointer (&auditors);
}

void
auditors_free (Auditors *auditors)
{
  if (auditors == NULL)
    return;
  for (guint i = 0; i < auditors->n; i++)
    {
      snapshot_free (auditors->all[i].head);
      if (i > 0)
        rulebook_free (auditors->all[i].rulebook);
      store_free (auditors->all[i].store);
    }
  g_free (auditors);
}

const char *
auditors_commit (const Auditors *auditors)
{
  return snapshot_commit (auditors->all[0].head);
}

Store *
auditors_store (const Auditors *auditors)
{
  return auditors->all[0].store;
}

/* What AUDITOR, and nobody else, does of the work. */
static void
work_on (guint auditor, gpointer data)
{
  Work *work = data;
  for (;;)
    {
      guint from = (guint) g_atomic_int_add ((gint *) &work->next, AT_A_TIME);
      if (from >= work->n)
        return;
      for (guint i = from; i < MIN (from + AT_A_TIME, work->n); i++)
        work->func (&work->auditors->all[auditor], i, work->data);
    }
}

void
auditors_each (Auditors *auditors, guint n, AuditorFunc func, gpointer data)
{
  g_assert (n < G_MAXINT / 2);
  Work work = { auditors, n, 0, func, data };
  parallel_each (auditors->n, auditors->n, work_on, &work);
}

void
auditors_repeat (Auditors *auditors, guint i, AuditorFunc func, gpointer data)
{
  if (auditors->n == 1)
    return;
  for (guint k = 0; k < auditors->n; k++)
    rulebook_forget_rules (auditors->all[k].rulebook);
  func (&auditors->all[0], i, data);
}
