#include "collector/checking/sandbox_private.h"

/* A table as SQLite has it, and one reading of its rows: all, or those that an index
 * has for one key. */
typedef struct {
  sqlite3_vtab base;
  Sandbox *sandbox;
  SandboxTable *table;
} Connection;

typedef struct {
  sqlite3_vtab_cursor base;
  const SandboxIndex *index;   /* NULL: all of them */
  guint row;
} Cursor;

/* What SQLite is told to expect of a table, whatever it holds today: rules are
 * compiled once. */
#define ROWS_OF_TABLE 1000000
#define ROWS_OF_KEY 10
#define ROWS_OF_KEYS 2

static Connection *
connection_of (const Cursor *cursor)
{
  return (Connection *) cursor->base.pVtab;
}

static int
connect_table (sqlite3 *db, void *data, int n, const char *const *words, sqlite3_vtab **out, char **message)
{
  Sandbox *sandbox = data;
  g_assert (n == 3);
  SandboxTable *table = g_hash_table_lookup (sandbox->tables, words[2]);
  g_assert (table != NULL);
  (void) message;
  int code = sqlite3_declare_vtab (db, table->declaration);
  if (code != SQLITE_OK)
    return code;
  Connection *connection = g_new0 (Connection, 1);
  connection->sandbox = sandbox;
  connection->table = table;
  *out = &connection->base;
  return SQLITE_OK;
}

static int
disconnect_table (sqlite3_vtab *base)
{
  g_free (base);
  return SQLITE_OK;
}

/* Rows are looked up by what must be equal in the first columns, as many as a
 * mask holds. */
static int
choose_index (sqlite3_vtab *base, sqlite3_index_info *info)
{
  const SandboxTable *table = ((Connection *) base)->table;
  int argument[SANDBOX_MAX_KEYS];
  guint mask = 0, n = 0;
  for (int i = 0; i < info->nConstraint; i++)
    {
      int column = info->aConstraint[i].iColumn;
      if (!info->aConstraint[i].usable || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ || column < 0
          || column >= MIN ((int) table->n_columns, SANDBOX_MAX_KEYS) || (mask & 1u << column) != 0
          || g_ascii_strcasecmp (sqlite3_vtab_collation (info, i), "binary") != 0)
        continue;
      mask |= 1u << column;
      argument[column] = i;
    }
  for (guint column = 0; column < SANDBOX_MAX_KEYS; column++)
    if (mask & 1u << column)
      info->aConstraintUsage[argument[column]].argvIndex = (int) ++n;
  info->idxNum = (int) mask;
  info->estimatedRows = n == 0 ? ROWS_OF_TABLE : n == 1 ? ROWS_OF_KEY : ROWS_OF_KEYS;
  info->estimatedCost = (double) info->estimatedRows;
  return SQLITE_OK;
}

static int
open_cursor (sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
  (void) base;
  Cursor *cursor = g_new0 (Cursor, 1);
  *out = &cursor->base;
  return SQLITE_OK;
}

static int
close_cursor (sqlite3_vtab_cursor *base)
{
  g_free (base);
  return SQLITE_OK;
}

/* FALSE for what no cell is equal to: null, a fraction. */
static gboolean
read_key (sqlite3_value *value, SqlValue *out)
{
  double fraction;
  switch (sqlite3_value_type (value))
    {
    case SQLITE_TEXT:
      *out = (SqlValue) { SQL_TEXT, 0, (const char *) sqlite3_value_text (value) };
      return out->text != NULL;
    case SQLITE_INTEGER:
      *out = (SqlValue) { SQL_INTEGER, sqlite3_value_int64 (value), NULL };
      return TRUE;
    case SQLITE_FLOAT:
      fraction = sqlite3_value_double (value);
      *out = (SqlValue) { SQL_INTEGER, sqlite3_value_int64 (value), NULL };
      return fraction >= -9007199254740992.0 && fraction <= 9007199254740992.0
             && (double) out->number == fraction;
    default:
      return FALSE;
    }
}

static int
filter (sqlite3_vtab_cursor *base, int mask, const char *text, int n, sqlite3_value **values)
{
  Cursor *cursor = (Cursor *) base;
  const Connection *connection = connection_of (cursor);
  SqlValue keys[SANDBOX_MAX_KEYS];
  (void) text;
  cursor->index = NULL;
  cursor->row = 0;
  for (int i = 0; i < n; i++)
    if (!read_key (values[i], &keys[i]))
      {
        cursor->row = connection->table->n_rows;
        return SQLITE_OK;
      }
  if (mask == 0)
    return SQLITE_OK;
  SandboxIndex *index = sandbox_table_index (connection->table, (guint) mask);
  cursor->index = index;
  cursor->row = sandbox_index_find (connection->sandbox, connection->table, index, keys);
  return SQLITE_OK;
}

static int
next_row (sqlite3_vtab_cursor *base)
{
  Cursor *cursor = (Cursor *) base;
  cursor->row = cursor->index == NULL ? cursor->row + 1
                                      : sandbox_index_next (connection_of (cursor)->table, cursor->index, cursor->row);
  return SQLITE_OK;
}

static int
is_at_end (sqlite3_vtab_cursor *base)
{
  const Cursor *cursor = (Cursor *) base;
  return cursor->row >= connection_of (cursor)->table->n_rows;
}

static int
read_column (sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
  const Cursor *cursor = (Cursor *) base;
  const Connection *connection = connection_of (cursor);
  if (column >= (int) connection->table->n_columns)
    return SQLITE_OK;
  const SqlValue cell = sandbox_table_cell (connection->table, cursor->row, (guint) column);
  switch (cell.type)
    {
    case SQL_INTEGER:
      sqlite3_result_int64 (context, cell.number);
      break;
    case SQL_TEXT:
      sqlite3_result_text (context, cell.text, -1, SQLITE_STATIC);
      break;
    case SQL_UNREADABLE:
      sandbox_meet (connection->sandbox, cell.number);
      break;
    case SQL_NULL:
      break;
    }
  return SQLITE_OK;
}

static int
read_rowid (sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
  *out = ((Cursor *) base)->row;
  return SQLITE_OK;
}

gboolean
sandbox_add_module (Sandbox *sandbox, GError **error)
{
  static const sqlite3_module module = {
    .xCreate = connect_table, .xConnect = connect_table, .xBestIndex = choose_index,
    .xDisconnect = disconnect_table, .xDestroy = disconnect_table, .xOpen = open_cursor,
    .xClose = close_cursor, .xFilter = filter, .xNext = next_row, .xEof = is_at_end,
    .xColumn = read_column, .xRowid = read_rowid,
  };
  return sqlite3_create_module (sandbox->db, SANDBOX_MODULE, &module, sandbox) == SQLITE_OK
         || sandbox_set_error (sandbox, error);
}
