/* One table serves returns of every edition. */

#include "collector/checking/part_columns.h"

/* An edition of parts, each "name: columns"; one without columns is of lines. */
static Definition *
edition (const char *const *parts)
{
  Definition *definition = g_new0 (Definition, 1);
  definition->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  definition->rules = g_ptr_array_new ();
  definition->folders = g_ptr_array_new ();
  for (; *parts != NULL; parts++)
    {
      g_auto(GStrv) words = g_strsplit (*parts, " ", -1);
      PartDefinition *part = part_new (words[0]);
      part_set_lines (part, words[1] == NULL);
      for (guint i = 1; words[i] != NULL; i++)
        {
          ColumnDefinition *column = g_new0 (ColumnDefinition, 1);
          column->name = g_strdup (words[i]);
          g_ptr_array_add (part->columns, column);
        }
      g_ptr_array_add (definition->parts, part);
    }
  return definition;
}

static char *
describe (GPtrArray *all)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < all->len; i++)
    {
      const PartColumns *columns = g_ptr_array_index (all, i);
      g_string_append_printf (text, "%s:", columns->part);
      for (guint k = 0; k < columns->names->len; k++)
        {
          const char *name = g_ptr_array_index (columns->names, k);
          g_assert_cmpuint (part_columns_find (columns, name), ==, k);
          g_string_append_printf (text, " %s", name);
        }
      g_string_append (text, "; ");
    }
  return g_string_free (text, FALSE);
}

static void
assert_columns (const char *const *first, const char *const *second, const char *expected)
{
  g_autoptr(GPtrArray) editions = g_ptr_array_new_with_free_func ((GDestroyNotify) definition_free);
  g_ptr_array_add (editions, edition (first));
  if (second != NULL)
    g_ptr_array_add (editions, edition (second));
  g_autoptr(GPtrArray) all = part_columns_of (editions);
  g_autofree char *got = describe (all);
  g_assert_cmpstr (got, ==, expected);
}

static void
test_union (void)
{
  static const char *const plain[] = { "debts name owed", "accounts", NULL };
  static const char *const more[] = { "kept name", "debts name rate owed", "accounts", NULL };
  static const char *const turned[] = { "accounts name value", NULL };
  assert_columns (plain, NULL, "debts: row name owed; accounts: row line column value; ");
  assert_columns (plain, more, "debts: row name owed rate; accounts: row line column value; kept: row name; ");
  assert_columns (more, plain, "kept: row name; debts: row name rate owed; accounts: row line column value; ");
  /* A part of lines that becomes one of free rows. */
  assert_columns (plain, turned, "debts: row name owed; accounts: row line column value name; ");
}

static void
test_own (void)
{
  static const char *const parts[] = { "debts name owed", "accounts", NULL };
  g_autoptr(Definition) definition = edition (parts);
  g_autoptr(GPtrArray) free_rows = part_columns_own (definition->parts->pdata[0]);
  g_autoptr(GPtrArray) lines = part_columns_own (definition->parts->pdata[1]);
  g_assert_cmpuint (free_rows->len, ==, 3);
  g_assert_cmpstr (free_rows->pdata[0], ==, "row");
  g_assert_cmpstr (free_rows->pdata[2], ==, "owed");
  g_assert_cmpuint (lines->len, ==, 4);
  g_assert_cmpstr (lines->pdata[3], ==, "value");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/part-columns/what-any-edition-has", test_union);
  g_test_add_func ("/part-columns/what-a-part-fills", test_own);
  return g_test_run ();
}
