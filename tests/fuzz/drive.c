/* Feeds a target its seeds, whole and cut short, and seeds that are changed in
 * a few places; the same ones in every run. */

#include "tests/fuzz/fuzz.h"

#include <stdio.h>

#define CHANGED 10000
#define CHANGES_MAX 8

/* What breaks readers of tables. */
static const char *const pieces[] = {
  "\"", ",", "\n", "\r", "\r\n", "\"\"", "\xef\xbb\xbf", "\xff\xfe", "\xe2\x80\xae", "-", "z", "1e5",
  "999999999999999999999", "=cmd", ",,,,,,,,,,,,,,,,,,,,", "\n\n\n", "NaN", "\xc3", " ", "\t",
};

static void
change (GByteArray *bytes, GRand *random)
{
  guint at = (guint) g_rand_int_range (random, 0, (gint32) bytes->len + 1);
  const char *piece = pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))];
  guint length = (guint) g_rand_int_range (random, 0, 40);
  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:     /* a byte */
      if (at < bytes->len)
        bytes->data[at] = (guint8) g_rand_int_range (random, 0, 256);
      break;
    case 1:     /* something taken out */
      g_byte_array_remove_range (bytes, at, MIN (length, bytes->len - at));
      break;
    case 2:     /* a piece put over what stands there */
      for (guint i = 0; piece[i] != '\0' && at + i < bytes->len; i++)
        bytes->data[at + i] = (guint8) piece[i];
      break;
    default:    /* a stretch from elsewhere at the end */
      if (at < bytes->len)
        {
          g_autofree guint8 *copy = g_memdup2 (bytes->data + at, MIN (length, bytes->len - at));
          g_byte_array_append (bytes, copy, MIN (length, bytes->len - at));
        }
      break;
    }
}

static void
feed (const guint8 *data, gsize size)
{
  /* A copy of exactly that size, so that a sanitizer sees a step beyond. */
  g_autofree guint8 *copy = g_memdup2 (data, size);
  LLVMFuzzerTestOneInput (copy, size);
}

int
main (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (20260401);
  g_autoptr(GPtrArray) seeds = fuzz_seeds ();
  for (guint i = 0; i < seeds->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (seeds->pdata[i], &size);
      for (gsize length = 0; length <= size; length += 1 + size / 20)
        feed (data, length);
      feed (data, size);
    }
  printf ("ok 1 - seeds, whole and cut short\n");
  g_assert (seeds->len > 0);
  for (guint i = 0; i < CHANGED; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (seeds->pdata[i % seeds->len], &size);
      g_autoptr(GByteArray) bytes = g_byte_array_new ();
      g_byte_array_append (bytes, data, (guint) size);
      for (gint n = g_rand_int_range (random, 1, CHANGES_MAX); n > 0; n--)
        change (bytes, random);
      feed (bytes->data, bytes->len);
    }
  printf ("ok 2 - %d changed seeds\n1..2\n", CHANGED);
  return 0;
}
