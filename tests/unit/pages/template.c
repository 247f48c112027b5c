/* Templates: each case of tests/cases/templates, and the limits. */

#include "lib/base/error.h"
#include "lib/pages/template.h"

#include <string.h>

static Escape
escape_named (const char *name)
{
  if (name == NULL || g_str_equal (name, "html"))
    return ESCAPE_HTML;
  if (g_str_equal (name, "markdown"))
    return ESCAPE_MARKDOWN;
  g_assert_cmpstr (name, ==, "none");
  return ESCAPE_NONE;
}

static char *
find_partial (const char *name, gpointer data)
{
  JsonObject *partials = data;
  return g_strdup (json_object_get_string_member_with_default (partials, name, NULL));
}

static const char *
text_of (JsonObject *row, const char *name)
{
  return json_object_get_string_member_with_default (row, name, NULL);
}

static void
test_case (gconstpointer data)
{
  JsonObject *row = (JsonObject *) data;
  g_autoptr(GError) error = NULL;
  JsonObject *partials = json_object_has_member (row, "partials")
                         ? json_object_get_object_member (row, "partials") : NULL;
  g_autofree char *out = template_render (text_of (row, "template"),
                                          json_object_get_member (row, "data"),
                                          escape_named (text_of (row, "escape")), TEMPLATE_ANY_NAME,
                                          partials == NULL ? NULL : find_partial, partials, &error);
  if (text_of (row, "error") == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (out, ==, text_of (row, "expected"));
      return;
    }
  g_assert_null (out);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, text_of (row, "error")));
}

/* The texts made by doubling a partial N deep: 2^N times eight bytes. */
static char *
doubling_partial (const char *name, gpointer data)
{
  guint depth = GPOINTER_TO_UINT (data);
  guint level = (guint) g_ascii_strtoull (name, NULL, 10);
  return level == depth ? g_strdup ("eightbyt")
                        : g_strdup_printf ("{{>%u}}{{>%u}}", level + 1, level + 1);
}

static void
test_output_limit (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *fits = template_render ("{{>0}}", NULL, ESCAPE_NONE, TEMPLATE_ANY_NAME, doubling_partial,
                                           GUINT_TO_POINTER (20u), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (fits), ==, 8u << 20);
  g_autofree char *beyond = template_render ("{{>0}}", NULL, ESCAPE_NONE, TEMPLATE_ANY_NAME, doubling_partial,
                                             GUINT_TO_POINTER (23u), &error);
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_null (beyond);
}

static char *
silent_partial (const char *name, G_GNUC_UNUSED gpointer data)
{
  guint level = (guint) g_ascii_strtoull (name, NULL, 10);
  return level == 40 ? g_strdup ("") : g_strdup_printf ("{{>%u}}{{>%u}}", level + 1, level + 1);
}

/* Work that makes no text is bounded too. */
static void
test_step_limit (void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (template_render ("{{>0}}", NULL, ESCAPE_NONE, TEMPLATE_ANY_NAME, silent_partial, NULL, &error));
  g_assert_error (error, CARE_ERROR, ERROR_FAULT);
  g_assert_nonnull (strstr (error->message, "too many tags"));
}

/* In our own templates a name that is not there is a mistake, also in a section;
 * null and what is empty are there. */
static void
test_known_names (void)
{
  static const struct { const char *template_, *expected, *error; } rows[] = {
    { "{{a}}{{b.c}}{{#n}}x{{/n}}{{^n}}y{{/n}}{{#list}}{{a}}{{/list}}{{n}}", "1" "2" "y", NULL },
    { "a\n{{x}}", NULL, "template line 2: nothing is called 'x'" },
    { "{{b.x}}", NULL, "template line 1: nothing is called 'b.x'" },
    { "{{#x}}{{/x}}", NULL, "template line 1: nothing is called 'x'" },
    { "{{^x}}{{/x}}", NULL, "template line 1: nothing is called 'x'" },
    { "{{#n}}{{x}}{{/n}}", "", NULL },
    { "{{>x}}", NULL, "template line 1: no partial is called 'x'" },
  };
  g_autoptr(JsonNode) context = json_from_string ("{\"a\": 1, \"b\": {\"c\": \"2\"}, \"n\": null,"
                                                  " \"list\": []}", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *out = template_render (rows[i].template_, context, ESCAPE_NONE,
                                              TEMPLATE_KNOWN_NAMES, NULL, NULL, &error);
      g_assert_cmpstr (out, ==, rows[i].expected);
      g_assert_cmpstr (error == NULL ? NULL : error->message, ==, rows[i].error);
    }
}

static void
add_cases (JsonParser *parser, const char *name)
{
  const char *top = g_getenv ("top_srcdir");
  g_autofree char *path = g_strdup_printf ("%s/tests/cases/templates/%s.json",
                                           top == NULL ? "." : top, name);
  g_autoptr(GError) error = NULL;
  g_assert_true (json_parser_load_from_file (parser, path, &error));
  JsonArray *rows = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      g_autofree char *test = g_strdup_printf ("/template/%s/%s", name, text_of (row, "name"));
      g_test_add_data_func (test, row, test_case);
    }
}

int
main (int argc, char **argv)
{
  static const char *const files[] = {
    "comments", "delimiters", "interpolation", "inverted", "partials", "sections",
  };
  g_test_init (&argc, &argv, NULL);
  JsonParser *parsers[G_N_ELEMENTS (files)];
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      parsers[i] = json_parser_new ();
      add_cases (parsers[i], files[i]);
    }
  g_test_add_func ("/template/known-names", test_known_names);
  g_test_add_func ("/template/limit/output", test_output_limit);
  g_test_add_func ("/template/limit/steps", test_step_limit);
  int result = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_object_unref (parsers[i]);
  return result;
}
