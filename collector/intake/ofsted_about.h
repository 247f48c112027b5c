/* ofsted_about.h: which list is read, and what the record keeps about it beside
 * its rows: where it came from, how it was laid out, and what is in it. */

#pragma once

#include "collector/intake/list_words.h"
#include "lib/base/period.h"

/* Told how many bytes of the list were read; may be NULL. */
typedef void (*OfstedProgressFunc) (guint64 bytes, gpointer data);

typedef struct {
  GBytes *bytes;
  const char *file;          /* its name, for findings and the record */
  Date as_at;
  const char *source;        /* where it was published */
  OfstedProgressFunc progress;
  gpointer progress_data;
} OfstedRequest;

typedef struct {
  guint64 header_line;
  guint width;               /* columns of the header */
  GPtrArray *names;          /* as published; owned */
  GArray *fields;            /* ListField, by column */
  guint rows;
  guint64 places;
  guint homes;
  guint64 home_places;
  guint without_organisation;
  GHashTable *counts;        /* ListValue -> Count */
} OfstedAbout;

void ofsted_about_init (OfstedAbout *about);
void ofsted_about_clear (OfstedAbout *about);
/* Counts a row of the list. */
void ofsted_about_count (OfstedAbout *about, const ListValue *provision,
                         const ListValue *status, const ListValue *sector, guint places,
                         gboolean without_organisation);
/* The text of establishments/<date>.json, with LF. g_free(). */
char *ofsted_about_json (const OfstedAbout *about, const OfstedRequest *request,
                         const char *sha256, const ListWords *words);
