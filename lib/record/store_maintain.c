#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "lib/git/loose.h"

/* What git keeps beside a pack that it made for itself, or for good. */
static const char *const companions[] = { ".keep", ".bitmap", ".rev", ".mtimes", ".promisor" };

/* What is put into one pack. Nothing is thrown away, used or not. */
typedef struct {
  GPtrArray *packs;           /* paths, without their endings */
  GHashTable *loose;          /* ids of objects in files of their own */
  GHashTable *ids;            /* of all these objects */
  guint64 bytes;              /* of their files */
} Chosen;

static void
chosen_init (Chosen *chosen)
{
  *chosen = (Chosen) {
    g_ptr_array_new_with_free_func (g_free),
    g_hash_table_new_full (object_id_hash, object_id_equal, g_free, NULL),
    g_hash_table_new_full (object_id_hash, object_id_equal, g_free, NULL), 0,
  };
}

static void
chosen_clear (Chosen *chosen)
{
  g_ptr_array_unref (chosen->packs);
  g_hash_table_unref (chosen->loose);
  g_hash_table_unref (chosen->ids);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chosen, chosen_clear)

static guint64
file_size (const char *path)
{
  struct stat status;
  return g_lstat (path, &status) == 0 ? (guint64) status.st_size : 0;
}

static void
add_id (GHashTable *ids, const ObjectId *id)
{
  g_hash_table_add (ids, g_memdup2 (id, sizeof *id));
}

static gboolean
choose_loose (Chosen *chosen, const char *objects, GError **error)
{
  for (guint byte = 0; byte < 256; byte++)
    {
      const ObjectId start = { { (guint8) byte } };
      g_autofree char *fault = NULL;
      if (!loose_find (objects, &start, 2, chosen->loose, &fault))
        return error_fault (error, "%s", fault);
    }
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init (&iter, chosen->loose);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autofree char *path = loose_path (objects, id);
      chosen->bytes += file_size (path);
      add_id (chosen->ids, id);
    }
  return TRUE;
}

