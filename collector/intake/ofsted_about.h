/* ofsted_about.h: what the record keeps about a list beside its rows: where it
 * came from, how it was laid out, and what is in it. */

#pragma once

#include "collector/intake/ofsted.h"

typedef struct {
  guint64 header_line;
  guint width;               /* columns of the header */
  GPtrArray *names;          /* as published; owned */
  GArray *fields;            /* IntakeField, by column */
  guint rows;
  guint64 places;
  guint homes;
  guint64 home_places;
  guint without_organisation;
  GHashTable *counts;        /* IntakeValue -> Count */
} OfstedAbout;

void ofsted_about_init (OfstedAbout *about);
void ofsted_about_clear (OfstedAbout *about);
/* Counts a row of the list. */
void ofsted_about_count (OfstedAbout *about, const IntakeValue *provision,
                         const IntakeValue *status, const IntakeValue *sector, guint places,
                         gboolean without_organisation);
/* The text of establishments/<date>.json, with LF. g_free(). */
char *ofsted_about_json (const OfstedAbout *about, const OfstedRequest *request,
                         const char *sha256, const Intake *intake);
