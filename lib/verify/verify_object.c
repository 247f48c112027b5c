#include "lib/verify/verify_object.h"

#include <string.h>

#include "lib/base/file.h"
#include "lib/base/parallel.h"
#include "lib/base/progress.h"
#include "lib/verify/verify_entry.h"
#include "lib/verify/verify_list.h"
#include "lib/verify/verify_step.h"

#define RULE "RECORD-OBJECT"

/* Folders are needed twice, when they come and when they go. As many bytes of them are
 * kept until then: of those that were read first, and of those that have come. */
#define KEPT_FIRST ((gsize) 192 << 20)
#define KEPT_MAX ((gsize) 256 << 20)

void
verify_object_free (gpointer data)
{
  Object *object = data;
  if (object == NULL)
    return;
  step_free (object->step);
  g_clear_pointer (&object->content, g_bytes_unref);
  g_free (object);
}

/* Keeps CONTENT, of OBJECT, when no more than MOST bytes are kept then; on any thread. */
static void
keep (Verify *verify, Object *object, GBytes *content, gsize most)
{
  gsize length = g_bytes_get_size (content);
  gsize before = (gsize) g_atomic_pointer_add (&verify->kept, length);
  if (before + length <= most)
    object->content = g_bytes_ref (content);
  else
    g_atomic_pointer_add (&verify->kept, 0 - length);
}

void
verify_forget (Verify *verify, Object *object)
{
  if (object->content == NULL)
    return;
  verify->kept -= g_bytes_get_size (object->content);
  g_clear_pointer (&object->content, g_bytes_unref);
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
  Object *worse = known != NULL && worth (known) >= worth (object) ? object : known;
  if (known != NULL && known->readable != object->readable)
    {
      g_autofree char *hex = object_id_to_hex (&object->id);
      verify_report (verify, SEVERITY_HARD, RULE, worse->file,
                     "this copy of object %s is damaged, another is good: %s", hex, worse->fault);
    }
  if (worse != NULL)
    verify_forget (verify, worse);
  if (worse == object)
    verify_object_free (object);
  else
    g_hash_table_replace (verify->objects, &object->id, object);
}

