/* A base of rows, held against the rows it was made of. */

#include "lib/events/ledger_base.h"

#include <string.h>

#define N 700

/* Events of 7 persons, 3 returns, 5 periods; each tenth has none of them. */
static GPtrArray *
make_rows (guint n)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    {
      ObjectId id = { { (guint8) (i * 37), (guint8) (i * 101), (guint8) (i / 256), (guint8) i } };
      g_autofree char *message
        = i % 10 == 9 ? g_strdup_printf ("x\n\nEvent: imported\nNote: %u\n", i)
                      : g_strdup_printf ("x\n\nReturn: r%u\nPeriod: p%u\nPerson: P%u\n", i % 3, i % 5, i % 7);
      g_ptr_array_add (rows, ledger_row_new (&id, i / 3, (gint64) i / 3 - 1, message));
    }
  return rows;
}

static LedgerBase *
base_of (const GPtrArray *rows)
{
  g_autoptr(GBytes) bytes = ledger_base_make (rows);
  return ledger_base_of_bytes (bytes);
}

static void
assert_same (const LedgerRow *a, const LedgerRow *b)
{
  g_assert_true (object_id_equal (&a->commit, &b->commit));
  g_assert_cmpint (a->time, ==, b->time);
  g_assert_cmpint (a->authored, ==, b->authored);
  g_assert_cmpstr (a->trailers, ==, b->trailers);
}

static void
test_rows (void)
{
  g_autoptr(GPtrArray) rows = make_rows (N);
  g_autoptr(LedgerBase) base = base_of (rows);
  g_assert_cmpuint (ledger_base_length (base), ==, N);
  for (guint i = 0; i < N; i++)
    {
      const LedgerRow *row = g_ptr_array_index (rows, i);
      g_autofree LedgerRow *read = ledger_base_row (base, i);
      guint place;
      assert_same (read, row);
      g_assert_cmpint (read->time, ==, row->time);
      g_assert_true (ledger_base_place (base, &row->commit, &place));
      g_assert_cmpuint (place, ==, i);
    }
  const ObjectId none = { { 255, 255, 255, 1 } }, least = { { 0 } };
  guint place;
  g_assert_false (ledger_base_place (base, &none, &place));
  g_assert_cmpint (ledger_base_place (base, &least, &place), ==, place == 0);
  g_assert_false (ledger_base_is_broken (base));
  ledger_base_free (NULL);
}

static void
compare (LedgerBase *base, const GPtrArray *rows, const LedgerKey *key, guint limit)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  guint n = 0;
  ledger_base_find (base, key, limit, found);
  for (guint i = limit; i > 0; i--)
    if (ledger_row_matches (rows->pdata[i - 1], key))
      {
        g_assert_cmpuint (n, <, found->len);
        assert_same (found->pdata[n++], rows->pdata[i - 1]);
      }
  g_assert_cmpuint (n, ==, found->len);
}

static void
test_find (void)
{
  static const char *const returns[] = { NULL, "r0", "r2", "r", "" };
  static const char *const periods[] = { NULL, "p0", "p4", "p9", "" };
  static const char *const persons[] = { NULL, "P0", "P6", "Q", "" };
  static const guint limits[] = { 0, 1, 333, N };
  g_autoptr(GPtrArray) rows = make_rows (N);
  g_autoptr(LedgerBase) base = base_of (rows);
  for (guint i = 0; i < 5 * 5 * 5 * 4; i++)
    {
      const LedgerKey key = { { returns[i % 5], periods[i / 5 % 5], persons[i / 25 % 5] } };
      compare (base, rows, &key, limits[i / 125]);
    }
  g_assert_false (ledger_base_is_broken (base));
}

/* The smallest, and texts longer than a page. */
static void
test_sizes (void)
{
  g_autoptr(GPtrArray) rows = make_rows (1);
  g_autofree char *words = g_strnfill (3 * LEDGER_PAGE, 'w'), *message = g_strconcat ("x\n\nReturn: ", words, "\n", NULL);
  const ObjectId id = { { 9 } };
  g_autoptr(LedgerBase) small = base_of (rows);
  g_assert_cmpuint (ledger_base_size (small), ==, LEDGER_PAGE);
  g_ptr_array_add (rows, ledger_row_new (&id, 1, 1, message));
  g_autoptr(LedgerBase) base = base_of (rows);
  const LedgerKey key = { { words, NULL, NULL } };
  compare (base, rows, &key, 2);
}

static void
test_no_base (void)
{
  static const guint8 zeros[LEDGER_PAGE];
  g_autoptr(GPtrArray) rows = make_rows (N);
  g_autoptr(GBytes) bytes = ledger_base_make (rows);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (ledger_base_peek_length (data, size), ==, N);
  g_assert_cmpuint (ledger_base_peek_length (data, size - 1), ==, 0);
  g_assert_cmpuint (ledger_base_peek_length (data, 10), ==, 0);
  g_assert_cmpuint (ledger_base_peek_length (zeros, sizeof zeros), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger-base/each-row-is-where-it-was-put", test_rows);
  g_test_add_func ("/ledger-base/finds-what-looking-at-each-row-does", test_find);
  g_test_add_func ("/ledger-base/has-rows-of-any-length", test_sizes);
  g_test_add_func ("/ledger-base/what-is-cut-short-is-none", test_no_base);
  return g_test_run ();
}
