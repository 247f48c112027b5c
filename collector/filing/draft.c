#include "collector/filing/draft.h"

#include "lib/base/error.h"
#include "lib/base/text_order.h"

#include <string.h>

#define DESCRIPTION "draft.json"
#define WHOLE_RULE "*"

void
draft_free (Draft *draft)
{
  if (draft == NULL)
    return;
  filing_free (draft->filing);
  g_hash_table_unref (draft->files);
  g_free (draft->after);
  g_free (draft);
}

static FilingKey
copy_key (const FilingKey *key)
{
  return (FilingKey) { g_strdup (key->return_id), g_strdup (key->period), g_strdup (key->person) };
}

Draft *
draft_new (const FilingKey *key, const char *edition, GHashTable *files, const Filing *in_force,
           const char *reason)
{
  Draft *draft = g_new0 (Draft, 1);
  Filing *filing = draft->filing = filing_new ();
  filing->key = copy_key (key);
  filing->edition = g_strdup (edition);
  filing->version = in_force == NULL ? 1 : in_force->version + 1;
  filing->reason = g_strdup (reason);
  draft->files = g_hash_table_ref (files);
  return draft;
}

GHashTable *
draft_parts (const Draft *draft, GError **error)
{
  const GPtrArray *explanations = draft->filing->explanations;
  g_autoptr(GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gpointer part, bytes;
  g_hash_table_iter_init (&iter, draft->files);
  while (g_hash_table_iter_next (&iter, &part, &bytes))
    g_hash_table_insert (parts, g_strdup (part), g_bytes_ref (bytes));
  if (explanations->len == 0)
    return g_steal_pointer (&parts);
  GBytes *file = explanations_write (explanations, error);
  if (file == NULL)
    return NULL;
  g_hash_table_insert (parts, g_strdup (EXPLANATIONS_PART), file);
  return g_steal_pointer (&parts);
}

/* Gives the filing of DRAFT the parts, and the hash, of what it now holds: what a
 * signatory approves. */
static gboolean
seal (Draft *draft, GError **error)
{
  Filing *filing = draft->filing;
  g_autoptr(GHashTable) parts = draft_parts (draft, error);
  if (parts == NULL)
    return FALSE;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (parts, NULL);
  guint n = g_hash_table_size (parts);
  qsort (names, n, sizeof *names, text_compare);
  g_ptr_array_set_size (filing->parts, 0);
  for (guint i = 0; i < n; i++)
    filing_add_part (filing, names[i], g_hash_table_lookup (parts, names[i]));
  g_free (filing->hash);
  filing->hash = content_hash (parts);
  return TRUE;
}

static gboolean
damaged (GError **error, const char *what, const char *name)
{
  return error_fault (error, "'%s' of the draft is %s", name, what);
}

static gboolean
read_part (Snapshot *snapshot, const FilingPart *part, GHashTable *files, GError **error)
{
  g_autofree char *path = g_strconcat (part->part, ".csv", NULL);
  g_autoptr(GBytes) bytes = NULL;
  if (!snapshot_read (snapshot, path, &bytes, error))
    return FALSE;
  if (bytes == NULL)
    return damaged (error, "missing", path);
  g_autofree char *sha256 = bytes_sha256 (bytes);
  if (strcmp (sha256, part->sha256) != 0)
    return damaged (error, "not the file that was saved", path);
  g_hash_table_insert (files, g_strdup (part->part), g_steal_pointer (&bytes));
  return TRUE;
}

/* The bytes must be those that the description speaks of: the hash in it is
 * what a signatory approves. */
static gboolean
read_parts (Snapshot *snapshot, Draft *draft, GError **error)
{
  for (guint i = 0; i < draft->filing->parts->len; i++)
    if (!read_part (snapshot, g_ptr_array_index (draft->filing->parts, i), draft->files, error))
      return FALSE;
  g_autofree char *hash = content_hash (draft->files);
  if (strcmp (hash, draft->filing->hash) != 0)
    return damaged (error, "of another hash than its files", DESCRIPTION);
  return filing_take_explanations (draft->filing, draft->files, error);
}

Filing *
draft_description (Snapshot *commit, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  if (!snapshot_read (commit, DESCRIPTION, &bytes, error))
    return NULL;
  if (bytes == NULL)
    {
      damaged (error, "missing", DESCRIPTION);
      return NULL;
    }
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  Filing *filing = filing_from_json (text, length, error);
  if (filing == NULL)
    g_prefix_error (error, "%s: ", DESCRIPTION);
  return filing;
}

/* A reference can be moved without touching what it leads to: one person's
 * individual must not sign what another saved. */
static gboolean
check_key (const Filing *filing, const char *name, GError **error)
{
  g_autofree char *own = filing_draft_name (&filing->key);
  return strcmp (own, name) == 0
         || error_fault (error, "its reference leads to the draft of %s: it was moved; delete the "
                         "reference and save the draft again", own);
}

/* The draft called NAME as it describes itself; both stay NULL when there is none. */
static gboolean
open_draft (Store *store, const char *name, Snapshot **snapshot, Filing **filing, GError **error)
{
  g_autoptr(Snapshot) commit = NULL;
  if (!store_read_draft (store, name, &commit, error))
    return FALSE;
  g_autoptr(Filing) described = commit == NULL ? NULL : draft_description (commit, error);
  if (commit != NULL && (described == NULL || !check_key (described, name, error)))
    return FALSE;
  *snapshot = g_steal_pointer (&commit);
  *filing = g_steal_pointer (&described);
  return TRUE;
}

/* *OUT is NULL when there is none. */
static gboolean
read_draft (Store *store, const char *name, Draft **out, GError **error)
{
  g_autoptr(Snapshot) snapshot = NULL;
  g_autoptr(Filing) filing = NULL;
  if (!open_draft (store, name, &snapshot, &filing, error))
    return FALSE;
  g_autoptr(Draft) draft = NULL;
  if (filing != NULL)
    {
      draft = g_new0 (Draft, 1);
      draft->filing = g_steal_pointer (&filing);
      draft->after = g_strdup (snapshot_commit (snapshot));
      draft->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
      if (!read_parts (snapshot, draft, error))
        return FALSE;
    }
  *out = g_steal_pointer (&draft);
  return TRUE;
}

gboolean
draft_read (Store *store, const FilingKey *key, Draft **out, GError **error)
{
  g_autofree char *name = filing_draft_name (key);
  if (read_draft (store, name, out, error))
    return TRUE;
  g_prefix_error (error, "draft %s: ", name);
  return FALSE;
}

gboolean
draft_is_done (Store *store, const FilingKey *key, const Filing *filing, gboolean *out, GError **error)
{
  g_autofree char *name = filing_draft_name (key);
  g_autoptr(Snapshot) snapshot = NULL;
  g_autoptr(Filing) draft = NULL;
  if (!open_draft (store, name, &snapshot, &draft, error))
    {
      g_prefix_error (error, "draft %s: ", name);
      return FALSE;
    }
  *out = draft != NULL && strcmp (draft->hash, filing->hash) == 0;
  return TRUE;
}

gboolean
draft_check_line (Store *store, const Draft *draft, GError **error)
{
  g_autofree char *name = filing_draft_name (&draft->filing->key);
  g_assert (draft->after != NULL);
  if (store_check_draft (store, name, draft->after, error))
    return TRUE;
  g_prefix_error (error, "nothing was changed: ");
  return FALSE;
}

/* The files of the draft's commit: name -> GBytes. */
static GHashTable *
make_files (const Draft *draft, GError **error)
{
  g_autoptr(GHashTable) parts = draft_parts (draft, error);
  char *json = parts == NULL ? NULL : filing_to_json (draft->filing, error);
  if (json == NULL)
    return NULL;
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gpointer part, bytes;
  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &part, &bytes))
    g_hash_table_insert (files, g_strconcat (part, ".csv", NULL), g_bytes_ref (bytes));
  g_hash_table_insert (files, g_strdup (DESCRIPTION), g_bytes_new_take (json, strlen (json)));
  return files;
}

