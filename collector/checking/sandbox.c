#include "collector/checking/sandbox.h"

#include "lib/base/error.h"
#include "lib/base/period.h"

#include <sqlite3.h>
#include <string.h>

#define STEPS_BETWEEN_CLOCKS 1000

/* In a guarded table a column is worked out, by this function, from one of its
 * name and a character that no column has. */
#define READABLE "readable"
#define RAW " "
/* A column that every table has and no query may read: so none may say '*',
 * which would read the raw cells too. */
#define EVERY " "

typedef struct {
  char *name;
  Absence absent;            /* of no REASON when it stands for itself */
  GStrv columns;
  gboolean *doubtful;        /* of each column: unreadable in a row that may not be there */
  sqlite3_stmt *insert, *clear;
} Table;

/* A query that was compiled, and the tables (Table *) it reads, in the order
 * in which it names them. */
typedef struct {
  sqlite3_stmt *statement;
  GPtrArray *reads;
  GHashTable *columns;       /* "table.column" of each column it reads */
} Query;

struct _Sandbox {
  sqlite3 *db;
  gboolean guarded;
  GHashTable *met;           /* set of gint64: the unreadable cells the query looked at */
  gboolean closed;           /* no more tables */
  gboolean watched;          /* what is compiled is no statement of ours */
  GHashTable *tables;        /* name -> Table * */
  Table *filled;             /* the table added or emptied last */
  GHashTable *queries;       /* text -> Query * */
  Query *compiled;           /* the query being compiled, or NULL */
  GHashTable *parameters;    /* name -> gint64 * */
  gint64 time_limit;         /* microseconds */
  gint64 deadline;
  char *refused;             /* what the query wanted and may not */
};

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

static gboolean
set_error (Sandbox *sandbox, GError **error)
{
  return error_fault (error, "%s", sqlite3_errmsg (sandbox->db));
}

static gboolean
execute (Sandbox *sandbox, const char *sql, GError **error)
{
  return sqlite3_exec (sandbox->db, sql, NULL, NULL, NULL) == SQLITE_OK
         || set_error (sandbox, error);
}

static void
table_free (gpointer data)
{
  Table *table = data;
  sqlite3_finalize (table->insert);
  sqlite3_finalize (table->clear);
  g_free ((char *) table->absent.reason);
  g_strfreev (table->columns);
  g_free (table->doubtful);
  g_free (table->name);
  g_free (table);
}

static void
query_free (gpointer data)
{
  Query *query = data;
  sqlite3_finalize (query->statement);
  g_ptr_array_unref (query->reads);
  g_hash_table_unref (query->columns);
  g_free (query);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Query, query_free)

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

/* A cell that can be read is itself; one that cannot is null, and is kept as
 * met, unless it is our own statement that fills a table. */
static void
sql_readable (sqlite3_context *context, int n, sqlite3_value **values)
{
  Sandbox *sandbox = sqlite3_user_data (context);
  gint64 cell;
  g_assert (n == 1);
  if (sqlite3_value_type (values[0]) != SQLITE_BLOB)
    {
      sqlite3_result_value (context, values[0]);
      return;
    }
  g_assert (sqlite3_value_bytes (values[0]) == sizeof cell);
  memcpy (&cell, sqlite3_value_blob (values[0]), sizeof cell);
  if (sandbox->watched && !g_hash_table_contains (sandbox->met, &cell))
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
  Table *table = g_hash_table_lookup (sandbox->tables, name);
  if (table == NULL)
    return refuse (sandbox, "read the table", name);
  if (*column != '\0' && !g_strv_contains ((const char *const *) table->columns, column))
    return refuse (sandbox, "read '*': it must name the columns it needs of", name);
  Query *query = sandbox->compiled;
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
      return set_error (sandbox, error);
  if (sqlite3_db_config (sandbox->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK)
    return set_error (sandbox, error);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (sandbox->db, limits[i].limit, limits[i].value);
  sqlite3_progress_handler (sandbox->db, STEPS_BETWEEN_CLOCKS, past_deadline, sandbox);
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  if (sqlite3_create_function (sandbox->db, "days", 1, flags, NULL, sql_days, NULL, NULL) != SQLITE_OK
      || sqlite3_create_function (sandbox->db, "parameter", 1, flags, sandbox, sql_parameter, NULL,
                                  NULL) != SQLITE_OK
      || sqlite3_create_function (sandbox->db, READABLE, 1, flags, sandbox, sql_readable, NULL, NULL)
           != SQLITE_OK)
    return set_error (sandbox, error);
  if (!execute (sandbox, "pragma temp_store = memory; pragma journal_mode = off; begin", error))
    return FALSE;
  /* Set before anything is compiled that is kept: a new one makes SQLite
   * compile it all again, under its eyes. */
  sqlite3_set_authorizer (sandbox->db, authorize, sandbox);
  return TRUE;
}

Sandbox *
sandbox_new (gboolean guarded, GError **error)
{
  g_autoptr(Sandbox) sandbox = g_new0 (Sandbox, 1);
  sandbox->guarded = guarded;
  sandbox->met = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  sandbox->parameters = g_hash_table_new (g_str_hash, g_str_equal);
  sandbox->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, table_free);
  sandbox->queries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, query_free);
  sandbox_set_time_limit (sandbox, SANDBOX_MAX_SECONDS * 1000);
  /* The one setting that SQLite has for the whole process. */
  sqlite3_hard_heap_limit64 (SANDBOX_MAX_HEAP);
  if (sqlite3_open_v2 (":memory:", &sandbox->db,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY
                         | SQLITE_OPEN_NOFOLLOW,
                       NULL) != SQLITE_OK)
    {
      set_error (sandbox, error);
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
  g_hash_table_unref (sandbox->tables);
  sqlite3_close (sandbox->db);
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
         || set_error (sandbox, error);
}

