#include "lib/verify/verify_object.h"

#include <string.h>

#include "lib/verify/verify_list.h"

#define RULE "RECORD-OBJECT"

void
verify_object_free (gpointer data)
{
  Object *object = data;
  if (object == NULL)
    return;
  g_free (object->file);
  g_free (object);
}

static guint
worth (const Object *object)
{
  return !object->readable ? 0 : object->hidden ? 1 : 2;
}

/* Of two copies the good one is kept. A damaged one beside it does no harm yet,
 * but is told. */
static void
take_in (Verify *verify, Object *object)
{
  Object *known = g_hash_table_lookup (verify->objects, &object->id);
  const Object *worse = known != NULL && worth (known) >= worth (object) ? object : known;
  if (known != NULL && known->readable != object->readable)
    {
      g_autofree char *hex = object_id_to_hex (&object->id);
      verify_report (verify, SEVERITY_HARD, RULE, worse->file,
                     "this copy of object %s is damaged, another is good: %s", hex, worse->fault);
    }
  if (worse == object)
    verify_object_free (object);
  else
    g_hash_table_replace (verify->objects, &object->id, object);
}

static Object *
object_new (const ObjectId *id, const char *file)
{
  Object *object = g_new0 (Object, 1);
  object->id = *id;
  object->file = g_strdup (file);
  return object;
}

/* objects/ab/cdef... without its slashes. */
static ObjectId
id_of_file (const char *file)
{
  char hex[OBJECT_HEX_SIZE + 1] = { 0 };
  ObjectId id;
  memcpy (hex, file + strlen ("objects/"), 2);
  memcpy (hex + 2, file + strlen ("objects/ab/"), OBJECT_HEX_SIZE - 2);
  gboolean parsed = object_id_parse (hex, &id);
  g_assert (parsed);
  return id;
}

static gboolean
is_named (const ObjectId *id, ObjectType type, const guint8 *data, gsize length)
{
  ObjectId real = object_hash (type, data, length);
  return object_id_equal (&real, id);
}

void
verify_loose (Verify *verify, const char *file)
{
  g_autoptr(GBytes) bytes = verify_load (verify, file);
  if (bytes == NULL)
    return;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  ObjectId id = id_of_file (file);
  Object *object = object_new (&id, file);
  g_autoptr(GByteArray) content = object_read_loose (data, length, &object->type, &object->fault);
  object->readable = content != NULL && is_named (&id, object->type, content->data, content->len);
  if (content != NULL && !object->readable)
    object->fault = "its content is not what its name says";
  if (object->readable && object->fault != NULL)
    {
      g_autofree char *hex = object_id_to_hex (&id);
      verify_report (verify, SEVERITY_HARD, RULE, file,
                     "object %s can be read, but its file is damaged: %s", hex, object->fault);
    }
  take_in (verify, object);
}

typedef struct {
  Verify *verify;
  const char *stem;          /* objects/pack/pack-... */
  gboolean has_index;
} PackPlace;

static void
pack_fault (const char *file, guint64 byte, const char *message, gpointer data)
{
  const PackPlace *place = data;
  if (!place->has_index && strcmp (file, ".idx") == 0)
    return;
  g_autofree char *name = g_strconcat (place->stem, file, NULL);
  Finding *finding = verify_report (place->verify, SEVERITY_HARD, "RECORD-PACK", name, "%s",
                                    message);
  finding_set_byte (finding, byte);
}

static void
take_in_packed (Verify *verify, Pack *pack, guint i, const char *file, gboolean has_index)
{
  Object *object = object_new (pack_id (pack, i), file);
  g_autoptr(GBytes) content = pack_read (pack, i, &object->type, &object->fault);
  gsize length;
  object->pack = pack;
  object->index = i;
  object->hidden = !has_index;
  if (content != NULL)
    {
      const guint8 *data = g_bytes_get_data (content, &length);
      object->readable = is_named (&object->id, object->type, data, length);
      object->fault = object->readable ? NULL : "its content is not what its name says";
    }
  take_in (verify, object);
}

