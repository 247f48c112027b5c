#include "lib/returns/edition.h"

#include "lib/base/error.h"
#include "lib/base/folder.h"
#include "lib/base/ini_file.h"
#include "lib/returns/explanation.h"
#include "lib/returns/part.h"
#include "lib/sheet/data_file.h"
#include "lib/base/suggest.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_INHERITANCE 8

/* Keys of return.ini, by the kind of group they stand in. */
static const char *const return_keys[] = {
  "id", "title", "edition", "each", "first-period", "last-period", "parts", "inherits",
  "remove-rules", "rules", "changes", NULL
};
static const char *const part_keys[] = { "title", "rows", "may-be-empty", "remove-lines", NULL };
static const IniGroup known_groups[] = { { "return", return_keys }, { "part *", part_keys }, { NULL, NULL } };

void
definition_free (Definition *definition)
{
  if (definition == NULL)
    return;
  g_free (definition->id);
  g_free (definition->edition);
  g_free (definition->title);
  g_ptr_array_unref (definition->parts);
  g_ptr_array_unref (definition->rules);
  g_ptr_array_unref (definition->folders);
  g_free (definition);
}

static gboolean
broken (GError **error, const char *path, const char *what)
{
  return error_fault (error, "%s: %s", path, what);
}

typedef struct {
  GKeyFile *ini;
  char *folder, *path;
} Edition;

static void
edition_close (Edition *edition)
{
  g_clear_pointer (&edition->ini, g_key_file_unref);
  g_free (edition->folder);
  g_free (edition->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Edition, edition_close)

static gboolean
edition_open (Edition *edition, const char *return_folder, const char *name, GError **error)
{
  edition->folder = g_build_filename (return_folder, name, NULL);
  edition->path = g_build_filename (edition->folder, "return.ini", NULL);
  edition->ini = ini_file_read (edition->path, known_groups, error);
  return edition->ini != NULL;
}

static char *
edition_get (const Edition *edition, const char *group, const char *key)
{
  return g_key_file_get_string (edition->ini, group, key, NULL);
}

/* A list "a; b": each without the blanks around it. NULL when the key is absent. */
static GStrv
edition_get_list (const Edition *edition, const char *group, const char *key)
{
  GStrv list = g_key_file_get_string_list (edition->ini, group, key, NULL, NULL);
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    g_strstrip (list[i]);
  return list;
}

/* *OUT is set from KEY when it is there. */
static gboolean
edition_get_period (const Edition *edition, const char *key, Period *out, GError **error)
{
  g_autofree char *text = edition_get (edition, "return", key);
  if (text == NULL || *text == '\0' || period_parse (text, out))
    return TRUE;
  g_autofree char *message = g_strdup_printf ("%s '%s' is no period", key, text);
  return broken (error, edition->path, message);
}

static gboolean
set_text (char **text, char *replacement)
{
  if (replacement == NULL)
    return *text != NULL;
  g_free (*text);
  *text = replacement;
  return TRUE;
}

static gboolean
apply_head (Definition *definition, const Edition *edition, const char *return_folder,
            const char *name, GError **error)
{
  static const char *const known[] = { "year", "quarter", NULL };
  g_autofree char *return_id = g_path_get_basename (return_folder);
  g_autofree char *each = edition_get (edition, "return", "each");
  set_text (&definition->id, edition_get (edition, "return", "id"));
  set_text (&definition->edition, edition_get (edition, "return", "edition"));
  if (!set_text (&definition->title, edition_get (edition, "return", "title")))
    return broken (error, edition->path, "no title");
  if (g_strcmp0 (definition->id, return_id) != 0 || g_strcmp0 (definition->edition, name) != 0)
    return broken (error, edition->path, "id and edition must be the names of the folders");
  if (each != NULL && !g_strv_contains (known, each))
    return broken (error, edition->path, "each must be year or quarter");
  if (each != NULL)
    definition->quarterly = strcmp (each, "quarter") == 0;
  definition->first = definition->last = (Period) { 0 };
  if (!edition_get_period (edition, "first-period", &definition->first, error)
      || !edition_get_period (edition, "last-period", &definition->last, error))
    return FALSE;
  /* A period that an edition does not give is not inherited: two would hold. */
  if (definition->first.year == 0
      || (definition->first.quarter != 0) != definition->quarterly
      || (definition->last.year != 0 && (definition->last.quarter != 0) != definition->quarterly))
    return broken (error, edition->path, "first-period and last-period must be as each says");
  return TRUE;
}

/* The part NAME, taken out of OLD when it is there, or a new one. */
static PartDefinition *
take_part (GPtrArray *old, const char *name)
{
  for (guint i = 0; i < old->len; i++)
    if (strcmp (((PartDefinition *) old->pdata[i])->name, name) == 0)
      return g_ptr_array_steal_index (old, i);
  return part_new (name);
}

static gboolean
set_rows (PartDefinition *part, const Edition *edition, const char *group, GError **error)
{
  g_autofree char *rows = edition_get (edition, group, "rows");
  g_autofree char *empty = edition_get (edition, group, "may-be-empty");
  if (rows == NULL && part->columns->len == 0)
    return broken (error, edition->path, "a part needs rows = lines or rows = free");
  if (rows != NULL && strcmp (rows, "lines") != 0 && strcmp (rows, "free") != 0)
    return broken (error, edition->path, "rows must be lines or free");
  if (empty != NULL && strcmp (empty, "yes") != 0 && strcmp (empty, "no") != 0)
    return broken (error, edition->path, "may-be-empty must be yes or no");
  if (rows != NULL)
    part_set_lines (part, strcmp (rows, "lines") == 0);
  if (empty != NULL)
    part->optional_rows = strcmp (empty, "yes") == 0;
  return TRUE;
}

static gboolean
remove_lines (PartDefinition *part, const Edition *edition, const char *group, GError **error)
{
  g_auto(GStrv) lines = edition_get_list (edition, group, "remove-lines");
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      const LineDefinition *line = part->lines != NULL ? part_line (part, lines[i]) : NULL;
      if (line == NULL || !g_ptr_array_remove (part->lines, (gpointer) line))
        {
          g_autofree char *message = g_strdup_printf ("remove-lines: no line '%s' in part '%s'",
                                                      lines[i], part->name);
          return broken (error, edition->path, message);
        }
    }
  return TRUE;
}

