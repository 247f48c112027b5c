/* return.h: one return in force, typed, with where each value came from. */

#pragma once

#include "lib/base/figure.h"
#include "lib/returns/filed_return.h"

typedef struct _Return Return;

const char *return_id (const Return *ret);          /* "annual" */
Period return_period (const Return *ret);
const char *return_person (const Return *ret);
const char *return_folder (const Return *ret);      /* in the record */
const char *return_edition (const Return *ret);
guint return_version (const Return *ret);
/* What it is read as, and what it was filed with (NULL for one that is not of a
 * record). Borrowed. */
const Definition *return_definition (const Return *ret);
const Filing *return_filing (const Return *ret);
/* The commit that put it in force; NULL likewise. Borrowed. */
const char *return_commit (const Return *ret);

/* A cell: its value as a figure (pounds, weeks, or a Date), missing with the
 * reason where there is none. Borrowed. */
typedef struct {
  Figure value;
  const char *text;        /* of a text; NULL for a number or a date */
  gboolean is_date;        /* the value is a Date */
  const char *part;        /* NULL: the return has no such line or column */
  guint64 line;            /* of the file; 0: the row is not there */
  guint column;            /* of the file; 0: not there */
} ReturnCell;

/* Whether the return's edition has PART, with COLUMN. */
gboolean return_has_column (const Return *ret, const char *part, const char *column);
/* How many rows PART has; none when the return has no such part. */
guint return_rows (const Return *ret, const char *part);
ReturnCell return_cell (const Return *ret, const char *part, guint row, const char *column);
/* The cell of LINE of the return's line parts. COLUMN is an activity or "total"
 * of the statement; it is not looked at where there is one column of values. */
ReturnCell return_line (const Return *ret, const char *line, const char *column);

/* The return that EVENT, one of filed_list(), filed. DEFINITIONS must outlive it. NULL
 * is a fault. */
Return *return_read (Snapshot *snapshot, Definitions *definitions, const FiledEvent *event, GError **error);
/* A return of SUBMISSION, which it takes; FOLDER is where its files lie.
 * DEFINITION must outlive it. */
Return *return_new (const Definition *definition, Period period, const char *person,
                    const char *folder, Submission *submission);
void return_free (Return *ret);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Return, return_free)
