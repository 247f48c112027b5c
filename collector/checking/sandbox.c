#include "collector/checking/sandbox_private.h"

#include "lib/base/error.h"
#include "lib/base/period.h"

#include <string.h>

#define STEPS_BETWEEN_CLOCKS 1000

static const char *const functions[] = {
  "abs", "coalesce", "count", "days", "glob", "ifnull", "iif", "instr", "length", "like", "lower",
  "max", "min", "nullif", "parameter", "substr", "sum", "trim", "upper", NULL
};

/* Each is lower than what SQLite would take. */
static const struct {
  int limit, value;
} limits[] = {
  { SQLITE_LIMIT_LENGTH, SANDBOX_MAX_TEXT },
  { SQLITE_LIMIT_SQL_LENGTH, 64 * 1024 },
  { SQLITE_LIMIT_COLUMN, 600 },
  { SQLITE_LIMIT_EXPR_DEPTH, 100 },
  { SQLITE_LIMIT_COMPOUND_SELECT, 100 },
  { SQLITE_LIMIT_VDBE_OP, 100000 },
  { SQLITE_LIMIT_FUNCTION_ARG, 16 },
  { SQLITE_LIMIT_ATTACHED, 0 },
  { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200 },
  { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
  { SQLITE_LIMIT_WORKER_THREADS, 0 },
};

gboolean
sandbox_set_error (Sandbox *sandbox, GError **error)
{
  return error_fault (error, "%s", sqlite3_errmsg (sandbox->db));
}

gboolean
sandbox_execute (Sandbox *sandbox, const char *sql, GError **error)
{
  return sqlite3_exec (sandbox->db, sql, NULL, NULL, NULL) == SQLITE_OK
         || sandbox_set_error (sandbox, error);
}

/* The number of a day; NULL for what is no date. */
static void
sql_days (sqlite3_context *context, int n, sqlite3_value **values)
{
  Date date;
  g_assert (n == 1);
  const char *text = (const char *) sqlite3_value_text (values[0]);
  if (text != NULL && date_parse (text, &date))
    sqlite3_result_int64 (context, date);
}

static void
sql_parameter (sqlite3_context *context, int n, sqlite3_value **values)
{
  const Sandbox *sandbox = sqlite3_user_data (context);
  g_assert (n == 1);
  const char *name = (const char *) sqlite3_value_text (values[0]);
  const gint64 *value = name == NULL ? NULL : g_hash_table_lookup (sandbox->parameters, name);
  if (value != NULL)
    {
      sqlite3_result_int64 (context, *value);
      return;
    }
  g_autofree char *message = g_strdup_printf ("no parameter '%s' holds in parameters.csv", name == NULL ? "" : name);
  sqlite3_result_error (context, message, -1);
}

void
sandbox_meet (Sandbox *sandbox, gint64 cell)
{
  if (!g_hash_table_contains (sandbox->met, &cell))
    g_hash_table_add (sandbox->met, g_memdup2 (&cell, sizeof cell));
}

static int
past_deadline (void *data)
{
  const Sandbox *sandbox = data;
  return sandbox->deadline != 0 && g_get_monotonic_time () > sandbox->deadline;
}

static int
refuse (Sandbox *sandbox, const char *what, const char *name)
{
  if (sandbox->refused == NULL)
    sandbox->refused = g_strdup_printf ("%s%s%s", what, name == NULL ? "" : " ",
                                        name == NULL ? "" : name);
  return SQLITE_DENY;
}

static int
authorize_read (Sandbox *sandbox, const char *name, const char *column)
{
  SandboxTable *table = g_hash_table_lookup (sandbox->tables, name);
  if (table == NULL)
    return refuse (sandbox, "read the table", name);
  if (*column != '\0' && !g_strv_contains ((const char *const *) table->columns, column))
    return refuse (sandbox, "read '*': it must name the columns it needs of", name);
  SandboxQuery *query = sandbox->compiled;
  if (query != NULL && !g_ptr_array_find (query->reads, table, NULL))
    g_ptr_array_add (query->reads, table);
  if (query != NULL)
    g_hash_table_add (query->columns, g_strjoin (".", name, column, NULL));
  return SQLITE_OK;
}

static int
authorize (void *data, int action, const char *first, const char *second, const char *database,
           const char *trigger)
{
  Sandbox *sandbox = data;
  (void) database;
  (void) trigger;
  if (!sandbox->watched)
    return SQLITE_OK;
  switch (action)
    {
    case SQLITE_SELECT:
      return SQLITE_OK;
    case SQLITE_READ:
      return authorize_read (sandbox, first, second);
    case SQLITE_FUNCTION:
      return g_strv_contains (functions, second) ? SQLITE_OK
                                                  : refuse (sandbox, "call", second);
    case SQLITE_RECURSIVE:
      return refuse (sandbox, "repeat itself (WITH RECURSIVE)", NULL);
    default:
      return refuse (sandbox, "do anything but read its tables", NULL);
    }
}

static gboolean
configure (Sandbox *sandbox, GError **error)
{
  static const int off[] = {
    SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, SQLITE_DBCONFIG_TRUSTED_SCHEMA,
    SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_ENABLE_TRIGGER,
    SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER,
  };
  for (guint i = 0; i < G_N_ELEMENTS (off); i++)
    if (sqlite3_db_config (sandbox->db, off[i], 0, NULL) != SQLITE_OK)
      return sandbox_set_error (sandbox, error);
  if (sqlite3_db_config (sandbox->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK)
    return sandbox_set_error (sandbox, error);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (sandbox->db, limits[i].limit, limits[i].value);
  sqlite3_progress_handler (sandbox->db, STEPS_BETWEEN_CLOCKS, past_deadline, sandbox);
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  if (sqlite3_create_function (sandbox->db, "days", 1, flags, NULL, sql_days, NULL, NULL) != SQLITE_OK
      || sqlite3_create_function (sandbox->db, "parameter", 1, flags, sandbox, sql_parameter, NULL,
                                  NULL) != SQLITE_OK)
    return sandbox_set_error (sandbox, error);
  if (!sandbox_add_module (sandbox, error)
      || !sandbox_execute (sandbox, "pragma temp_store = memory; pragma journal_mode = off; begin", error))
    return FALSE;
  /* Set before anything is compiled that is kept: a new one makes SQLite
   * compile it all again, under its eyes. */
  sqlite3_set_authorizer (sandbox->db, authorize, sandbox);
  return TRUE;
}

Sandbox *
sandbox_new (GError **error)
{
  g_autoptr(Sandbox) sandbox = g_new0 (Sandbox, 1);
  sandbox->met = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  sandbox->parameters = g_hash_table_new (g_str_hash, g_str_equal);
  sandbox->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, sandbox_table_free);
  sandbox->queries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, sandbox_query_free);
  sandbox_set_time_limit (sandbox, SANDBOX_MAX_SECONDS * 1000);
  /* The one setting that SQLite has for the whole process. */
  sqlite3_hard_heap_limit64 (SANDBOX_MAX_HEAP);
  if (sqlite3_open_v2 (":memory:", &sandbox->db,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY
                         | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX,
                       NULL) != SQLITE_OK)
    {
      sandbox_set_error (sandbox, error);
      return NULL;
    }
  return configure (sandbox, error) ? g_steal_pointer (&sandbox) : NULL;
}

void
sandbox_free (Sandbox *sandbox)
{
  if (sandbox == NULL)
    return;
  g_hash_table_unref (sandbox->queries);
  sqlite3_close (sandbox->db);
  g_hash_table_unref (sandbox->tables);
  g_hash_table_unref (sandbox->parameters);
  g_hash_table_unref (sandbox->met);
  g_free (sandbox->refused);
  g_free (sandbox);
}

void
sandbox_set_time_limit (Sandbox *sandbox, gint64 milliseconds)
{
  sandbox->time_limit = milliseconds * 1000;
}

void
sandbox_set_parameters (Sandbox *sandbox, GHashTable *parameters)
{
  g_hash_table_unref (sandbox->parameters);
  sandbox->parameters = g_hash_table_ref (parameters);
}
