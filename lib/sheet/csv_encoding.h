/* csv_encoding.h: what the bytes of a file are, for csv.c and csv_scan.c. */

#pragma once

#include <glib.h>

/* A file that is not CSV in an encoding we read. */
typedef struct { const char *rule, *message, *advice; } OtherFile;

/* What a file that starts with the N bytes at P is, if not CSV: UTF-16, a
 * workbook, a PDF. NULL when it may be CSV. Four bytes are enough. Static. */
const OtherFile *encoding_other_file (const char *p, gsize n);

/* Whether text is Windows-1252 rather than UTF-8 with a few broken bytes. */
gboolean encoding_is_windows_1252 (const char *bytes, gsize size);

/* The character of a byte from 0x80 on in Windows-1252; 0 when there is none. */
gunichar encoding_windows_1252_char (guchar byte);
