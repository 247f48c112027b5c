#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/base/folder.h"
#include "lib/git/object.h"

struct _Pending {
  GHashTable *by_id;        /* git_oid -> PendingObject, both in ORDER */
  GPtrArray *order;         /* as they were made: nothing leads to a later one */
  GHashTable *folders;      /* those that hold what is written, below the record */
  GPtrArray *written;       /* paths of the files made */
};

static guint
id_hash (gconstpointer id)
{
  guint hash;
  memcpy (&hash, ((const git_oid *) id)->id, sizeof hash);
  return hash;
}

static gboolean
id_equal (gconstpointer a, gconstpointer b)
{
  return git_oid_equal (a, b);
}

static void
object_free (gpointer data)
{
  PendingObject *object = data;
  g_bytes_unref (object->content);
  g_free (object);
}

Pending *
pending_new (void)
{
  Pending *pending = g_new0 (Pending, 1);
  pending->by_id = g_hash_table_new (id_hash, id_equal);
  pending->order = g_ptr_array_new_with_free_func (object_free);
  pending->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pending->written = g_ptr_array_new_with_free_func (g_free);
  return pending;
}

void
pending_free (Pending *pending)
{
  if (pending == NULL)
    return;
  g_hash_table_unref (pending->by_id);
  g_ptr_array_unref (pending->order);
  g_hash_table_unref (pending->folders);
  g_ptr_array_unref (pending->written);
  g_free (pending);
}

static void
clear (Pending *pending)
{
  g_hash_table_remove_all (pending->by_id);
  g_hash_table_remove_all (pending->folders);
  g_ptr_array_set_size (pending->order, 0);
  g_ptr_array_set_size (pending->written, 0);
}

void
pending_add (Pending *pending, const git_oid *id, git_object_t type, const void *data, gsize length)
{
  PendingObject *object = g_new0 (PendingObject, 1);
  *object = (PendingObject) { *id, type, g_bytes_new (data, length) };
  g_ptr_array_add (pending->order, object);
  g_hash_table_replace (pending->by_id, &object->id, object);
}

const PendingObject *
pending_find (const Pending *pending, const git_oid *id)
{
  return g_hash_table_lookup (pending->by_id, id);
}

/* "objects/ab" of an ID that begins so. */
static char *
folder_of (const git_oid *id)
{
  return g_strdup_printf ("objects/%.2s", git_oid_tostr_s (id));
}

void
pending_note (Pending *pending, const git_oid *id)
{
  g_hash_table_add (pending->folders, folder_of (id));
}

/* Puts the file TEMPORARY in place as PATH, in FOLDER. */
static gboolean
put_in_place (const char *temporary, const char *folder, const char *path, GError **error)
{
  for (guint tries = 1; g_rename (temporary, path) != 0; tries++)
    if (errno != ENOENT || tries == STORE_FOLDER_TRIES
        || (g_mkdir (folder, 0755) != 0 && errno != EEXIST))
      return error_file (error, errno, "write", path);
  return TRUE;
}

static gboolean
write_loose (Store *store, const PendingObject *object, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (object->content, &length);
  g_autoptr(GByteArray) file = object_deflate_loose ((ObjectType) object->type, data, length);
  g_autofree char *below = folder_of (&object->id);
  g_autofree char *folder = g_build_filename (store->path, below, NULL);
  g_autofree char *path = g_build_filename (folder, git_oid_tostr_s (&object->id) + 2, NULL);
  g_autofree char *temporary = g_build_filename (store->path, "objects", STORE_TEMPORARY, NULL);
  if (!file_create (temporary, file->data, file->len, 0444, error))
    return FALSE;
  if (!put_in_place (temporary, folder, path, error))
    {
      g_unlink (temporary);
      return FALSE;
    }
  g_ptr_array_add (store->pending->written, g_steal_pointer (&path));
  g_hash_table_add (store->pending->folders, g_steal_pointer (&below));
  return TRUE;
}

/* libgit2 flushes the pack and its index before it gives them their names. */
static gboolean
write_pack (Store *store, GError **error)
{
  static const char *const suffixes[] = { ".pack", ".idx" };
  Pending *pending = store->pending;
  g_autoptr(git_packbuilder) pack = NULL;
  int code = git_packbuilder_new (&pack, store->repo);
  for (guint i = 0; code == 0 && i < pending->order->len; i++)
    {
      const PendingObject *object = g_ptr_array_index (pending->order, i);
      code = git_packbuilder_insert (pack, &object->id, NULL);
    }
  if (code == 0)
    code = git_packbuilder_write (pack, NULL, 0, NULL, NULL);
  if (code < 0)
    return store_fault (error, "cannot write to record '%s'", store->path);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    g_ptr_array_add (pending->written,
                     g_strdup_printf ("%s/objects/pack/pack-%s%s", store->path,
                                      git_packbuilder_name (pack), suffixes[i]));
  g_hash_table_add (pending->folders, g_strdup ("objects/pack"));
  return TRUE;
}

/* Each folder that names an object of the event, and the one above, whether we
 * made them or a writer that was killed before it could flush. */
static gboolean
flush_folders (Store *store, GError **error)
{
  g_hash_table_add (store->pending->folders, g_strdup ("objects"));
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, store->pending->folders);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *folder = g_build_filename (store->path, name, NULL);
      if (!folder_flush (folder, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_group (const Pending *pending)
{
  guint commits = 0;
  for (guint i = 0; i < pending->order->len; i++)
    commits += ((const PendingObject *) g_ptr_array_index (pending->order, i))->type == GIT_OBJECT_COMMIT;
  return commits > 1;
}

/* A group of events is one pack: four flushes to disk in place of two for each object. */
gboolean
store_write_pending (Store *store, GError **error)
{
  GPtrArray *order = store->pending->order;
  gboolean packed = is_group (store->pending);
  if (packed && !write_pack (store, error))
    return FALSE;
  for (guint i = 0; !packed && i < order->len; i++)
    if (!write_loose (store, g_ptr_array_index (order, i), error))
      return FALSE;
  return flush_folders (store, error);
}

void
store_forget_pending (Store *store, gboolean remove)
{
  GPtrArray *written = store->pending->written;
  for (guint i = 0; remove && i < written->len; i++)
    g_unlink (g_ptr_array_index (written, i));
  clear (store->pending);
}
