#include "lib/verify/verify_list.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/error.h"
#include "lib/base/folder.h"
#include "lib/base/text_order.h"
#include "lib/verify/verify_kind.h"

/* Called with each thing that is found; TRUE: what is in a folder is wanted too. */
typedef gboolean (*ListFunc) (Verify *verify, const char *file, const struct stat *status,
                              gpointer data);

/* What has gone meanwhile is passed over: verify_list_changed() notices. */
static void
each_file (Verify *verify, const char *folder, const char *except, ListFunc func, gpointer data)
{
  g_autofree char *place = g_build_filename (verify->path, folder, NULL);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = folder_list (place, &error);
  if (names == NULL)
    verify_trouble (verify, folder, &error);
  for (guint i = 0; names != NULL && names[i] != NULL && verify->fault == NULL; i++)
    {
      g_autofree char *file = *folder == '\0' ? g_strdup (names[i])
                                              : g_strconcat (folder, "/", names[i], NULL);
      g_autofree char *path = g_build_filename (verify->path, file, NULL);
      struct stat status;
      if (g_strcmp0 (file, except) == 0)
        continue;
      if (g_lstat (path, &status) != 0)
        {
          if (errno != ENOENT && !error_file (&error, errno, "look at", path))
            verify_trouble (verify, file, &error);
          continue;
        }
      if (func (verify, file, &status, data) && S_ISDIR (status.st_mode))
        each_file (verify, file, NULL, func, data);
    }
}

/* Who may change a file of a record: its owner, who is that of the record. */
static void
check_mode (Verify *verify, const char *file, const struct stat *status)
{
  gboolean signing = g_str_has_prefix (file, "signing");
  g_autofree char *record = g_shell_quote (verify->path);
  if (status->st_uid != verify->owner)
    {
      Finding *finding = verify_report (verify, SEVERITY_HARD, "RECORD-MODE", file,
                                        "belongs to user %lu, and the record to user %lu",
                                        (unsigned long) status->st_uid,
                                        (unsigned long) verify->owner);
      verify_advise (finding, "Run: chown -R %lu %s", (unsigned long) verify->owner, record);
    }
  if ((status->st_mode & 022) != 0)
    {
      gboolean anyone = (status->st_mode & 002) != 0;
      Finding *finding = verify_report (verify, anyone || signing ? SEVERITY_HARD : SEVERITY_SOFT,
                                        "RECORD-MODE", file, "can be changed by %s",
                                        anyone ? "anyone" : "its group");
      verify_advise (finding, "Run: chmod -R go-w %s", record);
    }
}

static gboolean
take_in (Verify *verify, const char *file, const struct stat *status, G_GNUC_UNUSED gpointer data)
{
  if (S_ISREG (status->st_mode))
    g_ptr_array_add (verify->files, g_strdup (file));
  else if (!S_ISDIR (status->st_mode))
    {
      verify_report (verify, SEVERITY_HARD, "RECORD-FILE", file,
                     "is neither a file nor a folder, and no part of a record");
      return FALSE;
    }
  else if (folder_is_leftover (file))
    {
      verify_report (verify, SEVERITY_SOFT, "RECORD-LEFTOVER", file,
                     "was left by a write that is still going on, or was interrupted");
      return FALSE;
    }
  else if (!folder_is_of_record (file, verify->is_mirror))
    verify_report (verify, SEVERITY_HARD, "RECORD-FILE", file,
                   "is a folder, and no part of a record");
  check_mode (verify, file, status);
  return TRUE;
}

void
verify_list (Verify *verify, const char *folder, const char *except)
{
  struct stat status;
  g_autofree char *path = g_build_filename (verify->path, folder, NULL);
  /* The record itself may be named by a link; nothing in it may be one. */
  if (*folder == '\0' && g_stat (path, &status) == 0)
    check_mode (verify, ".", &status);
  if (*folder != '\0' && g_lstat (path, &status) != 0 && errno == ENOENT)
    {
      verify_report (verify, SEVERITY_HARD, "RECORD-FILE", folder, "is missing");
      return;
    }
  if (*folder != '\0' && g_lstat (path, &status) == 0 && !take_in (verify, folder, &status, NULL))
    return;
  each_file (verify, folder, except, take_in, NULL);
  g_ptr_array_sort (verify->files, text_compare);
  for (guint i = 0; i < verify->files->len; i++)
    g_hash_table_add (verify->known, g_ptr_array_index (verify->files, i));
}

gboolean
verify_has (const Verify *verify, const char *file)
{
  return g_hash_table_contains (verify->known, file);
}

typedef struct {
  GHashTable *now;
  gboolean more;
} Again;

static gboolean
look_again (Verify *verify, const char *file, const struct stat *status, gpointer data)
{
  Again *again = data;
  if (!S_ISREG (status->st_mode))
    return TRUE;
  g_hash_table_add (again->now, g_strdup (file));
  gboolean packed = strcmp (file, "packed-refs") == 0
                    || (g_str_has_prefix (file, "objects/pack/") && !file_is_leftover (file));
  again->more = again->more || (packed && !verify_has (verify, file));
  return TRUE;
}

gboolean
verify_list_changed (Verify *verify)
{
  g_autoptr(GHashTable) now = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Again again = { now, FALSE };
  each_file (verify, "", NULL, look_again, &again);
  for (guint i = 0; i < verify->files->len && !again.more; i++)
    {
      const char *file = g_ptr_array_index (verify->files, i);
      again.more = !file_is_leftover (file) && !g_hash_table_contains (now, file);
    }
  return again.more;
}
