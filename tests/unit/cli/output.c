/* What was printed got out, or is an error: never the end of the program, nor
 * taken for having been read. */

#include "lib/cli/output.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/base/error.h"

/* Prints TEXT to DESCRIPTOR as standard output; the exit status is 0 when that is
 * an error that ends in REASON. */
static void
print_to (int descriptor, const char *text, const char *reason)
{
  g_autoptr(GError) error = NULL;
  if (descriptor < 0)
    close (STDOUT_FILENO);
  else
    dup2 (descriptor, STDOUT_FILENO);
  output_open ();
  output_outlive_reader ();
  fputs (text, stdout);
  gboolean refused = !output_flush (&error) && error_kind (error) == ERROR_FAULT
                     && g_str_has_suffix (error->message, reason);
  _exit (refused ? 0 : 1);
}

static void
test_lost (void)
{
  if (g_test_subprocess ())
    print_to (open ("/dev/full", O_WRONLY), "filed\n", ": No space left on device");
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

/* Of a text that no buffer holds, some was lost before the end. */
static void
test_lost_long_ago (void)
{
  g_autofree char *text = g_strnfill (100 * 1000, 'x');
  if (g_test_subprocess ())
    print_to (open ("/dev/full", O_WRONLY), text, ": No space left on device");
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

static void
test_closed (void)
{
  if (g_test_subprocess ())
    print_to (-1, "filed\n", ": Bad file descriptor");
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

static void
test_reader_gone (void)
{
  int ends[2];
  if (g_test_subprocess ())
    {
      g_assert_cmpint (pipe (ends), ==, 0);
      close (ends[0]);
      print_to (ends[1], "filed\n", ": Broken pipe");
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/output/on-a-full-disk-is-an-error", test_lost);
  g_test_add_func ("/output/says-why-of-a-text-that-no-buffer-holds", test_lost_long_ago);
  g_test_add_func ("/output/that-is-closed-is-an-error", test_closed);
  g_test_add_func ("/output/whose-reader-went-away-is-an-error", test_reader_gone);
  return g_test_run ();
}
