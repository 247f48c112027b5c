/* filings.h: a record in which returns can be drafted and signed, for tests.
 *
 * P00001 (Ann Example <ann@example.org>) and P00002 (Bob Example
 * <bob@example.org>) are of the base of the rules' cases; both owe the annual
 * return for 2025-26, which opens on 2026-06-01 and is due on 2026-09-30. */

#pragma once

#include "collector/filing/signing.h"

typedef struct {
  char *folder;            /* removed at the end */
  char *datadir;           /* the project's, or a copy below FOLDER */
  Store *store;
  Rulebook *rulebook;      /* of DATADIR */
} Filings;

/* For g_test_add(). */
void filings_set_up (Filings *filings, gconstpointer unused);
void filings_tear_down (Filings *filings, gconstpointer unused);
/* Makes DATADIR a copy that a test may change (datadir.h), and begins a new rulebook of it. */
void filings_copy_data (Filings *filings);
/* Begins a new rulebook, as the next run of the program does. */
void filings_read_again (Filings *filings);

/* Who signs for PERSON, at TIME (hours after 2026-07-01T00:00Z). */
Actor filings_signatory (const char *person, guint time);
/* Seconds since 1970 of 2026-07-01T00:00Z and HOURS. */
gint64 filings_time (guint hours);

/* Saves the base return, the parent renamed to PARENT unless that is NULL, as the
 * draft of PERSON; its hash. g_free(). */
char *filings_draft (Filings *filings, const char *person, const char *parent, const char *reason,
                     guint time);
/* Signs the draft of PERSON whose hash is HASH; FALSE with ERROR when it may not be. */
gboolean filings_sign (Filings *filings, const char *person, const char *hash, guint time, GError **error);
