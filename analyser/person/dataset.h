/* dataset.h: returns in force, typed, with where each value came from: those that
 * are asked about, and no others. */

#pragma once

#include "analyser/person/return.h"

typedef struct _Dataset Dataset;

/* The returns at SNAPSHOT that FILED names: FiledEvent *, in the order of
 * filed_list(). DEFINITIONS must outlive the dataset. NULL is a fault: a return that
 * cannot be read as the edition it was filed under is named with its file and line. */
Dataset *dataset_load (Snapshot *snapshot, Definitions *definitions, const GPtrArray *filed, GError **error);
void dataset_free (Dataset *dataset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Dataset, dataset_free)

guint dataset_length (const Dataset *dataset);
/* By return, period, person. Borrowed. */
const Return *dataset_index (const Dataset *dataset, guint i);
/* The return of KIND ("annual"); NULL when there is none. Borrowed. */
const Return *dataset_find (const Dataset *dataset, const char *kind, Period period,
                            const char *person);
/* PERSON's return of KIND for the last period it has one for; NULL when it has
 * none. Borrowed. */
const Return *dataset_newest (const Dataset *dataset, const char *kind, const char *person);
