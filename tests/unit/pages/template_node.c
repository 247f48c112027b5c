/* A template taken apart: kinds of nodes, their lines, what stands in sections, and
 * where it is malformed. */

#include "lib/pages/template_node.h"

#include "lib/base/error.h"

static void
describe (GString *out, const GPtrArray *nodes)
{
  static const char kinds[] = {
    [TEMPLATE_TEXT] = 't', [TEMPLATE_VARIABLE] = 'v', [TEMPLATE_SECTION] = '#', [TEMPLATE_INVERTED] = '^',
    [TEMPLATE_PARTIAL] = '>',
  };
  for (guint i = 0; i < nodes->len; i++)
    {
      const TemplateNode *node = nodes->pdata[i];
      g_string_append_printf (out, "%s%c%u'%s'%s", i > 0 ? " " : "", kinds[node->kind], node->line, node->text,
                              node->raw ? "raw" : "");
      if (node->indent != NULL)
        g_string_append_printf (out, "+'%s'", node->indent);
      if (node->children == NULL)
        continue;
      g_string_append_c (out, '(');
      describe (out, node->children);
      g_string_append_c (out, ')');
    }
}

/* Kind, line and text of each node, in order. */
static void
test_nodes (void)
{
  static const struct { const char *text, *expected; } cases[] = {
    { "", "" },
    { "a {{b.c}}\n{{{d}}}{{&e}}", "t1'a ' v1'b.c' t2'\n' v2'd'raw v2'e'raw" },
    { "{{#a}}x{{^b}}y{{/b}}{{/a}}z", "#1'a'(t1'x' ^1'b'(t1'y')) t1'z'" },
    { "one\n  {{>part}}\n{{! words }}\ntwo", "t2'one\n' >2'part'+'  ' t4'two'" },
    { "{{=<% %>=}}<%a%>{{b}}", "v1'a' t1'{{b}}'" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TemplateNode) root = template_parse (cases[i].text, NULL, &error);
      g_assert_no_error (error);
      g_autoptr(GString) found = g_string_new (NULL);
      describe (found, root->children);
      g_assert_cmpstr (found->str, ==, cases[i].expected);
    }
}

static void
test_names (void)
{
  g_autoptr(TemplateNode) root = template_parse ("{{ a.b }}{{.}}", NULL, NULL);
  const TemplateNode *first = root->children->pdata[0], *second = root->children->pdata[1];
  g_assert_cmpstrv (first->path, ((const char *const[]) { "a", "b", NULL }));
  g_assert_cmpuint (g_strv_length (second->path), ==, 0);
  template_node_free (NULL);
}

static void
test_malformed (void)
{
  static const struct { const char *text, *where, *message; } cases[] = {
    { "a\n{{b", NULL, "template line 2: tag is not closed with '}}'" },
    { "a\n{{b", "part", "partial 'part' line 2: tag is not closed with '}}'" },
    { "{{#a}}\n", NULL, "template line 1: section 'a' is not closed" },
    { "{{#a}}\n{{/b}}", NULL, "template line 2: '/b' found where 'a' of line 1 is open" },
    { "{{/a}}", NULL, "template line 1: '/a' closes nothing" },
    { "{{a..b}}", NULL, "template line 1: 'a..b' is not a name" },
    { "{{<a}}", NULL, "template line 1: '<a' is of an optional module that is not used here" },
    { "{{=x=}}", NULL, "template line 1: 'x' is not a pair of delimiters" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_assert_null (template_parse (cases[i].text, cases[i].where, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template-node/kinds-lines-and-sections", test_nodes);
  g_test_add_func ("/template-node/names-have-steps", test_names);
  g_test_add_func ("/template-node/what-is-malformed-names-its-line", test_malformed);
  return g_test_run ();
}
