#include "lib/base/folder.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct {
  char *path;
} Place;

static void
place_open (Place *place, gconstpointer data G_GNUC_UNUSED)
{
  place->path = g_dir_make_tmp ("care-folder-XXXXXX", NULL);
  g_assert_nonnull (place->path);
}

static void
place_close (Place *place, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", place->path);
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
  g_free (place->path);
}

static void
add (const Place *place, const char *name, gboolean folder)
{
  g_autofree char *path = g_build_filename (place->path, name, NULL);
  if (folder)
    g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  else
    g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static char *
names_with (const Place *place, const char *with)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = with == NULL ? folder_list (place->path, &error)
                                     : folder_list_with (place->path, with, &error);
  g_assert_no_error (error);
  return g_strjoinv (" ", names);
}

static void
test_names (Place *place, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *none = names_with (place, NULL);
  g_assert_cmpstr (none, ==, "");
  add (place, "b", FALSE);
  add (place, "a", TRUE);
  add (place, ".hidden", FALSE);
  add (place, "B", FALSE);
  g_autofree char *all = names_with (place, NULL);
  g_assert_cmpstr (all, ==, ".hidden B a b");
}

static void
test_with (Place *place, gconstpointer data G_GNUC_UNUSED)
{
  add (place, "2025-26", TRUE);
  add (place, "2025-26/return.ini", FALSE);
  add (place, "empty", TRUE);
  add (place, "return.ini", FALSE);
  g_autofree char *found = names_with (place, "return.ini");
  g_assert_cmpstr (found, ==, "2025-26");
}

static void
test_faults (Place *place, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) absent = NULL;
  g_autoptr(GError) file = NULL;
  g_autofree char *nowhere = g_build_filename (place->path, "nowhere", NULL);
  g_assert_null (folder_list (nowhere, &absent));
  g_assert_error (absent, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  add (place, "file", FALSE);
  g_autofree char *path = g_build_filename (place->path, "file", NULL);
  g_assert_null (folder_list_with (path, "x", &file));
  g_assert_error (file, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_clear_error (&absent);
  g_clear_error (&file);
  g_assert_false (folder_flush (nowhere, &absent));
  g_assert_error (absent, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_false (folder_flush (path, &file));
  g_assert_error (file, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_assert_true (folder_flush (place->path, NULL));
}

static void
test_holds (Place *place, gconstpointer data G_GNUC_UNUSED)
{
  static const struct { const char *path; gboolean held; } cases[] = {
    { "record", TRUE }, { "record/HEAD", TRUE }, { "record/none/deeper", TRUE }, { "record/refs/..", TRUE },
    { "link", TRUE }, { "link/new", TRUE }, { "other/../record/x", TRUE },
    { "other", FALSE }, { "recorder", FALSE }, { "none/record", FALSE }, { "record/../other", FALSE }, { "", FALSE },
  };
  const char *folders[] = { "record", "record/refs", "other" };
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    add (place, folders[i], TRUE);
  add (place, "record/HEAD", FALSE);
  g_autofree char *record = g_build_filename (place->path, "record", NULL);
  g_autofree char *link = g_build_filename (place->path, "link", NULL);
  g_assert_cmpint (symlink ("record/refs", link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (place->path, cases[i].path, NULL);
      g_test_message ("%s", path);
      g_assert_cmpint (folder_holds (record, path), ==, cases[i].held);
    }
  g_assert_false (folder_holds (record, ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/folder/its-names-in-order", Place, NULL, place_open, test_names, place_close);
  g_test_add ("/folder/folders-that-hold-a-file", Place, NULL, place_open, test_with, place_close);
  g_test_add ("/folder/what-cannot-be-read-is-never-empty", Place, NULL, place_open, test_faults,
              place_close);
  g_test_add ("/folder/what-lies-in-it-by-any-name", Place, NULL, place_open, test_holds, place_close);
  return g_test_run ();
}
