#include "lib/verify/verify_tree.h"

#include <string.h>

#include "lib/record/store.h"
#include "lib/verify/verify_object.h"

#define DEPTH_MAX 64

typedef struct {
  char *key;                 /* its name; of a folder with a slash at the end */
  ObjectId id;
  gboolean is_folder;
  Tree *below;               /* of a folder */
} Entry;

struct _Tree {
  ObjectId id;
  GPtrArray *entries;        /* Entry *, by key: git's order */
};

typedef struct {
  Verify *verify;
  const char *commit;
  TreeChangeFunc func;
  gpointer data;
} Walk;

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  tree_free (entry->below);
  g_free (entry);
}

void
tree_free (Tree *tree)
{
  if (tree == NULL)
    return;
  g_ptr_array_unref (tree->entries);
  g_free (tree);
}

static char *
used_by (const Walk *walk, const char *path)
{
  return g_strdup_printf ("'%s' of commit %s", *path == '\0' ? "/" : path, walk->commit);
}

static Object *
follow (const Walk *walk, const ObjectId *id, ObjectType type, const char *path)
{
  g_autofree char *user = used_by (walk, path);
  return verify_follow (walk->verify, id, type, user);
}

/* One entry of a tree: mode, blank, name, NUL, id. Its length, or 0. */
static gsize
read_entry (const char *at, gsize left, Entry *entry)
{
  const char *end = memchr (at, '\0', left), *name = memchr (at, ' ', MIN (left, 8));
  if (end == NULL || name == NULL || name > end || left - (gsize) (end - at) <= OBJECT_ID_SIZE)
    return 0;
  entry->is_folder = g_str_has_prefix (at, "40000 ");
  if ((!entry->is_folder && !g_str_has_prefix (at, "100644 ")) || strchr (name + 1, '/') != NULL
      || !record_path_check (name + 1, NULL))
    return 0;
  memcpy (entry->id.bytes, end + 1, OBJECT_ID_SIZE);
  entry->key = g_strconcat (name + 1, entry->is_folder ? "/" : NULL, NULL);
  return (gsize) (end - at) + 1 + OBJECT_ID_SIZE;
}

/* Whether the last of ENTRIES is a folder of the name of a file among them: of
 * the two, one reader finds this and another that. What stands between them in
 * order begins with their name. */
static gboolean
is_file_too (const GPtrArray *entries)
{
  const Entry *folder = g_ptr_array_index (entries, entries->len - 1);
  gsize length = strlen (folder->key) - 1;
  for (guint i = entries->len - 1; folder->is_folder && i-- > 0;)
    {
      const Entry *other = g_ptr_array_index (entries, i);
      if (strncmp (other->key, folder->key, length) != 0)
        return FALSE;
      if (other->key[length] == '\0')
        return TRUE;
    }
  return FALSE;
}

/* Every entry is well formed, and they are in git's order: a folder's name
 * counts as if a slash followed it. */
static gboolean
read_entries (const char *at, gsize left, GPtrArray *entries)
{
  const char *previous = "";
  while (left > 0)
    {
      Entry *entry = g_new0 (Entry, 1);
      g_ptr_array_add (entries, entry);
      gsize used = read_entry (at, left, entry);
      if (used == 0 || strcmp (previous, entry->key) >= 0 || is_file_too (entries))
        {
          g_ptr_array_set_size (entries, (int) entries->len - 1);
          return FALSE;
        }
      previous = entry->key;
      at += used;
      left -= used;
    }
  return TRUE;
}

/* The folder ID at PATH; NULL when nothing can be read of it. */
static Tree *
read_tree (const Walk *walk, const ObjectId *id, const char *path, guint depth)
{
  Object *object = follow (walk, id, OBJECT_TREE, path);
  g_autoptr(GBytes) bytes = object == NULL ? NULL : verify_content (walk->verify, object);
  if (bytes == NULL)
    return NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  Tree *tree = g_new0 (Tree, 1);
  tree->id = *id;
  tree->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  /* A folder without files would be there for one reader and not for another. */
  gboolean is_needed = length > 0 || *path == '\0';
  if (depth < DEPTH_MAX && is_needed && read_entries (data, length, tree->entries))
    return tree;
  g_autofree char *hex = object_id_to_hex (id), *user = used_by (walk, path);
  verify_report (walk->verify, SEVERITY_HARD, "RECORD-TREE", object->file,
                 "object %s, which is %s, is not a folder as records have them", hex, user);
  return tree;
}

static void move (const Walk *walk, Tree **tree, const ObjectId *id, const char *path, guint depth);

/* WAS became IS; one of them may be NULL, and NAMED is one that is not. */
static void
move_entry (const Walk *walk, const Entry *named, Entry *was, Entry *is, const char *path,
            guint depth)
{
  g_autofree char *place = *path == '\0' ? g_strdup (named->key)
                                         : g_strconcat (path, "/", named->key, NULL);
  if (named->is_folder)
    {
      Tree *below = was == NULL ? NULL : g_steal_pointer (&was->below);
      place[strlen (place) - 1] = '\0';
      move (walk, &below, is == NULL ? NULL : &is->id, place, depth + 1);
      if (is != NULL)
        is->below = below;
      return;
    }
  if (was != NULL && is != NULL && object_id_equal (&was->id, &is->id))
    return;
  if (is != NULL)
    follow (walk, &is->id, OBJECT_BLOB, place);
  walk->func (place, was == NULL ? NULL : &was->id, is == NULL ? NULL : &is->id, walk->data);
}

static Entry *
entry_at (const Tree *tree, guint i)
{
  return tree != NULL && i < tree->entries->len ? g_ptr_array_index (tree->entries, i) : NULL;
}

/* Of a folder that cannot be read it is not said that its files are gone. */
static void
move (const Walk *walk, Tree **tree, const ObjectId *id, const char *path, guint depth)
{
  Tree *old = *tree;
  if (old != NULL && id != NULL && object_id_equal (&old->id, id))
    return;
  Tree *new = id == NULL ? NULL : read_tree (walk, id, path, depth);
  if (id != NULL && new == NULL)
    return;
  for (guint i = 0, k = 0;;)
    {
      Entry *was = entry_at (old, i), *is = entry_at (new, k);
      if (was == NULL && is == NULL)
        break;
      int order = was == NULL ? 1 : is == NULL ? -1 : strcmp (was->key, is->key);
      move_entry (walk, order <= 0 ? was : is, order <= 0 ? was : NULL, order >= 0 ? is : NULL,
                  path, depth);
      i += order <= 0 ? 1 : 0;
      k += order >= 0 ? 1 : 0;
    }
  tree_free (old);
  *tree = new;
}

void
verify_tree (Verify *verify, Tree **tree, const ObjectId *id, const char *commit,
             TreeChangeFunc func, gpointer data)
{
  const Walk walk = { verify, commit, func, data };
  move (&walk, tree, id, "", 0);
}
