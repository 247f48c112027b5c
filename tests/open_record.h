/* open_record.h: what tests of lib/record share: a record of record_make() that is
 * open; what it holds; this program again, as another process. */

#pragma once

#include "tests/record.h"

typedef struct {
  char *folder, *path;       /* PATH, of the record, is in FOLDER */
  Store *store;
} OpenRecord;

/* Adds TEST, which gets a new one each time. */
void open_record_add (const char *name, void (*test) (OpenRecord *, gconstpointer));

/* The text at PATH of STORE as at AS_AT; NULL when there is none. g_free(). */
char *record_read_text (Store *store, const char *as_at, const char *path);
/* The newest commit. g_free(). */
char *record_head (Store *store);
/* Makes PATH an empty file that was written AGE seconds ago. */
void record_leave (const char *path, gint64 age);

/* Starts this program with three arguments and ENVIRONMENT, NAME and VALUE in turn
 * (may be NULL), whose main() has to know WORD; what it printed when it ended well. */
GSubprocess *record_start (const char *word, const char *path, const char *name,
                           const char *const *environment);
char *record_finish (GSubprocess *child);
