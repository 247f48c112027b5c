/* json_text.h: JSON that others may have written, loaded with the limits that
 * json-glib does not set: it follows every level of nesting on the stack. */

#pragma once

#include <json-glib/json-glib.h>

#define JSON_TEXT_MAX_DEPTH 16u

/* Loads TEXT into PARSER. FALSE with the reason when it is empty, not UTF-8,
 * not JSON, nested more than JSON_TEXT_MAX_DEPTH deep, or has an object with two
 * members of one name. */
gboolean json_text_load (JsonParser *parser, const char *text, gsize length, GError **error);

/* The member NAME of OBJECT, borrowed: NULL, or OTHERWISE, when there is none
 * or it is of another type. */
const char *json_text_string (JsonObject *object, const char *name);
gint64 json_text_int (JsonObject *object, const char *name, gint64 otherwise);
