/* How the bytes of a file are to be read. */

#include <string.h>

#include "lib/sheet/csv_encoding.h"

/* Code points of the bytes 0x80 to 0x9f in Windows-1252; 0: none. */
static const guint16 windows_1252_high[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
  0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

gunichar
encoding_windows_1252_char (guchar byte)
{
  return byte >= 0xa0 ? byte : windows_1252_high[byte - 0x80];
}

/* Most bytes above 0x7f make no UTF-8; NUL says nothing of either. */
gboolean
encoding_is_windows_1252 (const char *bytes, gsize size)
{
  guint64 characters = 0, strays = 0;
  for (const char *p = bytes, *end = bytes + size; p < end; p++)
    if ((guchar) *p >= 0x80)
      {
        gunichar c = g_utf8_get_char_validated (p, end - p);
        gboolean valid = c < (gunichar) -2;
        characters += valid ? 1 : 0;
        strays += valid ? 0 : 1;
        p += valid ? g_unichar_to_utf8 (c, NULL) - 1 : 0;
      }
  gboolean marked = size >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0;
  return strays > characters && !marked;
}

#define SAVE_AGAIN "In Excel: File, Save As, type \"CSV UTF-8 (Comma delimited)\"; in LibreOffice: " \
                   "File, Save As, Text CSV, character set UTF-8, field delimiter comma."

/* Files that are something else, by their first bytes. */
static const struct {
  const char *bytes;
  gsize n;
  OtherFile file;
} signatures[] = {
  { "\xff\xfe", 2, { "CSV-ENCODING", "the file is UTF-16 (what Excel calls Unicode text)",
    SAVE_AGAIN } },
  { "\xfe\xff", 2, { "CSV-ENCODING", "the file is UTF-16, big-endian",
    SAVE_AGAIN } },
  { "PK\x03\x04", 4, { "FILE-KIND", "the file is a workbook or another zip archive, not CSV",
    "Open it at the sheet that is wanted. " SAVE_AGAIN } },
  { "\xd0\xcf\x11\xe0", 4, { "FILE-KIND", "the file is an old Excel workbook, not CSV",
    "Open it at the sheet that is wanted. " SAVE_AGAIN } },
  { "%PDF", 4, { "FILE-KIND", "the file is a PDF, not CSV", "Send the table as CSV." } },
};

static const OtherFile utf_16 = {
  "CSV-ENCODING", "the file is UTF-16", SAVE_AGAIN,
};

/* UTF-16 without a mark: every other byte of plain text is NUL. */
static gboolean
is_utf_16 (const char *p, gsize n)
{
  return n >= 4 && (p[0] == '\0') != (p[1] == '\0') && (p[0] == '\0') == (p[2] == '\0') &&
         (p[1] == '\0') == (p[3] == '\0');
}

const OtherFile *
encoding_other_file (const char *p, gsize n)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (n >= signatures[i].n && memcmp (p, signatures[i].bytes, signatures[i].n) == 0)
      return &signatures[i].file;
  return is_utf_16 (p, n) ? &utf_16 : NULL;
}
