#include "lib/verify/verify_refs.h"

#include <string.h>

#include "lib/record/store.h"
#include "lib/record/store_layout.h"
#include "lib/verify/verify_list.h"

void
verify_ref_free (gpointer data)
{
  Ref *ref = data;
  if (ref == NULL)
    return;
  g_free (ref->name);
  g_free (ref->file);
  g_free (ref);
}

/* main, or a draft's three names. */
static gboolean
is_ref_name (const char *name)
{
  if (strcmp (name, STORE_MAIN_REF) == 0)
    return TRUE;
  if (!g_str_has_prefix (name, STORE_DRAFTS) || !record_path_check (name, NULL))
    return FALSE;
  g_auto(GStrv) words = g_strsplit (name, "/", -1);
  return g_strv_length (words) == 5;
}

const Ref *
verify_find_ref (const Verify *verify, const char *name)
{
  return g_hash_table_lookup (verify->ref_names, name);
}

static Ref *
ref_new (const char *name, const ObjectId *id, const char *file, guint64 line)
{
  Ref *ref = g_new0 (Ref, 1);
  *ref = (Ref) { g_strdup (name), *id, g_strdup (file), line };
  return ref;
}

/* REF is what its name stands for. Takes it. */
static void
add_ref (Verify *verify, Ref *ref)
{
  g_ptr_array_add (verify->refs, ref);
  g_hash_table_insert (verify->ref_names, ref->name, ref);
}

static void
bad_line (Verify *verify, const char *file, guint64 line)
{
  Finding *finding = verify_report (verify, SEVERITY_HARD, "RECORD-REF", file,
                                    "is not as git writes it");
  finding->line = line;
}

void
verify_ref_file (Verify *verify, const char *file)
{
  ObjectId id;
  g_autofree char *text = verify_load_text (verify, file);
  if (text == NULL)
    return;
  if (strlen (text) == OBJECT_HEX_SIZE + 1 && object_id_parse (text, &id)
      && text[OBJECT_HEX_SIZE] == '\n')
    add_ref (verify, ref_new (file, &id, file, 0));
  else
    bad_line (verify, file, 1);
}

/* One line: an id, SEPARATOR and the name of a reference, after PREVIOUS in
 * order. A name that has a file of its own, or IS_COPY, is an older copy. */
static gboolean
read_line (Verify *verify, const char *file, const char *line, guint64 number, char separator,
           gboolean is_copy, const char *previous)
{
  ObjectId id;
  const char *name = strlen (line) > OBJECT_HEX_SIZE ? line + OBJECT_HEX_SIZE + 1 : "";
  if (!object_id_parse (line, &id) || line[OBJECT_HEX_SIZE] != separator || !is_ref_name (name)
      || strcmp (previous, name) >= 0)
    return FALSE;
  const Ref *known = verify_find_ref (verify, name);
  Ref *ref = ref_new (name, &id, file, number);
  if (is_copy || known != NULL)
    g_ptr_array_add (verify->old_refs, ref);
  else
    add_ref (verify, ref);
  return known != NULL || !is_copy;
}

/* FILE starts with the line HEAD, unless it is NULL; then come references. */
static void
read_refs (Verify *verify, const char *file, const char *head, char separator, gboolean is_copy)
{
  g_autofree char *text = verify_load_text (verify, file);
  if (text == NULL)
    return;
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  const char *previous = "";
  guint n = g_strv_length (lines), first = head != NULL;
  if (head != NULL && g_strcmp0 (lines[0], head) != 0)
    bad_line (verify, file, 1);
  for (guint i = first; i + 1 < n; i++)
    if (read_line (verify, file, lines[i], i + 1, separator, is_copy, previous))
      previous = lines[i] + OBJECT_HEX_SIZE + 1;
    else
      bad_line (verify, file, i + 1);
  if (n == 0 || *lines[n - 1] != '\0')
    bad_line (verify, file, n);
}

void
verify_packed_refs (Verify *verify, const char *file)
{
  read_refs (verify, file, "# pack-refs with: peeled fully-peeled sorted ", ' ', FALSE);
}

void
verify_info_refs (Verify *verify, const char *file)
{
  read_refs (verify, file, NULL, '\t', TRUE);
}

/* "P NAME.pack" for each pack at the time, those half made too, and an empty
 * line: a cache of git's, which is behind when git was interrupted. */
void
verify_info_packs (Verify *verify, const char *file)
{
  g_autofree char *text = verify_load_text (verify, file);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  if (text == NULL)
    return;
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);
  for (guint i = 0; i + 2 < n; i++)
    {
      g_autofree char *pack = g_strconcat ("objects/pack/",
                                           strlen (lines[i]) > 2 ? lines[i] + 2 : "", NULL);
      if (!g_str_has_prefix (lines[i], "P ") || strchr (lines[i], '/') != NULL
          || !g_str_has_suffix (lines[i], ".pack")
          || !g_hash_table_add (seen, lines[i]))
        bad_line (verify, file, i + 1);
      else if (!verify_has (verify, pack))
        verify_report (verify, SEVERITY_SOFT, "RECORD-LEFTOVER", file,
                       "names '%s', which is gone: git was interrupted", pack);
    }
  if (n < 2 || *lines[n - 1] != '\0' || *lines[n - 2] != '\0')
    bad_line (verify, file, n);
}
