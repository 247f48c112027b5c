#include "lib/record/store_private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/folder.h"
#include "lib/record/store_config.h"

#define TEXT_MAX ((gsize) 64 * 1024)
#define DEPTH_MAX 8

/* What would make git and libgit2 read what is not of the record. */
static const char *const absent[] = {
  "commondir", "objects/info/alternates", "objects/info/http-alternates",
};

/* Files and folders that libgit2 opens without asking what they are. */
static const char *const plain[] = { "packed-refs", "refs", "objects/info", "objects/pack" };

/* A file or folder, and no link, pipe or device; *IS_FOLDER where it is one.
 * What is not there is nothing, which is well too. */
static gboolean
check_plain (const char *path, gboolean *is_folder, GError **error)
{
  struct stat status;
  *is_folder = FALSE;
  if (g_lstat (path, &status) != 0)
    return errno == ENOENT || error_file (error, errno, "look at", path);
  *is_folder = S_ISDIR (status.st_mode);
  return *is_folder || S_ISREG (status.st_mode)
         || error_fault (error, "'%s' is neither a file nor a folder, and no part of a record", path);
}

/* PATH and everything below it. A folder that git takes away meanwhile is well. */
static gboolean
check_below (const char *path, guint depth, GError **error)
{
  gboolean is_folder;
  g_autoptr(GError) wrong = NULL;
  if (!check_plain (path, &is_folder, error))
    return FALSE;
  if (!is_folder)
    return TRUE;
  if (depth == DEPTH_MAX)
    return error_fault (error, "'%s' is too deep for a record", path);
  g_auto(GStrv) names = folder_list (path, &wrong);
  if (names == NULL && !g_error_matches (wrong, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *below = g_build_filename (path, names[i], NULL);
      if (!check_below (below, depth + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_config (const char *path, GError **error)
{
  g_autofree char *file = g_build_filename (path, "config", NULL);
  g_autofree char *text = file_read (file, TEXT_MAX, NULL, error);
  if (text == NULL)
    return FALSE;
  return config_is_of_record (text) || config_is_of_mirror (text)
         || error_fault (error, "'%s' is not the config of a record: it could make a program read "
                                "or run other files", file);
}

static gboolean
check_head (const char *path, GError **error)
{
  g_autofree char *file = g_build_filename (path, "HEAD", NULL);
  GStatBuf status;
  if (g_lstat (file, &status) != 0)
    return errno == ENOENT || errno == ENOTDIR ? error_fault (error, "'%s' is not a record: it has no HEAD", path)
                                               : error_file (error, errno, "open record", path);
  g_autofree char *text = file_read (file, TEXT_MAX, NULL, error);
  return text != NULL
         && (strcmp (text, STORE_HEAD_TEXT) == 0
             || error_fault (error, "'%s' does not name the main line of a record", file));
}

gboolean
store_check_files (const char *path, GError **error)
{
  gboolean is_folder;
  g_autofree char *objects = g_build_filename (path, "objects", NULL);
  if (!check_head (path, error) || !check_config (path, error)
      || !check_plain (objects, &is_folder, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    {
      g_autofree char *file = g_build_filename (path, absent[i], NULL);
      if (g_file_test (file, G_FILE_TEST_EXISTS) || g_file_test (file, G_FILE_TEST_IS_SYMLINK))
        return error_fault (error, "'%s' leads out of the record, and no record has it", file);
    }
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_autofree char *file = g_build_filename (path, plain[i], NULL);
      if (!check_below (file, 0, error))
        return FALSE;
    }
  return TRUE;
}