void
verify_pack (Verify *verify, const char *file)
{
  g_autofree char *stem = g_strndup (file, strlen (file) - strlen (".pack"));
  g_autofree char *index_file = g_strconcat (stem, ".idx", NULL);
  g_autoptr(GBytes) bytes = verify_load (verify, file);
  PackPlace place = { verify, stem, verify_has (verify, index_file) };
  g_autoptr(GBytes) index
    = bytes == NULL || !place.has_index ? NULL : verify_load (verify, index_file);
  if (bytes == NULL)
    return;
  if (!place.has_index)
    verify_report (verify, SEVERITY_SOFT, "RECORD-LEFTOVER", file,
                   "has no index: a write is still going on, or was interrupted");
  Pack *pack = pack_new (bytes, index, pack_fault, &place);
  g_ptr_array_add (verify->packs, pack);
  for (guint i = 0; i < pack_length (pack); i++)
    take_in_packed (verify, pack, i, file, place.has_index);
}

/* Whether the file is bit for bit as it was written, verify_loose() has seen; if it
 * is another now, the record is read again. */
static GBytes *
loose_content (Verify *verify, const Object *object)
{
  ObjectType type;
  const char *fault;
  g_autoptr(GBytes) bytes = verify_load (verify, object->file);
  if (bytes == NULL)
    return NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr(GByteArray) content = object_inflate_loose (data, length, &type, &fault);
  if (content != NULL && is_named (&object->id, type, content->data, content->len))
    return g_byte_array_free_to_bytes (g_steal_pointer (&content));
  verify->vanished = TRUE;
  return NULL;
}

GBytes *
verify_content (Verify *verify, Object *object)
{
  ObjectType type;
  const char *fault;
  return object->pack != NULL ? pack_read (object->pack, object->index, &type, &fault)
                              : loose_content (verify, object);
}

static void
report_link (Verify *verify, const ObjectId *id, const Object *object, ObjectType type,
             const char *user)
{
  g_autofree char *hex = object_id_to_hex (id), *record = g_shell_quote (verify->path);
  g_autofree char *file = g_strdup_printf ("objects/%.2s/%s", hex, hex + 2);
  if (object == NULL)
    verify_report (verify, SEVERITY_HARD, "RECORD-MISSING", file,
                   "object %s, which is %s, is missing", hex, user);
  else if (object->hidden && object->readable)
    verify_advise (verify_report (verify, SEVERITY_HARD, "RECORD-PACK", object->file,
                                  "has no index, and object %s, which is %s, is nowhere else", hex,
                                  user),
                   "Run: git -C %s index-pack %s", record, object->file);
  else if (!object->readable)
    verify_report (verify, SEVERITY_HARD, RULE, object->file,
                   "object %s, which is %s, is damaged: %s", hex, user, object->fault);
  else
    verify_report (verify, SEVERITY_HARD, "RECORD-LINK", object->file,
                   "object %s, which is %s, is a %s and not a %s", hex, user,
                   object_type_name (object->type), object_type_name (type));
}

Object *
verify_follow (Verify *verify, const ObjectId *id, ObjectType type, const char *user)
{
  Object *object = g_hash_table_lookup (verify->objects, id);
  gboolean good = object != NULL && object->readable && object->type == type;
  gboolean told = object != NULL && object->visited && (!object->readable || object->hidden);
  if (object != NULL)
    object->visited = TRUE;
  if ((!good || object->hidden) && !told)
    report_link (verify, id, object, type, user);
  return good ? object : NULL;
}

void
verify_unused (Verify *verify)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, verify->objects);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Object *object = value;
      if (object->readable || object->visited)
        continue;
      g_autofree char *hex = object_id_to_hex (&object->id);
      verify_report (verify, SEVERITY_HARD, RULE, object->file,
                     "object %s, which nothing that can be read uses, is damaged: %s", hex,
                     object->fault);
    }
}
