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

gboolean
json_text_load (JsonParser *parser, const char *text, gsize length, GError **error)
{
  if (length == 0)
    return refuse (error, "it is empty");
  if (!g_utf8_validate_len (text, length, NULL))
    return refuse (error, "it is not text in UTF-8");
  /* Of blanks alone json-glib makes a parser without a root. */
  return is_shallow (text, length, error)
         && json_parser_load_from_data (parser, text, (gssize) length, error)
         && (json_parser_get_root (parser) != NULL || refuse (error, "it is empty"));
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
