#include "collector/checking/sandbox_private.h"

#include "lib/base/error.h"

#include <string.h>

void
sandbox_query_free (gpointer data)
{
  SandboxQuery *query = data;
  if (query == NULL)
    return;
  sqlite3_finalize (query->statement);
  g_array_unref (query->places);
  g_ptr_array_unref (query->reads);
  g_hash_table_unref (query->columns);
  g_free (query);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxQuery, sandbox_query_free)

/* The columns a rule may return, and where in a row they go. */
static const struct {
  const char *name;
  gsize offset;
} result_columns[] = {
  { "part", G_STRUCT_OFFSET (SandboxRow, part) },
  { "row", G_STRUCT_OFFSET (SandboxRow, row) },
  { "column", G_STRUCT_OFFSET (SandboxRow, column) },
  { "value", G_STRUCT_OFFSET (SandboxRow, value) },
  { "expected", G_STRUCT_OFFSET (SandboxRow, expected) },
  { "difference", G_STRUCT_OFFSET (SandboxRow, difference) },
  { "about", G_STRUCT_OFFSET (SandboxRow, about) },
};

static gboolean
find_place (const char *name, gsize *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (result_columns); i++)
    if (strcmp (result_columns[i].name, name) == 0)
      {
        *place = result_columns[i].offset;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_places (SandboxQuery *query, GError **error)
{
  for (int i = 0; i < sqlite3_column_count (query->statement); i++)
    {
      const char *name = sqlite3_column_name (query->statement, i);
      gsize place;
      if (!find_place (name, &place))
        return error_fault (error, "it returns a column '%s', which no finding has", name);
      g_array_append_val (query->places, place);
    }
  return TRUE;
}

/* FALSE for a fraction, which only a sum or a product too large for 64 bits
 * gives: division of integers stays whole. */
static gboolean
read_row (const SandboxQuery *query, SandboxRow *row)
{
  sqlite3_stmt *statement = query->statement;
  *row = (SandboxRow) { 0 };
  for (int i = 0; i < (int) query->places->len; i++)
    {
      SqlValue *value = (SqlValue *) (gpointer) ((char *) row + g_array_index (query->places, gsize, i));
      switch (sqlite3_column_type (statement, i))
        {
        case SQLITE_INTEGER:
          *value = (SqlValue) { SQL_INTEGER, sqlite3_column_int64 (statement, i), NULL };
          break;
        case SQLITE_TEXT:
          *value = (SqlValue) { SQL_TEXT, 0, (const char *) sqlite3_column_text (statement, i) };
          break;
        case SQLITE_NULL:
          break;
        default:
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
set_run_error (Sandbox *sandbox, int code, SandboxOutcome *outcome, GError **error)
{
  if (strstr (sqlite3_errmsg (sandbox->db), "integer overflow") != NULL)
    {
      *outcome = SANDBOX_OVERFLOW;
      return TRUE;
    }
  if (code == SQLITE_INTERRUPT)
    return error_fault (error, "it takes longer than %" G_GINT64_FORMAT " milliseconds",
                        sandbox->time_limit / 1000);
  return sandbox_set_error (sandbox, error);
}

static gboolean
step_through (Sandbox *sandbox, const SandboxQuery *query, SandboxRowFunc func, gpointer data,
              SandboxOutcome *outcome, GError **error)
{
  int code = sqlite3_step (query->statement);
  for (guint n = 0; code == SQLITE_ROW; n++)
    {
      SandboxRow row;
      if (n == SANDBOX_MAX_ROWS || !read_row (query, &row))
        {
          *outcome = n == SANDBOX_MAX_ROWS ? SANDBOX_TOO_MANY : SANDBOX_OVERFLOW;
          return TRUE;
        }
      if (!func (&row, data))
        return TRUE;
      code = sqlite3_step (query->statement);
    }
  return code == SQLITE_DONE || set_run_error (sandbox, code, outcome, error);
}

static gboolean
prepare_error (Sandbox *sandbox, GError **error)
{
  if (sandbox->refused == NULL)
    return sandbox_set_error (sandbox, error);
  return error_fault (error, "it may not %s", sandbox->refused);
}

/* Nothing but blanks and comments may follow the first statement. */
static gboolean
is_alone (Sandbox *sandbox, const char *rest)
{
  while (*rest != '\0')
    {
      sqlite3_stmt *second = NULL;
      int code = sqlite3_prepare_v2 (sandbox->db, rest, -1, &second, &rest);
      sqlite3_finalize (second);
      if (code != SQLITE_OK || second != NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
compile_query (Sandbox *sandbox, const char *sql, SandboxQuery *query, GError **error)
{
  sqlite3_stmt **statement = &query->statement;
  const char *rest;
  g_clear_pointer (&sandbox->refused, g_free);
  int code = sqlite3_prepare_v3 (sandbox->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, &rest);
  if (code != SQLITE_OK)
    return prepare_error (sandbox, error);
  const char *what = *statement == NULL ? "it holds no query"
                     : !is_alone (sandbox, rest) ? "it holds more than one query"
                     : !sqlite3_stmt_readonly (*statement) ? "it may do nothing but read"
                     : NULL;
  return what == NULL ? find_places (query, error) : error_fault (error, "%s", what);
}

/* SQL as it was compiled when it was first asked for; NULL with ERROR. */
static const SandboxQuery *
find_query (Sandbox *sandbox, const char *sql, GError **error)
{
  const SandboxQuery *known = g_hash_table_lookup (sandbox->queries, sql);
  if (known != NULL)
    return known;
  g_autoptr(SandboxQuery) query = g_new0 (SandboxQuery, 1);
  query->places = g_array_new (FALSE, FALSE, sizeof (gsize));
  query->reads = g_ptr_array_new ();
  query->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sandbox->compiled = query;
  gboolean good = compile_query (sandbox, sql, query, error);
  sandbox->compiled = NULL;
  if (!good)
    return NULL;
  known = query;
  g_hash_table_insert (sandbox->queries, g_strdup (sql), g_steal_pointer (&query));
  return known;
}

/* Why there is nothing in the first table QUERY reads that is absent; NULL. */
static const Absence *
absence_in (const SandboxQuery *query)
{
  for (guint i = 0; i < query->reads->len; i++)
    {
      const SandboxTable *table = g_ptr_array_index (query->reads, i);
      if (table->absent.reason != NULL)
        return &table->absent;
    }
  return NULL;
}

/* Whether QUERY asks of a table only how many rows it has, though some of them
 * may not be there: it reads no column in which that would show. */
static gboolean
counts_doubtful_rows (const SandboxQuery *query)
{
  for (guint i = 0; i < query->reads->len; i++)
    {
      const SandboxTable *table = g_ptr_array_index (query->reads, i);
      gboolean doubtful = FALSE, shows = FALSE;
      if (!table->is_doubtful)
        continue;
      for (guint column = 0; table->columns[column] != NULL; column++)
        {
          g_autofree char *name = g_strjoin (".", table->name, table->columns[column], NULL);
          doubtful |= table->doubtful[column];
          shows |= table->doubtful[column] && g_hash_table_contains (query->columns, name);
        }
      if (doubtful && !shows)
        return TRUE;
    }
  return FALSE;
}

gboolean
sandbox_run (Sandbox *sandbox, const char *sql, SandboxRowFunc func, gpointer data,
             SandboxOutcome *outcome, const Absence **absent, GError **error)
{
  g_hash_table_remove_all (sandbox->met);
  sandbox->run++;
  sandbox->closed = TRUE;
  sandbox->watched = TRUE;
  sandbox->deadline = g_get_monotonic_time () + sandbox->time_limit;
  *outcome = SANDBOX_DONE;
  const SandboxQuery *query = find_query (sandbox, sql, error);
  gboolean good = query != NULL;
  const Absence *absence = good ? absence_in (query) : NULL;
  if (absence != NULL)
    {
      *outcome = SANDBOX_ABSENT;
      *absent = absence;
    }
  else if (good)
    {
      good = step_through (sandbox, query, func, data, outcome, error);
      sqlite3_reset (query->statement);
      if (good && (g_hash_table_size (sandbox->met) > 0 || counts_doubtful_rows (query)))
        *outcome = SANDBOX_UNREADABLE;
    }
  sandbox->deadline = 0;
  sandbox->watched = FALSE;
  return good;
}

static void
step_free (gpointer data)
{
  SandboxStep *step = data;
  g_free (step->detail);
  g_free (step);
}

GPtrArray *
sandbox_explain (Sandbox *sandbox, const char *sql, GError **error)
{
  g_autofree char *explain = g_strconcat ("explain query plan ", sql, NULL);
  g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func (step_free);
  sqlite3_stmt *statement = NULL;
  sandbox->watched = TRUE;
  int code = sqlite3_prepare_v2 (sandbox->db, explain, -1, &statement, NULL);
  while (code == SQLITE_OK && sqlite3_step (statement) == SQLITE_ROW)
    {
      SandboxStep *step = g_new0 (SandboxStep, 1);
      step->id = sqlite3_column_int (statement, 0);
      step->parent = sqlite3_column_int (statement, 1);
      step->detail = g_strdup ((const char *) sqlite3_column_text (statement, 3));
      g_ptr_array_add (steps, step);
    }
  sandbox->watched = FALSE;
  sqlite3_finalize (statement);
  if (code == SQLITE_OK)
    return g_steal_pointer (&steps);
  prepare_error (sandbox, error);
  return NULL;
}

GHashTable *
sandbox_met (const Sandbox *sandbox)
{
  return sandbox->met;
}
