/* event_kind.h: the kinds of event a record has: where each stands, what it
 * says of itself, and which paths it may change.
 *
 * The table is a contract: records hold such events. A new kind is a row. What
 * is written is held against it, and so is, by verify, all that was ever
 * written. */

#pragma once

#include <glib.h>

typedef enum { EVENT_ON_MAIN, EVENT_ON_DRAFT } EventBranch;

/* What may become of a file that is there already. */
typedef enum {
  PATH_REPLACED,           /* other bytes, but it stays */
  PATH_REMOVED,            /* the same, or it goes */
  PATH_GROWS,              /* what it held is the start of what it holds */
} PathChange;

/* In a pattern '*' is any characters of one name, "<person>" the value of the
 * event's trailer Person, and "<NN>" the last two characters of that. */
typedef struct {
  const char *pattern;
  PathChange change;
} EventPath;

#define EVENT_TRAILERS_MAX 7
#define EVENT_PATHS_MAX 4

typedef struct {
  const char *name;                              /* value of the trailer Event */
  EventBranch branch;
  gboolean begins;                               /* the first event of main, and no other */
  const char *must[EVENT_TRAILERS_MAX + 1];      /* trailers, beside Event; NULL-terminated */
  const char *may[EVENT_TRAILERS_MAX + 1];
  EventPath paths[EVENT_PATHS_MAX + 1];
} EventKind;

/* The kind of the event with MESSAGE; NULL when it names none that is known. */
const EventKind *event_kind_of (const char *message);

/* FALSE with ERROR_REFUSED when the trailers of MESSAGE are not those of KIND:
 * one is missing, unknown or there twice. */
gboolean event_kind_check (const EventKind *kind, const char *message, GError **error);

/* The paths that the event of KIND with MESSAGE may change, their patterns
 * filled in; without those whose trailers are not there or cannot stand in a
 * path. NULL-terminated EventPath. */
EventPath *event_kind_paths (const EventKind *kind, const char *message);
void event_paths_free (EventPath *paths);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EventPath, event_paths_free)
/* The one of PATHS that PATH is; NULL: it may not be changed. */
const EventPath *event_paths_find (const EventPath *paths, const char *path);
/* PATHS as a message names them: "this, that or other". g_free(). */
char *event_paths_text (const EventPath *paths);

/* The last paragraph of MESSAGE, where its trailers stand, one a line. g_free(). */
char *message_trailers (const char *message);
/* The value of KEY in TRAILERS: LENGTH bytes of these; NULL when they have none. */
const char *trailers_find (const char *trailers, const char *key, gsize *length);
char *trailers_value (const char *trailers, const char *key);
/* The value of trailer KEY in the last paragraph of MESSAGE, or NULL. g_free(). */
char *message_trailer (const char *message, const char *key);
