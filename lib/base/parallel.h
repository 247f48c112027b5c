/* parallel.h: the same work for many things, which do not need each other, on all
 * processors. */

#pragma once

#include <glib.h>

/* Called for the I-th of them, on any thread, in any order. */
typedef void (*ParallelFunc) (guint i, gpointer data);

/* As many threads as there are processors for this process, within reason. */
guint parallel_threads (void);

/* Calls FUNC for each of 0 to N - 1; returns when all are done. THREADS at most, 0 for
 * parallel_threads(); this thread is one of them, and does
 * all of it where no other can be had. */
void parallel_each (guint n, guint threads, ParallelFunc func, gpointer data);
