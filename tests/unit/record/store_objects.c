/* Objects of a damaged record: whatever bit of them is wrong, reading it gives the
 * right bytes or one line that says what is wrong, and always comes back. */

#include "lib/base/error.h"
#include "lib/git/object.h"
#include "lib/record/store.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/record.h"
#include "tests/scratch_folder.h"

#define PATIENCE 20               /* seconds until a read that hangs is killed */
#define DRAFT "annual/2025-26/P00412"
#define PLACES_IN_PACK 300

typedef struct {
  char *folder, *path;
  GPtrArray *commits;             /* ids, of main */
  GHashTable *sound;              /* "commit:path" -> text, before the damage */
} Fixture;

/* Letters that compress badly and so need blocks of every kind. */
static char *
long_text (gsize length)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  char *text = g_malloc0 (length + 1);
  for (gsize i = 0; i < length; i++)
    text[i] = (char) g_rand_int_range (rand, i % 997 == 0 ? '\n' : ' ', '~');
  return text;
}

static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const char statement[] = "returns/annual/2025-26/12/P00412/statement.csv";
  g_autofree char *text = long_text (40000), *longer = g_strconcat (text, "A,1\n", NULL);
  const RecordFile events[] = {
    { statement, text }, { "returns/annual/2025-26/12/P00412/borrowings.csv", "" },
    { "register/note.csv", "line,total\n" }, { statement, longer },
  };
  g_autoptr(GHashTable) files = record_files ("statement.csv", "line,total\ndraft,1\n");
  Actor actor = record_actor (RECORD_TIME);
  f->folder = scratch_folder ();
  f->path = g_build_filename (f->folder, "record", NULL);
  f->commits = g_ptr_array_new_with_free_func (g_free);
  f->sound = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(Store) store = record_make (f->path);
  g_autoptr(Snapshot) first = store_snapshot (store, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    g_ptr_array_add (f->commits,
                     record_append (store, RECORD_TIME, events[i].path, events[i].text));
  g_ptr_array_add (f->commits, g_strdup (snapshot_commit (first)));
  g_assert_true (store_change_draft (store, DRAFT, NULL, &actor, "saved", files, NULL, NULL));
  record_loosen (f->path);
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_ptr_array_unref (f->commits);
  g_hash_table_unref (f->sound);
  g_free (f->path);
  scratch_folder_remove (f->folder);
}

/* What reading everything came to. */
typedef struct {
  Fixture *fixture;
  gboolean learning;              /* fills SOUND instead of comparing with it */
  const char *object;             /* every fault names it; may be NULL */
  guint read, faults;
} Reading;

static void
take_fault (Reading *r, GError *error)
{
  g_assert_false (r->learning);
  g_assert_nonnull (error);
  g_assert_null (strchr (error->message, '\n'));
  if (r->object != NULL && strstr (error->message, r->object) == NULL)
    g_error ("'%s' does not name %s", error->message, r->object);
  r->faults++;
  g_error_free (error);
}

static void
take_text (Reading *r, const char *commit, const char *path, const char *text, gsize length)
{
  g_autofree char *name = g_strconcat (commit, ":", path, NULL);
  g_autofree char *copy = g_strndup (text, length);
  const char *sound = g_hash_table_lookup (r->fixture->sound, name);
  r->read++;
  if (!r->learning)
    g_assert_cmpstr (copy, ==, sound);
  else
    g_hash_table_insert (r->fixture->sound, g_steal_pointer (&name), g_steal_pointer (&copy));
}

static void
read_file (Reading *r, Snapshot *snapshot, const char *path)
{
  GError *error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gsize length;
  if (!snapshot_read (snapshot, path, &bytes, &error) || bytes == NULL)
    {
      take_fault (r, error);
      return;
    }
  const char *text = g_bytes_get_data (bytes, &length);
  take_text (r, snapshot_commit (snapshot), path, text, length);
}

static void
read_folder (Reading *r, Snapshot *snapshot, const char *folder)
{
  GError *error = NULL;
  g_auto(GStrv) names = snapshot_list (snapshot, folder, &error);
  if (names == NULL)
    {
      take_fault (r, error);
      return;
    }
  g_autofree char *list = g_strjoinv (" ", names);
  take_text (r, snapshot_commit (snapshot), folder, list, strlen (list));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, names[i], NULL);
      if (g_str_has_suffix (path, "/"))
        read_folder (r, snapshot, path);
      else
        read_file (r, snapshot, path);
    }
}