static gboolean
apply_part (PartDefinition *part, const Edition *edition, GError **error)
{
  g_autofree char *group = g_strdup_printf ("part %s", part->name);
  g_autofree char *file = g_strdup_printf ("%s/parts/%s.csv", edition->folder, part->name);
  if (!set_text (&part->title, edition_get (edition, group, "title")))
    part->title = g_strdup (part->name);
  if (!set_rows (part, edition, group, error)
      || !remove_lines (part, edition, group, error))
    return FALSE;
  if (part->columns->len > 0 && !g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;
  return part_read_columns (part, edition->folder, error);
}

/* Every [part <name>] is about one of the parts. */
static gboolean
check_groups (const Edition *edition, const char *const *names, GError **error)
{
  g_auto(GStrv) groups = g_key_file_get_groups (edition->ini, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], "part ")
        && !g_strv_contains (names, groups[i] + strlen ("part ")))
      {
        g_autofree char *message = suggest_message ("part", groups[i] + strlen ("part "), names);
        return broken (error, edition->path, message);
      }
  return TRUE;
}

static gboolean
apply_parts (Definition *definition, const Edition *edition, GError **error)
{
  g_auto(GStrv) names = edition_get_list (edition, "return", "parts");
  if (names == NULL)
    names = part_names (definition->parts);
  if (!check_groups (edition, (const char *const *) names, error))
    return FALSE;
  g_autoptr(GPtrArray) old = g_steal_pointer (&definition->parts);
  definition->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!data_is_code (names[i]) || part_find (definition->parts, names[i]) != NULL
          || strcmp (names[i], EXPLANATIONS_PART) == 0)
        return broken (error, edition->path,
                       "parts must be different codes, none of them '" EXPLANATIONS_PART "'");
      PartDefinition *part = take_part (old, names[i]);
      g_ptr_array_add (definition->parts, part);
      if (!apply_part (part, edition, error))
        return FALSE;
    }
  return definition->parts->len > 0 || broken (error, edition->path, "no parts");
}

