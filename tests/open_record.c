#include "tests/open_record.h"
#include "tests/scratch_folder.h"

#include <glib/gstdio.h>
#include <utime.h>

static void
set_up (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  f->folder = scratch_folder ();
  f->path = g_build_filename (f->folder, "record", NULL);
  f->store = record_make (f->path);
}

static void
tear_down (OpenRecord *f, G_GNUC_UNUSED gconstpointer data)
{
  store_free (f->store);
  g_free (f->path);
  scratch_folder_remove (f->folder);
}

void
open_record_add (const char *name, void (*test) (OpenRecord *, gconstpointer))
{
  g_test_add (name, OpenRecord, NULL, set_up, test, tear_down);
}

char *
record_read_text (Store *store, const char *as_at, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Snapshot) snapshot = store_snapshot (store, as_at, &error);
  g_assert_no_error (error);
  g_autoptr(GBytes) bytes = NULL;
  g_assert_true (snapshot_read (snapshot, path, &bytes, &error));
  g_assert_no_error (error);
  return bytes == NULL ? NULL : g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

char *
record_head (Store *store)
{
  g_autoptr(Snapshot) snapshot = store_snapshot (store, NULL, NULL);
  g_assert_nonnull (snapshot);
  return g_strdup (snapshot_commit (snapshot));
}

void
record_leave (const char *path, gint64 age)
{
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  struct utimbuf then = { 0, g_get_real_time () / G_USEC_PER_SEC - age };
  g_assert_cmpint (g_utime (path, &then), ==, 0);
}

GSubprocess *
record_start (const char *word, const char *path, const char *name, const char *const *environment)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  for (guint i = 0; environment != NULL && environment[i] != NULL; i += 2)
    g_subprocess_launcher_setenv (launcher, environment[i], environment[i + 1], TRUE);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", &error);
  g_assert_no_error (error);
  GSubprocess *child = g_subprocess_launcher_spawn (launcher, &error, self, word, path, name, NULL);
  g_assert_no_error (error);
  return child;
}

char *
record_finish (GSubprocess *child)
{
  g_autoptr(GError) error = NULL;
  char *out = NULL;
  g_subprocess_communicate_utf8 (child, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (child));
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  g_object_unref (child);
  return out;
}
