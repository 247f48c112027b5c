#include "lib/register/establishment_about.h"

#include "lib/base/error.h"
#include "lib/base/json_text.h"

void
establishment_about_free (EstablishmentAbout *about)
{
  if (about == NULL)
    return;
  g_free (about->source);
  g_free (about->sha256);
  g_free (about->reason);
  g_strfreev (about->doubts);
  g_free (about->withdrawn);
  g_free (about->withdrawn_on);
  g_free (about);
}

char *
establishment_path (Date as_at, const char *ending)
{
  g_autofree char *date = date_to_string (as_at);
  return g_strconcat ("establishments/", date, ending, NULL);
}

/* The object in BYTES, in a parser that owns it; NULL with the reason when it
 * has none, or lacks what every one has. */
static JsonParser *
parse (GBytes *bytes, JsonObject **object, GError **error)
{
  gsize n;
  const char *text = g_bytes_get_data (bytes, &n);
  g_autoptr(JsonParser) parser = json_parser_new ();
  if (!json_text_load (parser, text, n, error))
    return NULL;
  JsonNode *root = json_parser_get_root (parser);
  *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  if (*object != NULL && json_text_string (*object, "sha256") != NULL)
    return g_steal_pointer (&parser);
  error_fault (error, "it does not say of which bytes it is");
  return NULL;
}

static GStrv
texts_of (JsonObject *object, const char *name)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_VALUE (item) && json_node_get_value_type (item) == G_TYPE_STRING)
        g_ptr_array_add (texts, json_node_dup_string (item));
    }
  g_ptr_array_add (texts, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

static EstablishmentAbout *
about_of (JsonObject *object)
{
  EstablishmentAbout *about = g_new0 (EstablishmentAbout, 1);
  JsonNode *node = json_object_get_member (object, "withdrawn");
  JsonObject *withdrawn
    = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  about->source = g_strdup (json_text_string (object, "source"));
  about->sha256 = g_strdup (json_text_string (object, "sha256"));
  about->reason = g_strdup (json_text_string (object, "reason"));
  about->doubts = texts_of (object, "doubts");
  if (withdrawn != NULL)
    {
      about->withdrawn = g_strdup (json_text_string (withdrawn, "reason"));
      about->withdrawn_on = g_strdup (json_text_string (withdrawn, "on"));
    }
  return about;
}

gboolean
establishment_about_read (Snapshot *snapshot, Date as_at, EstablishmentAbout **out, GError **error)
{
  g_autofree char *path = establishment_path (as_at, ".json");
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GBytes) bytes = NULL;
  JsonObject *object;
  if (!snapshot_read (snapshot, path, &bytes, error))
    return FALSE;
  g_autoptr(JsonParser) parser = bytes == NULL ? NULL : parse (bytes, &object, &wrong);
  if (wrong != NULL)
    return error_fault (error, "cannot read %s: %s", path, wrong->message);
  *out = parser == NULL ? NULL : about_of (object);
  return TRUE;
}

char *
establishment_about_withdraw (GBytes *bytes, const char *on, const char *by, const char *reason,
                              GError **error)
{
  JsonObject *object;
  g_autoptr(JsonParser) parser = parse (bytes, &object, error);
  if (parser == NULL)
    return NULL;
  JsonObject *withdrawn = json_object_new ();
  json_object_set_string_member (withdrawn, "on", on);
  json_object_set_string_member (withdrawn, "by", by);
  json_object_set_string_member (withdrawn, "reason", reason);
  json_object_set_object_member (object, "withdrawn", withdrawn);
  g_autofree char *text = json_to_string (json_parser_get_root (parser), TRUE);
  return g_strconcat (text, "\n", NULL);
}
