#include "lib/events/ledger_pages.h"

#include <string.h>
#include <unistd.h>

/* What the seal is of, beside the event: another layout is another word. */
#define LAYOUT "care-oversight ledger 1"

/* Pages held at once: all are let go when there are more. */
#define HELD_MAX 4096

struct _LedgerPages {
  LedgerSeal seal;
  int fd;                  /* -1: in BYTES */
  GBytes *bytes;
  guint64 n;
  guint8 **held;           /* N of them; NULL: not read */
  guint64 n_held;
  gboolean broken;
};

LedgerSeal
ledger_seal (const ObjectId *head)
{
  LedgerSeal seal;
  G_STATIC_ASSERT (sizeof seal.bytes >= crypto_generichash_BYTES_MIN);
  crypto_generichash (seal.bytes, sizeof seal.bytes, head->bytes, sizeof head->bytes, (const guint8 *) LAYOUT,
                      strlen (LAYOUT));
  return seal;
}

/* The check of the page NUMBER that PAYLOAD is, of which the number is part. */
static void
page_check (const LedgerSeal *seal, guint64 number, const guint8 *payload, guint8 *check)
{
  guint8 text[LEDGER_PAYLOAD + sizeof number];
  guint64 little = GUINT64_TO_LE (number);
  memcpy (text, payload, LEDGER_PAYLOAD);
  memcpy (text + LEDGER_PAYLOAD, &little, sizeof little);
  crypto_shorthash (check, text, sizeof text, seal->bytes);
}

static void
end_page (LedgerWriter *writer)
{
  guint64 number = writer->bytes->len / LEDGER_PAGE;
  guint8 check[LEDGER_CHECK];
  page_check (&writer->seal, number, writer->bytes->data + number * LEDGER_PAGE, check);
  g_byte_array_append (writer->bytes, check, sizeof check);
}

void
ledger_write (LedgerWriter *writer, const void *data, gsize length)
{
  const guint8 *from = data;
  while (length > 0)
    {
      gsize room = LEDGER_PAYLOAD - writer->bytes->len % LEDGER_PAGE, n = MIN (room, length);
      g_byte_array_append (writer->bytes, from, (guint) n);
      if (n == room)
        end_page (writer);
      from += n;
      length -= n;
    }
}

GBytes *
ledger_write_end (LedgerWriter *writer)
{
  static const guint8 zeros[LEDGER_PAYLOAD];
  gsize used = writer->bytes->len % LEDGER_PAGE;
  if (used > 0)
    ledger_write (writer, zeros, LEDGER_PAYLOAD - used);
  return g_byte_array_free_to_bytes (g_steal_pointer (&writer->bytes));
}

static LedgerPages *
pages_new (int fd, GBytes *bytes, guint64 n, const LedgerSeal *seal)
{
  LedgerPages *pages = g_new0 (LedgerPages, 1);
  *pages = (LedgerPages) { .seal = *seal, .fd = fd, .bytes = bytes, .n = n, .held = g_new0 (guint8 *, n) };
  return pages;
}

LedgerPages *
ledger_pages_of_file (int fd, guint64 n, const LedgerSeal *seal)
{
  return pages_new (fd, NULL, n, seal);
}

LedgerPages *
ledger_pages_of_bytes (GBytes *bytes, const LedgerSeal *seal)
{
  return pages_new (-1, g_bytes_ref (bytes), g_bytes_get_size (bytes) / LEDGER_PAGE, seal);
}

static void
let_go (LedgerPages *pages)
{
  for (guint64 i = 0; i < pages->n; i++)
    g_clear_pointer (&pages->held[i], g_free);
  pages->n_held = 0;
}

void
ledger_pages_free (LedgerPages *pages)
{
  if (pages == NULL)
    return;
  let_go (pages);
  g_free (pages->held);
  g_clear_pointer (&pages->bytes, g_bytes_unref);
  if (pages->fd >= 0)
    close (pages->fd);
  g_free (pages);
}

static gboolean
load (const LedgerPages *pages, guint64 number, guint8 *page)
{
  if (pages->fd >= 0)
    return pread (pages->fd, page, LEDGER_PAGE, (off_t) (number * LEDGER_PAGE)) == LEDGER_PAGE;
  memcpy (page, (const guint8 *) g_bytes_get_data (pages->bytes, NULL) + number * LEDGER_PAGE, LEDGER_PAGE);
  return TRUE;
}

/* NULL when it does not hold. */
static const guint8 *
find_page (LedgerPages *pages, guint64 number)
{
  guint8 check[LEDGER_CHECK];
  if (number >= pages->n)
    return NULL;
  if (pages->held[number] != NULL)
    return pages->held[number];
  g_autofree guint8 *page = g_malloc (LEDGER_PAGE);
  if (!load (pages, number, page))
    return NULL;
  page_check (&pages->seal, number, page, check);
  if (memcmp (check, page + LEDGER_PAYLOAD, LEDGER_CHECK) != 0)
    return NULL;
  if (pages->n_held == HELD_MAX)
    let_go (pages);
  pages->n_held++;
  return pages->held[number] = g_steal_pointer (&page);
}

void
ledger_pages_read (LedgerPages *pages, guint64 at, void *to, gsize length)
{
  guint8 *out = to;
  while (length > 0)
    {
      gsize from = at % LEDGER_PAYLOAD, n = MIN (length, LEDGER_PAYLOAD - from);
      const guint8 *page = find_page (pages, at / LEDGER_PAYLOAD);
      if (page == NULL)
        {
          pages->broken = TRUE;
          memset (out, 0, length);
          return;
        }
      memcpy (out, page + from, n);
      out += n;
      at += n;
      length -= n;
    }
}

gboolean
ledger_pages_are_broken (const LedgerPages *pages)
{
  return pages->broken;
}
