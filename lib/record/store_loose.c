#include "lib/record/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/git/object.h"

/* Before libgit2's own reader of loose objects, which has 1, and before its
 * packs, which have 2: their new indexes are checked before they are used. */
#define PRIORITY 3

/* Compressed bytes that hold the kind and length of any object, whatever the
 * compressor put before them. */
#define HEAD_SIZE 1024

G_STATIC_ASSERT ((int) OBJECT_COMMIT == GIT_OBJECT_COMMIT);
G_STATIC_ASSERT ((int) OBJECT_TREE == GIT_OBJECT_TREE);
G_STATIC_ASSERT ((int) OBJECT_BLOB == GIT_OBJECT_BLOB);
G_STATIC_ASSERT ((int) OBJECT_TAG == GIT_OBJECT_TAG);
G_STATIC_ASSERT (OBJECT_HEX_SIZE == GIT_OID_HEXSZ);

typedef struct {
  git_odb_backend base;        /* first: libgit2 knows no more */
  char *record;                /* as messages name it */
  char *objects;               /* the folder */
  GHashTable *indexes;         /* paths of those that were checked */
  Pending *pending;            /* the store's: what is not written yet */
} Loose;

static int
damaged (const Loose *loose, const git_oid *id, const char *why)
{
  g_autofree char *message = g_strdup_printf ("object %s of record '%s' is damaged: %s",
                                              git_oid_tostr_s (id), loose->record, why);
  git_error_set_str (GIT_ERROR_ODB, message);
  return GIT_ERROR;
}

static gssize
read_up_to (int fd, guint8 *buffer, gsize limit)
{
  gsize have = 0;
  while (have < limit)
    {
      gssize got = read (fd, buffer + have, limit - have);
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return -1;
      if (got == 0)
        break;
      have += (gsize) got;
    }
  return (gssize) have;
}

/* The first LIMIT bytes of the regular file FD. */
static int
load_open (const Loose *loose, const git_oid *id, int fd, gsize limit, GByteArray *bytes)
{
  struct stat status;
  if (fstat (fd, &status) != 0)
    return damaged (loose, id, g_strerror (errno));
  if (!S_ISREG (status.st_mode) || status.st_size > OBJECT_SIZE_MAX)
    return damaged (loose, id, "its file cannot be that of an object");
  g_byte_array_set_size (bytes, (guint) MIN ((gsize) status.st_size, limit));
  gssize got = read_up_to (fd, bytes->data, bytes->len);
  if (got < 0)
    return damaged (loose, id, g_strerror (errno));
  g_byte_array_set_size (bytes, (guint) got);
  return GIT_OK;
}

