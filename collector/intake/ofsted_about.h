/* ofsted_about.h: which list is read, and what the record keeps about it beside
 * its rows: where it came from, how it was laid out, and what is in it. */

#pragma once

#include "collector/intake/list_words.h"
#include "lib/base/period.h"
#include "lib/register/register.h"

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
  GHashTable *regions;       /* set of codes with a row, borrowed of the register */
  GString *banner;           /* what stands above the header, a line a row, as
                              * list_words_fold() has it */
  Date newest;               /* registration of all rows; 0: none is given */
  guint64 newest_line, last_line;
  guint registered_lately;   /* rows registered in the year before the list's date, or after it */
  gboolean has_inspections;  /* it has a column of last inspections */
  guint homes_inspected;     /* with something in it */
} OfstedAbout;

/* A row that can be kept. */
typedef struct {
  guint64 line;
  const ListValue *provision, *status, *sector;
  const Authority *authority;
  Date registered;           /* 0: not given */
  guint places, premises;
  gboolean inspected, without_organisation;
} OfstedRow;

void ofsted_about_init (OfstedAbout *about);
void ofsted_about_clear (OfstedAbout *about);
/* Counts a row of the list of AS_AT. */
void ofsted_about_count (OfstedAbout *about, const OfstedRow *row, Date as_at);
/* The text of establishments/<date>.json, with LF. REASON (NULL: none) is why
 * the list was taken in spite of DOUBTS, or in place of another. g_free(). */
char *ofsted_about_json (const OfstedAbout *about, const OfstedRequest *request,
                         const char *sha256, const ListWords *words, const char *reason,
                         const char *const *doubts);
