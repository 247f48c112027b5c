/* Deltas, written by hand after gitformat-pack(5): sizes of 7 bits a byte, then
 * instructions to insert bytes or to copy them from the base. */

#include "lib/git/delta.h"

#include <string.h>

#include "lib/git/object.h"

#define BASE "0123456789"

static GBytes *
apply (GBytes *base, const guint8 *delta, gsize length)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_byte_array_append (bytes, delta, (guint) length);
  return delta_apply (base, bytes);
}

static void
assert_made (GBytes *made, gconstpointer expected, gsize length)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (expected, length);
  g_assert_nonnull (made);
  g_assert_true (g_bytes_equal (made, bytes));
}

static void
test_changes (void)
{
  static const struct {
    guint8 delta[16];
    gsize length;
    const char *made;                  /* NULL: no change of the base */
  } rows[] = {
    { { 10, 3, 3, 'a', 'b', 'c' }, 6, "abc" },
    { { 10, 3, 0x91, 7, 3 }, 5, "789" },                        /* copy 3 from 7 */
    { { 10, 2, 0x90, 2 }, 4, "01" },                            /* no offset: from 0 */
    { { 10, 5, 0x91, 0, 2, 1, '-', 0x91, 8, 2 }, 10, "01-89" },
    { { 10, 0 }, 2, "" },
    { { 0x8a, 0, 1, 1, 'x' }, 5, "x" },                         /* 10 in two bytes */
    { { 9, 1, 1, 'x' }, 4, NULL },                              /* of another base */
    { { 10, 2, 1, 'x' }, 4, NULL },                             /* makes less than it says */
    { { 10, 1, 2, 'x', 'y' }, 5, NULL },                        /* makes more */
    { { 10, 3, 0x91, 8, 3 }, 5, NULL },                         /* copies past the end */
    { { 10, 1, 0x91, 11, 1 }, 5, NULL },                        /* from behind it */
    { { 10, 3, 0x91, 7 }, 4, NULL },                            /* cut short */
    { { 10, 3, 3, 'a' }, 4, NULL },
    { { 10, 1, 0, 1, 'x' }, 5, NULL },                          /* instruction 0 is reserved */
    { { 10 }, 1, NULL }, { { 0x8a }, 1, NULL }, { { 0 }, 0, NULL },
    { { 0x8a, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00, 0 }, 10, NULL },
  };
  g_autoptr(GBytes) base = g_bytes_new_static (BASE, strlen (BASE));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) made = apply (base, rows[i].delta, rows[i].length);
      g_test_message ("row %u", i);
      if (rows[i].made == NULL)
        g_assert_null (made);
      else
        assert_made (made, rows[i].made, strlen (rows[i].made));
    }
}

/* A copy without a size is of 65,536 bytes; offset and size have up to four and three bytes. */
static void
test_large_copies (void)
{
  const gsize size = 0x20003;
  guint8 *data = g_malloc0 (size);
  data[0x10000] = 'b';
  const guint8 word[] = { 'e', 'n', 'd' };
  memcpy (data + 0x20000, word, sizeof word);
  g_autoptr(GBytes) base = g_bytes_new_take (data, size);
  const guint8 whole[] = { 0x83, 0x80, 0x08, 0x80, 0x80, 0x04, 0x80 };
  const guint8 end[] = { 0x83, 0x80, 0x08, 3, 0x94, 2, 3 };       /* offset 0x20000, size 3 */
  g_autoptr(GBytes) first = apply (base, whole, sizeof whole);
  g_autoptr(GBytes) last = apply (base, end, sizeof end);
  assert_made (first, data, 0x10000);
  assert_made (last, "end", 3);
}

/* What says that it makes more than an object may have is not begun. */
static void
test_too_large (void)
{
  g_autoptr(GBytes) base = g_bytes_new_static (BASE, strlen (BASE));
  g_autoptr(GByteArray) delta = g_byte_array_new ();
  const guint8 from = 10;
  g_byte_array_append (delta, &from, 1);
  for (guint64 left = OBJECT_SIZE_MAX + (guint64) 1; left > 0; left >>= 7)
    {
      guint8 byte = (guint8) ((left & 127) | (left > 127 ? 128 : 0));
      g_byte_array_append (delta, &byte, 1);
    }
  g_assert_null (delta_apply (base, delta));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delta/inserts-and-copies-or-is-none", test_changes);
  g_test_add_func ("/delta/copies-from-far", test_large_copies);
  g_test_add_func ("/delta/what-would-be-too-large-is-none", test_too_large);
  return g_test_run ();
}
