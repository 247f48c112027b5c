#include "lib/base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/text_order.h"

/* Every name of DIR; not all of them, with errno set, when reading fails. GDir
 * cannot tell a fault from the end. */
static GPtrArray *
read_names (DIR *dir)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const struct dirent *entry;
  while (errno = 0, (entry = readdir (dir)) != NULL)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
      g_ptr_array_add (names, g_strdup (entry->d_name));
  return names;
}

static GStrv
sorted (GPtrArray *names)
{
  g_ptr_array_sort (names, text_compare);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}

GStrv
folder_list (const char *path, GError **error)
{
  DIR *dir = opendir (path);
  if (dir == NULL)
    {
      error_file (error, errno, "open folder", path);
      return NULL;
    }
  g_autoptr(GPtrArray) names = read_names (dir);
  int number = errno;
  closedir (dir);
  if (number == 0)
    return sorted (names);
  error_file (error, number, "read folder", path);
  return NULL;
}

/* Whether there is WITH in the folder PATH/NAME; a file called NAME has none. */
static gboolean
holds (const char *path, const char *name, const char *with)
{
  g_autofree char *inside = g_build_filename (path, name, with, NULL);
  return g_file_test (inside, G_FILE_TEST_EXISTS);
}

GStrv
folder_list_with (const char *path, const char *with, GError **error)
{
  g_auto(GStrv) all = folder_list (path, error);
  if (all == NULL)
    return NULL;
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new ();
  for (guint i = 0; all[i] != NULL; i++)
    if (holds (path, all[i], with))
      g_strv_builder_add (kept, all[i]);
  return g_strv_builder_end (kept);
}

/* PATH without links; of what is not there, the folder it would be in. g_free(). */
static char *
real_place (const char *path)
{
  g_autofree char *real = realpath (path, NULL);
  if (real != NULL || strcmp (path, ".") == 0 || strcmp (path, "/") == 0)
    return g_steal_pointer (&real);
  g_autofree char *above = g_path_get_dirname (path);
  return real_place (above);
}

gboolean
folder_holds (const char *folder, const char *path)
{
  struct stat wanted, at;
  g_autofree char *place = real_place (path);
  if (place == NULL || stat (folder, &wanted) != 0)
    return FALSE;
  while (stat (place, &at) == 0 && (at.st_dev != wanted.st_dev || at.st_ino != wanted.st_ino))
    {
      if (strcmp (place, "/") == 0)
        return FALSE;
      char *above = g_path_get_dirname (place);
      g_free (place);
      place = above;
    }
  return at.st_dev == wanted.st_dev && at.st_ino == wanted.st_ino;
}

gboolean
folder_flush (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int number = fd >= 0 && fsync (fd) == 0 ? 0 : errno;
  if (fd >= 0)
    close (fd);
  return number == 0 || error_file (error, number, "flush folder", path);
}
