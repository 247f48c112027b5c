#include "lib/base/progress.h"

#include <stdio.h>
#include <unistd.h>

#define WIDTH 30
#define FIRST (G_USEC_PER_SEC / 2)    /* work shorter than this shows nothing */
#define EACH (G_USEC_PER_SEC / 10)
#define LOOK 1024u                    /* steps between two looks at the clock, at most */

struct _Progress {
  char *what;
  guint64 total, calls;
  gint64 next;             /* when to draw again */
  gboolean terminal, drawn;
};

Progress *
progress_new (const char *what, guint64 total)
{
  Progress *progress = g_new0 (Progress, 1);
  progress->what = g_strdup (what);
  progress->total = MAX (total, 1);
  progress->terminal = isatty (STDERR_FILENO) == 1;
  progress->next = g_get_monotonic_time () + FIRST;
  return progress;
}

static void
draw (Progress *progress, guint64 done)
{
  double share = MIN ((double) done / (double) progress->total, 1.0);
  int full = (int) (share * WIDTH);
  fprintf (stderr, "\r%s [%.*s%*s] %3d%%", progress->what, full,
           "##############################", WIDTH - full, "", (int) (share * 100));
  fflush (stderr);
  progress->drawn = TRUE;
}

void
progress_set (Progress *progress, guint64 done)
{
  if (!progress->terminal || progress->calls++ % LOOK != 0)
    return;
  gint64 now = g_get_monotonic_time ();
  if (now < progress->next)
    return;
  progress->next = now + EACH;
  draw (progress, done);
}

void
progress_free (Progress *progress)
{
  if (progress == NULL)
    return;
  if (progress->drawn)
    fputs ("\r\033[K", stderr);
  g_free (progress->what);
  g_free (progress);
}
