#include "lib/tables/table_sql.h"

#include <string.h>

#include "lib/base/error.h"

#define EXACT "_exact"
#define MISSING "_missing"

/* How a column of each kind is kept: its type, and the columns beside it. */
static const struct {
  const char *type;
  gboolean has_exact, has_missing;
} kept[] = {
  [COLUMN_TEXT] = { "TEXT", FALSE, FALSE },
  [COLUMN_COUNT] = { "INTEGER", FALSE, TRUE },
  [COLUMN_FIGURE] = { "REAL", TRUE, TRUE },
  [COLUMN_MONEY] = { "REAL", TRUE, TRUE },
  [COLUMN_DATE] = { "TEXT", FALSE, FALSE },
  [COLUMN_PERIOD] = { "TEXT", FALSE, FALSE },
  [COLUMN_FLAG] = { "INTEGER", FALSE, FALSE },
  [COLUMN_LEVEL] = { "INTEGER", FALSE, FALSE },
};

static gboolean
sql_fault (sqlite3 *db, const char *name, GError **error)
{
  return error_fault (error, "cannot write table '%s': %s", name, sqlite3_errmsg (db));
}

static gboolean
run (sqlite3 *db, const char *sql, const char *name, GError **error)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK || sql_fault (db, name, error);
}

static gboolean
is_identifier (const char *name)
{
  return *name != '\0' && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (name);
}

static char *
create_statement (const Table *table, const char *name)
{
  GString *sql = g_string_new (NULL);
  g_string_append_printf (sql, "create table if not exists \"%s\" (", name);
  for (guint i = 0; i < table_n_columns (table); i++)
    {
      const TableColumn *column = table_column (table, i);
      g_assert (is_identifier (column->name) && column->kind != COLUMN_ANY);
      g_string_append_printf (sql, "%s\"%s\" %s", i > 0 ? ", " : "", column->name, kept[column->kind].type);
      if (kept[column->kind].has_exact)
        g_string_append_printf (sql, ", \"%s" EXACT "\" TEXT", column->name);
      if (kept[column->kind].has_missing)
        g_string_append_printf (sql, ", \"%s" MISSING "\" TEXT", column->name);
    }
  g_string_append (sql, ") strict");
  return g_string_free (sql, FALSE);
}

static guint
count_kept (const Table *table)
{
  guint n = 0;
  for (guint i = 0; i < table_n_columns (table); i++)
    {
      ColumnKind kind = table_column (table, i)->kind;
      n += 1u + (guint) kept[kind].has_exact + (guint) kept[kind].has_missing;
    }
  return n;
}

static char *
insert_statement (const Table *table, const char *name)
{
  GString *sql = g_string_new (NULL);
  g_string_append_printf (sql, "insert into \"%s\" values (?", name);
  for (guint i = 1; i < count_kept (table); i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static int
bind_text (sqlite3_stmt *insert, int at, const char *text)
{
  return sqlite3_bind_text (insert, at, text, -1, SQLITE_TRANSIENT);
}

/* The figure in the unit that its column prints. */
static Figure
scaled (const TableCell *cell)
{
  Figure power = figure_integer (1);
  for (int i = 0; i < ABS (cell->style.shift); i++)
    power = figure_mul (power, figure_integer (10));
  return cell->style.shift < 0 ? figure_div (cell->figure, power) : figure_mul (cell->figure, power);
}

static char *
exact_ratio (Figure figure)
{
  g_autofree char *num = figure_to_string (figure_integer (figure.num), 0, 0);
  g_autofree char *den = figure_to_string (figure_integer (figure.den), 0, 0);
  return g_strdup_printf ("%s/%s", num, den);
}

/* A count that is no whole 64-bit number cannot be kept: SQLite refuses it. */
static int
bind_value (sqlite3_stmt *insert, int at, ColumnKind kind, Figure figure)
{
  gboolean whole = figure.den == 1 && figure.num >= G_MININT64 && figure.num <= G_MAXINT64;
  if (kept[kind].has_exact || !whole)
    return sqlite3_bind_double (insert, at, figure_to_double (figure));
  return sqlite3_bind_int64 (insert, at, (gint64) figure.num);
}

static int
bind_number (sqlite3_stmt *insert, int at, const TableCell *cell)
{
  Figure figure = scaled (cell);
  if (!figure_is_value (&figure))
    {
      g_autofree char *symbol = figure_to_string (figure, 0, 0);
      return bind_text (insert, at + 1 + kept[cell->kind].has_exact, symbol);
    }
  int code = bind_value (insert, at, cell->kind, figure);
  if (code != SQLITE_OK || !kept[cell->kind].has_exact)
    return code;
  g_autofree char *ratio = exact_ratio (figure);
  return bind_text (insert, at + 1, ratio);
}

static int
bind_cell (sqlite3_stmt *insert, int at, const TableCell *cell)
{
  if (cell->is_nothing)
    return SQLITE_OK;
  if (cell->is_number)
    return bind_number (insert, at, cell);
  if (cell->kind == COLUMN_FLAG)
    return sqlite3_bind_int64 (insert, at, cell->flag ? 1 : 0);
  g_autofree char *text = table_cell_to_string (cell);
  return bind_text (insert, at, text);
}

static gboolean
insert_row (const Table *table, guint row, sqlite3_stmt *insert)
{
  int at = 1;
  sqlite3_reset (insert);
  sqlite3_clear_bindings (insert);
  for (guint i = 0; i < table_n_columns (table); i++)
    {
      ColumnKind kind = table_column (table, i)->kind;
      TableCell cell = table_cell (table, row, i);
      if (bind_cell (insert, at, &cell) != SQLITE_OK)
        return FALSE;
      at += 1 + kept[kind].has_exact + kept[kind].has_missing;
    }
  return sqlite3_step (insert) == SQLITE_DONE;
}

static gboolean
insert_rows (const Table *table, sqlite3 *db, const char *name, GError **error)
{
  g_autofree char *sql = insert_statement (table, name);
  sqlite3_stmt *insert = NULL;
  gboolean good = sqlite3_prepare_v2 (db, sql, -1, &insert, NULL) == SQLITE_OK;
  for (guint row = 0; good && row < table_rows (table); row++)
    good = insert_row (table, row, insert);
  if (!good)
    sql_fault (db, name, error);
  sqlite3_finalize (insert);
  return good;
}

gboolean
table_to_sql (const Table *table, sqlite3 *db, const char *name, GError **error)
{
  g_assert (is_identifier (name));
  g_autofree char *create = create_statement (table, name);
  if (!run (db, "savepoint table_to_sql", name, error))
    return FALSE;
  if (run (db, create, name, error) && insert_rows (table, db, name, error))
    return run (db, "release table_to_sql", name, error);
  sqlite3_exec (db, "rollback to table_to_sql; release table_to_sql", NULL, NULL, NULL);
  return FALSE;
}
