#include "lib/pages/template_file.h"

#include "lib/base/file.h"

/* No path: a partial stands in its folder. */
static gboolean
is_plain_name (const char *name)
{
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && *name != '-' && *name != '_')
      return FALSE;
  return TRUE;
}

static char *
read_partial (const char *name, gpointer folder)
{
  if (!is_plain_name (name))
    return NULL;
  g_autofree char *path = g_strdup_printf ("%s/partials/%s.mustache", (const char *) folder, name);
  return file_read_shipped (path, NULL);
}

char *
template_render_file (const char *folder, const char *name, JsonNode *context,
                      Escape escape, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.mustache", folder, name);
  g_autofree char *text = file_read_shipped (path, error);
  if (text == NULL)
    return NULL;
  char *out = template_render (text, context, escape, TEMPLATE_KNOWN_NAMES, read_partial,
                               (gpointer) folder, error);
  if (out == NULL)
    g_prefix_error (error, "%s: ", path);
  return out;
}
