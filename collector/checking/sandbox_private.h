/* sandbox_private.h: what the files of the sandbox share: sandbox.c, the database
 * and what may be asked of it; sandbox_table.c, its tables; sandbox_query.c, the
 * queries over them. */

#pragma once

#include "collector/checking/sandbox.h"

#include <sqlite3.h>

/* The tables are ours, and SQLite reads them where they stand, as those of this
 * module (sandbox_module.c): it looks at a cell when it is asked for, and not before. */
#define SANDBOX_MODULE "sandbox"
/* A column that every table has and no query may read: so none may say '*',
 * for then which columns it rests on would hang on the edition. */
#define SANDBOX_EVERY " "
/* By how many of its first columns rows of a table can be looked up. */
#define SANDBOX_MAX_KEYS 31

/* The cells of one column. */
typedef struct {
  guint8 *types;             /* SqlType */
  gint64 *values;            /* a number, or the offset of a text */
} SandboxColumn;

typedef struct _SandboxIndex SandboxIndex;

typedef struct {
  char *name, *declaration;
  Absence absent;            /* of no REASON when it stands for itself */
  GStrv columns;
  guint n_columns, n_rows, room;
  SandboxColumn *cells;
  GString *texts;
  gboolean is_doubtful;      /* it has a row that may not be there */
  gboolean *doubtful;        /* of each column: unreadable in such a row */
  GPtrArray *indexes;        /* SandboxIndex *: made when rows are first looked up by some columns */
} SandboxTable;

/* A query that was compiled, and the tables (SandboxTable *) it reads, in the order
 * in which it names them. */
typedef struct {
  sqlite3_stmt *statement;
  GArray *places;            /* of each column it returns, where it goes in a SandboxRow: gsize */
  GPtrArray *reads;
  GHashTable *columns;       /* "table.column" of each column it reads */
} SandboxQuery;

struct _Sandbox {
  sqlite3 *db;
  guint64 run;               /* how many queries were run */
  GHashTable *met;           /* set of gint64: the unreadable cells the query looked at */
  gboolean closed;           /* no more tables */
  gboolean watched;          /* what is compiled is no statement of ours */
  GHashTable *tables;        /* name -> SandboxTable * */
  SandboxTable *filled;      /* the table added or emptied last */
  GHashTable *queries;       /* text -> SandboxQuery * */
  SandboxQuery *compiled;    /* the query being compiled, or NULL */
  GHashTable *parameters;    /* name -> gint64 * */
  gint64 time_limit;         /* microseconds */
  gint64 deadline;
  char *refused;             /* what the query wanted and may not */
};

/* FALSE, with what SQLite says as ERROR. */
gboolean sandbox_set_error (Sandbox *sandbox, GError **error);
gboolean sandbox_execute (Sandbox *sandbox, const char *sql, GError **error);

static inline SqlValue
sandbox_table_cell (const SandboxTable *table, guint row, guint column)
{
  const SandboxColumn *cells = &table->cells[column];
  SqlType type = (SqlType) cells->types[row];
  gint64 value = cells->values[row];
  return type == SQL_TEXT ? (SqlValue) { type, 0, table->texts->str + value } : (SqlValue) { type, value, NULL };
}

/* The query looked at the unreadable cell CELL. */
void sandbox_meet (Sandbox *sandbox, gint64 cell);

/* Makes SQLite know the tables of SANDBOX. */
gboolean sandbox_add_module (Sandbox *sandbox, GError **error);

/* The rows of TABLE by what stands in the columns of MASK (bit I: column I), until the table
 * is emptied. Borrowed. */
SandboxIndex *sandbox_table_index (SandboxTable *table, guint mask);
/* The first row with KEYS in those columns, in their order; as many as there are rows: none.
 * Where that hangs on cells that cannot be read, those are met. */
guint sandbox_index_find (Sandbox *sandbox, const SandboxTable *table, SandboxIndex *index,
                          const SqlValue *keys);
/* The next row with the same as ROW. */
guint sandbox_index_next (const SandboxTable *table, const SandboxIndex *index, guint row);

/* For the tables of a sandbox: a SandboxTable *, a SandboxIndex *, a SandboxQuery *; NULL is let through. */
void sandbox_table_free (gpointer table);
void sandbox_index_free (gpointer index);
void sandbox_query_free (gpointer query);