static gboolean
read_entry (const LogEntry *entry, gpointer data)
{
  take_text (data, entry->commit, "its message", entry->message, strlen (entry->message));
  return TRUE;
}

static void
read_history (Reading *r, Store *store, const char *as_at)
{
  GError *error = NULL;
  g_autoptr(Snapshot) snapshot = store_snapshot (store, as_at, &error);
  if (snapshot == NULL || !store_log (snapshot, read_entry, r, &error))
    take_fault (r, error);
}

static void
read_snapshot (Reading *r, Snapshot *snapshot, GError *error)
{
  if (snapshot == NULL)
    take_fault (r, error);
  else
    read_folder (r, snapshot, "");
  snapshot_free (snapshot);
}

static Reading
read_all (Fixture *f, gboolean learning, const char *object)
{
  Reading r = { .fixture = f, .learning = learning, .object = object };
  GError *error = NULL;
  alarm (PATIENCE);
  g_autoptr(Store) store = store_open (f->path, &error);
  if (store == NULL)
    {
      take_fault (&r, error);
      return r;
    }
  for (guint i = 0; i < f->commits->len; i++)
    {
      /* By its start, so that objects are looked for by their start too. */
      g_autofree char *start = g_strndup (g_ptr_array_index (f->commits, i), 12);
      Snapshot *snapshot = store_snapshot (store, start, &error);
      read_snapshot (&r, snapshot, g_steal_pointer (&error));
    }
  Snapshot *draft = NULL;
  if (!store_read_draft (store, DRAFT, &draft, &error))
    g_assert_null (draft);
  read_snapshot (&r, draft, g_steal_pointer (&error));
  read_history (&r, store, NULL);
  read_history (&r, store, "2026-03-31");
  alarm (0);
  return r;
}

static GBytes *
load (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *text;
  gsize length;
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

/* Objects are read-only: a file is put in the place of the old one. */
static void
put (const char *path, const guint8 *bytes, gsize length)
{
  g_autoptr(GError) error = NULL;
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_file_set_contents_full (path, (const char *) bytes, (gssize) length,
                            G_FILE_SET_CONTENTS_NONE, 0644, &error);
  g_assert_no_error (error);
}

/* Reads everything with LENGTH bytes in the place of the file PATH. */
static Reading
read_with (Fixture *f, const char *path, const guint8 *bytes, gsize length, const char *object)
{
  g_autoptr(GBytes) before = load (path);
  put (path, bytes, length);
  Reading r = read_all (f, FALSE, object);
  put (path, g_bytes_get_data (before, NULL), g_bytes_get_size (before));
  return r;
}

static Reading
read_without (Fixture *f, const char *path)
{
  g_autofree char *aside = g_strconcat (path, ".aside", NULL);
  g_assert_cmpint (g_rename (path, aside), ==, 0);
  Reading r = read_all (f, FALSE, NULL);
  g_assert_cmpint (g_rename (aside, path), ==, 0);
  return r;
}

static Reading
read_with_flip (Fixture *f, const char *path, gsize at, guint bit, const char *object)
{
  g_autoptr(GBytes) before = load (path);
  gsize length = g_bytes_get_size (before);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (before, NULL), length);
  bytes[at] ^= (guint8) (1u << bit);
  return read_with (f, path, bytes, length, object);
}

/* Flips a bit at places of all kinds, cuts the file short and takes it away;
 * the number of flips that reading met. */
static guint
damage_loose (Fixture *f, const char *path, const char *object)
{
  g_autoptr(GBytes) bytes = load (path);
  gsize n = g_bytes_get_size (bytes);
  const gsize places[] = { 0, 1, 2, 3, n / 4, n / 3, n / 2, n * 3 / 4, n - 5, n - 4, n - 1 };
  const gsize lengths[] = { 0, 1, 2, n / 2, n - 5, n - 1 };
  guint met = 0;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    met += read_with_flip (f, path, places[i], (guint) (places[i] + i) % 8, object).faults > 0;
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      const guint8 *start = g_bytes_get_data (bytes, NULL);
      g_assert_cmpuint (read_with (f, path, start, lengths[i], object).faults, >, 0);
    }
  g_assert_cmpuint (read_without (f, path).faults, >, 0);
  return met;
}

