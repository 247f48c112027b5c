/* status.h: where each return stands on a date, worked out from the record:
 * rounds and determinations make the obligations, filings and drafts say what
 * became of them. Nothing of this is stored. */

#pragma once

#include "collector/filing/draft.h"
#include "lib/register/register.h"

typedef enum {
  STATE_NOT_DUE,     /* the round opens later */
  STATE_DUE,         /* open, and nothing was saved */
  STATE_INVALID,     /* a draft with hard findings */
  STATE_DRAFT,       /* a draft with soft findings that are not explained */
  STATE_READY,       /* a draft that only has to be signed */
  STATE_FILED,
  STATE_DAMAGED,     /* what the record has is not what was filed and signed */
  STATE_UNREADABLE,  /* a draft that cannot be read or judged */
} ReturnState;

typedef struct {
  FilingKey key;
  char *name;              /* of the person */
  ReturnState state;
  Date opens, due;         /* 0 when no round asks for this return */
  gboolean late;           /* version 1 was not filed by the end of the due date */
  gint days;               /* to the due date; negative: late by so many */
  guint version;           /* in force; 0 for none */
  char *filed_at;          /* of the version in force, or NULL */
  guint64 hard, unexplained;   /* of a draft */
  char *hash;              /* of the draft, or of the version in force; NULL */
  char *problem;           /* why it is damaged or unreadable; NULL when it is not */
} ReturnStatus;

const char *return_state_name (ReturnState state);   /* "not due", "due", ... */

/* One row per obligation, and per filing or draft that no round asked for, of
 * WANTED, any text of which may be NULL for all; by return, period, person. ON is the
 * day that days are counted to: what the record holds counts, whenever it was
 * written. STORE is where the drafts are, or NULL to leave them out, as of a
 * past record: drafts are of today. A return that is damaged, or whose draft cannot
 * be read, is a row that says so. ReturnStatus *. NULL on a fault, or with
 * ERROR_REFUSED when there is nothing of the person who is wanted, nor such a one on
 * the register on ON. */
GPtrArray *status_list (Store *store, Rulebook *rulebook, Snapshot *snapshot, const FilingKey *wanted, Date on,
                        GError **error);
