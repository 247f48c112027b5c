#include "lib/returns/filing.h"

#include <string.h>

#include "lib/base/error.h"
#include "lib/base/json_text.h"
#include "lib/sheet/data_file.h"

static void
filing_key_clear (FilingKey *key)
{
  g_free (key->return_id);
  g_free (key->period);
  g_free (key->person);
}

static void
filing_part_free (FilingPart *part)
{
  g_free (part->part);
  g_free (part->sha256);
  g_free (part);
}

void
filing_free (Filing *filing)
{
  if (filing == NULL)
    return;
  filing_key_clear (&filing->key);
  g_free (filing->edition);
  g_free (filing->edition_sha256);
  g_free (filing->hash);
  g_ptr_array_unref (filing->parts);
  g_ptr_array_unref (filing->explanations);
  g_free (filing->signatory);
  g_free (filing->mail);
  g_free (filing->role);
  g_free (filing->declaration);
  g_free (filing->filed_at);
  g_free (filing->reason);
  g_free (filing);
}

gboolean
person_id_is_valid (const char *id)
{
  return id != NULL && id[0] == 'P' && strspn (id + 1, "0123456789") == 5 && id[6] == '\0';
}

char *
filing_folder (const FilingKey *key)
{
  gsize length = strlen (key->person);
  g_assert (length >= 2);
  return g_strdup_printf ("returns/%s/%s/%s/%s", key->return_id, key->period,
                          key->person + length - 2, key->person);
}

char *
filing_draft_name (const FilingKey *key)
{
  return g_strdup_printf ("%s/%s/%s", key->return_id, key->period, key->person);
}

char *
content_hash (GHashTable *files)
{
  g_autoptr(GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer part, bytes;
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &part, &bytes))
    g_hash_table_insert (named, g_strconcat (part, ".csv", NULL), bytes);
  return content_hash_files (named);
}

/* The texts of filing.json, in the order they are written: name and place. */
typedef struct {
  const char *name;
  gsize offset;
  gboolean optional;       /* null where there is nothing to say */
} TextField;

static const TextField filing_texts[] = {
  { "return", G_STRUCT_OFFSET (Filing, key.return_id), FALSE },
  { "period", G_STRUCT_OFFSET (Filing, key.period), FALSE },
  { "person", G_STRUCT_OFFSET (Filing, key.person), FALSE },
  { "edition", G_STRUCT_OFFSET (Filing, edition), FALSE },
  { "edition_sha256", G_STRUCT_OFFSET (Filing, edition_sha256), TRUE },
  { "hash", G_STRUCT_OFFSET (Filing, hash), FALSE },
  { "signatory", G_STRUCT_OFFSET (Filing, signatory), TRUE },
  { "mail", G_STRUCT_OFFSET (Filing, mail), TRUE },
  { "role", G_STRUCT_OFFSET (Filing, role), TRUE },
  { "declaration", G_STRUCT_OFFSET (Filing, declaration), TRUE },
  { "filed_at", G_STRUCT_OFFSET (Filing, filed_at), TRUE },
  { "reason", G_STRUCT_OFFSET (Filing, reason), TRUE },
};

static const TextField explanation_texts[] = {
  { "rule", G_STRUCT_OFFSET (Explanation, rule), FALSE },
  { "place", G_STRUCT_OFFSET (Explanation, location), FALSE },
  { "value", G_STRUCT_OFFSET (Explanation, value), TRUE },
  { "code", G_STRUCT_OFFSET (Explanation, code), TRUE },
  { "text", G_STRUCT_OFFSET (Explanation, text), TRUE },
  { "by", G_STRUCT_OFFSET (Explanation, by), TRUE },
  { "at", G_STRUCT_OFFSET (Explanation, at), TRUE },
};

static void
write_texts (JsonBuilder *builder, gconstpointer record, const TextField *fields, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const char *text = G_STRUCT_MEMBER (const char *, record, fields[i].offset);
      json_builder_set_member_name (builder, fields[i].name);
      if (text == NULL)
        json_builder_add_null_value (builder);
      else
        json_builder_add_string_value (builder, text);
    }
}

static void
write_parts (JsonBuilder *builder, const GPtrArray *parts)
{
  json_builder_set_member_name (builder, "parts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < parts->len; i++)
    {
      const FilingPart *part = g_ptr_array_index (parts, i);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "part");
      json_builder_add_string_value (builder, part->part);
      json_builder_set_member_name (builder, "sha256");
      json_builder_add_string_value (builder, part->sha256);
      json_builder_set_member_name (builder, "bytes");
      json_builder_add_int_value (builder, (gint64) part->bytes);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static char *
write_json (const Filing *filing)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  write_texts (builder, filing, filing_texts, G_N_ELEMENTS (filing_texts));
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, filing->version);
  write_parts (builder, filing->parts);
  json_builder_end_object (builder);
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);
  return g_strconcat (text, "\n", NULL);
}

