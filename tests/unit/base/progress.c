/* Progress is shown on a terminal alone, late enough, and wiped. */

#include "lib/base/progress.h"

#include <pty.h>
#include <unistd.h>

#define LONG_AFTER (G_USEC_PER_SEC * 6 / 10)     /* progress.c shows nothing for half a second */

/* Work in steps until MICROSECONDS have passed, with standard error at DESCRIPTOR. */
static void
work (int descriptor, gint64 microseconds)
{
  dup2 (descriptor, STDERR_FILENO);
  gint64 start = g_get_monotonic_time ();
  g_autoptr(Progress) progress = progress_new ("reading", 0);
  do
    progress_set (progress, 1);
  while (g_get_monotonic_time () - start < microseconds);
}

/* What a terminal, or else a pipe, gets of such work. g_free(). */
static char *
shown (gboolean terminal, gint64 microseconds)
{
  int ends[2];
  char text[4096];
  gsize length = 0;
  g_assert_cmpint (terminal ? openpty (&ends[0], &ends[1], NULL, NULL, NULL) : pipe (ends), ==, 0);
  int kept = dup (STDERR_FILENO);
  work (ends[1], microseconds);
  dup2 (kept, STDERR_FILENO);
  close (kept);
  close (ends[1]);
  /* To the end: of a pipe nothing, of a terminal that hung up an error. */
  for (ssize_t n; length < sizeof text && (n = read (ends[0], text + length, sizeof text - length)) > 0;)
    length += (gsize) n;
  close (ends[0]);
  return g_strndup (text, length);
}

static void
test_terminal (void)
{
  g_autofree char *text = shown (TRUE, LONG_AFTER);
  g_assert_true (g_str_has_prefix (text, "\rreading [##############################] 100%"));
  g_assert_true (g_str_has_suffix (text, "\r\033[K"));
}

static void
test_short_work (void)
{
  g_autofree char *text = shown (TRUE, 0);
  g_assert_cmpstr (text, ==, "");
}

static void
test_no_terminal (void)
{
  g_autofree char *text = shown (FALSE, LONG_AFTER);
  g_assert_cmpstr (text, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress/is-drawn-and-wiped-on-a-terminal", test_terminal);
  g_test_add_func ("/progress/of-short-work-is-not-shown", test_short_work);
  g_test_add_func ("/progress/is-not-shown-elsewhere", test_no_terminal);
  return g_test_run ();
}
