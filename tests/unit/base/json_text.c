/* JSON of others: loaded within limits, or refused with the reason. */

#include "lib/base/json_text.h"

#include <string.h>

static void
test_loaded (void)
{
  static const char text[] = "{ \"name\" : \"Elm \\u0026 \\\"Oak\\\" [{\", \"homes\" : 12, \"late\" : true }";
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) error = NULL;
  g_assert_true (json_text_load (parser, text, strlen (text), &error));
  g_assert_no_error (error);
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_text_string (object, "name"), ==, "Elm & \"Oak\" [{");
  g_assert_cmpint (json_text_int (object, "homes", -1), ==, 12);
  /* There is none, or it is of another type. */
  g_assert_null (json_text_string (object, "homes"));
  g_assert_null (json_text_string (object, "none"));
  g_assert_cmpint (json_text_int (object, "name", -1), ==, -1);
  g_assert_cmpint (json_text_int (object, "none", 7), ==, 7);
}

static void
test_refused (void)
{
  static const struct { const char *text; gsize length; const char *reason; } rows[] = {
    { "", 0, "it is empty" },
    { "\"\xff\"", 3, "not text in UTF-8" },
    { "{}\0", 3, "not text in UTF-8" },
    { "\"a\0b\"", 5, "not text in UTF-8" },
    { "{ /* x */ }", 11, "a character that is not JSON" },
    { "{'a':1}", 7, "a character that is not JSON" },
    { "\"\\202\"", 6, "an escape that is not JSON" },
    { "\"\\x41\"", 6, "an escape that is not JSON" },
    { "\"\\", 2, "an escape that is not JSON" },
    { "{\"a\":1,\"a\":1}", 13, "one name twice" },
    { "[0,{\"b\":{\"a\":1,\"c\":2,\"a\":null}}]", 32, "one name twice" },
    { "  ", 2, "it is empty" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonParser) parser = json_parser_new_immutable ();
      g_autoptr(GError) error = NULL;
      g_test_message ("row %u", i);
      g_assert_false (json_text_load (parser, rows[i].text, rows[i].length, &error));
      g_assert_nonnull (strstr (error->message, rows[i].reason));
    }
  static const char *const broken[] = { "{", "{\"a\":}", "[1,]x", "\"open", "nothing" };
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr(JsonParser) parser = json_parser_new_immutable ();
      g_autoptr(GError) error = NULL;
      g_test_message ("%s", broken[i]);
      g_assert_false (json_text_load (parser, broken[i], strlen (broken[i]), &error));
      g_assert_nonnull (error);
    }
}

/* Brackets in a string are text; those beside each other are not in each other. */
static void
test_depth (void)
{
  for (guint depth = JSON_TEXT_MAX_DEPTH; depth <= JSON_TEXT_MAX_DEPTH + 1; depth++)
    {
      g_autoptr(GString) text = g_string_new ("[\"[[[[[[[[[[[[[[[[[[\",[],[],");
      for (guint i = 1; i < depth; i++)
        g_string_append_c (text, '[');
      for (guint i = 0; i < depth; i++)
        g_string_append_c (text, ']');
      g_autoptr(JsonParser) parser = json_parser_new_immutable ();
      g_autoptr(GError) error = NULL;
      gboolean loaded = json_text_load (parser, text->str, text->len, &error);
      g_assert_cmpint (loaded, ==, depth <= JSON_TEXT_MAX_DEPTH);
      if (!loaded)
        g_assert_cmpstr (error->message, ==, "it is nested too deep");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-text/members-of-the-type-asked-for", test_loaded);
  g_test_add_func ("/json-text/what-is-not-json-is-refused", test_refused);
  g_test_add_func ("/json-text/depth-has-a-limit", test_depth);
  return g_test_run ();
}
