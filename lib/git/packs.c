#include "lib/git/packs.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/base/folder.h"

/* The sizes that packs of ours come in, in bytes: FOLD_AT of one make one of the
 * next. A larger one stays as it is: a writer that folded it would keep others
 * waiting. */
#define FOLD_AT 16
static const gsize sizes[] = { 64u << 10, 1u << 20, 16u << 20 };
#define FOLD_MAX (64u << 20)      /* bytes that one writer folds */

typedef struct {
  char *name;                     /* of the index; in KNOWN */
  char *stem, *path;              /* of the pack, without ".pack" and with it */
  gsize size;
  Pack *pack;
} Place;

struct _Packs {
  char *folder;
  GPtrArray *places;              /* Place; the one that had an object last is first */
  GHashTable *known;              /* names of indexes -> Place, whose they are */
};

static void
place_free (gpointer data)
{
  Place *place = data;
  pack_free (place->pack);
  g_free (place->name);
  g_free (place->stem);
  g_free (place->path);
  g_free (place);
}

Packs *
packs_new (const char *objects)
{
  Packs *packs = g_new0 (Packs, 1);
  packs->folder = g_build_filename (objects, "pack", NULL);
  packs->places = g_ptr_array_new_with_free_func (place_free);
  packs->known = g_hash_table_new (g_str_hash, g_str_equal);
  return packs;
}

void
packs_free (Packs *packs)
{
  if (packs == NULL)
    return;
  g_hash_table_unref (packs->known);
  g_ptr_array_unref (packs->places);
  g_free (packs->folder);
  g_free (packs);
}

/* The pack or index PATH, in memory as far as it is read. Neither is ever written again
 * under the same name. NULL without ERROR when it is not there. */
static GBytes *
map_file (const char *path, GError **error)
{
  struct stat status;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    {
      if (errno != ENOENT)
        error_file (error, errno, "read", path);
      return NULL;
    }
  g_autoptr(GMappedFile) file = NULL;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    file = g_mapped_file_new_from_fd (fd, FALSE, error);
  else
    error_fault (error, "'%s' is not a file", path);
  close (fd);
  return file == NULL ? NULL : g_mapped_file_get_bytes (file);
}

/* An index that went away while we looked has been replaced by another. */
static gboolean
read_index (const char *path, PackIndex **index, GError **error)
{
  const char *why;
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GBytes) bytes = map_file (path, &wrong);
  if (bytes == NULL)
    return wrong == NULL || error_fault (error, "%s", wrong->message);
  *index = pack_index_new (bytes, &why);
  return *index != NULL || error_fault (error, "'%s' is damaged: %s", path, why);
}

/* An index without a pack, or the other way round, is of a write that goes on or
 * was interrupted. */
static gboolean
open_place (Packs *packs, const char *name, GError **error)
{
  const char *why;
  g_autoptr(GError) wrong = NULL;
  g_autoptr(PackIndex) index = NULL;
  g_autofree char *index_path = g_build_filename (packs->folder, name, NULL);
  g_autofree char *stem = g_strndup (index_path, strlen (index_path) - strlen (".idx"));
  g_autofree char *path = g_strconcat (stem, ".pack", NULL);
  if (!read_index (index_path, &index, error))
    return FALSE;
  g_autoptr(GBytes) bytes = index == NULL ? NULL : map_file (path, &wrong);
  if (wrong != NULL)
    return error_fault (error, "%s", wrong->message);
  if (bytes == NULL)
    return TRUE;
  Pack *pack = pack_open (bytes, g_steal_pointer (&index), &why);
  if (pack == NULL)
    return error_fault (error, "'%s' is damaged: %s", path, why);
  Place *place = g_new0 (Place, 1);
  *place = (Place) { g_strdup (name), g_steal_pointer (&stem), g_steal_pointer (&path),
                     g_bytes_get_size (bytes), pack };
  g_ptr_array_add (packs->places, place);
  g_hash_table_insert (packs->known, place->name, place);
  return TRUE;
}

/* Whether another place than GONE has all that it has. */
static gboolean
is_elsewhere (const Packs *packs, const Place *gone)
{
  guint at;
  for (guint i = 0; i < pack_length (gone->pack); i++)
    {
      gboolean found = FALSE;
      for (guint n = 0; n < packs->places->len && !found; n++)
        {
          const Place *place = g_ptr_array_index (packs->places, n);
          found = place != gone && pack_index_find (pack_index (place->pack), pack_id (gone->pack, i),
                                                    OBJECT_HEX_SIZE, &at) > 0;
        }
      if (!found)
        return FALSE;
    }
  return TRUE;
}

