#include "tests/record.h"

#include <string.h>

#include "lib/base/text_order.h"

const char test_key_text[] =
  "-----BEGIN OPENSSH PRIVATE KEY-----\n"
  "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"
  "QyNTUxOQAAACAa/RnTBdFcdaV1NjvjD7X92Kbw+DIvXGl6iiHZ1m+qSQAAAJg4Ceg9OAno\n"
  "PQAAAAtzc2gtZWQyNTUxOQAAACAa/RnTBdFcdaV1NjvjD7X92Kbw+DIvXGl6iiHZ1m+qSQ\n"
  "AAAEBcGOl9/Hf0SzWM24z1NICYeTFXznW0jU+SVa/IOef+ABr9GdMF0Vx1pXU2O+MPtf3Y\n"
  "pvD4Mi9caXqKIdnWb6pJAAAAD2FubkBleGFtcGxlLm9yZwECAwQFBg==\n"
  "-----END OPENSSH PRIVATE KEY-----\n";

Actor
record_actor (gint64 time)
{
  return (Actor) { "Ann Lee", "ann@example.org", time };
}

GHashTable *
record_files (const char *path, const char *text)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_bytes_unref);
  g_hash_table_insert (files, g_strdup (path), g_bytes_new (text, strlen (text)));
  return files;
}

Store *
record_make (const char *path)
{
  g_autoptr(GHashTable) files = record_files ("register/persons.csv", "person,name\nP00001,A\n");
  return record_make_of (path, files);
}

Store *
record_make_of (const char *path, GHashTable *files)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SshKey) key = ssh_key_parse (test_key_text, &error);
  g_assert_no_error (error);
  Actor actor = record_actor (RECORD_TIME);
  Store *store = store_init (path, RECORD_PRACTICE, key, &actor, files, &error);
  g_assert_no_error (error);
  return store;
}

/* ROW's event is of the kind that may write its path. */
static void
name_event (Event *event, const char *path)
{
  g_auto(GStrv) words = g_strsplit (path, "/", -1);
  gboolean filed = g_strv_length (words) == 6;
  g_autofree char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');
  if (dot != NULL)
    *dot = '\0';
  const char *const trailers[][2] = {
    { "Event", filed ? "filed" : "imported" },
    { filed ? "Return" : "Register", filed ? words[1] : name },
    { filed ? "Period" : "As-At", filed ? words[2] : name },
    { filed ? "Person" : "Source", filed ? words[4] : "a test" },
    { filed ? "Version" : "Source-SHA256", "1" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (trailers); i++)
    event_trailer (event, trailers[i][0], trailers[i][1]);
}

gboolean
record_event (Snapshot *head, Event *event, gpointer file, G_GNUC_UNUSED GError **error)
{
  g_assert_nonnull (head);
  const RecordFile *row = file;
  g_autoptr(GBytes) bytes = g_bytes_new (row->text, strlen (row->text));
  event_set_subject (event, "write %s", row->path);
  name_event (event, row->path);
  event_write (event, row->path, bytes);
  return TRUE;
}

char *
record_append (Store *store, gint64 time, const char *path, const char *text)
{
  g_autoptr(GError) error = NULL;
  RecordFile file = { path, text };
  Actor actor = record_actor (time);
  char *commit = NULL;
  g_assert_true (store_append (store, &actor, record_event, &file, &commit, &error));
  g_assert_no_error (error);
  return commit;
}

static gboolean
files_event (G_GNUC_UNUSED Snapshot *head, Event *event, gpointer files, G_GNUC_UNUSED GError **error)
{
  GHashTableIter iter;
  gpointer path, bytes;
  event_set_subject (event, "write %u files", g_hash_table_size (files));
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    {
      if (event->trailers->len == 0)
        name_event (event, path);
      event_write (event, path, bytes);
    }
  return TRUE;
}

char *
record_append_files (Store *store, gint64 time, GHashTable *files)
{
  g_autoptr(GError) error = NULL;
  Actor actor = record_actor (time);
  char *commit = NULL;
  store_append (store, &actor, files_event, files, &commit, &error);
  g_assert_no_error (error);
  return commit;
}

static gboolean
each_event (Snapshot *head, Event *event, gpointer data, GError **error)
{
  gpointer *row = data;
  g_autofree char *text = g_strndup (g_bytes_get_data (row[1], NULL), g_bytes_get_size (row[1]));
  RecordFile file = { row[0], text };
  return record_event (head, event, &file, error);
}

void
record_append_each (Store *store, gint64 time, GHashTable *files)
{
  g_autoptr(GError) error = NULL;
  guint n = g_hash_table_size (files);
  g_autofree Actor *actors = g_new0 (Actor, n);
  g_autofree EventFunc *funcs = g_new0 (EventFunc, n);
  g_autofree gpointer *data = g_new0 (gpointer, n), *rows = g_new0 (gpointer, 2 * n);
  GHashTableIter iter;
  g_hash_table_iter_init (&iter, files);
  for (guint i = 0; g_hash_table_iter_next (&iter, &rows[2 * i], &rows[2 * i + 1]); i++)
    {
      actors[i] = record_actor (time);
      funcs[i] = each_event;
      data[i] = &rows[2 * i];
    }
  store_append_many (store, actors, funcs, data, n, NULL, &error);
  g_assert_no_error (error);
}

int
record_git (const char *record, char **out, ...)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  g_ptr_array_add (words, (char *) "git");
  g_ptr_array_add (words, (char *) "-C");
  g_ptr_array_add (words, (char *) record);
  va_list args;
  va_start (args, out);
  for (char *word = va_arg (args, char *); word != NULL; word = va_arg (args, char *))
    g_ptr_array_add (words, word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  g_auto(GStrv) environment = g_get_environ ();
  environment = g_environ_setenv (environment, "GIT_CONFIG_GLOBAL", "/dev/null", TRUE);
  environment = g_environ_setenv (environment, "GIT_CONFIG_NOSYSTEM", "1", TRUE);
  g_autofree char *unread = NULL;
  int status = -1;
  g_spawn_sync (NULL, (char **) words->pdata, environment,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                out != NULL ? out : &unread, NULL, &status, &error);
  g_assert_no_error (error);
  return status;
}

static void
list_into (GPtrArray *files, const char *folder, const char *below)
{
  g_autofree char *place = g_build_filename (folder, below, NULL);
  g_autoptr(GDir) dir = g_dir_open (place, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = *below == '\0' ? g_strdup (name) : g_build_filename (below, name, NULL);
      g_autofree char *full = g_build_filename (folder, path, NULL);
      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        list_into (files, folder, path);
      else
        g_ptr_array_add (files, g_steal_pointer (&path));
    }
}

void
record_loosen (const char *path)
{
  static const char script[]
    = "set -e; cd \"$0/objects\"; mv pack packed; mkdir pack\n"
      "for pack in packed/*.pack; do [ ! -e \"$pack\" ] || git -C .. unpack-objects -q <\"$pack\"; done; rm -rf packed";
  const char *const words[] = { "sh", "-c", script, path, NULL };
  g_autoptr(GError) error = NULL;
  int status;
  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

GStrv
record_list_files (const char *folder)
{
  GPtrArray *files = g_ptr_array_new ();
  list_into (files, folder, "");
  g_ptr_array_sort (files, text_compare);
  g_ptr_array_add (files, NULL);
  return (GStrv) g_ptr_array_free (files, FALSE);
}
