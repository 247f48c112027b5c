/* JSON of unknown origin: limits, and nothing taken for JSON that is not. */

#include "lib/base/json_text.h"

#include <string.h>

static gboolean
loads (const char *text, gsize length)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  gboolean loaded = json_text_load (parser, text, length, &error);
  g_assert_true (loaded == (error == NULL));
  return loaded;
}

static void
test_json (void)
{
  static const char *const good[] = {
    "{}", "[]", "{\"a\": [1, -2.5e+3, true, null, \"x\"]}", "{\"a\":\"it's /* no comment */ # {[\"}",
    "\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e9\"", " \r\n\t{}\n",
  };
  static const char *const bad[] = {
    "", " ", "{", "}", "{\"a\": 1", "{\"a\": 'x'}", "{} /* x */", "# x\n{}", "{\"a\": \"\\202\"}", "{\"a\": \"\\x41\"}",
    "{\"a\": \"\\", "\"open", "{\"a\": \xff}", "{\"a\": \"\xc3\"}", "{'a': 1}", "{\"a\": 1;}", "caf\xc3\xa9",
  };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("good %u", i);
      g_assert_true (loads (good[i], strlen (good[i])));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("bad %u", i);
      g_assert_false (loads (bad[i], strlen (bad[i])));
    }
  g_assert_false (loads ("{}\0", 3));
  /* No more is read than there is. */
  g_assert_true (loads ("{}}", 2));
}

static void
test_depth (void)
{
  for (guint depth = JSON_TEXT_MAX_DEPTH; depth <= JSON_TEXT_MAX_DEPTH + 1; depth++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      for (guint i = 0; i < depth; i++)
        g_string_append_c (text, '[');
      for (guint i = 0; i < depth; i++)
        g_string_append_c (text, ']');
      g_assert_cmpint (loads (text->str, text->len), ==, depth == JSON_TEXT_MAX_DEPTH);
    }
  /* Beside each other and in texts they are not deep. */
  g_autoptr(GString) wide = g_string_new ("[\"[[[[[[[[[[[[[[[[[[[[[[\"");
  for (guint i = 0; i < 100; i++)
    g_string_append (wide, ",[{}]");
  g_string_append_c (wide, ']');
  g_assert_true (loads (wide->str, wide->len));
}

static void
test_members (void)
{
  static const char text[] = "{\"s\": \"x\", \"n\": 7, \"f\": 1.5, \"nil\": null, \"o\": {}}";
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_assert_true (json_text_load (parser, text, strlen (text), NULL));
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_text_string (object, "s"), ==, "x");
  g_assert_cmpint (json_text_int (object, "n", -1), ==, 7);
  static const char *const others[] = { "f", "nil", "o", "none" };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_null (json_text_string (object, others[i]));
      g_assert_cmpint (json_text_int (object, others[i], -1), ==, -1);
    }
  g_assert_null (json_text_string (object, "n"));
  g_assert_cmpint (json_text_int (object, "s", -1), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-text/is-json-or-nothing", test_json);
  g_test_add_func ("/json-text/depth", test_depth);
  g_test_add_func ("/json-text/members-of-their-type", test_members);
  return g_test_run ();
}
