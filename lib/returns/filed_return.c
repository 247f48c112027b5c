#include "lib/returns/filed_return.h"

#include "lib/base/error.h"

#include <string.h>

void
filed_return_free (FiledReturn *filed)
{
  if (filed == NULL)
    return;
  filing_free (filed->filing);
  g_free (filed->folder);
  g_clear_pointer (&filed->files, g_hash_table_unref);
  g_free (filed);
}

void
filed_mismatch_free (FiledMismatch *mismatch)
{
  if (mismatch == NULL)
    return;
  g_free (mismatch->path);
  g_free (mismatch->found);
  g_free (mismatch->signed_as);
  g_free (mismatch);
}

static void
add_mismatch (GPtrArray *mismatches, const char *path, gboolean whole, const char *found,
              const char *signed_as)
{
  FiledMismatch *mismatch = g_new0 (FiledMismatch, 1);
  mismatch->path = g_strdup (path);
  mismatch->whole = whole;
  mismatch->found = g_strdup (found);
  mismatch->signed_as = g_strdup (signed_as);
  g_ptr_array_add (mismatches, mismatch);
}

static gboolean
read_part (Snapshot *snapshot, const char *folder, const FilingPart *part, GHashTable *files,
           GPtrArray *mismatches, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.csv", folder, part->part);
  g_autoptr(GBytes) bytes = NULL;
  if (!snapshot_read (snapshot, path, &bytes, error))
    return FALSE;
  g_autofree char *sha256 = bytes == NULL ? g_strdup ("missing") : bytes_sha256 (bytes);
  if (strcmp (sha256, part->sha256) != 0)
    add_mismatch (mismatches, path, FALSE, sha256, part->sha256);
  if (bytes != NULL)
    g_hash_table_insert (files, g_strdup (part->part), g_steal_pointer (&bytes));
  return TRUE;
}

