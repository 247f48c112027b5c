#include "collector/checking/sandbox_private.h"

#include <string.h>

void
sandbox_table_free (gpointer data)
{
  SandboxTable *table = data;
  if (table == NULL)
    return;
  for (guint i = 0; i < table->n_columns; i++)
    {
      g_free (table->cells[i].types);
      g_free (table->cells[i].values);
    }
  g_free (table->cells);
  g_string_free (table->texts, TRUE);
  g_ptr_array_unref (table->indexes);
  g_free ((char *) table->absent.reason);
  g_strfreev (table->columns);
  g_free (table->doubtful);
  g_free (table->declaration);
  g_free (table->name);
  g_free (table);
}

static void
append_name (GString *sql, const char *name)
{
  char *quoted = sqlite3_mprintf ("\"%w\"", name);
  g_string_append (sql, quoted);
  sqlite3_free (quoted);
}

/* The table as SQLite is told of it. */
static char *
declare (const char *const *columns)
{
  GString *declaration = g_string_new ("create table t (");
  for (; *columns != NULL; columns++)
    {
      append_name (declaration, *columns);
      g_string_append (declaration, ", ");
    }
  g_string_append (declaration, "\"" SANDBOX_EVERY "\")");
  return g_string_free (declaration, FALSE);
}

static SandboxTable *
make_table (const char *name, const char *const *columns)
{
  SandboxTable *table = g_new0 (SandboxTable, 1);
  table->name = g_strdup (name);
  table->columns = g_strdupv ((GStrv) columns);
  table->n_columns = g_strv_length (table->columns);
  table->declaration = declare (columns);
  table->doubtful = g_new0 (gboolean, table->n_columns);
  table->cells = g_new0 (SandboxColumn, table->n_columns);
  table->texts = g_string_new (NULL);
  table->indexes = g_ptr_array_new_with_free_func (sandbox_index_free);
  return table;
}

static gboolean
create_table (Sandbox *sandbox, const SandboxTable *table, GError **error)
{
  g_autoptr(GString) create = g_string_new ("create virtual table ");
  append_name (create, table->name);
  g_string_append (create, " using " SANDBOX_MODULE);
  return sandbox_execute (sandbox, create->str, error);
}

static void
empty_table (SandboxTable *table)
{
  table->n_rows = 0;
  table->is_doubtful = FALSE;
  memset (table->doubtful, 0, table->n_columns * sizeof *table->doubtful);
  g_string_truncate (table->texts, 0);
  g_ptr_array_set_size (table->indexes, 0);
}

gboolean
sandbox_add_table (Sandbox *sandbox, const char *name, const char *const *columns,
                   const Absence *absent, GError **error)
{
  SandboxTable *table = g_hash_table_lookup (sandbox->tables, name);
  gboolean known = table != NULL;
  g_assert (known || !sandbox->closed);
  g_assert (!known || g_strv_equal ((const char *const *) table->columns, columns));
  if (!known)
    {
      table = make_table (name, columns);
      g_hash_table_insert (sandbox->tables, g_strdup (name), table);
    }
  empty_table (table);
  g_free ((char *) table->absent.reason);
  table->absent = absent == NULL ? (Absence) { 0 } : (Absence) { g_strdup (absent->reason), absent->usual };
  sandbox->filled = table;
  return known || create_table (sandbox, table, error);
}

static void
make_room (SandboxTable *table)
{
  table->room = MAX (16, 2 * table->room);
  for (guint i = 0; i < table->n_columns; i++)
    {
      table->cells[i].types = g_realloc (table->cells[i].types, table->room);
      table->cells[i].values = g_renew (gint64, table->cells[i].values, table->room);
    }
}

void
sandbox_add_row (Sandbox *sandbox, const SqlValue *values)
{
  SandboxTable *table = sandbox->filled;
  gboolean doubtful = values[0].type == SQL_UNREADABLE;
  if (table->n_rows == table->room)
    make_room (table);
  for (guint i = 0; i < table->n_columns; i++)
    {
      const SqlValue *value = &values[i];
      table->cells[i].types[table->n_rows] = (guint8) value->type;
      table->cells[i].values[table->n_rows] = value->type == SQL_TEXT ? (gint64) table->texts->len : value->number;
      if (value->type == SQL_TEXT)
        g_string_append_len (table->texts, value->text, (gssize) strlen (value->text) + 1);
      table->doubtful[i] |= doubtful && value->type == SQL_UNREADABLE;
    }
  table->is_doubtful |= doubtful;
  table->n_rows++;
}
