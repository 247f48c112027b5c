/* sandbox_private.h: what the files of the sandbox share: sandbox.c, the database
 * and what may be asked of it; sandbox_table.c, its tables; sandbox_query.c, the
 * queries over them. */

#pragma once

#include "collector/checking/sandbox.h"

#include <sqlite3.h>

/* In a guarded table a column is worked out, by this function, from one of its
 * name and a character that no column has. */
#define SANDBOX_READABLE "readable"
#define SANDBOX_RAW " "
/* A column that every table has and no query may read: so none may say '*',
 * which would read the raw cells too. */
#define SANDBOX_EVERY " "

typedef struct {
  char *name;
  Absence absent;            /* of no REASON when it stands for itself */
  GStrv columns;
  char *sure;                /* the column that is never unreadable, by which it is indexed; or NULL */
  gboolean *doubtful;        /* of each column: unreadable in a row that may not be there */
  sqlite3_stmt *insert, *clear;
} SandboxTable;

/* A query that was compiled, and the tables (SandboxTable *) it reads, in the order
 * in which it names them. */
typedef struct {
  sqlite3_stmt *statement;
  GPtrArray *reads;
  GHashTable *columns;       /* "table.column" of each column it reads */
} SandboxQuery;

struct _Sandbox {
  sqlite3 *db;
  gboolean guarded;
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

/* For the tables of a sandbox: a SandboxTable *, a SandboxQuery *; NULL is let through. */
void sandbox_table_free (gpointer table);
void sandbox_query_free (gpointer query);
