/* methods_by_period.h: by which edition of the methods a figure is worked out.
 *
 * One rule for every command and report: by the edition that holds at the end of
 * the figure's own period, never by a newer one.
 *
 * An edition is read once, and held against what annual returns ask for: a name
 * that no line, date, ledger or parameter has would make a measure "not
 * supplied" for everybody, so it is a fault that names file and line and offers
 * the nearest. */

#pragma once

#include "analyser/methods/methods.h"

typedef struct _MethodsByPeriod MethodsByPeriod;

/* DATADIR is the project's data folder, and outlives it. */
MethodsByPeriod *methods_by_period_new (const char *datadir);
void methods_by_period_free (MethodsByPeriod *editions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MethodsByPeriod, methods_by_period_free)

/* The edition for figures of PERIOD. NULL with ERROR_REFUSED when none holds, or
 * a fault. Borrowed. */
const Methods *methods_by_period_get (MethodsByPeriod *editions, Period period, GError **error);
