#include "lib/base/json_text.h"

#include <gio/gio.h>
#include <string.h>

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, reason);
  return FALSE;
}

/* Behind the closing quotation mark of the string that begins at P; NULL when
 * it holds an escape that JSON has not: json-glib makes a byte of "\202". */
static const char *
skip_string (const char *p, const char *end)
{
  for (p++; p < end && *p != '"'; p++)
    if (*p == '\\' && (++p == end || *p == '\0' || strchr ("\"\\/bfnrtu", *p) == NULL))
      return NULL;
  return p + 1;
}

/* json-glib also takes comments and other quotation marks, in which brackets
 * could hide; JSON has no character but these outside its strings. */
static gboolean
is_shallow (const char *text, gsize length, GError **error)
{
  const char *end = text + length;
  guint depth = 0;
  for (const char *p = text; p < end;)
    {
      if (*p == '\0' || (!g_ascii_isalnum (*p) && strchr ("{}[],:\"+-. \t\r\n", *p) == NULL))
        return refuse (error, "it holds a character that is not JSON");
      if ((*p == '[' || *p == '{') && ++depth > JSON_TEXT_MAX_DEPTH)
        return refuse (error, "it is nested too deep");
      if ((*p == ']' || *p == '}') && depth > 0)
        depth--;
      p = *p == '"' ? skip_string (p, end) : p + 1;
      if (p == NULL)
        return refuse (error, "it holds an escape that is not JSON");
    }
  return TRUE;
}

static void
count_member (G_GNUC_UNUSED JsonParser *parser, G_GNUC_UNUSED JsonObject *object,
              G_GNUC_UNUSED const char *name, guint *read)
{
  (*read)++;
}

static guint members_below (JsonNode *node);

static guint
members_of (JsonObject *object)
{
  guint n = json_object_get_size (object);
  g_autoptr(GList) values = json_object_get_values (object);
  for (const GList *value = values; value != NULL; value = value->next)
    n += members_below (value->data);
  return n;
}

/* The names in NODE, which is not deep. */
static guint
members_below (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return members_of (json_node_get_object (node));
  guint n = 0;
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    n += members_below (json_array_get_element (array, i));
  return n;
}

/* json-glib keeps the last of two members of one name, and others the first. Of
 * blanks alone it makes a parser without a root. */
static gboolean
load_once (JsonParser *parser, const char *text, gsize length, GError **error)
{
  guint read = 0;
  gulong counting = g_signal_connect (parser, "object-member", G_CALLBACK (count_member), &read);
  gboolean loaded = json_parser_load_from_data (parser, text, (gssize) length, error);
  g_signal_handler_disconnect (parser, counting);
  JsonNode *root = loaded ? json_parser_get_root (parser) : NULL;
  if (!loaded || (root != NULL && members_below (root) == read))
    return loaded;
  return refuse (error, root == NULL ? "it is empty" : "it holds one name twice");
}

gboolean
json_text_load (JsonParser *parser, const char *text, gsize length, GError **error)
{
  if (length == 0)
    return refuse (error, "it is empty");
  if (!g_utf8_validate_len (text, length, NULL))
    return refuse (error, "it is not text in UTF-8");
  return is_shallow (text, length, error)
         && load_once (parser, text, length, error);
}

static JsonNode *
member_of_type (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && json_node_get_value_type (node) == type ? node : NULL;
}

const char *
json_text_string (JsonObject *object, const char *name)
{
  JsonNode *node = member_of_type (object, name, G_TYPE_STRING);
  return node == NULL ? NULL : json_node_get_string (node);
}

gint64
json_text_int (JsonObject *object, const char *name, gint64 otherwise)
{
  JsonNode *node = member_of_type (object, name, G_TYPE_INT64);
  return node == NULL ? otherwise : json_node_get_int (node);
}
