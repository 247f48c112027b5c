/* What the bytes of a file are. Source of the code points: Unicode's
 * mapping of Windows-1252 (CP1252.TXT). */

#include "lib/sheet/csv_encoding.h"

#define TEXT(literal) literal, sizeof (literal) - 1

static void
test_other_files (void)
{
  static const struct { const char *bytes; gsize n; const char *rule; } cases[] = {
    { TEXT ("\xff\xfe"), "CSV-ENCODING" },
    { TEXT ("\xfe\xff\0a"), "CSV-ENCODING" },
    { TEXT ("\xff"), NULL },
    { TEXT ("PK\x03\x04"), "FILE-KIND" },
    { TEXT ("PK\x03"), NULL },
    { TEXT ("PK,1"), NULL },
    { TEXT ("\xd0\xcf\x11\xe0"), "FILE-KIND" },
    { TEXT ("%PDF-1.7"), "FILE-KIND" },
    { TEXT ("%PD"), NULL },
    { TEXT ("a\0b\0"), "CSV-ENCODING" },
    { TEXT ("\0a\0b"), "CSV-ENCODING" },
    { TEXT ("a\0b"), NULL },
    { TEXT ("a\0bc"), NULL },          /* a NUL, of which csv.c says where */
    { TEXT ("\0\0\0\0"), NULL },
    { TEXT ("\xef\xbb\xbf" "a"), NULL },
    { TEXT (""), NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const OtherFile *other = encoding_other_file (cases[i].bytes, cases[i].n);
      g_test_message ("%u", i);
      g_assert_cmpstr (other == NULL ? NULL : other->rule, ==, cases[i].rule);
    }
}

static void
test_is_windows_1252 (void)
{
  g_assert_true (encoding_is_windows_1252 (TEXT ("caf\xe9")));
  g_assert_false (encoding_is_windows_1252 (TEXT ("caf\xc3\xa9")));
  /* As many stray bytes as characters: broken UTF-8; one more: not. */
  g_assert_false (encoding_is_windows_1252 (TEXT ("\xc3\xa9 \xe9")));
  g_assert_true (encoding_is_windows_1252 (TEXT ("\xc3\xa9 \xe9 \xe9")));
  g_assert_false (encoding_is_windows_1252 (TEXT ("\xef\xbb\xbf" "a \xe9 \xe9 \xe9")));
  g_assert_false (encoding_is_windows_1252 (TEXT ("plain\0")));
  g_assert_false (encoding_is_windows_1252 (TEXT ("")));
  /* A character that the end cuts is stray bytes. */
  g_assert_true (encoding_is_windows_1252 (TEXT ("\xe2\x82")));
}

static void
test_characters (void)
{
  static const struct { guchar byte; gunichar c; } cases[] = {
    { 0x80, 0x20ac }, { 0x81, 0 }, { 0x8d, 0 }, { 0x91, 0x2018 }, { 0x96, 0x2013 }, { 0x9d, 0 },
    { 0x9f, 0x0178 }, { 0xa0, 0xa0 }, { 0xa3, 0xa3 }, { 0xff, 0xff },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (encoding_windows_1252_char (cases[i].byte), ==, cases[i].c);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-encoding/files-that-are-something-else", test_other_files);
  g_test_add_func ("/csv-encoding/windows-1252-by-its-bytes", test_is_windows_1252);
  g_test_add_func ("/csv-encoding/characters-of-windows-1252", test_characters);
  return g_test_run ();
}