/* Whether the folder of FILING is where NAME belongs. */
static gboolean
is_of_filing (const Filing *filing, const char *name)
{
  if (strcmp (name, FILING_DESCRIPTION) == 0)
    return TRUE;
  for (guint i = 0; i < filing->parts->len; i++)
    {
      const FilingPart *part = g_ptr_array_index (filing->parts, i);
      gsize length = strlen (part->part);
      if (strncmp (name, part->part, length) == 0 && strcmp (name + length, ".csv") == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_strays (Snapshot *snapshot, const char *folder, const Filing *filing, GPtrArray *mismatches,
             GError **error)
{
  g_auto(GStrv) names = snapshot_list (snapshot, folder, error);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!is_of_filing (filing, names[i]))
      {
        g_autofree char *path = g_strconcat (folder, "/", names[i], NULL);
        add_mismatch (mismatches, path, FALSE, "present", "not filed");
      }
  return names != NULL;
}

GHashTable *
filed_return_files (Snapshot *snapshot, const Filing *filing, GPtrArray *mismatches, GError **error)
{
  guint before = mismatches->len;
  g_autofree char *folder = filing_folder (&filing->key);
  g_autoptr(GHashTable) files
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < filing->parts->len; i++)
    if (!read_part (snapshot, folder, g_ptr_array_index (filing->parts, i), files, mismatches, error))
      return NULL;
  if (!find_strays (snapshot, folder, filing, mismatches, error))
    return NULL;
  g_autofree char *hash = filing_content_hash (filing);
  if (mismatches->len == before && strcmp (hash, filing->hash) != 0)
    add_mismatch (mismatches, folder, TRUE, hash, filing->hash);
  return g_steal_pointer (&files);
}

static gboolean
check_mismatches (const GPtrArray *mismatches, GError **error)
{
  if (mismatches->len == 0)
    return TRUE;
  const FiledMismatch *first = g_ptr_array_index (mismatches, 0);
  return error_fault (error, "%s: not what was signed: found %s, expected %s", first->path, first->found,
                      first->signed_as);
}

/* The parts of FILING, each as it says. */
static GHashTable *
read_files (Snapshot *snapshot, const Filing *filing, GError **error)
{
  g_autoptr(GPtrArray) mismatches
    = g_ptr_array_new_with_free_func ((GDestroyNotify) filed_mismatch_free);
  g_autoptr(GHashTable) files = filed_return_files (snapshot, filing, mismatches, error);
  return files != NULL && check_mismatches (mismatches, error) ? g_steal_pointer (&files) : NULL;
}

/* What names the content of its edition was filed when explanations were a file
 * already: those in filing.json were put there since. */
static gboolean
check_approved (const Filing *filing, const char *folder, GError **error)
{
  return filing->explanations->len == 0 || filing->edition_sha256 == NULL
         || error_fault (error, "%s/" FILING_DESCRIPTION ": it holds explanations that the hash which was signed "
                         "does not cover: they are not what was approved", folder);
}

/* The files in FOLDER, whose content id is CONTENT, are those that EVENT left. */
static gboolean
check_content (Snapshot *snapshot, const char *folder, const char *content, const FiledEvent *event,
               GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autofree char *then = NULL;
  if (!filed_event_content (event, snapshot, &then, &wrong))
    return error_fault (error, "%s: what was filed cannot be compared: %s", folder, wrong->message);
  return g_strcmp0 (content, then) == 0
         || error_fault (error, "%s: the files are not those that were filed", folder);
}

/* The files in FOLDER are those that EVENT left, and nothing else: CONTENT is its
 * content id now. A part may also have been another when it was filed. */
static gboolean
read_event (Snapshot *snapshot, const char *folder, const char *content, const FiledEvent *event,
            Filing **filing, GHashTable **files, GError **error)
{
  g_autoptr(Filing) found = NULL;
  if (!filing_read (snapshot, &event->key, &found, error))
    return FALSE;
  if (found == NULL)
    return error_fault (error, "%s/" FILING_DESCRIPTION ": missing", folder);
  if (found->version != event->version)
    return error_fault (error, "%s/" FILING_DESCRIPTION ": it is of version %u", folder, found->version);
  if (!check_approved (found, folder, error))
    return FALSE;
  g_autoptr(GHashTable) parts = read_files (snapshot, found, error);
  if (parts == NULL || !check_content (snapshot, folder, content, event, error))
    return FALSE;
  *filing = g_steal_pointer (&found);
  *files = g_steal_pointer (&parts);
  return TRUE;
}

#define ADVICE "run 'verify', and bring the record back from a copy"

/* What EVENT (NULL, or without a commit: none) filed of KEY, read and held against
 * it; both stay NULL when nothing was filed. */
static gboolean
read_in_force (Snapshot *snapshot, const FilingKey *key, const FiledEvent *event, Filing **filing,
               GHashTable **files, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  g_autofree char *folder = filing_folder (key), *content = NULL;
  gboolean filed = event != NULL && event->commit != NULL;
  if (!snapshot_content_id (snapshot, folder, &content, error))
    return FALSE;
  if (!filed && content != NULL)
    return error_fault (error, "%s: no event of the record filed it: " ADVICE, folder);
  if (filed && !read_event (snapshot, folder, content, event, filing, files, &wrong))
    return error_fault (error, "%s; version %u was filed by commit %s: " ADVICE, wrong->message,
                        event->version, event->commit);
  return TRUE;
}

gboolean
filed_return_in_force (Snapshot *snapshot, const FilingKey *key, const FiledEvent *event,
                       Filing **out, GError **error)
{
  g_autoptr(GHashTable) files = NULL;
  Filing *filing = NULL;
  if (!read_in_force (snapshot, key, event, &filing, &files, error))
    return FALSE;
  *out = filing;
  return TRUE;
}

gboolean
filed_return_look_up (Snapshot *snapshot, const FilingKey *key, Filing **out, GError **error)
{
  g_autoptr(GHashTable) events = filed_events (snapshot, key, error);
  g_autofree char *name = filing_draft_name (key);
  return events != NULL
         && filed_return_in_force (snapshot, key, g_hash_table_lookup (events, name), out, error);
}

/* The parts of the filing are those of its edition, or something was lost. */
static gboolean
check_parts (const FiledReturn *filed, GError **error)
{
  const GPtrArray *expected = filed->definition->parts;
  for (guint i = 0; i < expected->len; i++)
    {
      const PartDefinition *part = g_ptr_array_index (expected, i);
      if (!g_hash_table_contains (filed->files, part->name))
        return error_fault (error, "%s: it has no part '%s', which its edition %s has", filed->folder,
                            part->name, filed->definition->edition);
    }
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, filed->files);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (definition_part (filed->definition, name) == NULL)
      return error_fault (error, "%s/%s.csv: its edition %s has no such part", filed->folder,
                          (const char *) name, filed->definition->edition);
  return TRUE;
}