static gboolean
empty_table (Sandbox *sandbox, const Table *table, GError **error)
{
  int code = sqlite3_step (table->clear);
  sqlite3_reset (table->clear);
  return code == SQLITE_DONE || set_error (sandbox, error);
}

/* The columns of a table that is made: in a guarded one the raw cells, and then
 * what is read of them. */
static void
append_columns (GString *create, const char *const *columns, gboolean guarded)
{
  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_autofree char *raw = g_strconcat (columns[i], guarded ? RAW : "", NULL);
      g_string_append (create, i == 0 ? " (" : ", ");
      append_name (create, raw);
    }
  for (guint i = 0; guarded && columns[i] != NULL; i++)
    {
      g_autofree char *raw = g_strconcat (columns[i], RAW, NULL);
      g_string_append (create, ", ");
      append_name (create, columns[i]);
      g_string_append (create, " as (" READABLE " (");
      append_name (create, raw);
      g_string_append (create, "))");
    }
  g_string_append (create, ", \"" EVERY "\" as (null))");
}

static gboolean
create_table (Sandbox *sandbox, Table *table, const char *const *columns, GError **error)
{
  g_autoptr(GString) create = g_string_new ("create table ");
  g_autoptr(GString) insert = g_string_new ("insert into ");
  g_autoptr(GString) clear = g_string_new ("delete from ");
  append_name (create, table->name);
  append_name (insert, table->name);
  append_name (clear, table->name);
  append_columns (create, columns, sandbox->guarded);
  g_string_append (insert, " values ");
  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append (insert, i == 0 ? "(?" : ", ?");
  g_string_append_c (insert, ')');
  return execute (sandbox, create->str, error)
         && compile (sandbox, insert->str, &table->insert, error)
         && compile (sandbox, clear->str, &table->clear, error);
}

gboolean
sandbox_add_table (Sandbox *sandbox, const char *name, const char *const *columns,
                   const Absence *absent, GError **error)
{
  Table *table = g_hash_table_lookup (sandbox->tables, name);
  gboolean known = table != NULL;
  g_assert (known || !sandbox->closed);
  g_assert (!known || g_strv_equal ((const char *const *) table->columns, columns));
  if (!known)
    {
      table = g_new0 (Table, 1);
      table->name = g_strdup (name);
      table->columns = g_strdupv ((GStrv) columns);
      table->doubtful = g_new0 (gboolean, g_strv_length (table->columns));
      g_hash_table_insert (sandbox->tables, g_strdup (name), table);
    }
  memset (table->doubtful, 0, g_strv_length (table->columns) * sizeof (gboolean));
  g_free ((char *) table->absent.reason);
  table->absent = absent == NULL ? (Absence) { 0 } : (Absence) { g_strdup (absent->reason), absent->usual };
  sandbox->filled = table;
  return known ? empty_table (sandbox, table, error) : create_table (sandbox, table, columns, error);
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
  Table *table = sandbox->filled;
  sqlite3_stmt *insert = table->insert;
  int n = sqlite3_bind_parameter_count (insert);
  for (int i = 0; i < n; i++)
    {
      gboolean unreadable = values[i].type == SQL_UNREADABLE;
      g_assert (!unreadable || sandbox->guarded);
      table->doubtful[i] |= unreadable && values[0].type == SQL_UNREADABLE;
      if (bind (insert, i + 1, &values[i]) != SQLITE_OK)
        return set_error (sandbox, error);
    }
  int code = sqlite3_step (insert);
  sqlite3_reset (insert);
  return code == SQLITE_DONE || set_error (sandbox, error);
}

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

static SqlValue *
place_in (SandboxRow *row, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (result_columns); i++)
    if (strcmp (result_columns[i].name, name) == 0)
      return (SqlValue *) (gpointer) ((char *) row + result_columns[i].offset);
  return NULL;
}

