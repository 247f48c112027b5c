#include "lib/verify/verify_history.h"

#include <string.h>

#include "lib/record/store.h"
#include "lib/record/store_layout.h"
#include "lib/verify/verify_object.h"
#include "lib/verify/verify_refs.h"

#define DEPTH_MAX 64

/* Where in the record the walk is. */
typedef struct {
  char commit[OBJECT_HEX_SIZE + 1];
  const char *path;          /* "" for its root folder */
} Place;

/* What a commit of ours consists of, in this order and in no other form. */
typedef struct {
  ObjectId tree, parent;
  gboolean has_parent;
  char *author, *committer;  /* Name <mail> */
  gint64 author_time, time;
  char *signature;           /* armoured */
  GString *signed_text;      /* the commit without the signature */
  const char *message;       /* inside the commit's text */
} Commit;

static void
commit_clear (Commit *commit)
{
  g_free (commit->author);
  g_free (commit->committer);
  g_free (commit->signature);
  if (commit->signed_text != NULL)
    g_string_free (commit->signed_text, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Commit, commit_clear)

static char *
used_by (const Place *place)
{
  return g_strdup_printf ("'%s' of commit %s", *place->path == '\0' ? "/" : place->path,
                          place->commit);
}

static void
report_link (Verify *verify, const ObjectId *id, const Object *object, ObjectType type,
             const char *user)
{
  g_autofree char *hex = object_id_to_hex (id);
  g_autofree char *file = g_strdup_printf ("objects/%.2s/%s", hex, hex + 2);
  if (object == NULL)
    verify_report (verify, SEVERITY_HARD, "RECORD-MISSING", file,
                   "object %s, which is %s, is missing", hex, user);
  else if (!object->readable)
    verify_report (verify, SEVERITY_HARD, "RECORD-OBJECT", object->file,
                   "object %s, which is %s, is damaged: %s", hex, user, object->fault);
  else
    verify_report (verify, SEVERITY_HARD, "RECORD-LINK", object->file,
                   "object %s, which is %s, is a %s and not a %s", hex, user,
                   object_type_name (object->type), object_type_name (type));
}

/* The object ID leads to, when it is there, good, of TYPE and not seen before. */
static Object *
follow (Verify *verify, const ObjectId *id, ObjectType type, const char *user, const Place *place)
{
  Object *object = g_hash_table_lookup (verify->objects, id);
  gboolean good = object != NULL && object->readable && object->type == type;
  gboolean known = object != NULL && object->visited;
  if (object != NULL)
    object->visited = TRUE;
  if (good)
    return known ? NULL : object;
  if (known && !object->readable)
    return NULL;
  g_autofree char *text = user != NULL ? g_strdup (user) : used_by (place);
  report_link (verify, id, object, type, text);
  return NULL;
}

static void visit_tree (Verify *verify, Object *object, const Place *place, guint depth);

/* One entry of a tree: mode, blank, name, NUL, id. Its length, or 0. */
static gsize
read_entry (const char *at, gsize left, gboolean *is_folder, ObjectId *id)
{
  const char *end = memchr (at, '\0', left), *name = memchr (at, ' ', MIN (left, 8));
  if (end == NULL || name == NULL || name > end || left - (gsize) (end - at) <= OBJECT_ID_SIZE)
    return 0;
  *is_folder = g_str_has_prefix (at, "40000 ");
  if ((!*is_folder && !g_str_has_prefix (at, "100644 ")) || strchr (name + 1, '/') != NULL
      || !record_path_check (name + 1, NULL))
    return 0;
  memcpy (id->bytes, end + 1, OBJECT_ID_SIZE);
  return (gsize) (end - at) + 1 + OBJECT_ID_SIZE;
}

static void
visit_entry (Verify *verify, const ObjectId *id, gboolean is_folder, const char *name,
             const Place *place, guint depth)
{
  g_autofree char *path = *place->path == '\0' ? g_strdup (name)
                                               : g_strconcat (place->path, "/", name, NULL);
  Place below = *place;
  below.path = path;
  Object *object = follow (verify, id, is_folder ? OBJECT_TREE : OBJECT_BLOB, NULL, &below);
  if (object != NULL && is_folder)
    visit_tree (verify, object, &below, depth + 1);
}

/* Every entry is well formed, and they are in git's order: a folder's name
 * counts as if a slash followed it. */
static void
visit_tree (Verify *verify, Object *object, const Place *place, guint depth)
{
  g_autoptr(GBytes) bytes = verify_content (verify, object);
  g_autofree char *previous = g_strdup ("");
  gsize left, used;
  const char *at = bytes == NULL ? NULL : g_bytes_get_data (bytes, &left);
  gboolean good = bytes != NULL && depth < DEPTH_MAX;
  for (; good && left > 0; at += used, left -= used)
    {
      ObjectId id;
      gboolean is_folder;
      used = read_entry (at, left, &is_folder, &id);
      if (used == 0)
        {
          good = FALSE;
          break;
        }
      const char *name = strchr (at, ' ') + 1;
      char *key = g_strconcat (name, is_folder ? "/" : NULL, NULL);
      good = strcmp (previous, key) < 0;
      g_free (previous);
      previous = key;
      visit_entry (verify, &id, is_folder, name, place, depth);
    }
  g_autofree char *hex = object_id_to_hex (&object->id), *user = used_by (place);
  if (!good)
    verify_report (verify, SEVERITY_HARD, "RECORD-TREE", object->file,
                   "object %s, which is %s, is not a folder as records have them", hex, user);
}

/* "KEY VALUE\n" at *AT: VALUE, with *AT after the line. NULL when it is not there. */
static char *
take_line (const char **at, const char *key)
{
  gsize length = strlen (key);
  const char *end = strchr (*at, '\n');
  if (end == NULL || !g_str_has_prefix (*at, key) || (*at)[length] != ' ')
    return NULL;
  char *value = g_strndup (*at + length + 1, (gsize) (end - *at) - length - 1);
  *at = end + 1;
  return value;
}

static gboolean
take_id (const char **at, const char *key, ObjectId *id)
{
  g_autofree char *value = take_line (at, key);
  return value != NULL && strlen (value) == OBJECT_HEX_SIZE && object_id_parse (value, id);
}

/* Name <mail> 1775000000 +0000 */
static gboolean
take_person (const char **at, const char *key, char **person, gint64 *time)
{
  g_autofree char *value = take_line (at, key), *name = NULL, *mail = NULL;
  if (value == NULL || !g_str_has_suffix (value, " +0000"))
    return FALSE;
  value[strlen (value) - strlen (" +0000")] = '\0';
  char *number = strrchr (value, ' ');
  guint64 seconds;
  if (number == NULL
      || !g_ascii_string_to_unsigned (number + 1, 10, 0, G_MAXUINT32, &seconds, NULL))
    return FALSE;
  *number = '\0';
  *time = (gint64) seconds;
  if (!actor_parse (value, &name, &mail, NULL))
    return FALSE;
  *person = g_steal_pointer (&value);
  return TRUE;
}

/* The header "gpgsig", whose lines after the first start with a blank. */
static gboolean
take_signature (const char **at, char **signature)
{
  g_autofree char *first = take_line (at, "gpgsig");
  if (first == NULL)
    return FALSE;
  GString *text = g_string_new (first);
  g_string_append_c (text, '\n');
  for (const char *end = strchr (*at, '\n'); **at == ' ' && end != NULL; end = strchr (*at, '\n'))
    {
      g_string_append_len (text, *at + 1, end - *at);
      *at = end + 1;
    }
  *signature = g_string_free (text, FALSE);
  return TRUE;
}

static gboolean
read_commit (const char *text, Commit *commit)
{
  const char *at = text;
  if (!take_id (&at, "tree", &commit->tree))
    return FALSE;
  commit->has_parent = take_id (&at, "parent", &commit->parent);
  if (!take_person (&at, "author", &commit->author, &commit->author_time)
      || !take_person (&at, "committer", &commit->committer, &commit->time))
    return FALSE;
  commit->signed_text = g_string_new_len (text, at - text);
  if (!take_signature (&at, &commit->signature) || *at != '\n')
    return FALSE;
  g_string_append (commit->signed_text, at);
  commit->message = at + 1;
  return strcmp (commit->author, commit->committer) == 0 && commit->author_time <= commit->time;
}

static void
check_signature (Verify *verify, const Commit *commit, const Object *object, const Place *place)
{
  g_autoptr(GError) error = NULL;
  if (verify->signers == NULL)
    return;
  if (ssh_signature_verify (verify->signers, SSH_NAMESPACE_COMMIT, commit->signature,
                        commit->signed_text->str, commit->signed_text->len, &error))
    verify->good_signatures++;
  else
    verify_report (verify, SEVERITY_HARD, "RECORD-SIGNATURE", object->file, "commit %s: %s",
                   place->commit, error->message);
}

/* The trailers of a draft name it. */
static void
check_draft (Verify *verify, const Commit *commit, const Ref *ref, const Place *place)
{
  static const char *const keys[] = { "Return", "Period", "Person" };
  g_auto(GStrv) words = g_strsplit (ref->name + strlen (STORE_DRAFTS), "/", -1);
  gboolean same = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = message_trailer (commit->message, keys[i]);
      same = same && g_strcmp0 (value, words[i]) == 0;
    }
  if (same)
    return;
  Finding *finding = verify_report (verify, SEVERITY_HARD, "RECORD-REF", ref->file,
                                    "'%s' leads to commit %s, which is no draft of that name",
                                    ref->name, place->commit);
  finding->line = ref->line;
}