static gboolean
is_of_git (const char *stem)
{
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *path = g_strconcat (stem, companions[i], NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_of_event (const char *stem)
{
  g_autofree char *name = g_path_get_basename (stem);
  return g_str_has_prefix (name, PACKS_OURS);
}

static void
choose_pack (Chosen *chosen, const PackFile *file)
{
  for (guint i = 0; i < pack_length (file->pack); i++)
    add_id (chosen->ids, pack_id (file->pack, i));
  chosen->bytes += file->size;
  g_ptr_array_add (chosen->packs, g_strdup (file->stem));
}

/* Those of events; then, smallest first, others that are not twice as large as all before:
 * what was packed once is packed again only when about as much has come since. */
static void
choose_packs (Chosen *chosen, const Packs *packs)
{
  g_autoptr(GArray) files = packs_list (packs);
  for (guint n = 0; n < files->len; n++)
    if (is_of_event (g_array_index (files, PackFile, n).stem))
      choose_pack (chosen, &g_array_index (files, PackFile, n));
  for (guint n = 0; n < files->len; n++)
    {
      const PackFile *file = &g_array_index (files, PackFile, n);
      if (!is_of_event (file->stem) && !is_of_git (file->stem)
          && (chosen->bytes == 0 || file->size <= 2 * chosen->bytes))
        choose_pack (chosen, file);
    }
}

/* The stem of the pack that libgit2 makes of CHOSEN; it flushes both files of it before
 * they get their names. NULL with ERROR. g_free(). */
static char *
write_pack (Store *store, const Chosen *chosen, GError **error)
{
  g_autoptr(git_packbuilder) builder = NULL;
  GHashTableIter iter;
  gpointer id;
  int code = git_packbuilder_new (&builder, store->repo);
  g_hash_table_iter_init (&iter, chosen->ids);
  while (code == 0 && g_hash_table_iter_next (&iter, &id, NULL))
    {
      git_oid oid;
      git_oid_fromraw (&oid, ((const ObjectId *) id)->bytes);
      code = git_packbuilder_insert (builder, &oid, NULL);
    }
  if (code == 0)
    code = git_packbuilder_write (builder, NULL, 0, NULL, NULL);
  if (code == 0)
    return g_strdup_printf ("%s/objects/pack/pack-%s", store->path, git_packbuilder_name (builder));
  store_fault (error, "cannot pack the objects of record '%s'", store->path);
  return NULL;
}

/* Reads every object of PACK again: what follows takes away where they were. */
static gboolean
holds_all (Pack *pack, const Chosen *chosen, const char *stem, GError **error)
{
  const char *why;
  if (!pack_index_holds (pack_index (pack), &why))
    return error_fault (error, "'%s.idx' cannot be read again: %s: nothing was taken away", stem, why);
  if (pack_length (pack) != g_hash_table_size (chosen->ids))
    return error_fault (error, "'%s.pack' does not hold what it was made of", stem);
  for (guint i = 0; i < pack_length (pack); i++)
    {
      ObjectType type;
      const char *fault;
      gsize length;
      g_autoptr(GBytes) bytes = pack_read (pack, i, &type, &fault);
      const guint8 *data = bytes == NULL ? NULL : g_bytes_get_data (bytes, &length);
      ObjectId id = { { 0 } };
      if (bytes != NULL)
        id = object_hash (type, data, length);
      if (!object_id_equal (&id, pack_id (pack, i)))
        return error_fault (error, "'%s.pack' cannot be read again: nothing was taken away", stem);
    }
  return TRUE;
}

/* With the lock held, and the new pack for good. */
static void
remove_old (const Store *store, const Chosen *chosen, const char *made)
{
  g_autofree char *objects = g_build_filename (store->path, "objects", NULL);
  for (guint i = 0; i < chosen->packs->len; i++)
    if (!g_str_equal (chosen->packs->pdata[i], made))
      packs_remove (chosen->packs->pdata[i]);
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init (&iter, chosen->loose);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autofree char *path = loose_path (objects, id);
      g_unlink (path);
    }
}

static gboolean
replace (Store *store, const Chosen *chosen, StoreMaintained *done, GError **error)
{
  g_autofree char *made = write_pack (store, chosen, error);
  if (made == NULL || !packs_refresh (store->packs, error))
    return FALSE;
  Pack *pack = packs_find_file (store->packs, made);
  if (pack == NULL)
    return error_fault (error, "'%s.pack' went while it was made: nothing was taken away", made);
  if (!holds_all (pack, chosen, made, error) || !store_lock (store, error))
    return FALSE;
  gboolean good = store_flush (store, error);
  if (good)
    remove_old (store, chosen, made);
  store_unlock (store);
  g_autofree char *file = g_strconcat (made, ".pack", NULL);
  done->bytes_after = file_size (file);
  return good;
}

/* The lock is held for the moments before and after alone: what is packed does not
 * change, and what is written meanwhile is not touched. */
gboolean
store_maintain (Store *store, StoreMaintained *out, GError **error)
{
  g_auto(Chosen) chosen;
  chosen_init (&chosen);
  g_autofree char *objects = g_build_filename (store->path, "objects", NULL);
  if (!store_lock (store, error))
    return FALSE;
  store_unlock (store);
  if (!packs_refresh (store->packs, error) || !packs_hold (store->packs, error)
      || !choose_loose (&chosen, objects, error))
    return FALSE;
  choose_packs (&chosen, store->packs);
  g_autoptr(GArray) files = packs_list (store->packs);
  StoreMaintained done = { .packs = chosen.packs->len, .packs_kept = files->len - chosen.packs->len,
                           .loose = g_hash_table_size (chosen.loose), .bytes = chosen.bytes };
  done.is_due = done.packs + done.loose > 1;
  if (done.is_due && !replace (store, &chosen, &done, error))
    return FALSE;
  *out = done;
  return TRUE;
}
