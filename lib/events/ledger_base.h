/* ledger_base.h: events of main up to one of them, in pages: the rows in their
 * order, and in the orders in which they are looked up.
 *
 *   64 bytes      "careledg", the newest commit, the number of rows, the bytes of the rows
 *   8 bytes each  where each row begins, and where the last one ends
 *   4 bytes each  the rows by commit; by person, return, period; by return, period, person
 *   the rows      commit, committer's time, author's time, trailers
 *
 * Numbers have their smallest byte first. The same events make the same bytes. */

#pragma once

#include "lib/events/ledger_pages.h"
#include "lib/events/ledger_row.h"

typedef struct _LedgerBase LedgerBase;

/* The pages of ROWS (LedgerRow *, oldest first), of which there is one at least. */
GBytes *ledger_base_make (const GPtrArray *rows);
/* What ledger_base_make() made. */
LedgerBase *ledger_base_of_bytes (GBytes *bytes);
/* What stands at the start of FD, which is stolen, of a file of SIZE bytes. NULL
 * when it is no such thing. */
LedgerBase *ledger_base_of_file (int fd, guint64 size);
/* How many rows the base says it has that DATA may begin with; 0 when none can. */
guint ledger_base_peek_length (const guint8 *data, gsize size);
void ledger_base_free (LedgerBase *base);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LedgerBase, ledger_base_free)

guint ledger_base_length (const LedgerBase *base);
guint64 ledger_base_size (const LedgerBase *base);           /* bytes, of whole pages */
const LedgerSeal *ledger_base_seal (const LedgerBase *base);

/* What follows is worth something only as long as the base is not broken after:
 * then a page did not hold, and all is to be asked elsewhere. */
gboolean ledger_base_is_broken (const LedgerBase *base);
/* The row I. g_free(). */
LedgerRow *ledger_base_row (LedgerBase *base, guint i);
/* Whether COMMIT is there: then as the row *I. */
gboolean ledger_base_place (LedgerBase *base, const ObjectId *commit, guint *i);
/* Adds those of the first LIMIT rows that are of KEY to FOUND, newest first. */
void ledger_base_find (LedgerBase *base, const LedgerKey *key, guint limit, GPtrArray *found);

/* ROW as it lies in the base, and in the file behind it. */
#define LEDGER_ROW_HEAD (OBJECT_ID_SIZE + 8 + 8)
void ledger_row_head (const LedgerRow *row, guint8 head[LEDGER_ROW_HEAD]);
/* LENGTH bytes of trailers after HEAD; to be filled in by the caller. */
LedgerRow *ledger_row_of_head (const guint8 head[LEDGER_ROW_HEAD], gsize length);
