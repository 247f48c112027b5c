/* Texts are numbered in the order in which they first occur, and kept once. */

#include "lib/base/name_table.h"

#include <string.h>

static guint32
add (NameTable *table, const char *text)
{
  return name_table_add (table, text, strlen (text));
}

static void
test_numbers (void)
{
  g_autoptr(NameTable) table = name_table_new ();
  g_assert_cmpuint (add (table, "a"), ==, 1);
  g_assert_cmpuint (add (table, "b"), ==, 2);
  g_assert_cmpuint (add (table, "a"), ==, 1);
  g_assert_cmpuint (add (table, ""), ==, 0);
  g_assert_cmpuint (name_table_add (table, "ab", 1), ==, 1);
  g_assert_cmpuint (name_table_length (table), ==, 3);
  g_assert_cmpuint (name_table_find (table, "b", 1), ==, 3);
  g_assert_cmpuint (name_table_find (table, "c", 1), ==, 0);
  g_assert_cmpuint (name_table_length (table), ==, 3);
  g_assert_cmpstr (name_table_texts (table)[2], ==, "b");
}

/* Texts that differ in one byte, at each length around the eight bytes that
 * are hashed at a time, against GLib's hash table. */
static void
test_many (void)
{
  g_autoptr(NameTable) table = name_table_new ();
  g_autoptr(GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < 200000; i++)
    {
      char *text = g_strdup_printf ("%.*s%u", (int) (i % 18), "xxxxxxxxxxxxxxxxxx", (i * 7919) % 50021);
      guint32 number = add (table, text);
      gpointer before = g_hash_table_lookup (expected, text);
      if (before == NULL)
        {
          g_assert_cmpuint (number, ==, g_hash_table_size (expected) + 1);
          g_hash_table_insert (expected, text, GUINT_TO_POINTER (number));
          continue;
        }
      g_assert_cmpuint (number, ==, GPOINTER_TO_UINT (before));
      g_assert_cmpstr (name_table_texts (table)[number], ==, text);
      g_free (text);
    }
  g_assert_cmpuint (name_table_length (table), ==, g_hash_table_size (expected) + 1);
}

/* Many at once get the numbers that they get one by one: also texts that are new twice among them, and
 * long ones whose hashes hold their length in one byte. */
static void
test_at_once (void)
{
  g_autoptr(NameTable) one_by_one = name_table_new (), at_once = name_table_new ();
  NameText texts[NAME_TABLE_MANY];
  guint32 numbers[NAME_TABLE_MANY];
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
      guint n = 1 + round % NAME_TABLE_MANY;
      for (guint i = 0; i < n; i++)
        {
          char *text = g_strnfill ((round * 31 + i * 7) % 9 * 70, 'x');
          g_ptr_array_add (kept, g_strdup_printf ("%s%u", text, (round * i) % 577));
          texts[i] = (NameText) { kept->pdata[i], strlen (kept->pdata[i]) };
          g_free (text);
        }
      name_table_add_many (at_once, texts, n, numbers);
      for (guint i = 0; i < n; i++)
        g_assert_cmpuint (numbers[i], ==, add (one_by_one, texts[i].text));
    }
  g_assert_cmpuint (name_table_length (at_once), ==, name_table_length (one_by_one));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/name-table/numbers-in-order", test_numbers);
  g_test_add_func ("/name-table/agrees-with-a-hash-table", test_many);
  g_test_add_func ("/name-table/many-at-once-as-one-by-one", test_at_once);
  return g_test_run ();
}
