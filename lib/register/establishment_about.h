/* establishment_about.h: what the record says of a list beside its rows:
 * establishments/<date>.json. It stays when the list itself was withdrawn. */

#pragma once

#include "lib/base/period.h"
#include "lib/record/store.h"

typedef struct {
  char *source;          /* where it was published */
  char *sha256;          /* of the bytes received */
  char *reason;          /* why it was taken though doubtful, or another replaced; NULL: not said */
  GStrv doubts;          /* what was doubtful, a sentence each; may be empty */
  char *withdrawn;       /* why it was taken back; NULL: it is in force */
  char *withdrawn_on;    /* the day, YYYY-MM-DD; NULL when in force */
} EstablishmentAbout;
/* NULL is let through. */
void establishment_about_free (EstablishmentAbout *about);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EstablishmentAbout, establishment_about_free)

/* Of the list as at AS_AT. *OUT is NULL when the record never had one. FALSE is
 * a fault, which a file that cannot be understood also is. */
gboolean establishment_about_read (Snapshot *snapshot, Date as_at, EstablishmentAbout **out,
                                   GError **error);
/* establishments/<date>.json, or what else ENDING says. g_free(). */
char *establishment_path (Date as_at, const char *ending);

/* The text of the file that says in place of BYTES, which the record has, that
 * the list was taken back. NULL with ERROR is a fault. g_free(). */
char *establishment_about_withdraw (GBytes *bytes, const char *on, const char *by,
                                    const char *reason, GError **error);
