#include "collector/checking/part_columns.h"

#include <string.h>

static void
part_columns_free (gpointer data)
{
  PartColumns *columns = data;
  g_ptr_array_unref (columns->names);
  g_free (columns);
}

static gboolean
find_name (GPtrArray *names, const char *name, guint *position)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, position);
}

GPtrArray *
part_columns_own (const PartDefinition *part)
{
  static const char *const of_lines[] = { "row", "line", "column", "value" };
  GPtrArray *names = g_ptr_array_new ();
  if (part->lines != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (of_lines); i++)
      g_ptr_array_add (names, (gpointer) of_lines[i]);
  else
    {
      g_ptr_array_add (names, (gpointer) of_lines[0]);
      for (guint i = 0; i < part->columns->len; i++)
        g_ptr_array_add (names, ((const ColumnDefinition *) part->columns->pdata[i])->name);
    }
  return names;
}

static PartColumns *
find_part (GPtrArray *all, const char *part)
{
  for (guint i = 0; i < all->len; i++)
    if (strcmp (((const PartColumns *) all->pdata[i])->part, part) == 0)
      return all->pdata[i];
  PartColumns *columns = g_new0 (PartColumns, 1);
  columns->part = part;
  columns->names = g_ptr_array_new ();
  g_ptr_array_add (all, columns);
  return columns;
}

static void
add_part (GPtrArray *all, const PartDefinition *part)
{
  PartColumns *columns = find_part (all, part->name);
  g_autoptr(GPtrArray) own = part_columns_own (part);
  for (guint i = 0; i < own->len; i++)
    if (!find_name (columns->names, own->pdata[i], NULL))
      g_ptr_array_add (columns->names, own->pdata[i]);
}

GPtrArray *
part_columns_of (GPtrArray *editions)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (part_columns_free);
  for (guint i = 0; i < editions->len; i++)
    {
      const Definition *definition = g_ptr_array_index (editions, i);
      for (guint k = 0; k < definition->parts->len; k++)
        add_part (all, definition->parts->pdata[k]);
    }
  return all;
}

guint
part_columns_find (const PartColumns *columns, const char *name)
{
  guint position;
  gboolean found = find_name (columns->names, name, &position);
  g_assert (found);
  return position;
}
