/* record.h: what tests of the record share: a record made with a fixed key, events,
 * stock git. */

#pragma once

#include "lib/record/store.h"

/* Made by `ssh-keygen -t ed25519`; it guards nothing. */
extern const char test_key_text[];

/* Ann Lee at TIME. */
Actor record_actor (gint64 time);
#define RECORD_TIME 1775000000      /* 2026-03-31T23:33:20Z */

/* A record at PATH with the fixed key and register/persons.csv, of RECORD_TIME. */
Store *record_make (const char *path);
/* The same of FILES (path -> GBytes). */
Store *record_make_of (const char *path, GHashTable *files);

/* One file to write, as data of record_event(): returns/R/P/NN/PERSON/x.csv,
 * register/x.csv or establishments/x.csv, which may be written again. */
typedef struct {
  const char *path, *text;
} RecordFile;
gboolean record_event (Snapshot *head, Event *event, gpointer file, GError **error);
/* Appends it; the commit's id. */
char *record_append (Store *store, gint64 time, const char *path, const char *text);
/* Appends FILES (path -> GBytes) as one event "filed"; the commit's id. */
char *record_append_files (Store *store, gint64 time, GHashTable *files);
/* The same, but each by an event of its own, in one group. */
void record_append_each (Store *store, gint64 time, GHashTable *files);
/* Of one file. */
GHashTable *record_files (const char *path, const char *text);

/* Runs `git -C RECORD WORDS...` (NULL-ended) without anybody's configuration;
 * its exit status. *OUT gets its standard output; may be NULL. */
int record_git (const char *record, char **out, ...) G_GNUC_NULL_TERMINATED;
/* Puts each object of the record at PATH in a file of its own, as git has them that
 * were not packed yet. */
void record_loosen (const char *path);
/* Every regular file below FOLDER, relative to it, sorted. */
GStrv record_list_files (const char *folder);
