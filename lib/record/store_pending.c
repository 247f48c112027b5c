#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/git/packs.h"

/* Of a pack, in the order in which they get their names, so that a pack which has its
 * name can be read; packs_remove() takes them away the other way round. */
static const char *const endings[] = { ".idx", ".pack" };
/* Of a file without its name: git takes whatever ends in ".idx" for an index. */
static const char *const nameless_endings[] = { "_idx", "_pack" };

/* A pack that was written. */
typedef struct {
  char *nameless, *named;   /* paths, without their endings */
  gboolean is_ours;         /* nobody had the name before, and it has it now or will */
} Made;

struct _Pending {
  GHashTable *by_id;        /* git_oid -> PendingObject, both in ORDER */
  GPtrArray *order;         /* as they were made: nothing leads to a later one */
  GPtrArray *made;          /* Made */
  GPtrArray *folded;        /* paths, without their endings, of packs that one of MADE holds */
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

static void
made_free (gpointer data)
{
  Made *made = data;
  g_free (made->nameless);
  g_free (made->named);
  g_free (made);
}

Pending *
pending_new (void)
{
  Pending *pending = g_new0 (Pending, 1);
  pending->by_id = g_hash_table_new (id_hash, id_equal);
  pending->order = g_ptr_array_new_with_free_func (object_free);
  pending->made = g_ptr_array_new_with_free_func (made_free);
  pending->folded = g_ptr_array_new_with_free_func (g_free);
  return pending;
}

void
pending_free (Pending *pending)
{
  if (pending == NULL)
    return;
  g_hash_table_unref (pending->by_id);
  g_ptr_array_unref (pending->order);
  g_ptr_array_unref (pending->made);
  g_ptr_array_unref (pending->folded);
  g_free (pending);
}

static void
clear (Pending *pending)
{
  g_hash_table_remove_all (pending->by_id);
  g_ptr_array_set_size (pending->order, 0);
  g_ptr_array_set_size (pending->made, 0);
  g_ptr_array_set_size (pending->folded, 0);
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

/* Writes what WRITER holds as a pack and its index, nameless: whoever is killed leaves
 * no half of one. */
static gboolean
write_nameless (Store *store, PackWriter *writer, GError **error)
{
  ObjectId id;
  g_autoptr(GBytes) pack = NULL, index = NULL;
  pack_writer_end (writer, &pack, &index, &id);
  g_autofree char *hex = object_id_to_hex (&id);
  Made *made = g_new0 (Made, 1);
  made->nameless = g_strdup_printf ("%s/objects/pack/" STORE_TEMPORARY "_%s", store->path, hex);
  made->named = g_strdup_printf ("%s/objects/pack/" PACKS_OURS "%s", store->path, hex);
  g_ptr_array_add (store->pending->made, made);
  GBytes *const files[] = { index, pack };
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (made->nameless, nameless_endings[i], NULL);
      gsize length;
      const void *bytes = g_bytes_get_data (files[i], &length);
      if (!file_create_unflushed (path, bytes, length, 0444, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
name_pack (Made *made, GError **error)
{
  g_autofree char *pack = g_strconcat (made->named, ".pack", NULL);
  made->is_ours = !g_file_test (pack, G_FILE_TEST_EXISTS);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (made->nameless, nameless_endings[i], NULL);
      g_autofree char *to = g_strconcat (made->named, endings[i], NULL);
      if (g_rename (from, to) != 0)
        return error_file (error, errno, "write", to);
    }
  return TRUE;
}

static void
remove_nameless (const Made *made)
{
  for (guint i = 0; i < G_N_ELEMENTS (nameless_endings); i++)
    {
      g_autofree char *path = g_strconcat (made->nameless, nameless_endings[i], NULL);
      g_unlink (path);
    }
}

/* The packs that are to be folded go into another beside it, by the same flushes. */
static gboolean
write_packs (Store *store, GError **error)
{
  Pending *pending = store->pending;
  g_autoptr(PackWriter) writer = pack_writer_new ();
  for (guint i = 0; i < pending->order->len; i++)
    {
      const PendingObject *object = g_ptr_array_index (pending->order, i);
      ObjectId id;
      gsize length;
      const guint8 *bytes = g_bytes_get_data (object->content, &length);
      memcpy (&id, object->id.id, sizeof id);
      pack_writer_add (writer, &id, (ObjectType) object->type, bytes, length);
    }
  g_autoptr(PackWriter) folded = store_fold_packs (store, pending->folded);
  return write_nameless (store, writer, error)
         && (folded == NULL || write_nameless (store, folded, error));
}

gboolean
store_write_pending (Store *store, GError **error)
{
  Pending *pending = store->pending;
  if (pending->order->len == 0)      /* all of it is there, from a writer that was killed */
    return TRUE;
  if (!write_packs (store, error) || !store_flush (store, error))
    return FALSE;
  for (guint i = 0; i < pending->made->len; i++)
    if (!name_pack (pending->made->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* One that holds what a single other of FOLDED holds has the name of that. */
static gboolean
is_made (const Pending *pending, const char *stem)
{
  for (guint i = 0; i < pending->made->len; i++)
    if (strcmp (((const Made *) pending->made->pdata[i])->named, stem) == 0)
      return TRUE;
  return FALSE;
}

void
store_forget_pending (Store *store, gboolean needed)
{
  Pending *pending = store->pending;
  for (guint i = 0; !needed && i < pending->made->len; i++)
    {
      const Made *made = g_ptr_array_index (pending->made, i);
      remove_nameless (made);
      if (made->is_ours)
        packs_remove (made->named);
    }
  for (guint i = 0; needed && i < pending->folded->len; i++)
    if (!is_made (pending, pending->folded->pdata[i]))
      packs_remove (pending->folded->pdata[i]);
  clear (pending);
}
