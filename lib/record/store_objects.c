#include "lib/base/error.h"
#include "lib/record/store_private.h"

#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>      /* of g_utime() */

#include "lib/git/loose.h"
#include "lib/git/packs.h"

G_STATIC_ASSERT ((int) OBJECT_COMMIT == GIT_OBJECT_COMMIT);
G_STATIC_ASSERT ((int) OBJECT_TREE == GIT_OBJECT_TREE);
G_STATIC_ASSERT ((int) OBJECT_BLOB == GIT_OBJECT_BLOB);
G_STATIC_ASSERT ((int) OBJECT_TAG == GIT_OBJECT_TAG);
G_STATIC_ASSERT (OBJECT_HEX_SIZE == GIT_OID_HEXSZ);

/* All that libgit2 gets to see of a record's objects. */
typedef struct {
  git_odb_backend base;        /* first: libgit2 knows no more */
  char *record;                /* as messages name it */
  char *folder;
  Packs *packs;
  Pending *pending;            /* the store's: what is not written yet */
} Objects;

static ObjectId
object_id_of_oid (const git_oid *oid)
{
  ObjectId id;
  memcpy (id.bytes, oid->id, sizeof id.bytes);
  return id;
}

/* A copy that libgit2 frees, with a NUL after it as its own readers have. */
static int
give (git_odb_backend *backend, const guint8 *bytes, gsize length, void **data)
{
  guint8 *copy = git_odb_backend_data_alloc (backend, length + 1);
  if (copy == NULL)
    return GIT_ERROR;
  if (length > 0)
    memcpy (copy, bytes, length);
  copy[length] = '\0';
  *data = copy;
  return GIT_OK;
}

/* *OUT stays NULL when there is no such object. Of two copies one that can be
 * read is enough: that the other is damaged, `verify` tells. */
static gboolean
read_written (Objects *objects, const ObjectId *id, ObjectType *type, GBytes **out, GError **error)
{
  GByteArray *loose = NULL;
  g_autofree char *packed = NULL, *other = NULL;
  if (packs_read (objects->packs, id, type, out, &packed) && *out != NULL)
    return TRUE;
  if (loose_read (objects->folder, id, type, &loose, &other) && loose != NULL)
    *out = g_byte_array_free_to_bytes (loose);
  if (*out != NULL || (packed == NULL && other == NULL))
    return TRUE;
  g_autofree char *hex = object_id_to_hex (id);
  return error_fault (error, "object %s of record '%s' is damaged: %s", hex, objects->record,
                      packed != NULL ? packed : other);
}

/* What was not found may be in a pack that came since; and that it is nowhere, no index
 * can say that is damaged. */
static gboolean
read_anywhere (Objects *objects, const ObjectId *id, ObjectType *type, GBytes **out, GError **error)
{
  if (!read_written (objects, id, type, out, error))
    return FALSE;
  return *out != NULL
         || (packs_refresh (objects->packs, error) && read_written (objects, id, type, out, error)
             && (*out != NULL || packs_hold (objects->packs, error)));
}

static int
fail (const GError *error)
{
  git_error_set_str (GIT_ERROR_ODB, error->message);
  return GIT_ERROR;
}

/* Whether the content is what the id says, libgit2 asks of every reader. */
static int
objects_read (void **data, size_t *length, git_object_t *type, git_odb_backend *backend,
              const git_oid *oid)
{
  Objects *objects = (Objects *) backend;
  ObjectId id = object_id_of_oid (oid);
  ObjectType kind;
  g_autoptr(GBytes) content = NULL;
  g_autoptr(GError) error = NULL;
  const PendingObject *pending = pending_find (objects->pending, oid);
  if (pending != NULL)
    {
      content = g_bytes_ref (pending->content);
      kind = (ObjectType) pending->type;
    }
  else if (!read_anywhere (objects, &id, &kind, &content, &error))
    return fail (error);
  if (content == NULL)
    return GIT_ENOTFOUND;
  *type = (git_object_t) kind;
  const guint8 *bytes = g_bytes_get_data (content, length);
  return give (backend, bytes, *length, data);
}

/* Of what is written libgit2 reads the whole instead. */
static int
objects_read_header (size_t *length, git_object_t *type, git_odb_backend *backend,
                     const git_oid *oid)
{
  const PendingObject *pending = pending_find (((const Objects *) backend)->pending, oid);
  if (pending == NULL)
    return GIT_PASSTHROUGH;
  *length = g_bytes_get_size (pending->content);
  *type = pending->type;
  return GIT_OK;
}

/* Adds to IDS those of objects that start with the first DIGITS of START. */
static gboolean
find_written (const Objects *objects, const ObjectId *start, guint digits, GHashTable *ids, GError **error)
{
  g_autofree char *fault = NULL;
  if (!loose_find (objects->folder, start, digits, ids, &fault))
    return error_fault (error, "%s", fault);
  packs_find (objects->packs, start, digits, ids);
  return TRUE;
}

