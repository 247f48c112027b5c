/* Fields with their length in front, and base64 between two lines. Source of the
 * bytes: RFC 4251 section 5, worked out by hand. */

#include "lib/signing/ssh_wire.h"

#include <string.h>

#define WIRE(literal) { (const guint8 *) literal, sizeof (literal) - 1 }

static void
assert_bytes (const void *got, gsize length, const void *expected, gsize n)
{
  g_assert_cmpuint (length, ==, n);
  g_assert_true (memcmp (got, expected, n) == 0);
}

static void
test_put (void)
{
  static const guint8 expected[] = { 0, 0, 1, 2, 0, 0, 0, 2, 'h', 'i', 0, 0, 0, 0 };
  g_autoptr(GByteArray) out = g_byte_array_new ();
  wire_put_number (out, 258);
  wire_put_text (out, "hi");
  wire_put_bytes (out, "", 0);
  assert_bytes (out->data, out->len, expected, sizeof expected);
}

static void
test_take (void)
{
  Wire wire = WIRE ("RAW\0\0\1\2\0\0\0\2hi\0\0\0\0");
  guint32 number;
  const guint8 *bytes;
  gsize length;
  g_assert_true (wire_expect_raw (&wire, "RAW", 3));
  g_assert_true (wire_take_number (&wire, &number));
  g_assert_cmpuint (number, ==, 258);
  g_assert_true (wire_expect_text (&wire, "hi"));
  g_assert_true (wire_take_bytes (&wire, &bytes, &length));
  g_assert_cmpuint (length, ==, 0);
  g_assert_cmpuint (wire.left, ==, 0);
  g_assert_false (wire_take_number (&wire, &number));
  g_assert_false (wire_take_bytes (&wire, &bytes, &length));
}

/* A length that says more than there is, by one or by all. */
static void
test_too_short (void)
{
  static const Wire cases[] = { WIRE ("\0\0\0"), WIRE ("\0\0\0\3hi"), WIRE ("\xff\xff\xff\xffhi"), WIRE ("\x80\0\0\0") };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Wire wire = cases[i];
      const guint8 *bytes;
      gsize length;
      g_assert_false (wire_take_bytes (&wire, &bytes, &length));
    }
}

static void
test_other_fields (void)
{
  const guint8 *bytes;
  Wire longer = WIRE ("\0\0\0\3hi!"), other = WIRE ("\0\0\0\2ho"), raw = WIRE ("RA"), key = WIRE ("\0\0\0\2hi");
  g_assert_false (wire_expect_text (&longer, "hi"));
  g_assert_false (wire_expect_text (&other, "hi"));
  g_assert_false (wire_expect_raw (&raw, "RAW", 3));
  g_assert_cmpuint (raw.left, ==, 2);
  g_assert_true (wire_take_key (&key, 2, &bytes));
  assert_bytes (bytes, 2, "hi", 2);
}

/* "foobar" is Zm9vYmFy (RFC 4648 section 10); lines end after 70 characters, which
 * are 52 bytes and a half. */
static void
test_armour (void)
{
  static const char text[] = "-----BEGIN X-----\nZm9vYmFy\n-----END X-----\n";
  g_autofree char *made = armour_make ("X", (const guint8 *) "foobar", 6);
  g_assert_cmpstr (made, ==, text);
  g_autoptr(GByteArray) opened = armour_open ("X", text);
  assert_bytes (opened->data, opened->len, "foobar", 6);
  guint8 zeros[53] = { 0 };
  g_autofree char *two = armour_make ("X", zeros, sizeof zeros);
  g_auto(GStrv) lines = g_strsplit (two, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_cmpuint (strlen (lines[1]), ==, 70);
  g_assert_cmpstr (lines[2], ==, "A=");
}

/* One text for one sequence of bytes: nothing can be added that is not signed. */
static void
test_one_text (void)
{
  static const char *const bad[] = {
    "", "-----BEGIN X-----\n", "-----BEGIN X-----\nZm9vYmFy\n", "-----BEGIN Y-----\nZm9vYmFy\n-----END Y-----\n",
    " -----BEGIN X-----\nZm9vYmFy\n-----END X-----\n", "-----BEGIN X-----\nZm9vYmFy\n-----END X-----\n\n",
    "-----BEGIN X-----\nZm9v\nYmFy\n-----END X-----\n", "-----BEGIN X-----\r\nZm9vYmFy\r\n-----END X-----\r\n",
    "-----BEGIN X-----\nZm9vYmF\n-----END X-----\n", "-----BEGIN X-----\nZm9vYm=\n-----END X-----\n",
    "-----BEGIN X-----\nZm9vYg==x\n-----END X-----\n", "-----BEGIN X-----\nZh==\n-----END X-----\n",
    "-----BEGIN X-----\nZm9vYmFy-----END X-----\n", "-----BEGIN X-----\nZm9v!mFy\n-----END X-----\n",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%u", i);
      g_assert_null (armour_open ("X", bad[i]));
    }
  g_autoptr(GByteArray) unended = armour_open ("X", "-----BEGIN X-----\nZm9vYmFy\n-----END X-----");
  g_assert_nonnull (unended);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ssh-wire/put", test_put);
  g_test_add_func ("/ssh-wire/take", test_take);
  g_test_add_func ("/ssh-wire/lengths-that-lie", test_too_short);
  g_test_add_func ("/ssh-wire/other-fields", test_other_fields);
  g_test_add_func ("/ssh-wire/armour", test_armour);
  g_test_add_func ("/ssh-wire/one-text-for-the-bytes", test_one_text);
  return g_test_run ();
}