/* PATH ends in ".sql". */
static char *
rule_id (const char *path)
{
  char *name = g_path_get_basename (path);
  name[strlen (name) - strlen (".sql")] = '\0';
  return name;
}

static int
compare_rules (gconstpointer a, gconstpointer b)
{
  g_autofree char *left = rule_id (*(char *const *) a);
  g_autofree char *right = rule_id (*(char *const *) b);
  return strcmp (left, right);
}

static gboolean
drop_rule (Definition *definition, const char *id)
{
  for (guint i = 0; i < definition->rules->len; i++)
    {
      g_autofree char *other = rule_id (definition->rules->pdata[i]);
      if (strcmp (other, id) == 0)
        {
          g_ptr_array_remove_index (definition->rules, i);
          return TRUE;
        }
    }
  return FALSE;
}

/* The files of its own rules, as return.ini lists them: one that is lost must
 * not pass for none. */
static gboolean
add_rules (Definition *definition, const Edition *edition, const char *const *listed, GError **error)
{
  for (guint i = 0; listed[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (listed[i], ".sql", NULL);
      g_autofree char *file = g_build_filename (edition->folder, "rules", name, NULL);
      if (g_access (file, F_OK) != 0)
        return error_file (error, errno, "find rule", file);
      drop_rule (definition, listed[i]);
      g_ptr_array_add (definition->rules, g_steal_pointer (&file));
    }
  return TRUE;
}

/* Nor must one that return.ini does not list lie there and judge nothing. */
static gboolean
refuse_unlisted (const Edition *edition, const char *const *listed, GError **error)
{
  g_autofree char *path = g_build_filename (edition->folder, "rules", NULL);
  if (g_access (path, F_OK) != 0 && errno == ENOENT && listed[0] == NULL)
    return TRUE;
  g_auto(GStrv) names = folder_list (path, error);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (!g_str_has_suffix (names[i], ".sql") || *names[i] == '.')
        continue;
      g_autofree char *id = rule_id (names[i]);
      if (!g_strv_contains (listed, id))
        return error_fault (error, "%s/%s: no rule of return.ini, where 'rules' lists them", path, names[i]);
    }
  return names != NULL;
}

static gboolean
apply_rules (Definition *definition, const Edition *edition, GError **error)
{
  g_auto(GStrv) removed = edition_get_list (edition, "return", "remove-rules");
  for (guint i = 0; removed != NULL && removed[i] != NULL; i++)
    if (!drop_rule (definition, removed[i]))
      {
        g_autofree char *message = g_strdup_printf ("remove-rules: no rule '%s'", removed[i]);
        return broken (error, edition->path, message);
      }
  g_auto(GStrv) listed = edition_get_list (edition, "return", "rules");
  const char *const none[] = { NULL };
  gboolean has_none = listed == NULL || (g_strv_length (listed) == 1 && strcmp (listed[0], "none") == 0);
  const char *const *own = has_none ? none : (const char *const *) listed;
  if (!refuse_unlisted (edition, own, error) || !add_rules (definition, edition, own, error))
    return FALSE;
  g_ptr_array_sort (definition->rules, compare_rules);
  return definition->rules->len > 0 || listed != NULL
         || broken (error, edition->path,
                    "it lists no rules, nor does an edition that is inherited: where none are meant, "
                    "say 'rules = none'");
}

static gboolean
check_parts (const Definition *definition, const Edition *edition, GError **error)
{
  for (guint i = 0; i < definition->parts->len; i++)
    if (!part_check (definition->parts->pdata[i], edition->path, error))
      return FALSE;
  return TRUE;
}