static gboolean
find_anywhere (const Objects *objects, const ObjectId *start, guint digits, GHashTable *ids, GError **error)
{
  if (!find_written (objects, start, digits, ids, error))
    return FALSE;
  return g_hash_table_size (ids) > 0
         || (packs_refresh (objects->packs, error) && find_written (objects, start, digits, ids, error)
             && (g_hash_table_size (ids) > 0 || packs_hold (objects->packs, error)));
}

/* The one id of an object that starts with the first DIGITS of START. */
static int
find (const Objects *objects, const git_oid *start, gsize digits, git_oid *found)
{
  g_assert (digits >= GIT_OID_MINPREFIXLEN && digits <= GIT_OID_HEXSZ);
  ObjectId id = object_id_of_oid (start);
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) ids
    = g_hash_table_new_full (object_id_hash, object_id_equal, g_free, NULL);
  if (!find_anywhere (objects, &id, (guint) digits, ids, &error))
    return fail (error);
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    git_oid_fromraw (found, ((const ObjectId *) key)->bytes);
  guint n = g_hash_table_size (ids);
  if (n > 1)
    git_error_set_str (GIT_ERROR_ODB, "more than one object starts with these digits");
  return n == 1 ? GIT_OK : n == 0 ? GIT_ENOTFOUND : GIT_EAMBIGUOUS;
}

static int
objects_read_prefix (git_oid *id, void **data, size_t *length, git_object_t *type,
                     git_odb_backend *backend, const git_oid *start, size_t digits)
{
  git_oid found;
  int code = find ((const Objects *) backend, start, digits, &found);
  if (code == GIT_OK)
    code = objects_read (data, length, type, backend, &found);
  if (code == GIT_OK)
    git_oid_cpy (id, &found);
  return code;
}

/* The file that has the object; NULL when there is none. g_free(). */
static char *
locate (Objects *objects, const git_oid *oid)
{
  ObjectId id = object_id_of_oid (oid);
  g_autofree char *loose = loose_path (objects->folder, &id);
  return g_file_test (loose, G_FILE_TEST_EXISTS) ? g_steal_pointer (&loose)
                                                 : g_strdup (packs_locate (objects->packs, &id));
}

/* As far as is known: what came since is not looked for, nor what is damaged told
 * apart. Before an object is made that is enough, should it be there twice; before one
 * is read, it is read. */
static int
objects_exists (git_odb_backend *backend, const git_oid *oid)
{
  Objects *objects = (Objects *) backend;
  if (pending_find (objects->pending, oid) != NULL)
    return TRUE;
  g_autofree char *path = locate (objects, oid);
  return path != NULL;
}

/* Called for each object that is made: one that is there is not written again.
 * Its file is made as if new, so that `git gc` keeps it; one that cannot be is
 * taken as not there. */
static int
objects_freshen (git_odb_backend *backend, const git_oid *oid)
{
  Objects *objects = (Objects *) backend;
  if (pending_find (objects->pending, oid) != NULL)
    return GIT_OK;
  g_autofree char *path = locate (objects, oid);
  return path != NULL && g_utime (path, NULL) == 0 ? GIT_OK : GIT_ENOTFOUND;
}

static int
objects_write (git_odb_backend *backend, const git_oid *id, const void *data, size_t length,
               git_object_t type)
{
  pending_add (((const Objects *) backend)->pending, id, type, data, length);
  return GIT_OK;
}

static void
objects_free (git_odb_backend *backend)
{
  Objects *objects = (Objects *) backend;
  g_free (objects->record);
  g_free (objects->folder);
  packs_free (objects->packs);
  g_free (objects);
}

static Objects *
objects_new (Store *store)
{
  Objects *objects = g_new0 (Objects, 1);
  int begun = git_odb_init_backend (&objects->base, GIT_ODB_BACKEND_VERSION);
  g_assert (begun == 0);
  objects->record = g_strdup (store->path);
  objects->folder = g_build_filename (store->path, "objects", NULL);
  objects->packs = store->packs = packs_new (objects->folder);
  objects->pending = store->pending;
  objects->base.write = objects_write;
  objects->base.exists = objects_exists;
  objects->base.freshen = objects_freshen;
  objects->base.read = objects_read;
  objects->base.read_header = objects_read_header;
  objects->base.read_prefix = objects_read_prefix;
  objects->base.free = objects_free;
  return objects;
}

PackWriter *
store_fold_packs (Store *store, GPtrArray *folded)
{
  return packs_refresh (store->packs, NULL) ? packs_fold (store->packs, folded) : NULL;
}

gboolean
store_open_objects (Store *store, GError **error)
{
  g_autoptr(git_odb) odb = NULL;
  Objects *objects = objects_new (store);
  if (packs_refresh (objects->packs, error))
    {
      if (git_odb_new (&odb) == 0 && git_odb_add_backend (odb, &objects->base, 1) == 0)
        return git_repository_set_odb (store->repo, odb) == 0
               || store_fault (error, "cannot open the objects of record '%s'", store->path);
      store_fault (error, "cannot open the objects of record '%s'", store->path);
    }
  objects_free (&objects->base);
  return FALSE;
}