static gboolean
check_columns (sqlite3_stmt *statement, GError **error)
{
  SandboxRow row;
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    if (place_in (&row, sqlite3_column_name (statement, i)) == NULL)
      return error_fault (error, "it returns a column '%s', which no finding has",
                          sqlite3_column_name (statement, i));
  return TRUE;
}

/* FALSE for a fraction, which only a sum or a product too large for 64 bits
 * gives: division of integers stays whole. */
static gboolean
read_row (sqlite3_stmt *statement, SandboxRow *row)
{
  *row = (SandboxRow) { 0 };
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    {
      SqlValue *value = place_in (row, sqlite3_column_name (statement, i));
      g_assert (value != NULL);
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
  return set_error (sandbox, error);
}

static gboolean
step_through (Sandbox *sandbox, sqlite3_stmt *statement, SandboxRowFunc func, gpointer data,
              SandboxOutcome *outcome, GError **error)
{
  int code = sqlite3_step (statement);
  for (guint n = 0; code == SQLITE_ROW; n++)
    {
      SandboxRow row;
      if (n == SANDBOX_MAX_ROWS || !read_row (statement, &row))
        {
          *outcome = n == SANDBOX_MAX_ROWS ? SANDBOX_TOO_MANY : SANDBOX_OVERFLOW;
          return TRUE;
        }
      if (!func (&row, data))
        return TRUE;
      code = sqlite3_step (statement);
    }
  return code == SQLITE_DONE || set_run_error (sandbox, code, outcome, error);
}

static gboolean
prepare_error (Sandbox *sandbox, GError **error)
{
  if (sandbox->refused == NULL)
    return set_error (sandbox, error);
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
compile_query (Sandbox *sandbox, const char *sql, sqlite3_stmt **statement, GError **error)
{
  const char *rest;
  g_clear_pointer (&sandbox->refused, g_free);
  int code = sqlite3_prepare_v3 (sandbox->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, &rest);
  if (code != SQLITE_OK)
    return prepare_error (sandbox, error);
  const char *what = *statement == NULL ? "it holds no query"
                     : !is_alone (sandbox, rest) ? "it holds more than one query"
                     : !sqlite3_stmt_readonly (*statement) ? "it may do nothing but read"
                     : NULL;
  return what == NULL ? check_columns (*statement, error) : error_fault (error, "%s", what);
}

/* SQL as it was compiled when it was first asked for; NULL with ERROR. */
static const Query *
find_query (Sandbox *sandbox, const char *sql, GError **error)
{
  const Query *known = g_hash_table_lookup (sandbox->queries, sql);
  if (known != NULL)
    return known;
  g_autoptr(Query) query = g_new0 (Query, 1);
  query->reads = g_ptr_array_new ();
  query->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sandbox->compiled = query;
  gboolean good = compile_query (sandbox, sql, &query->statement, error);
  sandbox->compiled = NULL;
  if (!good)
    return NULL;
  known = query;
  g_hash_table_insert (sandbox->queries, g_strdup (sql), g_steal_pointer (&query));
  return known;
}

/* Why there is nothing in the first table QUERY reads that is absent; NULL. */
static const Absence *
absence_in (const Query *query)
{
  for (guint i = 0; i < query->reads->len; i++)
    {
      const Table *table = g_ptr_array_index (query->reads, i);
      if (table->absent.reason != NULL)
        return &table->absent;
    }
  return NULL;
}

/* Whether QUERY asks of a table only how many rows it has, though some of them
 * may not be there: it reads no column in which that would show. */
static gboolean
counts_doubtful_rows (const Query *query)
{
  for (guint i = 0; i < query->reads->len; i++)
    {
      const Table *table = g_ptr_array_index (query->reads, i);
      gboolean doubtful = FALSE, shows = FALSE;
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
  sandbox->closed = TRUE;
  sandbox->watched = TRUE;
  sandbox->deadline = g_get_monotonic_time () + sandbox->time_limit;
  *outcome = SANDBOX_DONE;
  const Query *query = find_query (sandbox, sql, error);
  gboolean good = query != NULL;
  const Absence *absence = good ? absence_in (query) : NULL;
  if (absence != NULL)
    {
      *outcome = SANDBOX_ABSENT;
      *absent = absence;
    }
  else if (good)
    {
      good = step_through (sandbox, query->statement, func, data, outcome, error);
      sqlite3_reset (query->statement);
      if (good && (g_hash_table_size (sandbox->met) > 0 || (sandbox->guarded && counts_doubtful_rows (query))))
        *outcome = SANDBOX_UNREADABLE;
    }
  sandbox->deadline = 0;
  sandbox->watched = FALSE;
  return good;
}

GHashTable *
sandbox_met (const Sandbox *sandbox)
{
  return sandbox->met;
}