/* Every event says what it is; the first of main, and no other, is its beginning. */
static void
check_event (Verify *verify, const Commit *commit, const Ref *ref, const Object *object,
             const Place *place)
{
  g_autofree char *event = message_trailer (commit->message, "Event");
  gboolean on_main = strcmp (ref->name, STORE_MAIN_REF) == 0;
  gboolean is_first = on_main && !commit->has_parent;
  if (event == NULL || (strcmp (event, "init") == 0) != is_first)
    verify_report (verify, SEVERITY_HARD, "RECORD-EVENT", object->file,
                   "commit %s does not name an event that belongs at its place on '%s'",
                   place->commit, ref->name);
  if (!on_main)
    check_draft (verify, commit, ref, place);
}

typedef struct {
  Place place;
  ObjectId tree, parent;
  gboolean has_parent;
} Step;

/* Checks one commit and fills STEP; FALSE when it cannot be read. *TIME is that
 * of the commit on top of it. */
static gboolean
visit_commit (Verify *verify, Object *object, const Ref *ref, gint64 *time, Step *step)
{
  g_auto(Commit) commit = { 0 };
  g_autoptr(GBytes) bytes = verify_content (verify, object);
  if (bytes == NULL)
    return FALSE;
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  verify->commits++;
  if (strlen (text) != g_bytes_get_size (bytes) || !read_commit (text, &commit))
    {
      verify_report (verify, SEVERITY_HARD, "RECORD-COMMIT", object->file,
                     "commit %s does not have the form of a signed event", step->place.commit);
      return FALSE;
    }
  check_signature (verify, &commit, object, &step->place);
  check_event (verify, &commit, ref, object, &step->place);
  if (commit.time > *time)
    verify_report (verify, SEVERITY_HARD, "RECORD-TIME", object->file,
                   "commit %s is later than the one that stands on it", step->place.commit);
  *time = commit.time;
  step->tree = commit.tree;
  step->parent = commit.parent;
  step->has_parent = commit.has_parent;
  return TRUE;
}

