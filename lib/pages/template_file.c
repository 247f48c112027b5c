#include "lib/pages/template_file.h"

#include "lib/base/error.h"

/* No path: a partial stands in its folder. */
static gboolean
is_plain_name (const char *name)
{
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && *name != '-' && *name != '_')
      return FALSE;
  return TRUE;
}

/* An empty template is one that was lost: a page without what it says. */
static char *
read_template (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  if (*text == '\0')
    {
      error_fault (error, "%s: the file is empty", path);
      return NULL;
    }
  return g_steal_pointer (&text);
}

static char *
read_partial (const char *name, gpointer folder)
{
  if (!is_plain_name (name))
    return NULL;
  g_autofree char *path = g_strdup_printf ("%s/partials/%s.mustache", (const char *) folder, name);
  return read_template (path, NULL);
}

char *
template_render_file (const char *folder, const char *name, JsonNode *context,
                      Escape escape, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.mustache", folder, name);
  g_autofree char *text = read_template (path, error);
  if (text == NULL)
    return NULL;
  char *out = template_render (text, context, escape, TEMPLATE_KNOWN_NAMES, read_partial,
                               (gpointer) folder, error);
  if (out == NULL)
    g_prefix_error (error, "%s: ", path);
  return out;
}
