/* error.h: the three kinds of trouble a GError can be, and the words of those
 * that many places say.
 *
 * What is wrong with data is a Finding (finding.h). An error is of CARE_ERROR
 * and one of these kinds, or of another library's domain, which is a fault. */

#pragma once

#include <glib.h>

#define CARE_ERROR (care_error_quark ())
GQuark care_error_quark (void);

typedef enum {
  ERROR_USAGE,     /* what was asked makes no sense: exit 2 */
  ERROR_REFUSED,   /* the answer is no, or nothing has that name: exit 1 */
  ERROR_FAULT,     /* the world or the data we ship failed: exit 3 */
} ErrorKind;

/* The kind of ERROR: one of another domain is a fault, but for options. */
ErrorKind error_kind (const GError *error);
/* Whether ERROR, which may be NULL, is an answer "no" and not a fault. */
gboolean error_is_refusal (const GError *error);

/* Each sets ERROR to one of its kind and is FALSE, so that a function can
 * return it. */
gboolean error_usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean error_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean error_fault (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* "cannot read 'x': permission denied", of G_FILE_ERROR: DOING is "read", NUMBER
 * the errno. FALSE. */
gboolean error_file (GError **error, int number, const char *doing, const char *path);

/* NAME is no WHAT: suggest_message() of it and KNOWN, of KIND. FALSE. */
gboolean name_error (GError **error, ErrorKind kind, const char *what, const char *name,
                     const char *const *known);
