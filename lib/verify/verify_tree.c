#include "lib/verify/verify_tree.h"

#include <string.h>

#include "lib/verify/verify_entry.h"
#include "lib/verify/verify_object.h"

#define DEPTH_MAX 64

struct _Tree {
  ObjectId id;
  GHashTable *stale;         /* path -> ObjectId: of a folder that cannot be read, the last that could */
};

typedef struct {
  Verify *verify;
  const char *commit;
  GHashTable *stale;
  TreeChangeFunc func;
  gpointer data;
} Walk;

/* A folder being walked, before or after: an empty one has no content. */
typedef struct {
  GBytes *content;
  const guint8 *at;
  gsize left;
} Cursor;

static void
cursor_clear (Cursor *cursor)
{
  g_clear_pointer (&cursor->content, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cursor, cursor_clear)

void
tree_free (Tree *tree)
{
  if (tree == NULL)
    return;
  g_hash_table_unref (tree->stale);
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
  Object *object = verify_find (walk->verify, id, type);
  if (object != NULL)
    return object;
  g_autofree char *user = used_by (walk, path);
  return verify_follow (walk->verify, id, type, user);
}

/* Takes CONTENT. */
static void
cursor_begin (Cursor *cursor, GBytes *content)
{
  cursor->content = content;
  cursor->at = g_bytes_get_data (content, &cursor->left);
}

/* *OUT is the next entry; FALSE at the end. */
static gboolean
cursor_peek (const Cursor *cursor, Entry *out)
{
  return cursor->left > 0 && entry_read (cursor->at, cursor->left, out);
}

static void
cursor_skip (Cursor *cursor, gsize length)
{
  cursor->at += length;
  cursor->left -= length;
}

/* The folder ID, which is new at PATH. FALSE when nothing can be read of it. */
static gboolean
open_new (const Walk *walk, const ObjectId *id, const char *path, guint depth, Cursor *cursor)
{
  Object *object = follow (walk, id, OBJECT_TREE, path);
  GBytes *content = object == NULL ? NULL : verify_content (walk->verify, object);
  if (content == NULL)
    return FALSE;
  cursor_begin (cursor, content);
  /* A folder without files would be there for one reader and not for another. */
  if (depth < DEPTH_MAX && object->is_folder && (cursor->left > 0 || *path == '\0'))
    return TRUE;
  g_autofree char *hex = object_id_to_hex (id), *user = used_by (walk, path);
  verify_report (walk->verify, SEVERITY_HARD, "RECORD-TREE", object->file,
                 "object %s, which is %s, is not a folder as records have them", hex, user);
  return FALSE;
}

/* The folder ID, which was looked into before, and goes now: as if it were empty when it
 * could not be. */
static void
open_old (const Walk *walk, const ObjectId *id, Cursor *cursor)
{
  Object *object = verify_find (walk->verify, id, OBJECT_TREE);
  GBytes *content = object == NULL || !object->is_folder ? NULL : verify_content (walk->verify, object);
  if (content == NULL)
    return;
  cursor_begin (cursor, content);
  verify_forget (walk->verify, object);
}

static void move (const Walk *walk, const ObjectId *was, const ObjectId *is, const char *path,
                  guint depth);

/* WAS became IS; one of them may be NULL, and NAMED is one that is not. */
static void
move_entry (const Walk *walk, const Entry *named, const Entry *was, const Entry *is, const char *path,
            guint depth)
{
  ObjectId before, after;
  if (was != NULL)
    memcpy (before.bytes, was->id, OBJECT_ID_SIZE);
  if (is != NULL)
    memcpy (after.bytes, is->id, OBJECT_ID_SIZE);
  g_autofree char *place = *path == '\0' ? g_strdup (named->name)
                                         : g_strconcat (path, "/", named->name, NULL);
  if (named->is_folder)
    {
      move (walk, was == NULL ? NULL : &before, is == NULL ? NULL : &after, place, depth + 1);
      return;
    }
  if (is != NULL)
    follow (walk, &after, OBJECT_BLOB, place);
  walk->func (place, was == NULL ? NULL : &before, is == NULL ? NULL : &after, walk->data);
}

/* Passes over what both have in the same way at the same place. */
static void
skip_same (Cursor *a, Cursor *b)
{
  Entry in_a, in_b;
  while (cursor_peek (a, &in_a) && cursor_peek (b, &in_b) && in_a.length == in_b.length
         && memcmp (in_a.at, in_b.at, in_a.length) == 0)
    {
      cursor_skip (a, in_a.length);
      cursor_skip (b, in_b.length);
    }
}

static void
move_entries (const Walk *walk, Cursor *old, Cursor *new, const char *path, guint depth)
{
  for (;;)
    {
      Entry was, is;
      skip_same (old, new);
      gboolean has_old = cursor_peek (old, &was), has_new = cursor_peek (new, &is);
      if (!has_old && !has_new)
        return;
      int order = !has_old ? 1 : !has_new ? -1 : entry_compare (&was, &is);
      move_entry (walk, order <= 0 ? &was : &is, order <= 0 ? &was : NULL, order >= 0 ? &is : NULL,
                  path, depth);
      if (order <= 0)
        cursor_skip (old, was.length);
      if (order >= 0)
        cursor_skip (new, is.length);
    }
}

/* The folder at PATH was WAS and is IS; NULL: there was or is none. Of one that cannot be
 * read it is not said that its files are gone: the next that can is held against the last
 * that could. */
static void
move (const Walk *walk, const ObjectId *was, const ObjectId *is, const char *path, guint depth)
{
  g_auto(Cursor) old = { 0 }, new = { 0 };
  const ObjectId *stale = g_hash_table_lookup (walk->stale, path);
  if (is != NULL && !open_new (walk, is, path, depth, &new))
    {
      if (stale == NULL)
        g_hash_table_insert (walk->stale, g_strdup (path), g_memdup2 (was, was == NULL ? 0 : sizeof *was));
      return;
    }
  was = stale != NULL ? stale : was;
  if (was != NULL)
    open_old (walk, was, &old);
  move_entries (walk, &old, &new, path, depth);
  g_hash_table_remove (walk->stale, path);
}

void
verify_tree (Verify *verify, Tree **tree, const ObjectId *id, const char *commit,
             TreeChangeFunc func, gpointer data)
{
  Tree *old = *tree;
  if (old != NULL && object_id_equal (&old->id, id))
    return;
  if (old == NULL)
    {
      *tree = g_new0 (Tree, 1);
      (*tree)->stale = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    }
  const Walk walk = { verify, commit, (*tree)->stale, func, data };
  move (&walk, old == NULL ? NULL : &old->id, id, "", 0);
  (*tree)->id = *id;
}
