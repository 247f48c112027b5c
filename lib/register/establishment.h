/* establishment.h: Ofsted's list of establishments as at a date, in columns.
 *
 * A snapshot is establishments/<date>.csv of the record, a row per URN:
 *   urn,name,provision,status,registered,sector,organisation,authority,places,premises
 * `name`, `provision`, `status`, `sector` and `organisation` are as published
 * (blank where Ofsted leaves them blank); `authority` is a code of the register
 * in force on the date; `places`, and `premises` of supported accommodation,
 * are blank where none are published. Texts that repeat are kept once and rows
 * hold their numbers, so that three million rows cost what their columns do
 * and not what the text did. */

#pragma once

#include "lib/base/finding.h"
#include "lib/base/period.h"
#include "lib/record/store.h"

/* Texts numbered from 0 in the order in which they first occur; 0 is always "". */
typedef struct {
  guint n;
  const char *const *text;
} Names;

#define PLACES_BLANK G_MAXUINT32

typedef struct {
  Date as_at;
  guint n;                        /* rows */
  const guint32 *urn;             /* see urn.h */
  const guint32 *places;          /* PLACES_BLANK where not published */
  const guint32 *organisation;    /* numbers of texts, by row */
  const guint16 *authority;
  const guint8 *provision;
  const guint8 *status;
  const guint8 *sector;
  Names names, organisations, authorities, provisions, statuses, sectors;
} Establishments;

/* The dates of all snapshots at SNAPSHOT, oldest first (Date). NULL is a fault. */
GArray *establishments_dates (Snapshot *snapshot, GError **error);

/* The newest list at or before ON (0: the newest of all); *OUT is NULL when there
 * is none. FALSE is a fault. */
gboolean establishments_on (Snapshot *snapshot, Date on, Establishments **out, GError **error);
/* The same where one is needed: NULL with ERROR_REFUSED naming the dates there
 * are, or a fault. */
Establishments *establishments_needed_on (Snapshot *snapshot, Date on, GError **error);

/* The list in BYTES, called FILE in findings; NULL when a finding is hard:
 * those of csv_columns_read(), and EST-URN, EST-PLACES, EST-AUTHORITY and EST-NAMES (more
 * different texts in a column than it can number). Columns that are not kept are
 * not looked at. Uses two threads where the list is long. */
Establishments *establishments_read (GBytes *bytes, const char *file, Date as_at,
                                     Findings *findings);
/* The same of the file at PATH, of any size, of which a few blocks are held at a time.
 * NULL with ERROR is a fault. */
Establishments *establishments_read_file (const char *path, Date as_at, Findings *findings,
                                          GError **error);

void establishments_free (Establishments *establishments);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Establishments, establishments_free)
