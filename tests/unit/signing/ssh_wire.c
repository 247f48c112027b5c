/* Fields after RFC 4251, section 5, and texts between BEGIN and END lines. */

#include "lib/signing/ssh_wire.h"

#include <string.h>

static void
assert_bytes (const guint8 *got, gsize length, gconstpointer expected, gsize expected_length)
{
  g_assert_cmpuint (length, ==, expected_length);
  g_assert_true (memcmp (got, expected, length) == 0);
}

static void
test_written (void)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  wire_put_number (out, 699921578);                      /* the RFC's own example */
  wire_put_text (out, "testing");                        /* and this */
  wire_put_bytes (out, "\0", 1);
  wire_put_text (out, "");
  assert_bytes (out->data, out->len, "\x29\xb7\xf4\xaa\0\0\0\x07testing\0\0\0\x01\0\0\0\0\0", 24);
}

static void
test_read (void)
{
  static const char bytes[] = "\0\0\x01\x02" "\0\0\0\x03" "abc" "\0\0\0\x02" "de" "raw";
  Wire wire = { (const guint8 *) bytes, sizeof bytes - 1 };
  guint32 number;
  const guint8 *got;
  gsize length;
  g_assert_true (wire_take_number (&wire, &number));
  g_assert_cmpuint (number, ==, 258);
  g_assert_true (wire_take_bytes (&wire, &got, &length));
  assert_bytes (got, length, "abc", 3);
  g_assert_true (wire_expect_text (&wire, "de"));
  g_assert_true (wire_expect_raw (&wire, "ra", 2));
  g_assert_false (wire_expect_raw (&wire, "x", 1));
  g_assert_true (wire_expect_raw (&wire, "w", 1));
  g_assert_cmpuint (wire.left, ==, 0);
  g_assert_false (wire_expect_raw (&wire, "w", 1));
}

/* A field that says it is longer than what is left is none; nor is one of another length or text. */
static void
test_not_there (void)
{
  static const struct { const char *bytes; gsize length; } rows[] = {
    { "", 0 }, { "\0\0\0", 3 }, { "\0\0\0\x01", 4 }, { "\0\0\0\x03" "ab", 6 },
    { "\xff\xff\xff\xff" "ab", 6 },
  };
  const guint8 *got;
  gsize length;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Wire wire = { (const guint8 *) rows[i].bytes, rows[i].length };
      g_assert_false (wire_take_bytes (&wire, &got, &length));
    }
  static const char three[] = "\0\0\0\x03" "abc";
  const Wire whole = { (const guint8 *) three, 7 };
  Wire wire = whole;
  g_assert_false (wire_take_key (&wire, 2, &got));
  wire = whole;
  g_assert_true (wire_take_key (&wire, 3, &got));
  wire = whole;
  g_assert_false (wire_expect_text (&wire, "abd"));
  wire = whole;
  g_assert_false (wire_expect_text (&wire, "ab"));
}

/* 53 bytes are 72 characters: a line of 70, and the rest. */
static void
test_armour (void)
{
  g_autofree char *small = armour_make ("X", (const guint8 *) "abc", 3);
  g_assert_cmpstr (small, ==, "-----BEGIN X-----\nYWJj\n-----END X-----\n");
  guint8 zeros[53] = { 0 };
  g_autofree char *text = armour_make ("X", zeros, sizeof zeros);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (strlen (lines[1]), ==, 70);
  g_assert_cmpstr (lines[2], ==, "A=");
  g_autoptr(GByteArray) again = armour_open ("X", text);
  assert_bytes (again->data, again->len, zeros, sizeof zeros);
}

/* Only the last LF may be missing: any other difference is no armour. */
static void
test_one_form (void)
{
  static const char *const bad[] = {
    "", "YWJj", "-----BEGIN X-----\n", "-----BEGIN X-----\nYWJj\n",
    "-----BEGIN Y-----\nYWJj\n-----END Y-----\n", " -----BEGIN X-----\nYWJj\n-----END X-----\n",
    "-----BEGIN X-----\nYW\nJj\n-----END X-----\n", "-----BEGIN X-----\nYWJj-----END X-----\n",
    "-----BEGIN X-----\r\nYWJj\r\n-----END X-----\r\n", "-----BEGIN X-----\nYWJ\n-----END X-----\n",
    "-----BEGIN X-----\nYWJ*\n-----END X-----\n", "-----BEGIN X-----\nYWJj\n-----END X-----\n\n",
    "-----BEGIN X-----\nYWJj\n-----END X-----\nmore",
    "-----BEGIN X-----\nYR==\n-----END X-----\n",         /* bits that carry nothing */
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (armour_open ("X", bad[i]));
    }
  g_autoptr(GByteArray) bytes = armour_open ("X", "-----BEGIN X-----\nYWJj\n-----END X-----");
  assert_bytes (bytes->data, bytes->len, "abc", 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/fields-are-written-with-their-length", test_written);
  g_test_add_func ("/wire/fields-are-read-in-turn", test_read);
  g_test_add_func ("/wire/what-is-not-there-is-not-taken", test_not_there);
  g_test_add_func ("/armour/lines-of-seventy", test_armour);
  g_test_add_func ("/armour/has-one-form", test_one_form);
  return g_test_run ();
}