GStrv
edition_list (const char *return_folder, GError **error)
{
  g_auto(GStrv) editions = folder_list_with (return_folder, "return.ini", error);
  g_auto(GStrv) folders = editions == NULL ? NULL : folder_list_with (return_folder, "parts", error);
  if (folders == NULL)
    return NULL;
  for (guint i = 0; folders[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) editions, folders[i]))
      {
        error_fault (error, "'%s/%s' has parts and no return.ini", return_folder, folders[i]);
        return NULL;
      }
  return g_steal_pointer (&editions);
}

/* The files, besides its rules, with which an edition changes the one that it
 * inherits: each is listed, so that one that is lost does not leave what was
 * before in force. */
static gboolean
check_changes (const Definition *definition, const Edition *edition, GError **error)
{
  g_autofree char *base = edition_get (edition, "return", "inherits");
  g_auto(GStrv) listed = edition_get_list (edition, "return", "changes");
  const char *const none[] = { NULL };
  const char *const *changes = listed == NULL ? none : (const char *const *) listed;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (names, g_strdup ("lines.csv"));
  g_ptr_array_add (names, g_strdup ("parameters.csv"));
  for (guint i = 0; i < definition->parts->len; i++)
    g_ptr_array_add (names, g_strdup_printf ("parts/%s.csv", ((const PartDefinition *) definition->parts->pdata[i])->name));
  for (guint i = 0; base != NULL && i < names->len; i++)
    {
      g_autofree char *file = g_build_filename (edition->folder, names->pdata[i], NULL);
      gboolean there = g_access (file, F_OK) == 0, wanted = g_strv_contains (changes, names->pdata[i]);
      if (wanted && !there)
        return error_file (error, errno, "find", file);
      if (there && !wanted)
        return error_fault (error, "%s: it is not among the changes that return.ini lists", file);
    }
  return TRUE;
}

static Definition *
definition_new (void)
{
  Definition *definition = g_new0 (Definition, 1);
  definition->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  definition->rules = g_ptr_array_new_with_free_func (g_free);
  definition->folders = g_ptr_array_new_with_free_func (g_free);
  return definition;
}

static Definition *build (const char *return_folder, const char *name,
                          guint depth, GError **error);

/* What EDITION starts from: nothing, or the edition it inherits. */
static Definition *
build_base (const char *return_folder, const Edition *edition, guint depth,
            GError **error)
{
  g_autofree char *base = edition_get (edition, "return", "inherits");
  if (base == NULL)
    return definition_new ();
  g_auto(GStrv) known = edition_list (return_folder, error);
  if (known == NULL)
    return NULL;
  if (!g_strv_contains ((const char *const *) known, base))
    {
      g_autofree char *message = suggest_message ("inherited edition", base,
                                                  (const char *const *) known);
      broken (error, edition->path, message);
      return NULL;
    }
  if (depth >= MAX_INHERITANCE)
    {
      broken (error, edition->path, "editions inherit in a circle, or too deeply");
      return NULL;
    }
  return build (return_folder, base, depth + 1, error);
}

static Definition *
build (const char *return_folder, const char *name, guint depth, GError **error)
{
  g_auto(Edition) edition = { 0 };
  if (!edition_open (&edition, return_folder, name, error))
    return NULL;
  g_autoptr(Definition) definition = build_base (return_folder, &edition, depth, error);
  if (definition == NULL)
    return NULL;
  if (!apply_head (definition, &edition, return_folder, name, error)
      || !apply_parts (definition, &edition, error) || !check_changes (definition, &edition, error)
      || !part_read_lines (definition->parts, edition.folder, error)
      || !apply_rules (definition, &edition, error)
      || !check_parts (definition, &edition, error))
    return NULL;
  g_ptr_array_insert (definition->folders, 0, g_strdup (edition.folder));
  return g_steal_pointer (&definition);
}

Definition *
edition_read (const char *return_folder, const char *name, GError **error)
{
  return build (return_folder, name, 0, error);
}
