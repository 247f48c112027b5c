/* Entries of folders, as git writes them: which a record may have, and their order. */

#include "lib/verify/verify_entry.h"

#include <string.h>

/* "100644 a;40000 b": entries, each with an id of its own. */
static GByteArray *
folder (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();
  g_auto(GStrv) entries = g_strsplit (text, ";", -1);
  for (guint i = 0; entries[i] != NULL; i++)
    {
      guint8 id[OBJECT_ID_SIZE];
      memset (id, (int) i, sizeof id);
      g_byte_array_append (bytes, (const guint8 *) entries[i], (guint) strlen (entries[i]) + 1);
      g_byte_array_append (bytes, id, sizeof id);
    }
  return bytes;
}

static void
test_of_record (void)
{
  static const struct { const char *entries; gboolean good; } rows[] = {
    { "100644 a", TRUE }, { "40000 a", TRUE }, { "100644 a;100644 b", TRUE },
    { "100644 a.csv;40000 a;100644 a0", TRUE },           /* '.' < '/' < '0' */
    { "40000 a;100644 a.csv", FALSE }, { "100644 a0;40000 a", FALSE },
    { "100644 b;100644 a", FALSE }, { "100644 a;100644 a", FALSE }, { "40000 a;40000 a", FALSE },
    { "100644 a;40000 a", FALSE },                        /* a file and a folder of one name, ... */
    { "100644 a;100644 a.csv;40000 a", FALSE },           /* ... also when others are between */
    { "40000 a-b;100644 a-b0;40000 a", TRUE },
    { "100755 a", FALSE }, { "120000 a", FALSE }, { "160000 a", FALSE }, { "040000 a", FALSE },
    { "100644\ta", FALSE }, { "100644 ", FALSE }, { "100644 .a", FALSE }, { "100644 a/b", FALSE },
    { "100644 ..", FALSE }, { "100644 a:b", FALSE }, { "100644", FALSE }, { "a", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GByteArray) bytes = folder (rows[i].entries);
      g_test_message ("%s", rows[i].entries);
      g_assert_cmpint (entries_are_of_record (bytes->data, bytes->len), ==, rows[i].good);
    }
}

/* No entry is read beyond its folder, wherever that was cut. */
static void
test_cut_short (void)
{
  g_autoptr(GByteArray) bytes = folder ("100644 a;40000 b");
  gsize first = bytes->len / 2 + 1;                       /* "100644 " has a byte more than "40000 " */
  for (gsize length = 0; length <= bytes->len; length++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes->data, length);
      gboolean whole = length == 0 || length == first || length == bytes->len;
      g_assert_cmpint (entries_are_of_record (copy, length), ==, whole);
    }
}

static void
test_reads (void)
{
  g_autoptr(GByteArray) bytes = folder ("100644 a.csv;40000 b");
  Entry file, below;
  g_assert_true (entry_read (bytes->data, bytes->len, &file));
  g_assert_cmpstr (file.name, ==, "a.csv");
  g_assert_false (file.is_folder);
  g_assert_cmpuint (file.length, ==, strlen ("100644 a.csv") + 1 + OBJECT_ID_SIZE);
  g_assert_true (entry_read (bytes->data + file.length, bytes->len - file.length, &below));
  g_assert_cmpstr (below.name, ==, "b");
  g_assert_true (below.is_folder);
  g_assert_cmpint (below.id[0], ==, 1);
  g_assert_cmpint (entry_compare (&file, &below), ==, -1);
  g_assert_cmpint (entry_compare (&below, &file), ==, 1);
  g_assert_cmpint (entry_compare (&below, &below), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verify-entry/those-of-a-record-are-plain-in-order-and-once", test_of_record);
  g_test_add_func ("/verify-entry/nothing-is-read-beyond-the-folder", test_cut_short);
  g_test_add_func ("/verify-entry/has-a-name-a-kind-and-an-id", test_reads);
  return g_test_run ();
}
