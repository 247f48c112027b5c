/* Templates in a folder, and what they use from beside them. */

#include "lib/pages/template_file.h"

#include <glib/gstdio.h>

#include "lib/base/error.h"
#include "tests/scratch_folder.h"

typedef struct { char *folder, *partials; } Fixture;

static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  f->folder = scratch_folder ();
  f->partials = g_build_filename (f->folder, "partials", NULL);
  g_assert_cmpint (g_mkdir (f->partials, 0700), ==, 0);
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_free (f->partials);
  scratch_folder_remove (f->folder);
}

static char *
render (const Fixture *f, GError **error)
{
  g_autoptr(JsonNode) context = json_from_string ("{\"name\": \"<Elm>\"}", NULL);
  return template_render_file (f->folder, "a", context, ESCAPE_HTML, error);
}

static void
test_partial (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  scratch_folder_put (f->folder, "a.mustache", "to {{>b}}!");
  scratch_folder_put (f->folder, "partials/b.mustache", "{{name}}");
  g_autofree char *out = render (f, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (out, ==, "to &lt;Elm&gt;!");
}

/* The path and the line of what is wrong; a partial is a name, and leads nowhere else. */
static void
test_faults (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  static const struct { const char *text, *message; } rows[] = {
    { "\n{{nobody}}", "/a.mustache: template line 2: nothing is called 'nobody'" },
    { "{{>c}}", "/a.mustache: template line 1: no partial is called 'c'" },
    { "{{>../secret}}", "/a.mustache: template line 1: '../secret' is not a name" },
    { "{{>x/secret}}", "/a.mustache: template line 1: no partial is called 'x/secret'" },
    { "", "/a.mustache: the file is empty" },
    { "{{>b}}", "/a.mustache: template line 1: no partial is called 'b'" },
    { "{{#name}}", "/a.mustache: template line 1: section 'name' is not closed" },
  };
  scratch_folder_put (f->folder, "secret.mustache", "x");
  scratch_folder_put (f->folder, "partials/b.mustache", "");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      scratch_folder_put (f->folder, "a.mustache", rows[i].text);
      g_assert_null (render (f, &error));
      g_assert_error (error, CARE_ERROR, ERROR_FAULT);
      g_autofree char *expected = g_strconcat (f->folder, rows[i].message, NULL);
      g_assert_cmpstr (error->message, ==, expected);
    }
}

static void
test_absent (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (render (f, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/template-file/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("partial", test_partial);
  ADD ("faults", test_faults);
  ADD ("absent", test_absent);
  return g_test_run ();
}