/* The first LIMIT bytes of the object's file; GIT_ENOTFOUND when there is none. */
static int
load (const Loose *loose, const git_oid *id, gsize limit, GByteArray *bytes)
{
  char name[GIT_OID_HEXSZ + 2] = { 0 };
  git_oid_pathfmt (name, id);
  g_autofree char *path = g_build_filename (loose->objects, name, NULL);
  /* Does not wait for a writer if it is a pipe. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return errno == ENOENT || errno == ENOTDIR ? GIT_ENOTFOUND
                                               : damaged (loose, id, g_strerror (errno));
  int code = load_open (loose, id, fd, limit, bytes);
  close (fd);
  return code;
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

/* Whether the content is what the id says, libgit2 asks of every reader. */
static int
loose_read (void **data, size_t *length, git_object_t *type, git_odb_backend *backend,
            const git_oid *id)
{
  const Loose *loose = (const Loose *) backend;
  g_autoptr(GByteArray) file = g_byte_array_new ();
  const char *fault;
  ObjectType kind;
  const PendingObject *pending = pending_find (loose->pending, id);
  if (pending != NULL)
    {
      const guint8 *bytes = g_bytes_get_data (pending->content, length);
      *type = pending->type;
      return give (backend, bytes, *length, data);
    }
  int code = load (loose, id, OBJECT_SIZE_MAX, file);
  if (code < 0)
    return code;
  g_autoptr(GByteArray) content = object_inflate_loose (file->data, file->len, &kind, &fault);
  if (content == NULL)
    return damaged (loose, id, fault);
  *length = content->len;
  *type = (git_object_t) kind;
  return give (backend, content->data, content->len, data);
}

static int
loose_read_header (size_t *length, git_object_t *type, git_odb_backend *backend,
                   const git_oid *id)
{
  const Loose *loose = (const Loose *) backend;
  g_autoptr(GByteArray) file = g_byte_array_new ();
  ObjectType kind;
  gsize size;
  const PendingObject *pending = pending_find (loose->pending, id);
  if (pending != NULL)
    {
      *length = g_bytes_get_size (pending->content);
      *type = pending->type;
      return GIT_OK;
    }
  int code = load (loose, id, HEAD_SIZE, file);
  if (code < 0)
    return code;
  if (!object_read_loose_head (file->data, file->len, &kind, &size))
    return damaged (loose, id, "it does not start with its kind and length");
  *length = size;
  *type = (git_object_t) kind;
  return GIT_OK;
}

/* The one id of a loose object that starts with the first DIGITS of START. */
static int
find (const Loose *loose, const git_oid *start, gsize digits, git_oid *found)
{
  char hex[GIT_OID_HEXSZ + 1], folder[3] = { 0 };
  g_assert (digits >= GIT_OID_MINPREFIXLEN && digits <= GIT_OID_HEXSZ);
  git_oid_tostr (hex, digits + 1, start);
  memcpy (folder, hex, 2);
  g_autofree char *path = g_build_filename (loose->objects, folder, NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *whole = g_strconcat (folder, name, NULL);
      ObjectId id;
      if (!g_str_has_prefix (whole, hex) || strlen (whole) != OBJECT_HEX_SIZE
          || !object_id_parse (whole, &id))
        continue;
      git_oid_fromraw (found, id.bytes);
      n++;
    }
  if (n > 1)
    git_error_set_str (GIT_ERROR_ODB, "more than one object starts with these digits");
  return n == 1 ? GIT_OK : n == 0 ? GIT_ENOTFOUND : GIT_EAMBIGUOUS;
}

static int
loose_read_prefix (git_oid *id, void **data, size_t *length, git_object_t *type,
                   git_odb_backend *backend, const git_oid *start, size_t digits)
{
  git_oid found;
  int code = find ((const Loose *) backend, start, digits, &found);
  if (code == GIT_OK)
    code = loose_read (data, length, type, backend, &found);
  if (code == GIT_OK)
    git_oid_cpy (id, &found);
  return code;
}

static int
loose_exists (git_odb_backend *backend, const git_oid *id)
{
  return pending_find (((const Loose *) backend)->pending, id) != NULL;
}

/* Called for each object that is made: one that is there is not written again.
 * libgit2's own backends look for those on disk, and renew their time so that
 * `git gc` keeps them. */
static int
loose_freshen (git_odb_backend *backend, const git_oid *id)
{
  const Loose *loose = (const Loose *) backend;
  return pending_find (loose->pending, id) != NULL ? GIT_OK : GIT_ENOTFOUND;
}

static int
loose_write (git_odb_backend *backend, const git_oid *id, const void *data, size_t length,
             git_object_t type)
{
  pending_add (((const Loose *) backend)->pending, id, type, data, length);
  return GIT_OK;
}

/* Called before libgit2 looks for new packs. */
static int
loose_refresh (git_odb_backend *backend)
{
  const Loose *loose = (const Loose *) backend;
  g_autoptr(GError) error = NULL;
  if (store_check_indexes (loose->objects, loose->indexes, &error))
    return GIT_OK;
  git_error_set_str (GIT_ERROR_ODB, error->message);
  return GIT_ERROR;
}

static void
loose_free (git_odb_backend *backend)
{
  Loose *loose = (Loose *) backend;
  g_free (loose->record);
  g_free (loose->objects);
  g_hash_table_unref (loose->indexes);
  g_free (loose);
}

static Loose *
loose_new (Store *store)
{
  Loose *loose = g_new0 (Loose, 1);
  int begun = git_odb_init_backend (&loose->base, GIT_ODB_BACKEND_VERSION);
  g_assert (begun == 0);
  loose->record = g_strdup (store->path);
  loose->objects = g_build_filename (git_repository_path (store->repo), "objects", NULL);
  loose->indexes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  loose->pending = store->pending;
  loose->base.write = loose_write;
  loose->base.exists = loose_exists;
  loose->base.freshen = loose_freshen;
  loose->base.read = loose_read;
  loose->base.read_header = loose_read_header;
  loose->base.read_prefix = loose_read_prefix;
  loose->base.refresh = loose_refresh;
  loose->base.free = loose_free;
  return loose;
}

gboolean
store_open_objects (Store *store, GError **error)
{
  g_autoptr(git_odb) odb = NULL;
  Loose *loose = loose_new (store);
  if (store_check_indexes (loose->objects, loose->indexes, error))
    {
      if (git_repository_odb (&odb, store->repo) == 0
          && git_odb_add_backend (odb, &loose->base, PRIORITY) == 0)
        return TRUE;
      store_fault (error, "cannot open the objects of record '%s'", store->path);
    }
  loose_free (&loose->base);
  return FALSE;
}
