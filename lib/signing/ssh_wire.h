/* ssh_wire.h: the two layers that OpenSSH's files are made of: fields with their
 * length in front, and base64 between a BEGIN and an END line.
 *
 * Source: RFC 4251 section 5 (uint32 and string), OpenSSH PROTOCOL.sshsig. */

#pragma once

#include <glib.h>

void wire_put_number (GByteArray *out, guint32 number);
void wire_put_bytes (GByteArray *out, const void *bytes, gsize length);
void wire_put_text (GByteArray *out, const char *text);

/* What is left to read. */
typedef struct {
  const guint8 *at;
  gsize left;
} Wire;

/* Each takes one field; FALSE when there is none, or not such a one. */
gboolean wire_take_number (Wire *wire, guint32 *number);
gboolean wire_take_bytes (Wire *wire, const guint8 **bytes, gsize *length);
gboolean wire_take_key (Wire *wire, gsize length, const guint8 **bytes);
gboolean wire_expect_text (Wire *wire, const char *text);
/* Bytes without a length in front. */
gboolean wire_expect_raw (Wire *wire, const void *bytes, gsize length);

/* Lines of 70 characters between "-----BEGIN KIND-----" and the END line, with
 * a last LF. g_free(). */
char *armour_make (const char *kind, const guint8 *bytes, gsize length);
/* The bytes inside, or NULL when TEXT is not exactly what armour_make() makes;
 * only the last LF may be missing. */
GByteArray *armour_open (const char *kind, const char *text);
