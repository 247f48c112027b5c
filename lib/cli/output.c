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

gboolean
output_flush (GError **error)
{
  errno = 0;
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  return error_fault (error, "cannot write to standard output: %s",
                      g_strerror (errno != 0 ? errno : EIO));
}
