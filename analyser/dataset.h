/* dataset.h: the returns in force at a snapshot, typed, with where each value
 * came from. */

#pragma once

#include "lib/figure.h"
#include "lib/period.h"
#include "lib/store.h"

/* One return in force. */
typedef struct _Return Return;

typedef struct _Dataset Dataset;

/* All returns in force. NULL is a fault: one that cannot be read as the
 * edition it was filed under is named. */
Dataset *dataset_load (Snapshot *snapshot, const char *datadir, GError **error);
void dataset_free (Dataset *dataset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Dataset, dataset_free)

guint dataset_length (const Dataset *dataset);
/* By return, period, person. Borrowed. */
const Return *dataset_index (const Dataset *dataset, guint i);
/* NULL when there is none. Borrowed. */
const Return *dataset_find (const Dataset *dataset, const char *return_id, Period period,
                            const char *person);
/* The persons with a return, sorted, each once. g_strfreev(). */
GStrv dataset_persons (const Dataset *dataset);
/* The periods of RETURN_ID, as texts, oldest first, each once. g_strfreev(). */
GStrv dataset_periods (const Dataset *dataset, const char *return_id);

const char *return_id (const Return *ret);          /* "annual" */
Period return_period (const Return *ret);
const char *return_person (const Return *ret);
const char *return_folder (const Return *ret);      /* in the record */
const char *return_edition (const Return *ret);
const char *return_commit (const Return *ret);      /* that put it in force */
guint return_version (const Return *ret);

/* A cell: its value as a figure (pounds, weeks, days since the epoch of Date),
 * missing with the reason; TEXT as it stands in the file; where. Borrowed. */
typedef struct {
  Figure value;
  const char *text;
  const char *part;
  guint64 line;            /* of the file; 0: the row is not there */
  guint column;
} ReturnCell;

/* How many rows PART has. */
guint return_rows (const Return *ret, const char *part);
ReturnCell return_cell (const Return *ret, const char *part, guint row, const char *column);
/* The cell of LINE in a part of lines; COLUMN is an activity, "total" or "value". */
ReturnCell return_line (const Return *ret, const char *part, const char *line,
                        const char *column);
/* The part that has LINE, NULL when none. Borrowed. */
const char *return_part_of_line (const Return *ret, const char *line);
