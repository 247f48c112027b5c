/* Pages that each have a check: what was changed, moved or is of another event does not hold. */

#include "lib/events/ledger_pages.h"

#include <string.h>

#define N (3 * LEDGER_PAYLOAD + 100)

static const ObjectId head = { { 1 } }, other = { { 2 } };

static guint8
byte_at (gsize i)
{
  return (guint8) (i * 7 + i / 256);
}

static GBytes *
make_pages (void)
{
  LedgerWriter writer = { ledger_seal (&head), g_byte_array_new () };
  for (gsize i = 0; i < N; i++)
    {
      guint8 byte = byte_at (i);
      ledger_write (&writer, &byte, 1);
    }
  return ledger_write_end (&writer);
}

/* Whether the LENGTH bytes at AT of what DATA has are there and as they were written. */
static gboolean
holds (const guint8 *data, gsize size, const ObjectId *of, gsize at, gsize length)
{
  LedgerSeal seal = ledger_seal (of);
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autofree guint8 *read = g_malloc (length);
  LedgerPages *pages = ledger_pages_of_bytes (bytes, &seal);
  ledger_pages_read (pages, at, read, length);
  gboolean whole = !ledger_pages_are_broken (pages);
  for (gsize i = 0; whole && i < length; i++)
    g_assert_cmpuint (read[i], ==, byte_at (at + i));
  ledger_pages_free (pages);
  return whole;
}

static void
test_read (void)
{
  g_autoptr(GBytes) bytes = make_pages ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (size, ==, 4 * LEDGER_PAGE);
  g_assert_true (holds (data, size, &head, 0, N));
  g_assert_true (holds (data, size, &head, LEDGER_PAYLOAD - 3, 2 * LEDGER_PAYLOAD));
  g_assert_false (holds (data, size, &head, 4 * LEDGER_PAYLOAD - 1, 2));
  g_assert_false (holds (data, size, &other, 0, 1));
  ledger_pages_free (NULL);
}

/* Each page for itself: what is wrong with one is not seen in another. */
static void
test_flipped (void)
{
  g_autoptr(GBytes) bytes = make_pages ();
  gsize size;
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
  size = g_bytes_get_size (bytes);
  for (gsize bit = 0; bit < LEDGER_PAGE * 8; bit += 61)
    {
      gsize at = LEDGER_PAGE + bit / 8;
      data[at] ^= (guint8) (1u << bit % 8);
      g_assert_false (holds (data, size, &head, LEDGER_PAYLOAD, 1));
      g_assert_true (holds (data, size, &head, 0, LEDGER_PAYLOAD));
      g_assert_true (holds (data, size, &head, 2 * LEDGER_PAYLOAD, 10));
      data[at] ^= (guint8) (1u << bit % 8);
    }
}

static void
test_moved (void)
{
  g_autoptr(GBytes) bytes = make_pages ();
  gsize size = g_bytes_get_size (bytes);
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  memcpy (data, data + LEDGER_PAGE, LEDGER_PAGE);
  g_assert_false (holds (data, size, &head, 0, 1));
  g_assert_true (holds (data, size, &head, LEDGER_PAYLOAD, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger-pages/what-was-written-is-read", test_read);
  g_test_add_func ("/ledger-pages/a-flipped-bit-breaks-its-page", test_flipped);
  g_test_add_func ("/ledger-pages/a-page-in-anothers-place-does-not-hold", test_moved);
  return g_test_run ();
}
