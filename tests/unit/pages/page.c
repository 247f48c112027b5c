/* Pages: what stands around a report's Markdown, with the templates that are shipped. */

#include "lib/pages/page.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
render (Page page)
{
  g_autoptr(GError) error = NULL;
  page.datadir = g_getenv ("CARE_OVERSIGHT_DATA");
  char *html = page_render (&page, &error);
  g_assert_no_error (error);
  return html;
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;
  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;
  return n;
}

static void
test_title (void)
{
  g_autofree char *plain = render ((Page) { .markdown = "# Homes & *places*\n\ntext\n" });
  g_assert_nonnull (strstr (plain, "<title>Homes &amp; places – "));
  g_assert_null (strstr (plain, "PRACTICE"));
  g_autofree char *practice = render ((Page) { .markdown = "# Homes\n", .practice = TRUE });
  g_assert_nonnull (strstr (practice, "<title>PRACTICE: Homes – "));
  g_assert_cmpuint (count (practice, "\">PRACTICE: nothing on this page is real</p>"), ==, 2);
  g_autofree char *none = render ((Page) { .markdown = "text\n" });
  g_assert_nonnull (strstr (none, "<title> – "));
}

/* At head and foot, in the title, and to search engines; without a licence to copy. */
static void
test_restricted (void)
{
  g_autofree char *open = render ((Page) { .markdown = "# A\n" });
  g_autofree char *closed = render ((Page) { .markdown = "# A\n", .restricted = TRUE });
  g_assert_cmpuint (count (open, "OFFICIAL-SENSITIVE"), ==, 0);
  g_assert_cmpuint (count (closed, "OFFICIAL-SENSITIVE"), ==, 3);
  g_assert_cmpuint (count (closed, "<p class=\"marking\">OFFICIAL-SENSITIVE</p>"), ==, 2);
  g_assert_nonnull (strstr (closed, "noindex, nofollow"));
  g_assert_null (strstr (closed, "open-government-licence"));
  g_assert_nonnull (strstr (open, "open-government-licence"));
}

/* Sections of the second level, between what stands before the first and it; none for one section. */
static void
test_contents (void)
{
  g_autofree char *one = render ((Page) { .markdown = "# A\n\n## Only\n" });
  g_assert_null (strstr (one, "contents_title"));
  g_autofree char *html = render ((Page) { .markdown = "# A\n\nopening\n\n## One\n\n### Below\n\n## Two & more\n" });
  const char *opening = strstr (html, "opening"), *contents = strstr (html, "<nav");
  const char *first = strstr (html, "href=\"#one\">One</a>"), *second = strstr (html, ">Two &amp; more</a>");
  const char *section = strstr (html, "id=\"one\"");
  g_assert_true (opening != NULL && opening < contents && contents < first && first < second
                 && second < section);
  g_assert_null (strstr (html, ">Below</a>"));
}

static char *
draw (const char *url, gpointer data)
{
  return g_strdup_printf ("<svg>%s %s</svg>", url, (const char *) data);
}

static void
test_images (void)
{
  g_autofree char *html
    = render ((Page) { .markdown = "# A\n\n![words](time.svg)\n", .image = draw, .image_data = (gpointer) "drawn" });
  g_assert_nonnull (strstr (html, "<svg>time.svg drawn</svg>"));
}

static void
test_too_large (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strnfill (MARKDOWN_MAX_BYTES + 1, 'a');
  const Page page = { .datadir = g_getenv ("CARE_OVERSIGHT_DATA"), .markdown = text };
  g_assert_null (page_render (&page, &error));
  g_assert_nonnull (error);
}

static void
put (const char *datadir, const char *file, const char *text)
{
  g_autofree char *path = g_build_filename (datadir, file, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* The house style where it was installed, else ours; what reports add always; no page without. */
static void
test_styles (void)
{
  static const char *const made[] = { "site/govuk-frontend.css", "templates/styles/report.css",
                                      "templates/styles/fallback.css", "site", "templates/styles", "templates", "" };
  g_autofree char *datadir = g_dir_make_tmp ("page-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  put (datadir, "templates/styles/fallback.css", "ours ");
  g_assert_null (page_styles (datadir, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  put (datadir, "templates/styles/report.css", "report");
  g_autofree char *ours = page_styles (datadir, NULL);
  g_assert_cmpstr (ours, ==, "ours report");
  put (datadir, "site/govuk-frontend.css", "house ");
  g_autofree char *house = page_styles (datadir, NULL);
  g_assert_cmpstr (house, ==, "house report");
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      g_autofree char *path = g_build_filename (datadir, made[i], NULL);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page/its-title-is-the-first-heading", test_title);
  g_test_add_func ("/page/what-is-restricted-says-so", test_restricted);
  g_test_add_func ("/page/contents-of-two-sections-or-more", test_contents);
  g_test_add_func ("/page/images-are-the-callers", test_images);
  g_test_add_func ("/page/too-large-is-an-error", test_too_large);
  g_test_add_func ("/page/styles", test_styles);
  return g_test_run ();
}