/* What no other has stays open: whoever took it away may be at work on another. */
static void
forget_folded (Packs *packs, const GStrv names)
{
  g_autoptr(GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_hash_table_add (there, names[i]);
  for (guint n = packs->places->len; n-- > 0;)
    {
      const Place *place = g_ptr_array_index (packs->places, n);
      if (g_hash_table_contains (there, place->name) || !is_elsewhere (packs, place))
        continue;
      g_hash_table_remove (packs->known, place->name);
      g_ptr_array_remove_index_fast (packs->places, n);
    }
}

gboolean
packs_refresh (Packs *packs, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_auto(GStrv) names = folder_list (packs->folder, &wrong);
  if (names == NULL && !g_error_matches (wrong, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return error_fault (error, "%s", wrong->message);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ".idx") && !g_hash_table_contains (packs->known, names[i])
        && !open_place (packs, names[i], error))
      return FALSE;
  forget_folded (packs, names);
  return TRUE;
}

gboolean
packs_hold (const Packs *packs, GError **error)
{
  const char *why;
  for (guint n = 0; n < packs->places->len; n++)
    {
      const Place *place = g_ptr_array_index (packs->places, n);
      if (!pack_index_holds (pack_index (place->pack), &why))
        return error_fault (error, "'%s.idx' is damaged: %s", place->stem, why);
    }
  return TRUE;
}

/* The size that PLACE is of, from 0; G_N_ELEMENTS (sizes) when it is not to be folded:
 * too large, or none of ours, or gone. */
static guint
size_of (const Place *place)
{
  guint size = 0;
  if (!g_str_has_prefix (place->name, PACKS_OURS) || g_access (place->path, F_OK) != 0)
    return G_N_ELEMENTS (sizes);
  while (size < G_N_ELEMENTS (sizes) && place->size >= sizes[size])
    size++;
  return size;
}

/* As many of PLACES as one writer may fold. */
static PackWriter *
fold (const GPtrArray *places, GPtrArray *folded)
{
  gsize total = 0;
  g_autoptr(PackWriter) writer = pack_writer_new ();
  for (guint i = 0; i < places->len && total < FOLD_MAX; i++)
    {
      const Place *place = g_ptr_array_index (places, i);
      if (!pack_writer_copy (writer, place->pack))
        continue;
      total += place->size;
      g_ptr_array_add (folded, g_strdup (place->stem));
    }
  return folded->len > 1 ? g_steal_pointer (&writer) : NULL;
}

PackWriter *
packs_fold (const Packs *packs, GPtrArray *folded)
{
  g_autoptr(GPtrArray) places = g_ptr_array_new ();
  for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
    {
      g_ptr_array_set_size (places, 0);
      for (guint n = 0; n < packs->places->len; n++)
        if (size_of (packs->places->pdata[n]) == size)
          g_ptr_array_add (places, packs->places->pdata[n]);
      if (places->len >= FOLD_AT)
        return fold (places, folded);
    }
  return NULL;
}

static gint
compare_sizes (gconstpointer a, gconstpointer b)
{
  const PackFile *one = a, *two = b;
  return one->size < two->size ? -1 : one->size > two->size;
}

GArray *
packs_list (const Packs *packs)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (PackFile));
  for (guint n = 0; n < packs->places->len; n++)
    {
      const Place *place = g_ptr_array_index (packs->places, n);
      const PackFile file = { place->stem, place->size, place->pack };
      g_array_append_val (files, file);
    }
  g_array_sort (files, compare_sizes);
  return files;
}

Pack *
packs_find_file (const Packs *packs, const char *stem)
{
  for (guint n = 0; n < packs->places->len; n++)
    {
      const Place *place = g_ptr_array_index (packs->places, n);
      if (strcmp (place->stem, stem) == 0)
        return place->pack;
    }
  return NULL;
}

void
packs_remove (const char *stem)
{
  static const char *const endings[] = { ".pack", ".idx" };
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (stem, endings[i], NULL);
      g_unlink (path);
    }
}

/* What is asked for next is mostly where the last was. */
static const Place *
find_place (Packs *packs, const ObjectId *id, guint *i)
{
  for (guint n = 0; n < packs->places->len; n++)
    {
      Place *place = g_ptr_array_index (packs->places, n);
      if (pack_index_find (pack_index (place->pack), id, OBJECT_HEX_SIZE, i) == 0)
        continue;
      packs->places->pdata[n] = packs->places->pdata[0];
      packs->places->pdata[0] = place;
      return place;
    }
  return NULL;
}

const char *
packs_locate (Packs *packs, const ObjectId *id)
{
  guint i;
  const Place *place = find_place (packs, id, &i);
  return place == NULL ? NULL : place->path;
}

gboolean
packs_read (Packs *packs, const ObjectId *id, ObjectType *type, GBytes **out, char **fault)
{
  guint i;
  const char *why;
  const Place *place = find_place (packs, id, &i);
  if (place == NULL)
    return TRUE;
  GBytes *content = pack_read (place->pack, i, type, &why);
  if (content == NULL)
    {
      g_autofree char *name = g_path_get_basename (place->path);
      *fault = g_strdup_printf ("in %s, %s", name, why);
      return FALSE;
    }
  *out = content;
  return TRUE;
}

void
packs_find (const Packs *packs, const ObjectId *start, guint digits, GHashTable *found)
{
  for (guint n = 0; n < packs->places->len; n++)
    {
      const Place *place = g_ptr_array_index (packs->places, n);
      const PackIndex *index = pack_index (place->pack);
      guint first, count = pack_index_find (index, start, digits, &first);
      for (guint i = first; i < first + count; i++)
        g_hash_table_add (found, g_memdup2 (pack_index_id (index, i), sizeof (ObjectId)));
    }
}
