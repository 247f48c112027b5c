#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/git/object.h"

struct _Pending {
  GHashTable *by_id;        /* git_oid -> PendingObject, both in ORDER */
  GPtrArray *order;         /* as they were made: nothing leads to a later one */
  GPtrArray *written;       /* paths of the files made, as they are named now */
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
  g_ptr_array_unref (pending->written);
  g_free (pending);
}

static void
clear (Pending *pending)
{
  g_hash_table_remove_all (pending->by_id);
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

/* Where OBJECT is written, nameless: whoever is killed leaves no half an object. */
static gboolean
write_nameless (Store *store, const PendingObject *object, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (object->content, &length);
  g_autoptr(GByteArray) file = object_deflate_loose ((ObjectType) object->type, data, length);
  g_autofree char *path = g_strdup_printf ("%s/objects/" STORE_TEMPORARY "_%s", store->path,
                                           git_oid_tostr_s (&object->id));
  if (!file_create_unflushed (path, file->data, file->len, 0444, error))
    return FALSE;
  g_ptr_array_add (store->pending->written, g_steal_pointer (&path));
  return TRUE;
}

/* Gives the file *WRITTEN the name of the object ID. Where there was one that could
 * not be made as if new, ours takes its place, but is not ours to take away: *WRITTEN
 * then stays the name that is gone. */
static gboolean
name_object (Store *store, const git_oid *id, gpointer *written, GError **error)
{
  char name[GIT_OID_HEXSZ + 2] = { 0 };
  git_oid_pathfmt (name, id);
  g_autofree char *path = g_build_filename (store->path, "objects", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean was_there = g_file_test (path, G_FILE_TEST_EXISTS);
  for (guint tries = 1; g_rename (*written, path) != 0; tries++)
    if (errno != ENOENT || tries == STORE_FOLDER_TRIES
        || (g_mkdir (folder, 0755) != 0 && errno != EEXIST))
      return error_file (error, errno, "write", path);
  if (was_there)
    return TRUE;
  g_free (*written);
  *written = g_steal_pointer (&path);
  return TRUE;
}

/* Each is on disk before it gets its name. */
static gboolean
write_loose (Store *store, GError **error)
{
  Pending *pending = store->pending;
  for (guint i = 0; i < pending->order->len; i++)
    if (!write_nameless (store, g_ptr_array_index (pending->order, i), error))
      return FALSE;
  if (!store_flush (store, error))
    return FALSE;
  for (guint i = 0; i < pending->order->len; i++)
    {
      const PendingObject *object = g_ptr_array_index (pending->order, i);
      if (!name_object (store, &object->id, &pending->written->pdata[i], error))
        return FALSE;
    }
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

/* A group of events is one pack: a file has its cost, however small. */
gboolean
store_write_pending (Store *store, GError **error)
{
  return is_group (store->pending) ? write_pack (store, error) : write_loose (store, error);
}

void
store_forget_pending (Store *store, gboolean remove)
{
  GPtrArray *written = store->pending->written;
  for (guint i = 0; remove && i < written->len; i++)
    g_unlink (g_ptr_array_index (written, i));
  clear (store->pending);
}
