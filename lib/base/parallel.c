#include "lib/base/parallel.h"

#define THREADS_MAX 16u

typedef struct {
  ParallelFunc func;
  gpointer data;
  guint n;
  guint next;              /* the first that nobody has taken; atomic */
} Work;

guint
parallel_threads (void)
{
  return MIN (g_get_num_processors (), THREADS_MAX);
}

static gpointer
work_on (gpointer data)
{
  Work *work = data;
  for (;;)
    {
      guint i = (guint) g_atomic_int_add ((gint *) &work->next, 1);
      if (i >= work->n)
        return NULL;
      work->func (i, work->data);
    }
}

void
parallel_each (guint n, guint threads, ParallelFunc func, gpointer data)
{
  g_assert (n < G_MAXINT);
  Work work = { func, data, n, 0 };
  GThread *others[THREADS_MAX];
  guint wanted = threads > 0 ? threads : parallel_threads (), n_others = 0;
  wanted = MIN (MIN (wanted, THREADS_MAX), n);
  while (n_others + 1 < wanted
         && (others[n_others] = g_thread_try_new ("parallel", work_on, &work, NULL)) != NULL)
    n_others++;
  work_on (&work);
  while (n_others > 0)
    g_thread_join (others[--n_others]);
}
