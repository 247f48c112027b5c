/* page.h: a page of HTML around a report's Markdown, in the house style.
 *
 * The words around the report stand in templates/page.html.mustache. The page
 * has no scripts and one style sheet, styles.css, beside it. */

#pragma once

#include "lib/pages/markdown.h"

typedef struct {
  const char *datadir;        /* see program_datadir() */
  const char *markdown;       /* the report; its first heading is the page's title */
  gboolean restricted;        /* marked OFFICIAL-SENSITIVE at head and foot */
  gboolean practice;          /* head, foot and title say that nothing on it is real */
  MarkdownImageFunc image;    /* or NULL, as for markdown_render() */
  gpointer image_data;
} Page;

/* The HTML of PAGE, with a list of contents when it has two sections or more. g_free(). */
char *page_render (const Page *page, GError **error);

/* The style sheet of every page: that of govuk-frontend where `make
 * site-assets` has put it, else a small one of ours, and what reports add. g_free(). */
char *page_styles (const char *datadir, GError **error);