gboolean
draft_save (Store *store, Draft *draft, const Actor *actor, const char *event, GError **error)
{
  if (!seal (draft, error))
    return FALSE;
  g_autoptr(GHashTable) files = make_files (draft, error);
  if (files == NULL)
    return FALSE;
  const FilingKey *key = &draft->filing->key;
  g_autofree char *name = filing_draft_name (key);
  g_autofree char *subject = g_strdup_printf ("%s: %s %s of %s", event, key->return_id, key->period,
                                              key->person);
  return store_change_draft (store, name, draft->after, actor, subject, files, NULL, error);
}

char *
finding_location (const Finding *finding)
{
  return g_strdup_printf ("%s:%" G_GUINT64_FORMAT ":%s", finding->file, finding->line,
                          finding->field == NULL ? "" : finding->field);
}

static gboolean
explains (const Explanation *explanation, const Finding *finding)
{
  if (g_strcmp0 (explanation->rule, finding->rule) != 0)
    return FALSE;
  if (strcmp (explanation->location, WHOLE_RULE) == 0)
    return TRUE;
  g_autofree char *location = finding_location (finding);
  return strcmp (explanation->location, location) == 0
         && strcmp (explanation->value == NULL ? "" : explanation->value,
                    finding->value == NULL ? "" : finding->value) == 0;
}