static void
test_loose (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  Reading sound = read_all (f, TRUE, NULL);
  g_assert_cmpuint (sound.read, >, 30);
  g_auto(GStrv) files = record_list_files (f->path);
  guint objects = 0, met = 0;
  for (guint i = 0; files[i] != NULL; i++)
    {
      if (!g_str_has_prefix (files[i], "objects/"))
        continue;
      g_autofree char *path = g_build_filename (f->path, files[i], NULL);
      g_auto(GStrv) words = g_strsplit (files[i], "/", 3);
      g_autofree char *object = g_strconcat (words[1], words[2], NULL);
      met += damage_loose (f, path, object);
      objects++;
    }
  g_assert_cmpuint (objects, >, 20);
  /* Of the 11 flips in each, two are in places that may carry nothing: the
   * level in the head, and what is left of the last byte. */
  g_assert_cmpuint (met, >=, 9 * objects);
  g_assert_cmpuint (read_all (f, FALSE, NULL).faults, ==, 0);
}

/* A whole object, but under the name of another. */
static void
test_misnamed (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  read_all (f, TRUE, NULL);
  const char *commit = g_ptr_array_index (f->commits, 0), *other = g_ptr_array_index (f->commits, 1);
  g_autofree char *file = g_strdup_printf ("objects/%.2s/%s", commit, commit + 2);
  g_autofree char *other_file = g_strdup_printf ("objects/%.2s/%s", other, other + 2);
  g_autofree char *path = g_build_filename (f->path, file, NULL);
  g_autofree char *other_path = g_build_filename (f->path, other_file, NULL);
  g_autoptr(GBytes) bytes = load (other_path);
  Reading r = read_with (f, path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), commit);
  g_assert_cmpuint (r.faults, >, 0);
}

/* A pipe that nobody writes to is not waited for. */
static void
test_no_file (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  read_all (f, TRUE, NULL);
  const char *commit = g_ptr_array_index (f->commits, 0);
  g_autofree char *file = g_strdup_printf ("objects/%.2s/%s", commit, commit + 2);
  g_autofree char *path = g_build_filename (f->path, file, NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0644), ==, 0);
  g_assert_cmpuint (read_all (f, FALSE, commit).faults, >, 0);
}

static void
test_packed (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  read_all (f, TRUE, NULL);
  g_assert_cmpint (record_git (f->path, NULL, "repack", "-adq", NULL), ==, 0);
  g_assert_cmpuint (read_all (f, FALSE, NULL).faults, ==, 0);
  g_auto(GStrv) files = record_list_files (f->path);
  guint flips = 0, met = 0;
  for (guint i = 0; files[i] != NULL; i++)
    {
      if (!g_str_has_suffix (files[i], ".pack") && !g_str_has_suffix (files[i], ".idx"))
        continue;
      g_autofree char *path = g_build_filename (f->path, files[i], NULL);
      g_autoptr(GBytes) bytes = load (path);
      gsize length = g_bytes_get_size (bytes), step = MAX (1, length / PLACES_IN_PACK);
      for (gsize at = 0; at < length; at += step, flips++)
        met += read_with_flip (f, path, at, (guint) flips % 8, NULL).faults > 0;
    }
  g_assert_cmpuint (flips, >=, PLACES_IN_PACK);
  g_assert_cmpuint (met, >=, flips / 2);
}

/* Of what an index was damaged to hide nobody says that it is not there. */
static void
test_hidden (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *commit = g_strndup (f->commits->pdata[1], 10), *pack = NULL;
  g_assert_cmpint (record_git (f->path, NULL, "repack", "-adq", NULL), ==, 0);
  g_auto(GStrv) files = record_list_files (f->path);
  for (guint i = 0; files[i] != NULL; i++)
    if (g_str_has_suffix (files[i], ".idx"))
      pack = g_build_filename (f->path, files[i], NULL);
  g_assert_nonnull (pack);
  g_autoptr(GBytes) index = load (pack);
  gsize length = g_bytes_get_size (index);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (index, NULL), length);
  ObjectId id;
  g_assert_true (object_id_parse (f->commits->pdata[1], &id));
  gsize at = 8 + 1024;
  while (at < length - sizeof id && memcmp (bytes + at, id.bytes, sizeof id) != 0)
    at += sizeof id;
  bytes[at + 2] ^= 1;
  g_assert_cmpint (g_chmod (pack, 0644), ==, 0);
  g_assert_true (g_file_set_contents (pack, (const char *) bytes, (gssize) length, NULL));
  g_autoptr(Store) store = store_open (f->path, &error);
  g_assert_no_error (error);
  g_assert_null (store_snapshot (store, commit, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, ".idx' is damaged: its checksum"));
}

