/* Each is done, and once, by however many threads. */

#include "lib/base/parallel.h"

#define MANY 100000u

typedef struct {
  guint8 *times;
  gint waiting;
} Seen;

static void
see (guint i, gpointer data)
{
  ((Seen *) data)->times[i]++;
}

static void
test_each_once (void)
{
  static const guint threads[] = { 0, 1, 2, 16, 1000 }, numbers[] = { 0, 1, 2, 17, MANY };
  for (guint t = 0; t < G_N_ELEMENTS (threads); t++)
    for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
      {
        g_autofree guint8 *times = g_new0 (guint8, MANY + 1);
        Seen seen = { times, 0 };
        parallel_each (numbers[k], threads[t], see, &seen);
        for (guint i = 0; i <= MANY; i++)
          g_assert_cmpuint (times[i], ==, i < numbers[k] ? 1 : 0);
      }
}

/* Ends only when two threads are in it at the same time. */
static void
meet (G_GNUC_UNUSED guint i, gpointer data)
{
  Seen *seen = data;
  g_atomic_int_inc (&seen->waiting);
  while (g_atomic_int_get (&seen->waiting) < 2)
    g_thread_yield ();
}

static void
test_at_once (void)
{
  Seen seen = { NULL, 0 };
  parallel_each (2, 2, meet, &seen);
  g_assert_cmpint (seen.waiting, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parallel/each-is-done-once", test_each_once);
  g_test_add_func ("/parallel/two-are-done-at-once", test_at_once);
  return g_test_run ();
}
