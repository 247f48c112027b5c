/* failing_calls.c: a library put in front of the C library (LD_PRELOAD) that
 * makes one call of a program fail, or kills the program there.
 *
 *   FAULT_AT=N       the Nth of the calls below, from 1; 0 or none: no fault
 *   FAULT_MODE=once | good | kill
 *                    it fails; it and all later ones of its kind fail; SIGKILL
 *   FAULT_ERRNO=N    what it fails with (EIO)
 *   FAULT_LOG=FILE   a line for each call: its kind, the path or paths
 *
 * A call of the C library to itself, as fopen makes to open, is not seen: such
 * functions are here themselves. */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static unsigned long count;
static const char *failing;      /* the kind that fails from now on */

static void *
real (const char *name)
{
  void *function = dlsym (RTLD_NEXT, name);
  if (function == NULL)
    abort ();
  return function;
}

static const char *
setting (const char *name)
{
  const char *text = getenv (name);
  return text == NULL ? "" : text;
}

/* By system calls, so that the log is none of the calls that are counted. */
static void
note (const char *kind, const char *path, const char *other)
{
  const char *file = setting ("FAULT_LOG");
  if (*file == '\0')
    return;
  char line[3 * PATH_MAX];
  int length = snprintf (line, sizeof line, "%s\t%s\t%s\n", kind, path, other);
  int fd = (int) syscall (SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0 || syscall (SYS_write, fd, line, (size_t) length) != length)
    abort ();
  syscall (SYS_close, fd);
}

/* Counts a call of KIND; whether it is to fail, with errno set. */
static int
fails (const char *kind, const char *path, const char *other)
{
  const char *mode = setting ("FAULT_MODE"), *number = setting ("FAULT_ERRNO");
  int first = ++count == strtoul (setting ("FAULT_AT"), NULL, 10);
  note (kind, path, other);
  if (first && strcmp (mode, "kill") == 0)
    kill (getpid (), SIGKILL);
  if (first && strcmp (mode, "good") == 0)
    failing = kind;
  if (!first && (failing == NULL || strcmp (failing, kind) != 0))
    return 0;
  errno = *number == '\0' ? EIO : atoi (number);
  return 1;
}

static const char *
path_of (int fd, char path[PATH_MAX])
{
  char link[64];
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink (link, path, PATH_MAX - 1);
  path[length > 0 ? length : 0] = '\0';
  return path;
}

#define FAIL_FD(kind, fd) char path_[PATH_MAX]; if (fails (kind, path_of (fd, path_), "")) return -1

/* The mode is only there when a file may be made. */
#define OPEN(name)                                                                                 \
  int name (const char *path, int flags, ...)                                                      \
  {                                                                                                \
    va_list args;                                                                                  \
    va_start (args, flags);                                                                        \
    mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg (args, mode_t) : 0;              \
    va_end (args);                                                                                 \
    if (fails ((flags & O_CREAT) != 0 ? "create" : "open", path, ""))                              \
      return -1;                                                                                   \
    return ((int (*) (const char *, int, ...)) real (#name)) (path, flags, mode);                  \
  }
OPEN (open)
OPEN (open64)

#define OPENAT(name)                                                                               \
  int name (int at, const char *path, int flags, ...)                                              \
  {                                                                                                \
    va_list args;                                                                                  \
    va_start (args, flags);                                                                        \
    mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg (args, mode_t) : 0;              \
    va_end (args);                                                                                 \
    if (fails ((flags & O_CREAT) != 0 ? "create" : "open", path, ""))                              \
      return -1;                                                                                   \
    return ((int (*) (int, const char *, int, ...)) real (#name)) (at, path, flags, mode);         \
  }
OPENAT (openat)
OPENAT (openat64)

#define FOPEN(name)                                                                                \
  FILE *name (const char *path, const char *mode)                                                  \
  {                                                                                                \
    if (fails ("open", path, ""))                                                                  \
      return NULL;                                                                                 \
    return ((FILE *(*) (const char *, const char *)) real (#name)) (path, mode);                   \
  }
FOPEN (fopen)
FOPEN (fopen64)

DIR *
opendir (const char *path)
{
  return fails ("open", path, "") ? NULL : ((DIR *(*) (const char *)) real ("opendir")) (path);
}

#define READDIR(name, type)                                                                        \
  struct type *name (DIR *dir)                                                                     \
  {                                                                                                \
    char path[PATH_MAX];                                                                           \
    if (fails ("read", path_of (dirfd (dir), path), ""))                                           \
      return NULL;                                                                                 \
    return ((struct type * (*) (DIR *) ) real (#name)) (dir);                                      \
  }
READDIR (readdir, dirent)
READDIR (readdir64, dirent64)

ssize_t
read (int fd, void *buffer, size_t length)
{
  FAIL_FD ("read", fd);
  return ((ssize_t (*) (int, void *, size_t)) real ("read")) (fd, buffer, length);
}

#define PREAD(name, type)                                                                          \
  ssize_t name (int fd, void *buffer, size_t length, type at)                                      \
  {                                                                                                \
    FAIL_FD ("read", fd);                                                                          \
    return ((ssize_t (*) (int, void *, size_t, type)) real (#name)) (fd, buffer, length, at);      \
  }
PREAD (pread, off_t)
PREAD (pread64, off64_t)

ssize_t
write (int fd, const void *buffer, size_t length)
{
  FAIL_FD ("write", fd);
  return ((ssize_t (*) (int, const void *, size_t)) real ("write")) (fd, buffer, length);
}

#define PWRITE(name, type)                                                                         \
  ssize_t name (int fd, const void *buffer, size_t length, type at)                                \
  {                                                                                                \
    FAIL_FD ("write", fd);                                                                         \
    return ((ssize_t (*) (int, const void *, size_t, type)) real (#name)) (fd, buffer, length, at); \
  }
PWRITE (pwrite, off_t)
PWRITE (pwrite64, off64_t)

#define ON_FD(name, kind)                                                                          \
  int name (int fd)                                                                                \
  {                                                                                                \
    FAIL_FD (kind, fd);                                                                            \
    return ((int (*) (int)) real (#name)) (fd);                                                    \
  }
ON_FD (fsync, "flush")
ON_FD (fdatasync, "flush")
ON_FD (syncfs, "flush all")

int
flock (int fd, int operation)
{
  FAIL_FD ("lock", fd);
  return ((int (*) (int, int)) real ("flock")) (fd, operation);
}

#define TWO_PATHS(name)                                                                            \
  int name (const char *from, const char *to)                                                      \
  {                                                                                                \
    if (fails (#name, from, to))                                                                   \
      return -1;                                                                                   \
    return ((int (*) (const char *, const char *)) real (#name)) (from, to);                       \
  }
TWO_PATHS (rename)
TWO_PATHS (link)

#define ONE_PATH(name)                                                                             \
  int name (const char *path)                                                                      \
  {                                                                                                \
    if (fails (#name, path, ""))                                                                   \
      return -1;                                                                                   \
    return ((int (*) (const char *)) real (#name)) (path);                                         \
  }
ONE_PATH (unlink)
ONE_PATH (rmdir)

int
mkdir (const char *path, mode_t mode)
{
  if (fails ("mkdir", path, ""))
    return -1;
  return ((int (*) (const char *, mode_t)) real ("mkdir")) (path, mode);
}
