#include "lib/cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/base/error.h"

void
output_open (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0)
      {
        /* The lowest free number is this one. Printing to what is open for
         * reading, or reading from what is open for writing, fails. */
        int opened = open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        if (opened != fd)
          _exit (3);
      }
}

void
output_outlive_reader (void)
{
  signal (SIGPIPE, SIG_IGN);
}

/* The errno of a write that failed may have been another's since. So one more letter
 * is tried, behind what is cut short already, and its errno is the reason: 0 where
 * it gets out. */
static int
ask_why (void)
{
  clearerr (stdout);
  return putchar ('\n') != EOF && fflush (stdout) == 0 ? 0 : errno;
}

gboolean
output_flush (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  int number = ask_why ();
  return error_fault (error, "cannot write to standard output: %s",
                      number != 0 ? g_strerror (number) : "some of it is lost");
}
