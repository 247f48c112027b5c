#include "lib/git/loose.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *
loose_path (const char *objects, const ObjectId *id)
{
  g_autofree char *hex = object_id_to_hex (id);
  return g_strdup_printf ("%s/%.2s/%s", objects, hex, hex + 2);
}

/* FALSE with errno. */
static gboolean
read_whole (int fd, guint8 *buffer, gsize length, gsize *have)
{
  for (*have = 0; *have < length;)
    {
      gssize got = read (fd, buffer + *have, length - *have);
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return FALSE;
      if (got == 0)
        break;
      *have += (gsize) got;
    }
  return TRUE;
}

static gboolean
fail (char **fault, const char *why)
{
  *fault = g_strdup (why);
  return FALSE;
}

static gboolean
load_open (int fd, GByteArray *bytes, char **fault)
{
  struct stat status;
  gsize have;
  if (fstat (fd, &status) != 0)
    return fail (fault, g_strerror (errno));
  if (!S_ISREG (status.st_mode) || status.st_size > OBJECT_FILE_MAX)
    return fail (fault, "its file cannot be that of an object");
  g_byte_array_set_size (bytes, (guint) status.st_size);
  if (!read_whole (fd, bytes->data, bytes->len, &have))
    return fail (fault, g_strerror (errno));
  g_byte_array_set_size (bytes, (guint) have);
  return TRUE;
}

/* The bytes of the file PATH; *THERE says whether there is one. */
static gboolean
load (const char *path, GByteArray *bytes, gboolean *there, char **fault)
{
  /* Does not wait for a writer if it is a pipe. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  *there = fd >= 0;
  if (fd < 0)
    return errno == ENOENT || errno == ENOTDIR || fail (fault, g_strerror (errno));
  gboolean good = load_open (fd, bytes, fault);
  close (fd);
  return good;
}

gboolean
loose_read (const char *objects, const ObjectId *id, ObjectType *type, GByteArray **out,
            char **fault)
{
  g_autofree char *path = loose_path (objects, id);
  g_autoptr(GByteArray) file = g_byte_array_new ();
  const char *why;
  gboolean there;
  if (!load (path, file, &there, fault))
    return FALSE;
  if (!there)
    return TRUE;
  GByteArray *content = object_inflate_loose (file->data, file->len, type, &why);
  if (content == NULL)
    return fail (fault, why);
  *out = content;
  return TRUE;
}

void
loose_find (const char *objects, const ObjectId *start, guint digits, GHashTable *found)
{
  g_autofree char *hex = object_id_to_hex (start);
  g_autofree char *folder = g_strdup_printf ("%s/%.2s", objects, hex);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *whole = g_strdup_printf ("%.2s%s", hex, name);
      ObjectId id;
      if (strlen (whole) == OBJECT_HEX_SIZE && strncmp (whole, hex, digits) == 0
          && object_id_parse (whole, &id))
        g_hash_table_add (found, g_memdup2 (&id, sizeof id));
    }
}