/* What a record names and we do not have is a fault, not somebody's misspelling. */
static gboolean
find_definition (FiledReturn *filed, Definitions *definitions, GError **error)
{
  const Filing *filing = filed->filing;
  g_autoptr(GError) wrong = NULL;
  filed->definition
    = definitions_edition (definitions, filing->key.return_id, filing->edition, &wrong);
  if (filed->definition == NULL)
    return error_fault (error, "%s: it cannot be read as the edition it was filed under: %s",
                        filed->folder, wrong->message);
  if (!period_parse (filing->key.period, &filed->period))
    return error_fault (error, "%s: '%s' is not a period", filed->folder, filing->key.period);
  return TRUE;
}

/* The explanations are no part of the return, and the parts are those of its edition. */
static gboolean
sort_files (FiledReturn *filed, GError **error)
{
  if (!filing_take_explanations (filed->filing, filed->files, error))
    {
      g_prefix_error (error, "%s/", filed->folder);
      return FALSE;
    }
  return check_parts (filed, error);
}

gboolean
filed_return_read (Snapshot *snapshot, Definitions *definitions, const FilingKey *key,
                   FiledReturn **out, GError **error)
{
  g_autoptr(FiledReturn) filed = g_new0 (FiledReturn, 1);
  if (!filing_read (snapshot, key, &filed->filing, error))
    return FALSE;
  if (filed->filing == NULL)
    {
      *out = NULL;
      return TRUE;
    }
  filed->folder = filing_folder (key);
  if (!check_approved (filed->filing, filed->folder, error) || !find_definition (filed, definitions, error))
    return FALSE;
  filed->files = read_files (snapshot, filed->filing, error);
  if (filed->files == NULL || !sort_files (filed, error))
    return FALSE;
  *out = g_steal_pointer (&filed);
  return TRUE;
}

FiledReturn *
filed_return_of_event (Snapshot *snapshot, Definitions *definitions, const FiledEvent *event, GError **error)
{
  g_autoptr(FiledReturn) filed = g_new0 (FiledReturn, 1);
  filed->folder = filing_folder (&event->key);
  if (!read_in_force (snapshot, &event->key, event, &filed->filing, &filed->files, error))
    return NULL;
  g_assert (filed->filing != NULL);    /* it was filed, or there are files of it */
  return find_definition (filed, definitions, error) && sort_files (filed, error) ? g_steal_pointer (&filed) : NULL;
}

static const Finding *
first_hard (const Findings *findings)
{
  for (guint i = 0; i < findings_length (findings); i++)
    if (findings_index (findings, i)->severity == SEVERITY_HARD)
      return findings_index (findings, i);
  return NULL;
}

Submission *
filed_return_submission (const FiledReturn *filed, GError **error)
{
  g_autoptr(Findings) findings = findings_new ();
  g_autoptr(Submission) submission
    = submission_read (filed->definition, filed->files, filed->folder, NULL, findings);
  const Finding *wrong = first_hard (findings);
  if (wrong == NULL)
    return g_steal_pointer (&submission);
  error_fault (error, "%s:%" G_GUINT64_FORMAT ": %s", wrong->file, wrong->line, wrong->message);
  return NULL;
}