/* The commits from the tip of REF back. */
static GArray *
visit_line (Verify *verify, const Ref *ref)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));
  Step step = { .place.path = "", .parent = ref->id, .has_parent = TRUE };
  gint64 time = G_MAXINT64;
  g_autofree char *user = g_strdup_printf ("the newest commit of '%s'", ref->name);
  while (step.has_parent)
    {
      g_autofree char *hex = object_id_to_hex (&step.parent);
      Object *object = follow (verify, &step.parent, OBJECT_COMMIT, user, &step.place);
      g_strlcpy (step.place.commit, hex, sizeof step.place.commit);
      if (object == NULL || !visit_commit (verify, object, ref, &time, &step))
        break;
      g_array_append_val (steps, step);
      g_free (user);
      user = g_strdup_printf ("the commit before %s", hex);
    }
  return steps;
}

/* A reference leads to a commit; a copy of one may be behind, but only on
 * commits that were there. */
static void
check_ref (Verify *verify, const Ref *ref, gboolean is_copy)
{
  const Object *object = g_hash_table_lookup (verify->objects, &ref->id);
  if (object != NULL && (object->visited || !is_copy)
      && (object->type == OBJECT_COMMIT || !object->readable))
    return;
  g_autofree char *hex = object_id_to_hex (&ref->id);
  Finding *finding = verify_report (verify, SEVERITY_HARD, "RECORD-REF", ref->file,
                                    "'%s' names %s, which is no commit of the record", ref->name,
                                    hex);
  finding->line = ref->line;
}

/* The commits newest first; then their folders oldest first, so that a damaged
 * file is said to belong to the commit that brought it. */
static void
visit_ref (Verify *verify, const Ref *ref)
{
  check_ref (verify, ref, FALSE);
  g_autoptr(GArray) steps = visit_line (verify, ref);
  for (guint i = steps->len; i-- > 0;)
    {
      const Step *step = &g_array_index (steps, Step, i);
      Object *tree = follow (verify, &step->tree, OBJECT_TREE, NULL, &step->place);
      if (tree != NULL)
        visit_tree (verify, tree, &step->place, 0);
    }
}

void
verify_history (Verify *verify)
{
  for (guint i = 0; i < verify->refs->len; i++)
    {
      const Ref *ref = g_ptr_array_index (verify->refs, i);
      visit_ref (verify, ref);
      verify->drafts += strcmp (ref->name, STORE_MAIN_REF) != 0;
    }
  for (guint i = 0; i < verify->old_refs->len; i++)
    check_ref (verify, g_ptr_array_index (verify->old_refs, i), TRUE);
}