/* json-glib writes some characters as escapes that no JSON has, and reads
 * others as the start of one: what it made is read before it is kept. */
char *
filing_to_json (const Filing *filing, GError **error)
{
  g_autofree char *text = write_json (filing);
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Filing) again = filing_from_json (text, strlen (text), &wrong);
  for (guint i = 0; again != NULL && i < G_N_ELEMENTS (filing_texts); i++)
    {
      gsize offset = filing_texts[i].offset;
      if (g_strcmp0 (G_STRUCT_MEMBER (const char *, again, offset),
                     G_STRUCT_MEMBER (const char *, filing, offset)) == 0)
        continue;
      error_refuse (error, "the %s cannot be kept: it holds a character that would not be read back "
                    "as it is", filing_texts[i].name);
      return NULL;
    }
  if (again != NULL)
    return g_steal_pointer (&text);
  error_refuse (error, "what describes the return cannot be kept: it would not be read back (%s); "
                "look for control characters in names and in the reason", wrong->message);
  return NULL;
}

static gboolean
broken (GError **error, const char *what)
{
  return error_fault (error, "%s", what);
}

static gboolean
read_texts (JsonObject *object, gpointer record, const TextField *fields, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      const char *text = json_text_string (object, fields[i].name);
      if (text == NULL && !fields[i].optional)
        {
          g_autofree char *what = g_strdup_printf ("'%s' is not a text", fields[i].name);
          return broken (error, what);
        }
      G_STRUCT_MEMBER (char *, record, fields[i].offset) = g_strdup (text);
    }
  return TRUE;
}

/* The objects of the array NAME; NULL when there is no such array of objects. */
static GPtrArray *
member_objects (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  JsonArray *array = json_node_get_array (node);
  g_autoptr(GPtrArray) objects = g_ptr_array_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      if (!JSON_NODE_HOLDS_OBJECT (element))
        return NULL;
      g_ptr_array_add (objects, json_node_get_object (element));
    }
  return g_steal_pointer (&objects);
}

static gboolean
read_parts (JsonObject *object, Filing *filing, GError **error)
{
  g_autoptr(GPtrArray) objects = member_objects (object, "parts");
  if (objects == NULL)
    return broken (error, "'parts' is not a list of parts");
  for (guint i = 0; i < objects->len; i++)
    {
      JsonObject *row = g_ptr_array_index (objects, i);
      const char *name = json_text_string (row, "part");
      const char *sha256 = json_text_string (row, "sha256");
      gint64 bytes = json_text_int (row, "bytes", -1);
      if (name == NULL || !data_is_code (name) || !sha256_is_valid (sha256) || bytes < 0)
        return broken (error, "a part lacks its name, hash or size");
      if (i > 0 && strcmp (name, ((FilingPart *) g_ptr_array_index (filing->parts, i - 1))->part) <= 0)
        return broken (error, "the parts are not in the order of their names, each once");
      FilingPart *part = g_new0 (FilingPart, 1);
      part->part = g_strdup (name);
      part->sha256 = g_strdup (sha256);
      part->bytes = (guint64) bytes;
      g_ptr_array_add (filing->parts, part);
    }
  return TRUE;
}

/* Those of a filing made before they were a file of it. */
static gboolean
read_explanations (JsonObject *object, Filing *filing, GError **error)
{
  if (!json_object_has_member (object, "explanations"))
    return TRUE;
  g_autoptr(GPtrArray) objects = member_objects (object, "explanations");
  if (objects == NULL)
    return broken (error, "'explanations' is not a list of explanations");
  for (guint i = 0; i < objects->len; i++)
    {
      Explanation *explanation = g_new0 (Explanation, 1);
      g_ptr_array_add (filing->explanations, explanation);
      if (!read_texts (g_ptr_array_index (objects, i), explanation, explanation_texts,
                       G_N_ELEMENTS (explanation_texts), error))
        return FALSE;
    }
  return TRUE;
}

Filing *
filing_new (void)
{
  Filing *filing = g_new0 (Filing, 1);
  filing->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) filing_part_free);
  filing->explanations = explanations_new ();
  return filing;
}

void
filing_add_part (Filing *filing, const char *part, GBytes *bytes)
{
  FilingPart *row = g_new0 (FilingPart, 1);
  row->part = g_strdup (part);
  row->sha256 = bytes_sha256 (bytes);
  row->bytes = g_bytes_get_size (bytes);
  g_ptr_array_add (filing->parts, row);
}

