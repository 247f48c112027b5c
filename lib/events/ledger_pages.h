/* ledger_pages.h: bytes that are kept in pages, each with a check of its own, so
 * that a reader touches, and trusts, only what it needs.
 *
 * The check is SipHash with a key made of the event that the bytes are of: a page
 * of another record or of another day never passes, nor does one in another's
 * place. It finds what was damaged or torn, not who forged. */

#pragma once

#include <sodium.h>

#include "lib/git/object.h"

#define LEDGER_PAGE 4096
#define LEDGER_CHECK crypto_shorthash_BYTES
#define LEDGER_PAYLOAD (LEDGER_PAGE - LEDGER_CHECK)

typedef struct {
  guint8 bytes[crypto_shorthash_KEYBYTES];
} LedgerSeal;

/* Of what is kept up to the event HEAD. */
LedgerSeal ledger_seal (const ObjectId *head);

/* Pages being made. */
typedef struct {
  LedgerSeal seal;
  GByteArray *bytes;       /* whole pages, and one that is not full yet */
} LedgerWriter;
void ledger_write (LedgerWriter *writer, const void *data, gsize length);
/* Fills the last page up with zeros; the pages, stolen from WRITER. */
GBytes *ledger_write_end (LedgerWriter *writer);

/* Pages of a file, or in memory. */
typedef struct _LedgerPages LedgerPages;
/* The first N pages of FD, which is the pages' own from now on. */
LedgerPages *ledger_pages_of_file (int fd, guint64 n, const LedgerSeal *seal);
LedgerPages *ledger_pages_of_bytes (GBytes *bytes, const LedgerSeal *seal);
void ledger_pages_free (LedgerPages *pages);
/* LENGTH bytes from AT, of the payload alone, to TO: zeros where a page does not
 * hold, and the pages are broken from then on. */
void ledger_pages_read (LedgerPages *pages, guint64 at, void *to, gsize length);
gboolean ledger_pages_are_broken (const LedgerPages *pages);
