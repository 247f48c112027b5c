/* Objects on disk: every bit of a loose file counts, also those that inflate
 * does not look at. */

#include "lib/git/object.h"

#include <string.h>
#include <zlib.h>

/* A loose object of CONTENT, compressed at LEVEL. */
static guint8 *
make_loose (const char *content, gsize length, int level, gsize *size)
{
  g_autoptr(GByteArray) whole = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf ("blob %" G_GSIZE_FORMAT, length);
  g_byte_array_append (whole, (const guint8 *) head, (guint) strlen (head) + 1);
  g_byte_array_append (whole, (const guint8 *) content, (guint) length);
  uLongf bound = compressBound (whole->len);
  guint8 *out = g_malloc (bound);
  g_assert_cmpint (compress2 (out, &bound, whole->data, whole->len, level), ==, Z_OK);
  *size = bound;
  return out;
}

static GByteArray *
read_all (const guint8 *data, gsize size, const char **fault)
{
  ObjectType type = OBJECT_NONE;
  GByteArray *content = object_read_loose (data, size, &type, fault);
  g_assert_true (content == NULL || type == OBJECT_BLOB);
  return content;
}

static void
test_reads (void)
{
  for (int level = 0; level <= 9; level++)
    {
      gsize size;
      const char *fault;
      g_autofree guint8 *data = make_loose ("line,total\n", 11, level, &size);
      g_autoptr(GByteArray) content = read_all (data, size, &fault);
      g_assert_null (fault);
      g_assert_cmpuint (content->len, ==, 11);
      g_assert_cmpint (memcmp (content->data, "line,total\n", 11), ==, 0);
      ObjectId id = object_hash (OBJECT_BLOB, content->data, content->len);
      g_autofree char *hex = object_id_to_hex (&id);
      /* printf 'line,total\n' | git hash-object --stdin */
      g_assert_cmpstr (hex, ==, "6ef001a0d5eb218a6b603d4a7ac2c00dd141c0fa");
    }
}

/* Made here and read here; that stock git reads it too, tests of the record say. */
static void
test_writes (void)
{
  const char *fault;
  gsize size;
  g_autoptr(GByteArray) made = object_deflate_loose (OBJECT_BLOB, (const guint8 *) "line,total\n", 11);
  g_autofree guint8 *expected = make_loose ("line,total\n", 11, Z_BEST_SPEED, &size);
  g_assert_true (made->len == size && memcmp (made->data, expected, size) == 0);
  g_autoptr(GByteArray) content = read_all (made->data, made->len, &fault);
  g_assert_null (fault);
  g_assert_cmpuint (content->len, ==, 11);
  g_autoptr(GByteArray) none = object_deflate_loose (OBJECT_BLOB, NULL, 0);
  g_autoptr(GByteArray) empty = read_all (none->data, none->len, &fault);
  g_assert_cmpuint (empty->len, ==, 0);
}

/* Each flipped bit of a file that deflate made is noticed, whether or not the
 * content survives it; that some do survive is why the file is compared. */
static void
check_every_bit (const char *content, gsize length, guint *survived)
{
  gsize size;
  g_autofree guint8 *data = make_loose (content, length, Z_BEST_SPEED, &size);
  for (gsize bit = 0; bit < size * 8; bit++)
    {
      const char *fault = NULL;
      data[bit / 8] = (guint8) (data[bit / 8] ^ (1 << (bit % 8)));
      g_autoptr(GByteArray) got = read_all (data, size, &fault);
      data[bit / 8] = (guint8) (data[bit / 8] ^ (1 << (bit % 8)));
      g_assert_nonnull (fault);
      *survived += got != NULL && got->len == length && memcmp (got->data, content, length) == 0;
    }
}

static void
test_every_bit (void)
{
  guint survived = 0;
  g_autofree char *same = g_strnfill (2000, 'a');
  g_autoptr(GString) rows = g_string_new ("line,total\n");
  for (guint i = 0; i < 60; i++)
    g_string_append_printf (rows, "fee_income,%u.%02u\n", i * 7919, i % 100);
  check_every_bit (same, 2000, &survived);
  check_every_bit (rows->str, rows->len, &survived);
  check_every_bit ("", 0, &survived);
  check_every_bit ("x", 1, &survived);
  g_assert_cmpuint (survived, >, 0);
}

static void
test_ends (void)
{
  gsize size;
  const char *fault = NULL;
  g_autofree guint8 *data = make_loose ("abc", 3, Z_BEST_SPEED, &size);
  g_autofree guint8 *longer = g_malloc0 (size + 1);
  memcpy (longer, data, size);
  g_autoptr(GByteArray) content = read_all (longer, size + 1, &fault);
  g_assert_nonnull (content);
  g_assert_cmpstr (fault, ==, "something follows its end");
  for (gsize length = 0; length < size; length++)
    {
      g_assert_null (read_all (data, length, &fault));
      g_assert_nonnull (fault);
    }
}

static void
test_heads (void)
{
  static const char *const bad[] = { "", "blob", "blob 1", "blob x", "blub 1", "blob -1", "blob 01x", "blob 00",
                                     "blob 99999999999", " 1", "tree 2" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      guint8 out[128];
      uLongf size = sizeof out;
      const char *fault = NULL;
      ObjectType type;
      g_assert_cmpint (compress2 (out, &size, (const guint8 *) bad[i], strlen (bad[i]) + 1, 1), ==,
                       Z_OK);
      g_test_message ("'%s'", bad[i]);
      g_assert_null (object_read_loose (out, size, &type, &fault));
      g_assert_cmpstr (fault, ==, "it does not start with its kind and length");
    }
}

static void
test_ids (void)
{
  ObjectId id;
  g_assert_true (object_id_parse ("0123456789abcdef0123456789abcdef01234567 rest", &id));
  g_autofree char *hex = object_id_to_hex (&id);
  g_assert_cmpstr (hex, ==, "0123456789abcdef0123456789abcdef01234567");
  g_assert_false (object_id_parse ("0123456789ABCDEF0123456789abcdef01234567", &id));
  g_assert_false (object_id_parse ("0123456789abcdef0123456789abcdef0123456", &id));
  g_assert_false (object_id_parse ("", &id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/object/reads-loose-objects-of-any-compression", test_reads);
  g_test_add_func ("/object/writes-loose-objects-as-git-does", test_writes);
  g_test_add_func ("/object/every-flipped-bit-of-a-loose-object-shows", test_every_bit);
  g_test_add_func ("/object/nothing-follows-or-is-cut-off", test_ends);
  g_test_add_func ("/object/kind-and-length-come-first", test_heads);
  g_test_add_func ("/object/ids-are-lower-case", test_ids);
  return g_test_run ();
}