gboolean
filing_has_explanations_file (const Filing *filing)
{
  for (guint i = 0; i < filing->parts->len; i++)
    if (strcmp (((const FilingPart *) g_ptr_array_index (filing->parts, i))->part, EXPLANATIONS_PART) == 0)
      return TRUE;
  return FALSE;
}

/* That of all parts but the one called WITHOUT. */
static char *
hash_parts (const Filing *filing, const char *without)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  for (guint i = 0; i < filing->parts->len; i++)
    {
      const FilingPart *part = g_ptr_array_index (filing->parts, i);
      if (g_strcmp0 (part->part, without) != 0)
        g_string_append_printf (lines, "%s  %s.csv\n", part->sha256, part->part);
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, lines->str, (gssize) lines->len);
}

char *
filing_content_hash (const Filing *filing)
{
  return hash_parts (filing, NULL);
}

char *
filing_return_hash (const Filing *filing)
{
  return hash_parts (filing, EXPLANATIONS_PART);
}

gboolean
filing_take_explanations (Filing *filing, GHashTable *files, GError **error)
{
  GBytes *bytes = g_hash_table_lookup (files, EXPLANATIONS_PART);
  if (bytes == NULL)
    return TRUE;
  GPtrArray *explanations = explanations_read (bytes, error);
  if (explanations == NULL)
    return FALSE;
  g_ptr_array_unref (filing->explanations);
  filing->explanations = explanations;
  g_hash_table_remove (files, EXPLANATIONS_PART);
  return TRUE;
}

/* An object, borrowed from PARSER. */
static JsonNode *
load_root (JsonParser *parser, const char *text, gsize length, GError **error)
{
  g_autoptr(GError) wrong = NULL;
  JsonNode *root = json_text_load (parser, text, length, &wrong) ? json_parser_get_root (parser) : NULL;
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return root;
  broken (error, wrong != NULL ? wrong->message : "it is not an object");
  return NULL;
}

static gboolean
read_version (JsonObject *object, Filing *filing, GError **error)
{
  gint64 version = json_text_int (object, "version", 0);
  if (version < 1 || version > G_MAXINT32)
    return broken (error, "'version' is not a version");
  filing->version = (guint) version;
  return TRUE;
}

static gboolean
check_form (const Filing *filing, GError **error)
{
  if (!person_id_is_valid (filing->key.person) || !sha256_is_valid (filing->hash)
      || (filing->edition_sha256 != NULL && !sha256_is_valid (filing->edition_sha256)))
    return broken (error, "'person', 'hash' or 'edition_sha256' is malformed");
  if (filing->explanations->len > 0 && filing_has_explanations_file (filing))
    return broken (error, "it holds explanations, and names a file of them");
  return TRUE;
}

Filing *
filing_from_json (const char *text, gsize length, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(Filing) filing = filing_new ();
  JsonNode *root = load_root (parser, text, length, error);
  if (root == NULL)
    return NULL;
  JsonObject *object = json_node_get_object (root);
  gboolean good = read_version (object, filing, error)
                  && read_texts (object, filing, filing_texts, G_N_ELEMENTS (filing_texts), error)
                  && read_parts (object, filing, error) && read_explanations (object, filing, error)
                  && check_form (filing, error);
  return good ? g_steal_pointer (&filing) : NULL;
}

/* The filing in FOLDER, which must be the folder of what it says it is; *OUT is
 * NULL when there is none. */
static gboolean
read_folder (Snapshot *snapshot, const char *folder, Filing **out, GError **error)
{
  g_autofree char *path = g_strconcat (folder, "/" FILING_DESCRIPTION, NULL);
  g_autoptr(GBytes) bytes = NULL;
  if (!snapshot_read (snapshot, path, &bytes, error))
    return FALSE;
  if (bytes == NULL)
    {
      *out = NULL;
      return TRUE;
    }
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr(Filing) filing = filing_from_json (text, length, error);
  if (filing == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  if (filing->signatory == NULL || filing->mail == NULL || filing->filed_at == NULL)
    return error_fault (error, "%s: filing.json names no signatory or time", path);
  g_autofree char *expected = filing_folder (&filing->key);
  if (strcmp (expected, folder) != 0)
    return error_fault (error, "%s: filing.json speaks of %s", path, expected);
  *out = g_steal_pointer (&filing);
  return TRUE;
}

gboolean
filing_read (Snapshot *snapshot, const FilingKey *key, Filing **out, GError **error)
{
  g_autofree char *folder = filing_folder (key);
  return read_folder (snapshot, folder, out, error);
}