static gboolean
explains_any (const Explanation *explanation, const CheckResult *result)
{
  for (guint i = 0; i < findings_length (result->findings); i++)
    if (explains (explanation, findings_index (result->findings, i)))
      return TRUE;
  return FALSE;
}

void
draft_keep_explanations (Draft *draft, const Draft *old, const CheckResult *result)
{
  g_autofree char *now = content_hash (draft->files), *before = content_hash (old->files);
  gboolean same = strcmp (now, before) == 0;
  g_free (draft->after);
  draft->after = g_strdup (old->after);
  for (guint i = 0; i < old->filing->explanations->len; i++)
    {
      const Explanation *given = g_ptr_array_index (old->filing->explanations, i);
      gboolean whole = strcmp (given->location, WHOLE_RULE) == 0;
      if (!explains_any (given, result) || (whole && !same))
        continue;
      g_ptr_array_add (draft->filing->explanations, explanation_copy (given));
    }
}

static const Explanation *
find_explanation (const Draft *draft, const Finding *finding)
{
  for (guint i = 0; i < draft->filing->explanations->len; i++)
    {
      const Explanation *explanation = g_ptr_array_index (draft->filing->explanations, i);
      if (explains (explanation, finding))
        return explanation;
    }
  return NULL;
}

guint64
draft_unexplained (const Draft *draft, const CheckResult *result)
{
  /* What was not kept cannot be explained. */
  guint64 unexplained = findings_not_kept (result->findings);
  for (guint i = 0; i < findings_length (result->findings); i++)
    {
      const Finding *finding = findings_index (result->findings, i);
      unexplained += finding->severity == SEVERITY_SOFT && find_explanation (draft, finding) == NULL;
    }
  return unexplained;
}

GStrv
draft_to_explain (const Draft *draft, const CheckResult *result)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < findings_length (result->findings); i++)
    {
      const Finding *finding = findings_index (result->findings, i);
      if (finding->severity != SEVERITY_SOFT || find_explanation (draft, finding) != NULL)
        continue;
      g_autofree char *name = finding->line == 0 ? g_strdup (finding->rule)
        : g_strdup_printf ("%s:%" G_GUINT64_FORMAT, finding->rule, finding->line);
      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}
