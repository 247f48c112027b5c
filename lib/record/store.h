/* store.h: the record: a bare git repository whose main branch is a line of
 * signed events. libgit2 stays behind this header.
 *
 * Reading goes through a snapshot of one commit. Writing appends one event,
 * one commit: the event is worked out against the head it will stand on, while
 * no other program of ours writes; README.md says what is on disk when.
 *
 * A writer's error says what is so: when it is a refusal, or does not say
 * otherwise, nothing was changed. An error past the moment at which the event
 * came into the record says that it is there, with its commit, and may not
 * last. */

#pragma once

#include <gio/gio.h>

#include "lib/events/event_kind.h"
#include "lib/signing/ssh_signature.h"

typedef struct _Store Store;
typedef struct _Snapshot Snapshot;

/* Who did it, and when: parameters, so that the same event gives the same commit. */
typedef struct {
  const char *name;        /* 'Ann Lee' */
  const char *mail;        /* 'ann@example.org' */
  gint64 time;             /* seconds since 1970, UTC */
} Actor;

/* Main goes forward in time. An event this many seconds older than the newest
 * one was only overtaken: it keeps its own time as the author's, and gets the
 * newest one's as the committer's. Older than that, it is refused. */
#define STORE_CLOCK_SKEW 300

/* Splits 'Name <mail>'; FALSE with a message when it is not of that form.
 * NAME and MAIL are allocated. */
gboolean actor_parse (const char *text, char **name, char **mail, GError **error);

/* FALSE with the reason when TEXT cannot be a path in the record: names of
 * letters, digits and marks that every file system takes, none starting with a
 * dot, joined by '/'. */
gboolean record_path_check (const char *text, GError **error);

/* A record for practice, as demonstrations and tests are, takes any time for an
 * event, and says in each that it is one, so that nothing of it passes for real.
 * It is one from its first event on, and for ever. A real record takes events of
 * now alone, give or take STORE_CLOCK_SKEW, or a return could be filed at a time
 * of one's choosing. */
typedef enum { RECORD_REAL, RECORD_PRACTICE } RecordKind;
#define STORE_PRACTICE_TRAILER "Record"
#define STORE_PRACTICE "PRACTICE"

/* Makes the bare repository at PATH (which must not exist or be an empty
 * directory), its config, and PATH/signing/ with the key pair, and commits
 * FILES as the first event "init". KEY is stolen from nobody: it is copied in.
 * Who may read it is for the mode of PATH to say: its owner and group, at first. */
Store *store_init (const char *path, RecordKind kind, const SshKey *key, const Actor *actor,
                   GHashTable *files /* path -> GBytes */, GError **error);
/* Opens for reading; the key is only loaded by the first append. Nobody's git
 * configuration is read, and it does not matter to a reader who owns the files:
 * nothing in a record is ever run. Only the owner of PATH may append. */
Store *store_open (const char *path, GError **error);
/* Another of the same record, for another thread: no two may use one at once. */
Store *store_open_again (const Store *store, GError **error);
/* For who verifies: what is asked of main's events is answered from a walk of main
 * and never from the ledger that is kept in a file, which is not written either. */
void store_set_ledger_apart (Store *store);
/* Whether it is for practice. FALSE with ERROR is a fault. */
gboolean store_kind (Store *store, RecordKind *kind, GError **error);
void store_free (Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Store, store_free)

/* The record as it was: AS_AT is NULL (now), a commit id (or its unique start
 * of at least 7 digits), or a date YYYY-MM-DD, whose end in UTC is meant. */
Snapshot *store_snapshot (Store *store, const char *as_at, GError **error);
void snapshot_free (Snapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Snapshot, snapshot_free)

const char *snapshot_commit (const Snapshot *snapshot);      /* 40 hex digits */
gint64 snapshot_time (const Snapshot *snapshot);             /* of that commit */
/* The bytes at PATH; *OUT is NULL when there is nothing. FALSE is a fault, which a
 * folder there is too. */
gboolean snapshot_read (Snapshot *snapshot, const char *path, GBytes **out, GError **error);
/* Names in the folder PATH ("" the root), sorted, folders with a trailing '/'.
 * Empty (never NULL) when there is nothing. NULL is a fault, which a file there
 * is too. */
GStrv snapshot_list (Snapshot *snapshot, const char *path, GError **error);
/* The id of the contents at PATH, a file or a folder: equal ids are equal bytes.
 * *OUT is NULL when there is nothing. FALSE is a fault. g_free(). */
gboolean snapshot_content_id (Snapshot *snapshot, const char *path, char **out, GError **error);
/* Whether the commit of the snapshot itself changed PATH, which may be a folder. FALSE
 * is a fault. */
