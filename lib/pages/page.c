#include "lib/pages/page.h"

#include <string.h>

#include "lib/base/file.h"
#include "lib/pages/template_file.h"

/* Sections of this level are listed in the contents. */
#define CONTENTS_LEVEL 2

static void
add_contents (JsonObject *context, const GPtrArray *headings)
{
  JsonArray *contents = json_array_new ();
  for (guint i = 0; i < headings->len; i++)
    {
      const MarkdownHeading *heading = g_ptr_array_index (headings, i);
      if (heading->level != CONTENTS_LEVEL)
        continue;
      JsonObject *entry = json_object_new ();
      json_object_set_string_member (entry, "id", heading->id);
      json_object_set_string_member (entry, "text", heading->text);
      json_array_add_object_element (contents, entry);
    }
  json_object_set_boolean_member (context, "has_contents", json_array_get_length (contents) > 1);
  json_object_set_array_member (context, "contents", contents);
}

/* The contents stand before the first section. */
static void
add_body (JsonObject *context, const char *html)
{
  const char *section = strstr (html, "<h2 ");
  gsize opening = section == NULL ? strlen (html) : (gsize) (section - html);
  g_autofree char *before = g_strndup (html, opening);
  json_object_set_string_member (context, "opening", before);
  json_object_set_string_member (context, "body", html + opening);
}

static const char *
title_of (const GPtrArray *headings)
{
  return headings->len == 0 ? "" : ((MarkdownHeading *) g_ptr_array_index (headings, 0))->text;
}

char *
page_render (const Page *page, GError **error)
{
  g_autoptr(GPtrArray) headings = NULL;
  g_autofree char *html = markdown_render (page->markdown, page->image, page->image_data,
                                           &headings, error);
  if (html == NULL)
    return NULL;
  JsonObject *context = json_object_new ();
  json_object_set_string_member (context, "title", title_of (headings));
  json_object_set_boolean_member (context, "restricted", page->restricted);
  json_object_set_boolean_member (context, "practice", page->practice);
  add_contents (context, headings);
  add_body (context, html);
  g_autoptr(JsonNode) root = json_node_init_object (json_node_alloc (), context);
  json_object_unref (context);
  g_autofree char *folder = g_build_filename (page->datadir, "templates", NULL);
  return template_render_file (folder, "page.html", root, ESCAPE_HTML, error);
}

char *
page_styles (const char *datadir, GError **error)
{
  g_autofree char *folder = g_build_filename (datadir, "templates", "styles", NULL);
  g_autofree char *house = g_build_filename (datadir, "site", "govuk-frontend.css", NULL);
  g_autofree char *fallback = g_build_filename (folder, "fallback.css", NULL);
  g_autofree char *report = g_build_filename (folder, "report.css", NULL);
  gboolean installed = g_file_test (house, G_FILE_TEST_EXISTS);
  g_autofree char *base = file_read_shipped (installed ? house : fallback, error);
  g_autofree char *ours = base == NULL ? NULL : file_read_shipped (report, error);
  return ours == NULL ? NULL : g_strconcat (base, ours, NULL);
}