/* What is written again under the id of a damaged object would be lost: nothing is
 * written on top of it, and the error names the object. */
static void
test_written_again (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *text = long_text (40000), *main_id = NULL, *id = NULL, *after = NULL;
  const RecordFile again = { "register/again.csv", text };
  Actor actor = record_actor (RECORD_TIME);
  g_assert_cmpint (record_git (f->path, &main_id, "rev-parse", "main", NULL), ==, 0);
  g_autofree char *what = g_strconcat (f->commits->pdata[0], ":returns/annual/2025-26/12/P00412/statement.csv", NULL);
  g_assert_cmpint (record_git (f->path, &id, "rev-parse", what, NULL), ==, 0);
  g_strchomp (id);
  g_autofree char *path = g_strdup_printf ("%s/objects/%.2s/%s", f->path, id, id + 2);
  g_autoptr(GBytes) sound = load (path);
  for (guint damage = 0; damage < 3; damage++)
    {
      g_autoptr(GError) error = NULL;
      gsize length = damage * g_bytes_get_size (sound) / 3;
      g_assert_cmpint (g_chmod (path, 0644), ==, 0);
      g_assert_true (g_file_set_contents (path, g_bytes_get_data (sound, NULL), (gssize) length, NULL));
      g_autoptr(Store) store = store_open (f->path, NULL);
      g_assert_false (store_append (store, &actor, record_event, (gpointer) &again, NULL, &error));
      g_assert_nonnull (strstr (error->message, id));
    }
  g_assert_cmpint (record_git (f->path, &after, "rev-parse", "main", NULL), ==, 0);
  g_assert_cmpstr (after, ==, main_id);
}

/* The commit that a writer made which died, and a power cut emptied: the same event,
 * made again, does not lead main to it. */
static void
test_made_again (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const RecordFile file = { "register/again.csv", "again\n" };
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  Actor actor = record_actor (RECORD_TIME);
  g_autoptr(Store) first = store_open (f->path, NULL);
  record_git (f->path, &before, "rev-parse", "main", NULL);
  g_autofree char *id = record_append (first, RECORD_TIME, file.path, file.text);
  g_assert_cmpint (record_git (f->path, NULL, "update-ref", "refs/heads/main", g_strchomp (before), NULL), ==, 0);
  record_loosen (f->path);
  g_autofree char *path = g_strdup_printf ("%s/objects/%.2s/%s", f->path, id, id + 2);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_autoptr(Store) store = store_open (f->path, NULL);
  g_assert_false (store_append (store, &actor, record_event, (gpointer) &file, NULL, &error));
  g_assert_nonnull (strstr (error->message, id));
  record_git (f->path, &after, "rev-parse", "main", NULL);
  g_assert_cmpstr (g_strchomp (after), ==, before);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_autofree char *again = record_append (store, RECORD_TIME, file.path, file.text);
  g_assert_cmpstr (again, ==, id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/store-objects/a-damaged-or-lost-object-is-an-error-that-names-it", test_loose);
  ADD ("/store-objects/an-object-under-the-name-of-another-is-an-error", test_misnamed);
  ADD ("/store-objects/an-object-that-is-no-file-is-an-error", test_no_file);
  ADD ("/store-objects/what-is-written-again-over-a-damaged-object-is-an-error", test_written_again);
  ADD ("/store-objects/a-commit-made-again-over-a-damaged-one-is-an-error", test_made_again);
  ADD ("/store-objects/what-a-damaged-index-hides-is-an-error", test_hidden);
  ADD ("/store-objects/any-bit-of-a-pack-is-right-or-an-error", test_packed);
  return g_test_run ();
}