gboolean snapshot_changed (Snapshot *snapshot, const char *path, gboolean *changed, GError **error);

/* One event to append. Owned by the store while the builder fills it. */
typedef struct {
  char *subject;              /* first line of the message */
  GPtrArray *trailers;        /* char *, "Event: filed"; that one must be there */
  GHashTable *writes;         /* path -> GBytes */
  GPtrArray *deletes;         /* paths */
} Event;
void event_set_subject (Event *event, const char *format, ...) G_GNUC_PRINTF (2, 3);
void event_trailer (Event *event, const char *key, const char *value);
void event_write (Event *event, const char *path, GBytes *bytes);
void event_delete (Event *event, const char *path);

/* Fills EVENT from HEAD. FALSE with ERROR_REFUSED says that it cannot
 * apply; called again on a newer head when a git moved main meanwhile. */
typedef gboolean (*EventFunc) (Snapshot *head, Event *event, gpointer data, GError **error);

/* Appends one event to main: sign, then move the branch only if it still
 * points where HEAD was. *COMMIT gets the id (40 hex, g_free()). Waits while
 * another program writes; FUNC must not write to the record itself. */
gboolean store_append (Store *store, const Actor *actor, EventFunc func, gpointer data,
                       char **commit, GError **error);

/* Appends several events, one commit each, with one swap of the branch and one
 * pack flushed to disk: a group commit for busy days. All or none. Each builder sees
 * the record with the events before its own. *COMMITS gets N ids; may be NULL. */
gboolean store_append_many (Store *store, const Actor *actors, const EventFunc *funcs,
                            gpointer *data, guint n, GStrv *commits, GError **error);

/* What store_maintain() did: so many packs and files of one object became one pack. */
typedef struct {
  gboolean is_due;            /* FALSE: there was nothing to do, and nothing was done */
  guint packs, packs_kept;    /* those that it took in, and those that it left alone */
  guint loose;
  guint64 bytes, bytes_after; /* of what it took in, and of the one pack */
} StoreMaintained;
/* Packs what has come since the last time, as changes of each other, which takes
 * half the room or less: for a quiet hour, but others may write and read
 * meanwhile. Every object stays; killed or failing, it has taken none away. Each is
 * read again before the files that had it go. */
gboolean store_maintain (Store *store, StoreMaintained *out, GError **error);

/* Drafts: refs/drafts/<return>/<period>/<person>, outside main; NAME is the last
 * three. FILES replaces the whole draft; the one before is its parent commit.
 * MESSAGE is its subject. ERROR_REFUSED when the draft is no longer the commit
 * AFTER, which FILES were made from (NULL: whatever is there is replaced). */
gboolean store_change_draft (Store *store, const char *name, const char *after, const Actor *actor,
                             const char *message, GHashTable *files, char **commit, GError **error);
/* *OUT is NULL when there is no draft. FALSE is a fault. */
gboolean store_read_draft (Store *store, const char *name, Snapshot **out, GError **error);
/* FALSE with ERROR_FAULT when a commit of the line that ends in COMMIT is not
 * signed by the record's key, or is not of the draft NAME: a reference can be
 * moved by whoever can write to the folder, and commits made by any git. */
gboolean store_check_draft (Store *store, const char *name, const char *commit, GError **error);
/* Names under refs/drafts/, sorted. NULL is a fault, which a reference that cannot
 * be read is too. */
GStrv store_list_drafts (Store *store, GError **error);

/* Walks the line of SNAPSHOT back, of main or of a draft, newest first, and calls
 * FUNC for each commit: whatever is asked of some of main's, the ledger knows
 * (ledger.h). FUNC returns FALSE to stop. TIME is the committer's, AUTHORED the
 * author's: earlier where another event overtook it. */
typedef struct {
  const char *commit, *author, *mail, *subject, *message;
  gint64 time, authored;
} LogEntry;
typedef gboolean (*LogFunc) (const LogEntry *entry, gpointer data);
gboolean store_log (Snapshot *snapshot, LogFunc func, gpointer data, GError **error);
/* Calls FUNC once, for the commit of SNAPSHOT. */
void snapshot_log (Snapshot *snapshot, LogFunc func, gpointer data);
/* The record as COMMIT left it, which store_log() or the ledger named of SNAPSHOT:
 * so nobody has to look whether it is on that line. */
Snapshot *snapshot_at_event (Snapshot *snapshot, const char *commit, GError **error);

/* The record's key, for signing receipts. Borrowed; NULL with ERROR when it
 * cannot be read, others can read it too, the record's signers do not name it,
 * or name nobody who signed the newest event. */
const SshKey *store_key (Store *store, GError **error);