/* FILE is borrowed from the files of the record. */
static Object *
object_new (const ObjectId *id, const char *file)
{
  Object *object = g_new0 (Object, 1);
  object->id = *id;
  object->file = file;
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

/* CONTENT is what OBJECT should be (or NULL, when there is a fault): whether it is, and
 * all that can be said of one object alone. On any thread. */
static void
examine (Verify *verify, Object *object, GBytes *content)
{
  gsize length;
  const guint8 *data = content == NULL ? NULL : g_bytes_get_data (content, &length);
  if (content == NULL)
    return;
  object->readable = is_named (&object->id, object->type, data, length);
  if (!object->readable)
    object->fault = "its content is not what its name says";
  else if (object->type == OBJECT_COMMIT)
    object->step = step_read (verify->signers, &object->id, data, length);
  else if (object->type == OBJECT_TREE)
    {
      object->is_folder = entries_are_of_record (data, length);
      keep (verify, object, content, KEPT_FIRST);
    }
}

/* One file of many, read by any thread: what became of it. */
typedef struct {
  Object *object;
  GError *error;
} Reading;

/* How far all threads have got, which this one shows. */
typedef struct {
  Progress *progress;
  GThread *by;
  gint done;               /* atomic */
} Advance;

static void
advance (Advance *advance)
{
  gint done = g_atomic_int_add (&advance->done, 1);
  if (g_thread_self () == advance->by)
    progress_set (advance->progress, (guint64) done);
}

typedef struct {
  Verify *verify;
  const char *const *files;
  Reading *readings;
  Advance advance;
} Batch;

static void
read_loose (guint i, gpointer data)
{
  Batch *batch = data;
  Reading *reading = &batch->readings[i];
  const char *file = batch->files[i];
  g_autofree char *path = g_build_filename (batch->verify->path, file, NULL);
  gsize length;
  g_autofree char *bytes = file_read (path, OBJECT_FILE_MAX, &length, &reading->error);
  advance (&batch->advance);
  if (bytes == NULL)
    return;
  ObjectId id = id_of_file (file);
  Object *object = reading->object = object_new (&id, file);
  g_autoptr(GByteArray) inflated
    = object_read_loose ((const guint8 *) bytes, length, &object->type, &object->fault);
  g_autoptr(GBytes) content = inflated == NULL ? NULL : g_bytes_new (inflated->data, inflated->len);
  examine (batch->verify, object, content);
}

/* Tells what the threads found, as if they had been one. */
static void
take_in_reading (Verify *verify, Reading *reading, const char *file)
{
  Object *object = reading->object;
  if (reading->error != NULL)
    verify_trouble (verify, file, &reading->error);
  if (object == NULL)
    return;
  if (object->readable && object->fault != NULL)
    {
      g_autofree char *hex = object_id_to_hex (&object->id);
      verify_report (verify, SEVERITY_HARD, RULE, file,
                     "object %s can be read, but its file is damaged: %s", hex, object->fault);
    }
  take_in (verify, object);
}

void
verify_loose (Verify *verify, const char *const *files, guint n)
{
  g_autofree Reading *readings = g_new0 (Reading, n);
  g_autoptr(Progress) progress = progress_new ("objects", n);
  Batch batch = { verify, files, readings, { progress, g_thread_self (), 0 } };
  parallel_each (n, 0, read_loose, &batch);
  for (guint i = 0; i < n; i++)
    take_in_reading (verify, &readings[i], files[i]);
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

typedef struct {
  Verify *verify;
  Pack *pack;
  Object **objects;
  Advance advance;
} PackBatch;

static void
read_packed (guint i, ObjectType type, GBytes *content, const char *fault, gpointer data)
{
  PackBatch *batch = data;
  Object *object = batch->objects[i];
  advance (&batch->advance);
  object->type = type;
  object->fault = fault;
  examine (batch->verify, object, content);
}

static void
read_pack (Verify *verify, Pack *pack, const char *file, gboolean hidden)
{
  guint n = pack_length (pack);
  g_autofree Object **objects = g_new0 (Object *, n);
  g_autoptr(Progress) progress = progress_new ("objects", n);
  PackBatch batch = { verify, pack, objects, { progress, g_thread_self (), 0 } };
  for (guint i = 0; i < n; i++)
    {
      Object *object = objects[i] = object_new (pack_id (pack, i), file);
      object->pack = pack;
      object->index = i;
      object->hidden = hidden;
    }
  pack_each (pack, 0, read_packed, &batch);
  pack_forget (pack);
  for (guint i = 0; i < n; i++)
    take_in (verify, objects[i]);
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
  read_pack (verify, pack, file, !place.has_index);
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

/* The object at I of PACK, the only one of all packs that holds more than its file then. */
static GBytes *
packed_content (Verify *verify, Pack *pack, guint i)
{
  ObjectType type;
  const char *fault;
  if (verify->pack_in_use != NULL && verify->pack_in_use != pack)
    pack_forget (verify->pack_in_use);
  verify->pack_in_use = pack;
  return pack_read (pack, i, &type, &fault);
}

GBytes *
verify_content (Verify *verify, Object *object)
{
  if (object->content != NULL)
    return g_bytes_ref (object->content);
  GBytes *content = object->pack != NULL ? packed_content (verify, object->pack, object->index)
                                         : loose_content (verify, object);
  if (content != NULL && object->type == OBJECT_TREE)
    keep (verify, object, content, KEPT_MAX);
  return content;
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
verify_find (Verify *verify, const ObjectId *id, ObjectType type)
{
  Object *object = g_hash_table_lookup (verify->objects, id);
  if (object == NULL || !object->readable || object->type != type || object->hidden)
    return NULL;
  object->visited = TRUE;
  return object;
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
