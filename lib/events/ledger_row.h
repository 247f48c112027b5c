/* ledger_row.h: what main's ledger keeps of one event. */

#pragma once

#include "lib/git/object.h"

typedef struct {
  ObjectId commit;
  gint64 time, authored;   /* the committer's, the author's: seconds since 1970, UTC */
  gsize length;            /* of TRAILERS */
  char trailers[];         /* message_trailers(), NUL-terminated */
} LedgerRow;

/* The event COMMIT with MESSAGE. g_free(). */
LedgerRow *ledger_row_new (const ObjectId *commit, gint64 time, gint64 authored, const char *message);

/* g_free(). */
LedgerRow *ledger_row_copy (const LedgerRow *row);

/* What a row is looked up by. A text that is NULL is any; one that an event does
 * not have is "". */
typedef enum { LEDGER_RETURN, LEDGER_PERIOD, LEDGER_PERSON, LEDGER_KEYS } LedgerField;
typedef struct {
  const char *text[LEDGER_KEYS];
} LedgerKey;

/* Where FIELD of ROW begins, LENGTH bytes of its trailers. */
const char *ledger_row_field (const LedgerRow *row, LedgerField field, gsize *length);
gboolean ledger_row_matches (const LedgerRow *row, const LedgerKey *key);
