#include "collector/checking/sandbox_private.h"

#include <string.h>

void
sandbox_table_free (gpointer data)
{
  SandboxTable *table = data;
  if (table == NULL)
    return;
  sqlite3_finalize (table->insert);
  sqlite3_finalize (table->clear);
  g_free ((char *) table->absent.reason);
  g_strfreev (table->columns);
  g_free (table->doubtful);
  g_free (table->sure);
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

static gboolean
compile (Sandbox *sandbox, const char *sql, sqlite3_stmt **statement, GError **error)
{
  return sqlite3_prepare_v3 (sandbox->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL)
             == SQLITE_OK
         || sandbox_set_error (sandbox, error);
}

static gboolean
empty_table (Sandbox *sandbox, const SandboxTable *table, GError **error)
{
  int code = sqlite3_step (table->clear);
  sqlite3_reset (table->clear);
  return code == SQLITE_DONE || sandbox_set_error (sandbox, error);
}

/* The columns of a table that is made: in a guarded one the raw cells, and then
 * what is read of them, but for the column SURE (or NULL), which is as it is. */
static void
append_columns (GString *create, const char *const *columns, gboolean guarded, const char *sure)
{
  for (guint i = 0; columns[i] != NULL; i++)
    {
      gboolean hidden = guarded && g_strcmp0 (columns[i], sure) != 0;
      g_autofree char *raw = g_strconcat (columns[i], hidden ? SANDBOX_RAW : "", NULL);
      g_string_append (create, i == 0 ? " (" : ", ");
      append_name (create, raw);
    }
  for (guint i = 0; guarded && columns[i] != NULL; i++)
    {
      if (g_strcmp0 (columns[i], sure) == 0)
        continue;
      g_autofree char *raw = g_strconcat (columns[i], SANDBOX_RAW, NULL);
      g_string_append (create, ", ");
      append_name (create, columns[i]);
      g_string_append (create, " as (" SANDBOX_READABLE " (");
      append_name (create, raw);
      g_string_append (create, "))");
    }
  g_string_append (create, ", \"" SANDBOX_EVERY "\" as (null))");
}

static gboolean
create_index (Sandbox *sandbox, const char *name, const char *const *keys, GError **error)
{
  g_autoptr(GString) create = g_string_new ("create index ");
  g_autofree char *index = g_strconcat (name, " keys", NULL);
  append_name (create, index);
  g_string_append (create, " on ");
  append_name (create, name);
  for (guint i = 0; keys[i] != NULL && (i == 0 || !sandbox->guarded); i++)
    {
      g_string_append (create, i == 0 ? " (" : ", ");
      append_name (create, keys[i]);
    }
  g_string_append_c (create, ')');
  return sandbox_execute (sandbox, create->str, error);
}

static gboolean
create_table (Sandbox *sandbox, SandboxTable *table, const char *const *columns, const char *const *keys,
              GError **error)
{
  g_autoptr(GString) create = g_string_new ("create table ");
  g_autoptr(GString) insert = g_string_new ("insert into ");
  g_autoptr(GString) clear = g_string_new ("delete from ");
  append_name (create, table->name);
  append_name (insert, table->name);
  append_name (clear, table->name);
  append_columns (create, columns, sandbox->guarded, table->sure);
  g_string_append (insert, " values ");
  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append (insert, i == 0 ? "(?" : ", ?");
  g_string_append_c (insert, ')');
  return sandbox_execute (sandbox, create->str, error)
         && (keys == NULL || create_index (sandbox, table->name, keys, error))
         && compile (sandbox, insert->str, &table->insert, error)
         && compile (sandbox, clear->str, &table->clear, error);
}

gboolean
sandbox_add_table (Sandbox *sandbox, const char *name, const char *const *columns,
                   const char *const *keys, const Absence *absent, GError **error)
{
  SandboxTable *table = g_hash_table_lookup (sandbox->tables, name);
  gboolean known = table != NULL;
  g_assert (known || !sandbox->closed);
  g_assert (!known || g_strv_equal ((const char *const *) table->columns, columns));
  if (!known)
    {
      table = g_new0 (SandboxTable, 1);
      table->name = g_strdup (name);
      table->columns = g_strdupv ((GStrv) columns);
      table->sure = keys == NULL ? NULL : g_strdup (keys[0]);
      table->doubtful = g_new0 (gboolean, g_strv_length (table->columns));
      g_hash_table_insert (sandbox->tables, g_strdup (name), table);
    }
  memset (table->doubtful, 0, g_strv_length (table->columns) * sizeof (gboolean));
  g_free ((char *) table->absent.reason);
  table->absent = absent == NULL ? (Absence) { 0 } : (Absence) { g_strdup (absent->reason), absent->usual };
  sandbox->filled = table;
  return known ? empty_table (sandbox, table, error) : create_table (sandbox, table, columns, keys, error);
}

static int
bind (sqlite3_stmt *statement, int index, const SqlValue *value)
{
  switch (value->type)
    {
    case SQL_INTEGER:
      return sqlite3_bind_int64 (statement, index, value->number);
    case SQL_TEXT:
      return sqlite3_bind_text (statement, index, value->text, -1, SQLITE_STATIC);
    case SQL_UNREADABLE:
      return sqlite3_bind_blob (statement, index, &value->number, sizeof value->number, SQLITE_STATIC);
    case SQL_NULL:
      return sqlite3_bind_null (statement, index);
    }
  g_assert_not_reached ();
}

gboolean
sandbox_add_row (Sandbox *sandbox, const SqlValue *values, GError **error)
{
  SandboxTable *table = sandbox->filled;
  sqlite3_stmt *insert = table->insert;
  int n = sqlite3_bind_parameter_count (insert);
  for (int i = 0; i < n; i++)
    {
      gboolean unreadable = values[i].type == SQL_UNREADABLE;
      g_assert (!unreadable || (sandbox->guarded && g_strcmp0 (table->columns[i], table->sure) != 0));
      table->doubtful[i] |= unreadable && values[0].type == SQL_UNREADABLE;
      if (bind (insert, i + 1, &values[i]) != SQLITE_OK)
        return sandbox_set_error (sandbox, error);
    }
  int code = sqlite3_step (insert);
  sqlite3_reset (insert);
  return code == SQLITE_DONE || sandbox_set_error (sandbox, error);
}
