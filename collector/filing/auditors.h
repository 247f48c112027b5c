/* auditors.h: the same judgement of many things of a record, on all processors.
 *
 * Neither a record that is open nor a rulebook is made for two threads at once, so
 * each auditor has its own. */

#pragma once

#include "collector/checking/rulebook.h"

typedef struct {
  Store *store;
  Snapshot *head;          /* of main, the same of all */
  Rulebook *rulebook;
} Auditor;

typedef struct _Auditors Auditors;

/* Judges the I-th thing with AUDITOR, on any thread, in any order. */
typedef void (*AuditorFunc) (const Auditor *auditor, guint i, gpointer data);

/* As many as there are processors, within reason, for the record that STORE is of, as
 * it stands now. The first judges by RULEBOOK, which is borrowed. NULL with ERROR. */
Auditors *auditors_new (Store *store, Rulebook *rulebook, GError **error);
void auditors_free (Auditors *auditors);

/* The head of main that they judge by. */
const char *auditors_commit (const Auditors *auditors);

/* Their record, for who calls from one thread. */
Store *auditors_store (const Auditors *auditors);

/* Calls FUNC for each of 0 to N - 1; returns when all are done. */
void auditors_each (Auditors *auditors, guint n, AuditorFunc func, gpointer data);

/* For what could not be judged beside others, which share memory and time with it:
 * judges the I-th again, when there were any. All rules are read anew after it. */
void auditors_repeat (Auditors *auditors, guint i, AuditorFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Auditors, auditors_free)
